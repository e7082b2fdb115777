"""Read Markdown into nodes, and nodes into one ``Page`` record a document.

A page goes through these transforms, in the order of their priorities: ``Passages`` (500) gathers
numbered paragraphs; ``HeadWords`` (505) and ``Mentions`` (510) give ids; ``CallSites`` (840) names
the places that cite; and ``Records`` (850) reads the finished page.
"""

from sphinx.application import Sphinx

from ..domain import EditionDomain
from .ids import CallSites, HeadWords
from .markup import DIRECTIVES, FOOT_ROLES, ROLES, FootCite
from .mentions import Mentions
from .passages import Passages
from .records import Records


def setup(app: Sphinx) -> None:
    """Register what an editor may write, and the transforms that read it."""
    for name, role in ROLES.items():
        app.add_role_to_domain(EditionDomain.name, name, role)
    app.add_role("footcite", FootCite(), override=True)
    for name in FOOT_ROLES:
        app.add_role_to_domain("footcite", name, FootCite(), override=True)
    for name, directive in DIRECTIVES.items():
        app.add_directive_to_domain(EditionDomain.name, name, directive)
    for transform in (Passages, HeadWords, Mentions, CallSites, Records):
        app.add_transform(transform)
