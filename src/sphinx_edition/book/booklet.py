"""Impose the book for a home printer: two pages on each side of a sheet, in signatures to fold.

The signatures have at most as many sheets as asked, and are as alike as they can be. Print on both
sides, turned at the short edge.
"""

from pikepdf import Dictionary, ObjectStreamMode, Pdf


def impose(page_count: int, sheets: int = 4) -> list[tuple[int, int]]:
    """Return the pages on the left and on the right of each side.

    Pages are counted from 0; ``page_count`` and what is above it are blank. ``sheets`` is the most
    that a signature has.
    """
    needed = -(-page_count // 4)
    signatures = -(-needed // sheets)
    sides, first = [], 0
    for i in range(signatures):
        pages = 4 * (needed // signatures + (i < needed % signatures))
        last = first + pages - 1
        for n in range(pages // 2):
            outer, inner = last - n, first + n
            sides.append((outer, inner) if n % 2 == 0 else (inner, outer))
        first = last + 1
    return sides


def main(source: str, target: str, sheets: str = "4") -> None:
    """Write the booklet of a book: for printing only, so without tags and outline.

    Raises:
        SystemExit: if the number of sheets is none.
    """
    if not sheets.isdecimal() or not int(sheets):
        raise SystemExit(f"SHEETS={sheets}: say how many sheets of paper make a signature")
    with Pdf.open(source) as book, Pdf.new() as booklet:
        _, _, width, height = map(float, book.pages[0].mediabox)
        for side in impose(len(book.pages), int(sheets)):
            sheet = booklet.add_blank_page(page_size=(2 * width, height))
            sheet.Resources, content = Dictionary(XObject=Dictionary()), ""
            for name, x, page in zip(("/Left", "/Right"), (0, width), side, strict=True):
                if page < len(book.pages):
                    form = book.pages[page].as_form_xobject()
                    sheet.Resources.XObject[name] = booklet.copy_foreign(form)
                    content += f"q 1 0 0 1 {x} 0 cm {name} Do Q\n"
            sheet.Contents = booklet.make_stream(content.encode())
        booklet.docinfo["/Title"] = f"{book.docinfo['/Title']} (booklet)"
        booklet.save(target, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
