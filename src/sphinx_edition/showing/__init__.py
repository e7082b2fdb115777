"""Write what pages show of each other, as standard nodes that every builder can write."""

from sphinx.application import Sphinx

from .colophon import Colophon
from .figures import Figures
from .indexes import Indexes
from .lists import Lists
from .notices import Changes, Notices
from .quoted import QuotedWords


def setup(app: Sphinx) -> None:
    """Register the transforms of this room."""
    for transform in (Changes, Colophon, Figures, Indexes, Lists, Notices, QuotedWords):
        app.add_post_transform(transform)
