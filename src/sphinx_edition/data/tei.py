"""Each text as TEI P5, valid against ``tei_all``: what ``tei.xml.jinja`` asks of the records.

Files lie side by side, so a link to a passage of another text is ``key.xml#p22``.
"""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from ..model import BASE, RENDERING, Block, Comment, Page, Passage, Piece, safe_id, text_key
from ..words.verdicts import Verdict
from .publication import Publication

_SOURCE = {"full": "The author’s words in full.", "restated": "Restated in the editors’ words."}
_TEMPLATE = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    keep_trailing_newline=True,
).get_template("tei.xml.jinja")


def files(publication: Publication) -> dict[str, str]:
    """Return each text, and each passage of it as an answer to a request for that alone."""
    found = {}
    for page in publication.texts:
        key = text_key(page.docname)
        found[f"tei/{key}.xml"] = written(publication, page)
        found |= {f"tei/{key}/{p.locus}.xml": written(publication, page, p) for p in page.passages}
    return found


def written(publication: Publication, page: Page, only: Passage | None = None) -> str:
    """Return a text, or one passage of it, as the content of a file."""
    return _TEMPLATE.render(
        publication=publication, facts=publication.facts, page=page, only=only,
        text=Text(publication, page),
    )  # fmt: skip


class Text:
    """What the template asks of one text, while it writes one file."""

    safe_id = staticmethod(safe_id)

    def __init__(self, publication: Publication, page: Page) -> None:
        """Name the text and its file."""
        self.publication, self.page, self.key = publication, page, text_key(page.docname)
        self.file = f"tei/{self.key}.xml"
        self.mentions = {m.anchor: m for m in reversed(page.mentions)}
        self.identified: set[str] = set()

    def keys(self) -> list[str]:
        """Return the keys of the versions, that of the text's own words first."""
        found = (v.key for p in self.page.passages for v in p.versions)
        return list(dict.fromkeys([BASE, *found]))

    def own(self, key: str) -> str:
        """Return what the text's own words are, or those of the editors."""
        text = self.page.header["text"]
        return "The editors’ own rendering." if key else _SOURCE.get(text, text)

    def work(self, key: str) -> Piece | None:
        """Return the citation of a version that has an entry in the bibliography."""
        return Piece("", "cite:t", (key,)) if key not in (BASE, RENDERING) else None

    def works(self, piece: Piece) -> str:
        """Return the addresses of the entries that a citation names."""
        found = [self.publication.reference(key, self.file) for key in piece.targets]
        return " ".join(filter(None, found))

    def sections(self) -> Iterable[tuple[str, Iterable[Passage]]]:
        """Return the passages under their headings."""
        return groupby(self.page.passages, lambda passage: passage.section)

    def notes(self, passage: Passage) -> list[Comment]:
        """Return what the editors say of a passage."""
        return [c for c in self.page.comments if c.passage == passage.key]

    def grouped(self, blocks: Iterable[Block]) -> Iterable[tuple[Piece | None, Iterable[Block]]]:
        """Return paragraphs by the block quotation in which they stand."""
        return groupby(blocks, lambda block: block.quoted)

    def verdict(self, piece: Piece) -> Verdict:
        """Return what comparison says of a mention."""
        return self.publication.verdict(self.mentions[piece.anchor])

    def targets(self, piece: Piece, version: str = BASE) -> str:
        """Return the addresses of the passages that a mention names, or of a version of them."""
        known = self.publication.passages
        found = [known[target] for target in piece.targets if target in known]
        ids = [safe_id(f"{p.anchor}-{version}" if version else p.anchor) for p in found]
        return " ".join(f"{text_key(p.docname)}.xml#{i}" for p, i in zip(found, ids, strict=True))

    def compared(self, piece: Piece) -> str:
        """Return the address of the version with which a mention was compared."""
        version = self.verdict(piece).version
        return self.targets(piece, version.key if version else BASE).split()[0]

    def is_first(self, piece: Piece) -> bool:
        """Tell whether a mention is the first of its id in the file."""
        fresh = piece.anchor not in self.identified
        self.identified.add(piece.anchor)
        return fresh

    @staticmethod
    def witness(key: str) -> str:
        """Return the id of a witness."""
        return f"wit-{safe_id(key)}" if key else "wit-original"
