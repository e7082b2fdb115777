"""A reader's own copy of a text: decode it, match it with the passages, bind it, report on it."""

from sphinx.application import Sphinx

from .binding import Binding, Lemmata


def setup(app: Sphinx) -> None:
    """Register the transforms that bind a copy, and the settings that name its files."""
    app.add_config_value("edition_digests", "copies.txt", "env", str)
    app.add_config_value("edition_copy", "", "env", str)  # the path of a reader's own copy
    app.add_transform(Binding)
    app.add_transform(Lemmata)
