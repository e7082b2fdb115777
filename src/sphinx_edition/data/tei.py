"""Each text as TEI P5, valid against ``tei_all``: what ``tei.xml.jinja`` makes of the records.

The files of whole texts lie side by side, so a link to a passage of another text is
``key.xml#p22``.
"""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from ..edition import Contributor
from ..gate.people import role_url
from ..gate.review import QUESTIONNAIRES, review
from ..loci import locus_id
from ..model import (
    BASE,
    COMPARED,
    Block,
    HeadWord,
    Mention,
    Page,
    Passage,
    Piece,
    Place,
    safe_id,
    text_key,
)  # fmt: skip
from ..words import dates
from ..words.headwords import natural_name
from ..words.identifiers import identifier_url
from ..words.names import author_names
from ..words.verdicts import Verdict
from ..words.witnesses import witness
from .publication import Publication

STYLES = "tei.css"  #: how a browser shows a file, and a page its elements by CETEIcean
RIDE = "ride.xml"  #: the answers of the edition to the questionnaires of RIDE
ODD = "edition.odd"  #: which elements of TEI the files have, and what they mean there
#: The kinds of mention that are written with their words as quotations.
QUOTED = (*COMPARED, "translation")
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    keep_trailing_newline=True,
)
TEMPLATE, PAGE, CORPUS = map(
    _TEMPLATES.get_template, ("tei.xml.jinja", "page.xml.jinja", "corpus.xml.jinja")
)


def files(publication: Publication) -> dict[str, str]:
    """Return the files that are of no text, by path."""
    edition, ride = publication.edition, _TEMPLATES.get_template("ride.jinja")
    found = {name: Path(__file__).with_name(name).read_text("utf-8") for name in (STYLES, ODD)}
    found[RIDE] = ride.render(
        facts=edition.facts, questionnaires=QUESTIONNAIRES, answers=review(edition)
    )
    return found


def text_files(publication: Publication, page: Page) -> dict[str, str]:
    """Return a text, and each passage alone as DTS answers with it, by path."""
    folder = f"tei/{text_key(page.docname)}"
    parts = {f"{folder}.xml": None, **{f"{folder}/{p.locus}.xml": p for p in page.passages}}
    return {path: text_file(publication, page, passage) for path, passage in parts.items()}


def text_file(publication: Publication, page: Page, only: Passage | None = None) -> str:
    """Return a text, or one of its passages."""
    changes = publication.history.revisions(page.docname)
    return TEMPLATE.render(text=Text(publication, page), only=only, changes=changes)


class Text:
    """What the template asks of one text while it writes one file."""

    safe_id, spelled, quoted = staticmethod(safe_id), staticmethod(dates.spelled), QUOTED
    read, natural_name = staticmethod(witness), staticmethod(natural_name)
    role_url, identifier_url = staticmethod(role_url), staticmethod(identifier_url)

    def __init__(self, publication: Publication, page: Page) -> None:
        """Take the addresses from the file of the whole text, the base of its passages, too."""
        self.page, self.key = page, text_key(page.docname)
        self.publication = publication.at(f"tei/{self.key}.xml")
        self.mentions = {m.anchor: m for m in reversed(page.mentions)}  # the first of each id
        self.identified: set[str] = set()

    def swhid(self, passage: Passage | None = None) -> str:
        """Return the identifier of the text's file, or of a passage's lines in it; or nothing."""
        locus = passage.locus if passage else ""
        return self.publication.edition.swhid(self.page.docname, locus)

    def version_keys(self) -> list[str]:
        """Return the keys of the versions, that of the text's own words first."""
        keys = (v.key for passage in self.page.passages for v in passage.versions)
        return list(dict.fromkeys([BASE, *keys]))

    def copies(self, key: str) -> list[tuple[str, str]]:
        """Return the copies in which a version was read, and a digest of the words read there."""
        digests = self.publication.edition.copy_digests[self.page.docname]
        return [(copy, digest) for (k, copy), digest in digests.items() if k == key and copy]

    def authors(self) -> list[str]:
        """Return the names of the authors."""
        return author_names(self.page.header["author"])

    def named(self, kind: str) -> list[HeadWord]:
        """Return the entries of a kind that have identifiers and stand in the text."""
        return [
            word for word in self.publication.edition.identified.get(self.page.docname, ())
            if word.kind == kind
        ]  # fmt: skip

    @staticmethod
    def dated(text: str) -> dict[str, str]:
        """Return the attributes that say which date a text names, and how sure that is."""
        (first, last), date = dates.iso_dates(text, has_year_0=False), dates.parse(text)
        found = {"when": first} if first == last else {"notBefore": first, "notAfter": last}
        signs = date.signs if date else ""
        cert = "low" if {*signs} & {*"?%"} else "medium" if signs else ""
        return {name: value for name, value in {**found, "cert": cert}.items() if value}

    @staticmethod
    def span(person: Contributor) -> dict[str, str]:
        """Return the attributes that say when a contributor was at work."""
        first, last = dates.iso_dates(person.since)[0], dates.iso_dates(person.until)[1]
        return {name: value for name, value in (("from", first), ("to", last)) if value}

    def place(self, place: Place) -> str:
        """Return the address of a place to which the index leads."""
        return f"{text_key(place.docname)}.xml" + (f"#{place.anchor}" if place.anchor else "")

    def citation(self, key: str) -> Piece:
        """Return the citation of a version that has an entry in the bibliography."""
        return Piece("", "cite:t", (key,))

    def reference_urls(self, piece: Piece) -> str:
        """Return the addresses of the works that a citation names, with spaces between."""
        return " ".join(filter(None, map(self.publication.reference_url, piece.targets)))

    def sections(self) -> Iterable[tuple[str, Iterable[Passage]]]:
        """Return the passages under their headings."""
        return groupby(self.page.passages, lambda passage: passage.section)

    def quotations(self, blocks: Iterable[Block]) -> Iterable[tuple[Piece | None, Iterable[Block]]]:
        """Return paragraphs by the block quotation that they stand in, or None."""
        return groupby(blocks, lambda block: block.quoted)

    def verdict(self, piece: Piece | Mention) -> Verdict:
        """Return the verdict on a mention."""
        return self.publication.edition.verdict(self.mentions[piece.anchor])

    def differing(self, only: Passage | None) -> list[Mention]:
        """Return the quotations that differ from their sources, of one passage or of the text."""
        return [
            mention for mention in self.page.mentions
            if self.mentions[mention.anchor] is mention and mention.kind in QUOTED
            and self.verdict(mention).variants and (only is None or mention.place == only.locus)
        ]  # fmt: skip

    def targets(self, piece: Piece | Mention, version: str = BASE) -> str:
        """Return the addresses of the passages that a mention names, or of a version of them."""
        suffix = f"-{version}" if version else ""
        return " ".join(
            self.publication.passage_url(passage) + suffix
            if passage.docname in self.publication.edition.volumes
            else f"{text_key(passage.docname)}.xml#{safe_id(passage.anchor + suffix)}"
            for passage in self.publication.passages_of(piece)
        )

    def compared(self, piece: Piece | Mention) -> str:
        """Return the address of the version with which a mention was compared."""
        version = self.verdict(piece).version
        return self.targets(piece, version.key if version else BASE).split()[0]

    @staticmethod
    def note_id(piece: Piece) -> str:
        """Return the id of the note of the text that a piece calls."""
        return f"p{locus_id(piece.targets[0])}"

    def is_first(self, piece: Piece) -> bool:
        """Tell whether a mention is the first of its id in the file."""
        is_new = piece.anchor not in self.identified
        self.identified.add(piece.anchor)
        return is_new

    @staticmethod
    def witness_id(key: str) -> str:
        """Return the id of the witness for a version."""
        return f"wit-{safe_id(key)}" if key else "wit-original"
