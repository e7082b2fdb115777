"""A reader's own copy of a text: decode it, match it with the passages, bind it, report on it."""

from sphinx.application import Sphinx

from .binding import Binding, Lemmata


def setup(app: Sphinx) -> None:
    """Register the transforms that bind a copy."""
    app.add_transform(Binding)
    app.add_transform(Lemmata)
