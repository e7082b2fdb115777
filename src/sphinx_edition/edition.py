"""The edition as one frozen value: all that a build has read, and what follows from it.

A build makes it once, when every page has been read. Checks, lists, previews, search, data, book
and citations are functions of it. It is pure: records in, records out.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .bibliography import Reference
from .catalogs import _
from .model import (
    Citation,
    HeadWord,
    Mention,
    Notice,
    Page,
    Passage,
    is_essay,
    is_text,
    safe_id,
    text_key,
)  # fmt: skip
from .words.headwords import IndexLine, Lookup, build_index, identified, natural_name
from .words.identifiers import identifier_url
from .words.swhid import SourceFile
from .words.verdicts import Verdict, judge
from .words.witnesses import copy_digests


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who answers for the edition, as ``edition_people`` has it."""

    name: str
    orcid: str = ""
    roles: tuple[str, ...] = ()  #: by the names of CRediT
    institution: str = ""
    ror: str = ""  #: of the institution
    since: str = ""
    until: str = ""
    machine: str = ""  #: what a machine did for them


@dataclass(frozen=True, slots=True)
class Facts:
    """What ``conf.py`` says of the edition; a fact that is not known is empty."""

    title: str = ""
    version: str = ""
    editors: str = ""
    language: str = "en"
    date: str = ""  #: of publication: ``2026-11-22``
    licence: str = ""  #: the address of the licence of the editors' own words
    address: str = ""  #: of the published edition, as ``conf.py`` has it
    root: str = "index"  #: the document that stands for the whole
    short_key: str = ""  #: what the keys of its citations begin with, as ``conf.py`` has it
    people: tuple[Contributor, ...] = ()
    doi: str = ""  #: of all versions
    version_doi: str = ""
    repository: str = ""
    archive: str = ""  #: an address
    host: str = ""
    status: str = ""
    afterwards: str = ""  #: what happens when the editors stop
    frozen: str = ""  #: the folder that keeps this version on the published site: ``v/0.1.0``
    report: str = ""  #: where readers report errors

    @property
    def cited_doi(self) -> str:
        """The DOI of this version, or else that of all."""
        return self.version_doi or self.doi

    @property
    def is_signed(self) -> bool:
        """Whether the editors have names: “the editors” are nobody in particular."""
        names = ("", "the editors", _("The Editors").casefold())
        return self.editors.casefold() not in names

    @property
    def key(self) -> str:
        """The key of the whole edition in bibliographies; without a short one, from its title."""
        return self.short_key or safe_id(re.split("[:?!.]", self.title)[0]).lower() or "edition"


@dataclass(frozen=True)
class Edition:
    """The records of one build, and what follows from all of them together."""

    facts: Facts = field(default_factory=Facts)
    pages: Mapping[str, Page] = field(default_factory=dict)  #: by document name, as ``ordered``
    notices: tuple[Notice, ...] = ()
    references: Mapping[str, Reference] = field(default_factory=dict)  #: by key
    #: the texts of other volumes that this one quotes, by the addresses of their pages
    volumes: Mapping[str, Page] = field(default_factory=dict)
    #: the main links: a document, or a document and an id (``about#cite``), and the label
    navigation: tuple[tuple[str, str], ...] = ()
    #: for each place of the printed book, its page number as printed: ``ix``, ``41``
    printed: Mapping[str, str] = field(default_factory=dict)
    #: the files of essays and sources, by document name
    files: Mapping[str, SourceFile] = field(default_factory=dict)
    #: the front matter of every file, by document name: of each field its value and its line
    headers: Mapping[str, Mapping[str, tuple[str, int]]] = field(default_factory=dict)

    @cached_property
    def passages(self) -> dict[str, Passage]:
        """The passages by key; of two with one key, the first."""
        return _by_key(self.pages.values())

    def header_line(self, page: Page, name: str) -> int:
        """The line of a field of a page's header; the first of the file if it has no such field."""
        return self.headers.get(page.docname, {}).get(name, ("", 1))[1]

    @cached_property
    def quotable(self) -> dict[str, Passage]:
        """The passages by key, and those of other volumes."""
        return self.passages | _by_key(self.volumes.values())

    @cached_property
    def verdicts(self) -> dict[Mention, Verdict]:
        """The result of comparing each mention with its passages."""
        return {mention: judge(mention, self.quotable) for mention in self.mentions}

    @cached_property
    def copy_digests(self) -> dict[str, dict[tuple[str, str], str]]:
        """Digests of the words that were read in each copy, by document name, version and copy."""
        pages = (*self.pages.values(), *self.volumes.values())
        return {page.docname: copy_digests(page.passages) for page in pages}

    @cached_property
    def index(self) -> tuple[IndexLine, ...]:
        """The index of names and terms; empty if no page shows it."""
        if not any("register" in page.shows for page in self.pages.values()):
            return ()
        return tuple(build_index([*self.pages.values()], self.facts.language))

    @cached_property
    def identified(self) -> dict[str, list[HeadWord]]:
        """The entries with identifiers that stand in each text, by document name."""
        return identified(self.index)

    @cached_property
    def head_words(self) -> Lookup:
        """The entries to which their words in a text lead: all but places, which are known."""
        found = (page.head_words for page in self.pages.values())
        return Lookup(word for words in found for word in words if word.kind != "place")

    @cached_property
    def authorities(self) -> dict[str, list[str]]:
        """The addresses of the identifiers of head words, by names as headers write them."""
        words = (word for page in self.pages.values() for word in page.head_words)
        addresses = {w: [identifier_url(*pair) for pair in w.authorities] for w in words}
        return {natural_name(word): found for word, found in addresses.items() if found}

    @cached_property
    def texts(self) -> tuple[Page, ...]:
        """The essays and sources."""
        return tuple(page for page in self.pages.values() if is_text(page.docname))

    def editions_of(self, text: Page) -> tuple[list[Reference], list[Reference]]:
        """The works of the bibliography whose words a text gives, and other editions of it."""
        key = text_key(text.docname)
        versions = (version.key for passage in text.passages for version in passage.versions)
        named = (self.references.get(name) for name in dict.fromkeys([key, *versions]))
        given = [work for work in named if work and work.label]
        return given, [work for work in self._works_by_related.get(key, []) if work not in given]

    @cached_property
    def _works_by_related(self) -> dict[str, list[Reference]]:
        found: dict[str, list[Reference]] = defaultdict(list)
        for work in self.references.values():
            for key in dict.fromkeys(work.related if work.label else ()):
                found[key].append(work)
        return found

    @cached_property
    def text_pages(self) -> dict[str, Page]:
        """The essays and sources by their keys."""
        return {text_key(page.docname): page for page in self.texts}

    @cached_property
    def reference_pages(self) -> frozenset[str]:
        """The pages that explain words or list events, such as the glossary."""
        pages = self.pages.values()
        return frozenset(page.docname for page in pages if page.head_words or page.events)

    @cached_property
    def citations(self) -> dict[str, list[Citation]]:
        """The places that cite each work, by its key, in the order of pages."""
        found: dict[str, list[Citation]] = defaultdict(list)
        for page in self.pages.values():
            for citation in page.citations:
                for key in dict.fromkeys(citation.keys):
                    found[key].append(citation)
        return found

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every mention, in the order of pages."""
        return tuple(mention for page in self.pages.values() for mention in page.mentions)

    @cached_property
    def _mentions_by_target(self) -> dict[str, list[Mention]]:
        found: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            for target in dict.fromkeys(mention.targets):
                found[target].append(mention)
        return found

    def mentions_of(self, key: str) -> list[Mention]:
        """Return the mentions of a passage, in the order of pages."""
        return self._mentions_by_target.get(key, [])

    def targets(self, mention: Mention) -> list[Passage]:
        """Return the passages that a mention names, without those that do not exist."""
        return [self.quotable[key] for key in mention.targets if key in self.quotable]

    def verdict(self, mention: Mention) -> Verdict:
        """Return the result of comparing a mention with its passages."""
        return self.verdicts[mention]

    def swhid(self, docname: str, locus: str = "") -> str:
        """Return the identifier of the file of a text, or of a passage's lines; or nothing."""
        return self.files[docname].swhid(locus) if docname in self.files else ""

    def name(self, passage: Passage) -> tuple[str, str]:
        """Return the short title of a passage's text, and its locus."""
        return self.text_of(passage).label, passage.locus

    def text_of(self, passage: Passage) -> Page:
        """Return the text in which a passage stands, here or in another volume."""
        return self.pages.get(passage.docname) or self.volumes[passage.docname]


def _by_key(pages: Iterable[Page]) -> dict[str, Passage]:
    """Return the passages of pages by key; of two with one key, the first."""
    found: dict[str, Passage] = {}
    for page in pages:
        for passage in page.passages:
            found.setdefault(passage.key, passage)
    return found


def ordered(pages: Iterable[Page]) -> dict[str, Page]:
    """Return pages by document name: essays first, then all others, each sorted by name."""
    by_name = sorted(pages, key=lambda page: (not is_essay(page.docname), page.docname))
    return {page.docname: page for page in by_name}
