"""The records of an edition: plain, frozen and picklable.

A text's key is the stem of its file; a passage's key is ``text:locus``; ids are never counted.
"""

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from .catalogs import N_
from .loci import locus_id

ESSAYS, SOURCES = "essays", "sources"
COMPARED = (N_("quote"), N_("variant"))
#: The kinds of mention, strictest first; each is the name of its role, and what tables call it.
KINDS = (*COMPARED, N_("translation"), N_("echo"), N_("allusion"), N_("parallel"), N_("passage"))
SEEN = (N_("print"), N_("facsimile"), N_("transcription"))
#: How a wording is known, the strongest first; tables have these words, too.
EVIDENCE = (*SEEN, N_("sense"), N_("secondhand"))
RENDERING, BASE = "edition", ""  #: version keys: our own rendering, the words under the number


def text_key(docname: str) -> str:
    """Return the key of the text in a document: the last part of the document's name."""
    return docname.rpartition("/")[2]


def is_text(docname: str) -> bool:
    """Tell whether a document holds a text with passages: an essay or a source."""
    return is_essay(docname) or is_source(docname)


def is_essay(docname: str) -> bool:
    """Tell whether a document holds an essay; a page named ``essays`` does not."""
    return docname.startswith(f"{ESSAYS}/")


def is_source(docname: str) -> bool:
    """Tell whether a document holds a source; a page named ``sources`` does not."""
    return docname.startswith(f"{SOURCES}/")


def safe_id(name: str) -> str:
    """Return a name with only the characters of ids: ``mill-1859:22`` → ``mill-1859.22``."""
    return re.sub(r"[^\w.-]+", "-", name.replace(":", ".")).strip("-")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: plain words, words with a role, or a link without words."""

    text: str  #: the words that stand on the page
    role: str = ""  #: one of ``KINDS``, ``cite:p``, ``link``, ``emphasis``, ``incipit``, ``note``
    targets: tuple[str, ...] = ()  #: keys of passages or works, an address, or a note's locus
    anchor: str = ""  #: its id, which another piece of the same passage may share


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a stanza; what parts the lines of a stanza is a line end in its text."""

    pieces: tuple[Piece, ...]
    quoted: Piece | None = None  #: in a block quotation, its link, with the words after the dash
    after_pause: bool = False

    @property
    def text(self) -> str:
        """The words, without those of a link that has none of its own."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def lines(self) -> list[list[Piece]]:
        """The pieces of each line; a paragraph is one."""
        rows: list[list[Piece]] = [[]]
        for piece in self.pieces:
            first, *others = piece.text.split("\n")
            rows[-1].append(replace(piece, text=first))
            rows += [[replace(piece, text=line)] for line in others]
        return rows


@dataclass(frozen=True, slots=True)
class Version:
    """A passage's words in one language, edition or translation."""

    key: str  #: ``BASE``, a key of the bibliography, or ``RENDERING``
    lang: str
    evidence: str  #: one of ``EVIDENCE``; empty for ``RENDERING``
    copy: str  #: the scan, print or transcription in which the words were read
    text: str  #: the words: one line a paragraph, cell or line of verse
    anchor: str
    line: int
    blocks: tuple[Block, ...] = ()  #: the same words, with their links
    emphases: tuple[tuple[int, int], ...] = ()  #: offsets in the text of words in italics or bold


@dataclass(frozen=True, slots=True)
class Passage:
    """A numbered stretch of a text, in each of its versions, the text's own words first."""

    key: str  #: ``mill-1859:22``
    docname: str
    locus: str
    versions: tuple[Version, ...]
    incipit: str
    line: int
    section: str = ""  #: the heading it stands under; empty under that of the page
    note_to: str = ""  #: for a footnote of the text itself, the locus of the passage that calls it

    @property
    def anchor(self) -> str:
        """The id of the passage on its page: ``p`` and the locus."""
        return f"p{locus_id(self.locus)}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a page quotes, renders, echoes or names one passage or several in a row."""

    kind: str  #: one of ``KINDS``
    targets: tuple[str, ...]  #: keys of passages
    text: str  #: the words that stand on the page
    docname: str
    place: str  #: the locus it stands in; empty outside any passage
    anchor: str
    line: int
    head: str = ""  #: outside any passage, the term whose definition it stands in
    emphases: tuple[tuple[int, int], ...] = ()  #: as of a version


@dataclass(frozen=True, slots=True)
class Citation:
    """A place where a page cites works of the bibliography."""

    keys: tuple[str, ...]
    docname: str
    place: str  #: the locus it stands in; empty outside any passage
    anchor: str
    printed: bool  #: the citation names a version whose words are printed there


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark, or a corrected reading, on a lemma of a passage."""

    kind: str  #: ``commentary`` or ``apparatus``
    lemma: str
    passage: str  #: key of the passage; empty where none stands above
    line: int
    blocks: tuple[Block, ...] = ()  #: the remark, or the reading and its ground
    ours: str = ""  #: in a restated essay, the edition's words for the lemma


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of a chronology; without a date if it does not open with one."""

    date: str
    name: str
    line: int
    blocks: tuple[Block, ...] = ()  #: what is said of it


@dataclass(frozen=True, slots=True)
class HeadWord:
    """A head word of the glossary, of the list of persons or of a like page."""

    head: str
    docname: str
    anchor: str
    kind: str  #: what it names, if that is known: a ``title``, ``place``, ``person`` or ``org``
    forms: tuple[str, ...] = ()  #: other words for it
    definition: tuple[Block, ...] = ()
    authorities: tuple[tuple[str, str], ...] = ()  #: register and number: ``("GND", "118540238")``


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that an editor must mend; ``code`` names the rule in ``gate.rules.RULES``."""

    code: str
    docname: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What became of published words; those that changed in place keep their address."""

    page: str
    ident: str  #: empty for the page itself
    new_page: str
    new_ident: str
    since: str  #: the version of the edition
    why: str
    state: str  #: ``changed``, ``moved`` or ``retired``


class Place(NamedTuple):
    """A place to link to: a passage or, without a locus, the introduction of a text or a page."""

    docname: str
    locus: str
    anchor: str
    is_named: bool = False  #: a definition names it, and does not only share words with it


@dataclass(frozen=True, slots=True)
class Page:
    """All that one document contributes to the edition."""

    docname: str
    title: str = ""
    header: dict[str, str] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    mentions: tuple[Mention, ...] = ()
    citations: tuple[Citation, ...] = ()
    comments: tuple[Comment, ...] = ()
    events: tuple[Event, ...] = ()
    introduction: tuple[Block, ...] = ()  #: in a text, what stands outside any passage
    prose: tuple[Block, ...] = ()  #: of a page that is no text, but for entries and events
    head_words: tuple[HeadWord, ...] = ()
    problems: tuple[Problem, ...] = ()  #: those that the page shows by itself
    headings: tuple[str, ...] = ()  #: the title, and those of the sections
    targets: tuple[tuple[str, int], ...] = ()  #: ids of sections and of named places, with lines
    addresses: tuple[tuple[str, int], ...] = ()  #: that it names in code or on the web, with lines
    shows: frozenset[str] = frozenset()  #: of other pages: ``bibliography``, ``register`` …

    @property
    def label(self) -> str:
        """The short title of the text or page, for links."""
        return self.header.get("short") or self.title

    @property
    def is_restated(self) -> bool:
        """Whether this is an essay of which the edition has the author's first words alone."""
        return self.header.get("text") == "restated"
