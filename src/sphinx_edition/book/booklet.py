"""Impose the book for a home printer: two pages a side, in signatures to fold.

The signatures have at most as many sheets as asked, and are as alike as they can be. Print on both
sides, turned at the short edge.
"""

from pikepdf import Dictionary, ObjectStreamMode, Pdf


def imposed(pages: int, sheets: int = 4) -> list[tuple[int, int]]:
    """Return the pages, left and right, of each side: numbers from 0, from ``pages`` on blank."""
    needed = -(-pages // 4)
    signatures = -(-needed // sheets)
    sides, first = [], 0
    for i in range(signatures):
        last = first + 4 * (needed // signatures + (i < needed % signatures)) - 1
        outer = zip(range(first, last), range(last, first, -1), strict=True)
        pairs = [*outer][: (last - first + 1) // 2]
        sides += [pair[::-1] if n % 2 == 0 else pair for n, pair in enumerate(pairs)]
        first = last + 1
    return sides


def main(source: str, target: str, sheets: str = "4") -> None:
    """Write the booklet of a book: for printing only, so without tags and outline.

    Raises:
        SystemExit: if the number of sheets is none.
    """
    if not sheets.isdecimal() or not int(sheets):
        raise SystemExit(f"SHEETS={sheets}: say how many sheets of paper make a signature")
    with Pdf.open(source) as book, Pdf.new() as out:
        _, _, width, height = map(float, book.pages[0].mediabox)
        for side in imposed(len(book.pages), int(sheets)):
            sheet = out.add_blank_page(page_size=(2 * width, height))
            sheet.Resources, drawn = Dictionary(XObject=Dictionary()), ""
            for name, x, page in zip(("/Left", "/Right"), (0, width), side, strict=True):
                if page < len(book.pages):
                    form = book.pages[page].as_form_xobject()
                    sheet.Resources.XObject[name] = out.copy_foreign(form)
                    drawn += f"q 1 0 0 1 {x} 0 cm {name} Do Q\n"
            sheet.Contents = out.make_stream(drawn.encode())
        out.docinfo["/Title"] = f"{book.docinfo['/Title']} (booklet)"
        out.save(target, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
