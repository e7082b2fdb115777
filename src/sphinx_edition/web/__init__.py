"""The edition as HTML: the web edition with its theme, and the EPUB."""

from sphinx.application import Sphinx

from ..nodes import WEB
from . import epub, site
from .marks import Marks
from .previews import Previews
from .terms import Terms
from .translator import EditionTranslator


def setup(app: Sphinx) -> None:
    """Register the theme, the translators and what only the web edition shows."""
    for builder in WEB:
        app.set_translator(builder, EditionTranslator)
    app.add_post_transform(Marks)
    app.add_post_transform(Terms)
    app.add_post_transform(Previews)
    site.setup(app)
    epub.setup(app)
