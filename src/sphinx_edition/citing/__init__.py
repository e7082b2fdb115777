"""How to cite this edition, and the bibliography of the works that it cites."""

from sphinx.application import Sphinx

from . import references
from .examples import Citations
from .works import Editions, Works


def setup(app: Sphinx) -> None:
    """Register the style of the bibliography and the transforms of this room."""
    references.register()
    for transform in (Citations, Editions, Works):
        app.add_post_transform(transform)
