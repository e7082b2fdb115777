"""Write what pages show of each other, as standard nodes that every builder can write."""

from sphinx.application import Sphinx

from .figures import Figures
from .indexes import Indexes
from .lists import Lists
from .notices import Changes, Notices
from .people import People
from .preservation import Preservation
from .quoted import QuotedWords


def setup(app: Sphinx) -> None:
    """Register the transforms of this room."""
    transforms = (Changes, Figures, Indexes, Lists, Notices, People, Preservation, QuotedWords)
    for transform in transforms:
        app.add_post_transform(transform)
