"""Finish the PDF: a named destination for every place, the page map, and a look at every line.

Rule: nothing that is drawn or tagged is touched, so what Typst has proved of the file stays true.
Typst writes named destinations for headings only (typst#1352).
"""

from io import BytesIO
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, NameTree, ObjectStreamMode, Pdf

from .lines import overfull

_LINE = 14  #: points by which a line may rise above its place


class Finished(NamedTuple):
    """The PDF; the page of each place, as printed; what does not fit, and the place before it."""

    pdf: bytes
    pages: dict[str, str]
    faults: list[tuple[str, str]]


def finished(pdf: bytes, places: list[tuple[str, int, float]], edges: list[float]) -> Finished:
    """Return a PDF of Typst's finished.

    ``places`` are names, numbers of sheets and points from their tops; ``edges`` how far the text
    reaches on right and on left pages, in points.
    """
    with Pdf.open(BytesIO(pdf)) as book:
        sheets = [(page.obj, float(page.mediabox[3]), str(page.label)) for page in book.pages]
        names = NameTree.new(book)
        pages: dict[str, str] = {}
        for name, number, y in places:
            page, top, pages[name] = sheets[number - 1]
            names[name] = Array([page, Name.XYZ, None, min(top, top - y + _LINE), None])
        book.Root.Names = Dictionary(Dests=names.obj)
        faults = []
        for number, run, over in overfull(book, edges):
            _, top, label = sheets[number - 1]
            words = f"“{run.text.strip()}” on page {label} reaches {over:.0f} pt too far"
            above = (name for name, *at in reversed(places) if at <= [number, top - run.y])
            faults.append((f"{words}: reword it, or let it be broken", next(above, "")))
        out = BytesIO()
        book.save(out, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return Finished(out.getvalue(), dict(sorted(pages.items())), faults)
