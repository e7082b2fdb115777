"""Find lines that do not fit: Typst lets them stand out without a word, so they are measured.

Rule: of what the PDF draws as text, nothing may reach over the edge of the text, nor over what
follows on its line, by more than 2 pt. Punctuation may hang; what stands in a margin is meant to.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from struct import unpack
from typing import NamedTuple

from pikepdf import Array, Object, Page, Pdf, String

_SLACK = 2.0
_HANGING = {*" .,:;-‐–—\u00ad"}
# Text as Typst's PDFs have it: a place, then a font and its size, then glyphs and what parts them.
_STRING = rb"\((?:[^\\()]|\\.)*\)"
_TEXT = re.compile(
    rb"q 1 0 0 -1 (\S+) (\S+) cm"
    rb"|/(\w+) (\S+) Tf 1 0 0 -1 (\S+) \S+ Tm(\[(?:[^\[\]()]++|%b)*+\]|%b)T[jJ]"
    % (_STRING, _STRING),
    re.DOTALL,
)
_GLYPH = re.compile(rb"<(\w{4})> <(\w+)>")


class Run(NamedTuple):
    """Words on one line; where they begin and end, in points from the foot and from the left."""

    y: float
    left: float
    right: float  # of what does not hang
    text: str


def overfull(book: Pdf, edges: list[float]) -> Iterator[tuple[int, Run, float]]:
    """Yield the number of a sheet, words on it, and the points by which they reach too far.

    ``edges`` is how far the text reaches on right and on left pages.
    """
    fonts: dict[tuple[int, int], tuple[dict[int, str], dict[int, float]]] = {}
    sheets = [(n, sorted(runs(page, fonts))) for n, page in enumerate(book.pages, 1)]
    for edge, side in zip(edges, (sheets[::2], sheets[1::2]), strict=True):
        for number, sheet in side:
            for _, line in groupby(sheet, lambda run: run.y):
                words = [*line]
                starts = [*(run.left for run in words[1:]), edge]
                for run, following in zip(words, starts, strict=True):
                    limits = [limit for limit in (edge, following) if run.left < limit]
                    over = run.right - min(limits, default=run.right)
                    if over > _SLACK:
                        yield number, run, over


def runs(
    page: Page, fonts: dict[tuple[int, int], tuple[dict[int, str], dict[int, float]]]
) -> Iterator[Run]:
    """Yield what a page says; ``fonts`` keeps the letters and the widths of each font met."""
    x = y = 0.0
    for to_x, to_y, name, size, dx, shown in _TEXT.findall(page.Contents.read_bytes()):
        if to_x:
            x, y = float(to_x), round(float(to_y), 1)
            continue
        font = page.Resources.Font["/" + name.decode()]
        letters, widths = fonts.get(font.objgen) or fonts.setdefault(font.objgen, _metrics(font))
        glyphs = Object.parse(shown)
        parts = list(glyphs) if isinstance(glyphs, Array) else [glyphs]
        raw = b"".join(bytes(part) for part in parts if isinstance(part, String))
        codes = unpack(f">{len(raw) // 2}H", raw)
        gaps = sum(float(part) for part in parts if not isinstance(part, String))
        words = [letters.get(code, "\ufffd") for code in codes]
        end = len(words)
        while end and words[end - 1] in _HANGING:
            end -= 1
        at = x + float(dx)
        wide = sum(widths[code] for code in codes[:end]) - gaps
        yield Run(y, at, at + wide * float(size) / 1000, "".join(words))


def _metrics(font: Object) -> tuple[dict[int, str], dict[int, float]]:
    """Return the letters and the widths of a font's glyphs; widths come as from, to, width."""
    found = _GLYPH.findall(font.ToUnicode.read_bytes())
    letters = {int(n, 16): bytes.fromhex(u.decode()).decode("utf-16-be") for n, u in found}
    triples = [float(n) for n in font.DescendantFonts[0].W]
    widths: dict[int, float] = {}
    for first, last, width in zip(*[iter(triples)] * 3, strict=True):
        widths |= dict.fromkeys(range(int(first), int(last) + 1), width)
    return letters, widths
