"""How to cite this edition, and the bibliography of the works that it cites."""

from sphinx.application import Sphinx

from . import references
from .editions import Editions
from .examples import Citations
from .works import Works


def setup(app: Sphinx) -> None:
    """Register the style of the bibliography and the transforms of this room."""
    references.register()
    app.add_post_transform(Citations)
    app.add_post_transform(Editions)
    app.add_post_transform(Works)
