"""A printed book as a reader meets it: what stands where on its leaves, and what its tags say.

Rule: it is read by other means than it is made with, from the drawn glyphs and the tags alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
from page import validate_pdf
from pikepdf import Array, Dictionary, NameTree, Object, Page, String

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_GLYPH = re.compile(rb"<(\w{4})> <(\w+)>")
Matrix = tuple[float, ...]
#: What of a page only a screen needs: previews, buttons, signs that words repeat, the name of the
#: language of an original; of a comparison
#: whose words the quotation has, links, and what is folded but the apparatus; the sentence that
#: this says in other words; of one in running words all but that, and all if it is exact.
NOT_PRINTED = """.//button | .//*[@class='headerlink'] | .//*[@class='sign'][@aria-hidden]
    | .//*[@class='by-ear'] | .//*[contains(@class, 'witness')]/*[@class='name']
    | .//*[contains(' preview copy ', concat(' ', substring-before(concat(@class, ' '), ' '), ' '))]
    | .//*[contains(@class, 'side')][.//figure or .//*[contains(@class, 'quotation')]]
      /p[@class='label'] | .//p[contains(@class, 'links')] | .//summary
    | .//details[contains(@class, 'folded')]/*[not(contains(@class, 'entries'))]
    | .//details[contains(@class, 'original') or contains(@class, 'cut')]
    | .//*[contains(@class, 'collation')][details]/p | .//h2[@hidden]
    | .//*[contains(@class, 'comparison exact')][not(.//blockquote | ancestor::li)]"""


def breaches(path: Path, profile: str) -> list[str]:
    """Return what page-validation finds in a PDF against a standard: ``2a`` is PDF/A-2a, ``ua1``.

    Its release 0.11.0 takes a carriage return that ends compressed data for a part of the line end
    after it, and says that the length of the stream is wrong; all other findings count.
    """
    report = validate_pdf(path, profile=profile)
    rules = [failure.rule_id for failure in report.failures]  # one for each rule
    misread = path.read_bytes().count(b"\r\nendstream")
    if rules == ["PDFA2A-STREAM-LENGTH-001"] and report.checks.failed == misread:
        return []
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


class Run(NamedTuple):
    """Glyphs drawn at once: of which sheet, from 0; where, in points from its top left corner."""

    sheet: int
    x: float
    y: float
    size: float
    text: str
    lang: str = ""
    mark: int | None = None  # none of what no tag holds: heads, numbers of lines, rules


@dataclass
class Tag:
    """An element of the tree of tags; a link has its annotation."""

    kind: str
    lang: str
    alt: str = ""
    kids: list[Tag | Run] = field(default_factory=list)
    link: Object | None = None

    def runs(self, *but: str) -> Iterator[Run]:
        """Yield what is drawn of it, in the order of reading, but for elements of some kinds."""
        for kid in self.kids:
            if isinstance(kid, Run):
                yield kid
            elif kid.kind not in but:
                yield from kid.runs(*but)

    def text(self, *but: str) -> str:
        """Return what it says; a hyphen that parts a word is drawn by itself."""
        return "".join(run.text for run in self.runs(*but) if run.text != "-")

    def tags(self, *kinds: str) -> Iterator[Tag]:
        """Yield the elements in it of some kinds, or all."""
        for kid in self.kids:
            if isinstance(kid, Tag):
                if kid.kind in kinds or not kinds:
                    yield kid
                yield from kid.tags(*kinds)


class Leaves:
    """A book: its sheets, counted from 0, and its tree of tags."""

    def __init__(self, path: Path) -> None:
        """Open a file."""
        self.pdf = pikepdf.open(path)
        self.labels = [str(page.label) for page in self.pdf.pages]
        self.numbers = {page.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.wide, self.high = (float(n) for n in self.pdf.pages[0].mediabox[2:])
        self._fonts: dict[Any, dict[int, str]] = {}

    @cached_property
    def sheets(self) -> list[list[Run]]:
        """What is drawn on each sheet."""
        return [list(self._drawn(number, page)) for number, page in enumerate(self.pdf.pages)]

    @cached_property
    def root(self) -> Tag:
        """The tree of tags."""
        marked: dict[tuple[int, int | None], list[Run]] = {}
        for run in (run for sheet in self.sheets for run in sheet):
            marked.setdefault((run.sheet, run.mark), []).append(run)
        root = Tag("", str(self.pdf.Root.Lang))
        self._grow(root, self.pdf.Root.StructTreeRoot, marked, None)
        return root

    @cached_property
    def destinations(self) -> dict[str, tuple[int, float]]:
        """The sheet of each named destination, and its height on it."""
        names = NameTree(self.pdf.Root.Names.Dests)
        return {name: self._place(to) for name, to in names.items()}

    def leads(self, link: Object) -> tuple[int, float] | None:
        """Return where a link leads to within the book."""
        to = link.get("/Dest", link.get("/A", {}).get("/D"))
        if isinstance(to, String):
            return self.destinations[str(to)]
        return None if to is None else self._place(to)

    def _place(self, to: Object) -> tuple[int, float]:
        return self.numbers[to[0].objgen], self.high - float(to[3])

    def _grow(self, tag: Tag, node: Object, marked: dict[Any, list[Run]], page: Any) -> None:
        """Add the children of an element of the file; their languages are inherited."""
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, Array) else [kids]:
            on = self.numbers[page.objgen] if page is not None else -1
            if isinstance(kid, int):
                found = marked[on, int(kid)]
                tag.kids += [run._replace(lang=run.lang or tag.lang) for run in found]
            elif "/MCID" in kid:
                found = marked[self.numbers[kid.Pg.objgen] if "/Pg" in kid else on, int(kid.MCID)]
                tag.kids += [run._replace(lang=run.lang or tag.lang) for run in found]
            elif "/Obj" in kid:
                tag.link = kid.Obj
            else:
                lang = str(kid.get("/Lang", "")) or tag.lang
                child = Tag(str(kid.S)[1:], lang, str(kid.get("/Alt", "")))
                self._grow(child, kid, marked, kid.get("/Pg", page))
                tag.kids.append(child)

    def _drawn(self, number: int, page: Page) -> Iterator[Run]:
        moved, kept, marks = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), [], []
        text = moved
        letters: dict[int, str] = {}
        size = 0.0
        for given, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "q":
                    kept.append(moved)
                case "Q":
                    moved = kept.pop()
                case "cm":
                    moved = _times(given, moved)
                case "BDC" | "BMC":
                    marks.append(given[1] if len(given) > 1 else {})
                case "EMC":
                    marks.pop()
                case "Tf":
                    size, letters = float(given[1]), self._letters(page.Resources.Font[given[0]])
                case "Tm":
                    text = _times(given, moved)
                case "TJ" | "Tj":
                    parts = given[0] if isinstance(given[0], Array) else [given[0]]
                    raw = b"".join(bytes(part) for part in parts if isinstance(part, String))
                    codes = (int.from_bytes(pair) for pair in zip(raw[::2], raw[1::2], strict=True))
                    said = "".join(letters[code] for code in codes).replace("\u2060", "")
                    mark = next((m for m in reversed(marks) if "/MCID" in m), {})
                    lang, of = str(mark.get("/Lang", "")), mark.get("/MCID")
                    x, y = text[4], self.high - text[5]
                    yield Run(number, x, y, size, said, lang, None if of is None else int(of))

    def _letters(self, font: Dictionary) -> dict[int, str]:
        if font.objgen not in self._fonts:
            found = _GLYPH.findall(font.ToUnicode.read_bytes())
            self._fonts[font.objgen] = {
                int(n, 16): bytes.fromhex(u.decode()).decode("utf-16-be") for n, u in found
            }
        return self._fonts[font.objgen]


def _times(one: Any, two: Matrix) -> Matrix:
    a, b, c, d, e, f = map(float, one)
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
            e * g + f * i + k, e * h + f * j + m)  # fmt: skip


def lines(runs: Iterator[Run]) -> dict[int, int]:
    """Return how many lines some runs fill on each sheet; what is raised is on the line below."""
    heights: dict[int, set[float]] = {}
    for run in runs:
        if run.text.strip():
            heights.setdefault(run.sheet, set()).add(round(run.y, 1))
    return {
        sheet: 1 + sum(b - a > 6 for a, b in pairwise(sorted(ys))) for sheet, ys in heights.items()
    }
