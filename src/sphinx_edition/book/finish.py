"""Finish the PDF: add a named destination for every place, and find the lines that do not fit.

Rule: nothing that is drawn or tagged is touched, so what Typst has proved of the file stays true.
Typst writes named destinations for headings only (typst#1352).
"""

from io import BytesIO

from pikepdf import Array, Dictionary, Name, NameTree, ObjectStreamMode, Pdf

from .lines import overfull_runs

_RISE = 14  #: points by which a line may rise above its place


def finish(
    pdf: bytes, places: list[tuple[str, int, float]], edges: list[float]
) -> tuple[bytes, dict[str, str], list[tuple[str, str]]]:
    """Finish a PDF of Typst's.

    Args:
        pdf: the file.
        places: names, numbers of pages from 1, and points from their tops.
        edges: how far the text reaches on right and on left pages, in points.

    Returns:
        The finished file, the page of each place as it is printed, and for each run that does not
        fit a message and the place before it.
    """
    with Pdf.open(BytesIO(pdf)) as book:
        book_pages = [(page.obj, float(page.mediabox[3]), str(page.label)) for page in book.pages]
        names = NameTree.new(book)
        printed: dict[str, str] = {}
        for name, number, y in places:
            page, top, printed[name] = book_pages[number - 1]
            names[name] = Array([page, Name.XYZ, None, min(top, top - y + _RISE), None])
        book.Root.Names = Dictionary(Dests=names.obj)
        # It is false, which is the default; poppler warns of a false that is written down.
        del book.Root.MarkInfo.Suspects
        faults = []
        for number, run, excess in overfull_runs(book, edges):
            _, top, label = book_pages[number - 1]
            words = f"“{run.text.strip()}” on page {label} reaches {excess:.0f} pt too far"
            before = (name for name, *at in reversed(places) if at <= [number, top - run.y])
            faults.append((f"{words}: reword it, or let it be broken", next(before, "")))
        out = BytesIO()
        book.save(out, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue(), dict(sorted(printed.items())), faults
