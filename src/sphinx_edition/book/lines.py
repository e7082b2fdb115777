"""Find lines that do not fit: Typst lets them stick out silently, so they are measured in the PDF.

Rule: no text that the PDF draws may reach over the edge of the text area, nor over what follows on
its line, by more than 2 pt. Punctuation may hang; what stands in a margin is meant to be there.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from struct import unpack
from typing import NamedTuple

from pikepdf import Array, Object, Page, Pdf, String

_SLACK = 2.0
_HANGING = {*" .,:;-‐–—\u00ad、。，．：；）」』】〕〉》"}  #: half of a wide one is white
# Text as Typst's PDFs have it: a position, then a font and its size, then glyphs and gaps in them.
_STRING = rb"\((?:[^\\()]|\\.)*\)"
_TEXT = re.compile(
    rb"q 1 0 0 -1 (\S+) (\S+) cm"
    rb"|/(\w+) (\S+) Tf 1 0 0 -1 (\S+) \S+ Tm(\[(?:[^\[\]()]++|%b)*+\]|%b)T[jJ]"
    % (_STRING, _STRING),
    re.DOTALL,
)
_GLYPH = re.compile(rb"<(\w{4})> <(\w+)>")

#: The letters of a font's glyphs, and their widths in thousandths of its size, with that of others.
_Metrics = tuple[dict[int, str], defaultdict[int, float]]


class Run(NamedTuple):
    """Words on one line, and where they begin and end: points from the foot and from the left."""

    y: float
    left: float
    right: float  #: without punctuation that hangs
    text: str


def overfull_runs(book: Pdf, edges: list[float]) -> Iterator[tuple[int, Run, float]]:
    """Yield page numbers, runs on the pages, and the points by which these reach too far.

    ``edges`` is how far the text area reaches on right and on left pages. Right pages come first.
    """
    fonts: dict[tuple[int, int], _Metrics] = {}
    pages = [(number, sorted(runs(page, fonts))) for number, page in enumerate(book.pages, 1)]
    for number, page in pages[::2] + pages[1::2]:
        edge = edges[(number + 1) % 2]
        for _, line in groupby(page, key=lambda run: run.y):
            words = [*line]
            starts = [*(run.left for run in words[1:]), edge]
            for run, following in zip(words, starts, strict=True):
                limits = [limit for limit in (edge, following) if run.left < limit]
                excess = run.right - min(limits, default=run.right)
                if excess > _SLACK:
                    yield number, run, excess


def runs(page: Page, fonts: dict[tuple[int, int], _Metrics]) -> Iterator[Run]:
    """Yield the runs of a page in the order in which they are drawn; ``fonts`` is a cache."""
    x = y = 0.0
    for to_x, to_y, name, size, dx, operand in _TEXT.findall(page.Contents.read_bytes()):
        if to_x:
            x, y = float(to_x), round(float(to_y), 1)
            continue
        font = page.Resources.Font["/" + name.decode()]
        if font.objgen not in fonts:
            fonts[font.objgen] = _metrics(font)
        letters, widths = fonts[font.objgen]
        glyphs = Object.parse(operand)
        parts = list(glyphs) if isinstance(glyphs, Array) else [glyphs]
        raw = b"".join(bytes(part) for part in parts if isinstance(part, String))
        codes = unpack(f">{len(raw) // 2}H", raw)
        gaps = sum(float(part) for part in parts if not isinstance(part, String))
        words = [letters.get(code, "\ufffd") for code in codes]  # a ligature is several letters
        end = len(words)
        while end and words[end - 1] in _HANGING:
            end -= 1
        left = x + float(dx)
        width = sum(widths[code] for code in codes[:end]) - gaps
        yield Run(y, left, left + width * float(size) / 1000, "".join(words))


def _metrics(font: Object) -> _Metrics:
    """Read the metrics of a font; its widths come as triples: from, to, width."""
    found = _GLYPH.findall(font.ToUnicode.read_bytes())
    letters = {int(n, 16): bytes.fromhex(u.decode()).decode("utf-16-be") for n, u in found}
    descendant = font.DescendantFonts[0]
    triples = [float(n) for n in descendant.get("/W", [])]
    other = float(descendant.get("/DW", 1000))
    widths: defaultdict[int, float] = defaultdict(lambda: other)
    for first, last, width in zip(*[iter(triples)] * 3, strict=True):
        widths |= dict.fromkeys(range(int(first), int(last) + 1), width)
    return letters, widths
