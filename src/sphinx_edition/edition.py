"""The edition as one frozen value: what a build has read of all pages, each mention judged once.

A build makes it once, when every page has been read; checks, lists, previews, search, data, book
and citations are functions of it. Pure: records in, records out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .model import ESSAYS, Mention, Notice, Page, Passage, Reference, is_text
from .words import headwords
from .words.verdicts import Verdict, judge


@dataclass(frozen=True, slots=True)
class Facts:
    """What ``conf.py`` says of the edition; a fact that is not known is empty."""

    title: str = ""
    version: str = ""
    editors: str = ""
    language: str = "en"
    date: str = ""  #: of publication: ``2026-11-22``
    licence: str = ""  #: the address of that of the editors' own words
    address: str = ""  #: at which it is published, as ``conf.py`` has it
    root: str = "index"  #: the document that stands for the whole


@dataclass(frozen=True)
class Edition:
    """All records of one build, and what follows from them taken together."""

    facts: Facts
    pages: Mapping[str, Page]  #: by document name, in the order of lists: essays first
    passages: Mapping[str, Passage]  #: by key; of two with one key, the first
    verdicts: Mapping[Mention, Verdict]
    notices: tuple[Notice, ...] = ()
    index: tuple[headwords.IndexLine, ...] = ()  #: of names and terms
    references: Mapping[str, Reference] = field(
        default_factory=dict
    )  #: of the bibliography, by key
    #: the main links: a document, or one and an id in it, and the label
    navigation: tuple[tuple[str, str], ...] = ()
    #: the page of each place in the printed book, as it is printed there: ``ix``, ``41``
    printed: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def texts(self) -> tuple[Page, ...]:
        """The essays and sources."""
        return tuple(page for page in self.pages.values() if is_text(page.docname))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every mention in the order of lists."""
        return tuple(mention for page in self.pages.values() for mention in page.mentions)

    @cached_property
    def _mentions_by_target(self) -> dict[str, list[Mention]]:
        found: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            for target in dict.fromkeys(mention.targets):
                found[target].append(mention)
        return found

    def mentions_of(self, key: str) -> list[Mention]:
        """Return the mentions of a passage in the order of lists."""
        return self._mentions_by_target.get(key, [])

    def targets(self, mention: Mention) -> list[Passage]:
        """Return the passages that a mention names, without those that do not exist."""
        return [self.passages[key] for key in mention.targets if key in self.passages]

    def verdict(self, mention: Mention) -> Verdict:
        """Return what comparison says of a mention."""
        return self.verdicts[mention]

    def name(self, passage: Passage) -> tuple[str, str]:
        """Return the short title of a passage's text, and its locus."""
        return self.pages[passage.docname].label, passage.locus


def ordered(pages: Iterable[Page]) -> dict[str, Page]:
    """Return pages by document name in the order of lists: essays first, then by name."""
    by_name = sorted(pages, key=lambda page: (not page.docname.startswith(ESSAYS), page.docname))
    return {page.docname: page for page in by_name}


def assemble(
    pages: Iterable[Page],
    facts: Facts | None = None,
    notices: Iterable[Notice] = (),
    references: Iterable[Reference] = (),
    printed: Mapping[str, str] | None = None,
    navigation: Iterable[tuple[str, str]] = (),
) -> Edition:
    """Return the edition of some pages: its passages, a verdict on each mention, and its index."""
    facts = facts or Facts()
    in_order = ordered(pages)
    passages: dict[str, Passage] = {}
    for page in in_order.values():
        for passage in page.passages:
            passages.setdefault(passage.key, passage)
    verdicts = {
        mention: judge(mention, passages) for page in in_order.values() for mention in page.mentions
    }
    index: list[headwords.IndexLine] = []
    if any("register" in page.shows for page in in_order.values()):
        index = headwords.build_index([*in_order.values()], facts.language)
    by_key = {reference.key: reference for reference in references}
    return Edition(
        facts, in_order, passages, verdicts, tuple(notices), tuple(index), by_key,
        tuple(navigation), printed or {},
    )  # fmt: skip
