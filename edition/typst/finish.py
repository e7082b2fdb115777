"""Finish the PDF: a named destination for every place, and the page map.

Rule: nothing that is drawn or tagged is touched, so what Typst has proved of the file stays true.
Typst writes named destinations for headings only (typst#1352).
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, NameTree, ObjectStreamMode, Pdf

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Where the places are, for the document as laid out: name, number of the sheet, points from its
#: top. A label that ends in a bracket is the template's own.
PLACES = """query(selector(metadata).or(heading).or(footnote)).filter(it => it.has("label"))
  .map(it => (str(it.label), it.location().page(), it.location().position().y.pt()))
  .filter(it => it.first().last() not in "<>")"""
_LINE = 14  #: points by which a line may rise above its place


def finished(pdf: bytes, places: Iterable[tuple[str, int, float]]) -> tuple[bytes, dict[str, str]]:
    """Return the PDF with the places as named destinations, and the label of each one's page."""
    with Pdf.open(BytesIO(pdf)) as book:
        pages = [(page.obj, float(page.mediabox[3]), str(page.label)) for page in book.pages]
        names = NameTree.new(book)
        labels: dict[str, str] = {}
        for name, sheet, y in places:
            page, top, labels[name] = pages[sheet - 1]
            names[name] = Array([page, Name.XYZ, None, min(top, top - y + _LINE), None])
        book.Root.Names = Dictionary(Dests=names.obj)
        out = BytesIO()
        book.save(out, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue(), dict(sorted(labels.items()))
