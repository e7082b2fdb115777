"""Read Markdown into nodes, and nodes into one ``Page`` record a document.

A page goes through these transforms, in the order of their priorities: ``OrderContents`` (300)
sorts what a contents lists by pattern; ``NamedIds`` (300) names headings in any script; ``Clean``
(490) takes out comments and refuses HTML; ``OwnNotes`` (495) numbers the text's own footnotes;
``Passages`` (500) gathers numbered paragraphs; ``Slips`` (501) reports what was meant as one;
``Words`` (502) keeps what Markdown would change; ``Insertions`` (503) refuses words that nobody
typed; ``HeadWords`` (505) and ``Mentions`` (510) give
ids; ``Addresses`` (600) refuses what would be fetched; ``CallSites`` (840) names the places that
cite; ``UniqueIds`` (845) finds ids that stand twice; ``Records`` (850) reads the finished page; and
``Restated`` (860) says whose words it has.
"""

from sphinx.application import Sphinx

from ..domain import EditionDomain
from .contents import OrderContents
from .ids import CallSites, HeadWords, NamedIds, UniqueIds
from .insertions import Insertions
from .markdown import Addresses, Clean, Words
from .markup import DIRECTIVES, FOOT_ROLES, ROLES, FootCite
from .mentions import Mentions
from .ownnotes import OwnNotes
from .passages import Passages
from .records import Records
from .restated import Restated
from .slips import Slips


def setup(app: Sphinx) -> None:
    """Register what an editor may write, and the transforms that read it."""
    for name, role in ROLES.items():
        app.add_role_to_domain(EditionDomain.name, name, role)
    app.add_role("footcite", FootCite(), override=True)
    for name in FOOT_ROLES:
        app.add_role_to_domain("footcite", name, FootCite(), override=True)
    for name, directive in DIRECTIVES.items():
        app.add_directive_to_domain(EditionDomain.name, name, directive)
    ours = (
        OrderContents, NamedIds, Clean, OwnNotes, Passages, Slips, Words, Insertions, HeadWords,
        Mentions, Addresses, CallSites, UniqueIds, Records, Restated,
    )  # fmt: skip
    for transform in ours:
        app.add_transform(transform)
