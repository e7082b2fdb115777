"""Write what pages show of each other, as standard nodes that every builder can write."""

from sphinx.application import Sphinx

from .figures import Figures
from .indexes import Indexes
from .lists import Lists
from .notices import Changes, Notices
from .people import People
from .preservation import Preservation
from .quoted import QuotedWords
from .review import Review


def setup(app: Sphinx) -> None:
    """Register the transforms of this room."""
    for transform in (
        Changes, Figures, Indexes, Lists, Notices, People, Preservation, QuotedWords, Review,
    ):  # fmt: skip
        app.add_post_transform(transform)
