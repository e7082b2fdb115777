"""What the reader view of Firefox keeps of a page: Mozilla's Readability, in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from .project import MODULES

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

READABILITY = MODULES / "@mozilla/readability/Readability.js"


def reader_view(browser: Browser, file: Path) -> tuple[str, dict[str, list[str]]]:
    """Return the text of a page in a reader view, and the texts of the page's parts by kind."""
    if not READABILITY.exists():
        pytest.skip("no Readability here (Debian: apt install npm; then make test)")
    with browser.new_page() as page:
        page.goto(file.as_uri())
        page.add_script_tag(path=READABILITY)
        content = page.evaluate("new Readability(document.cloneNode(true)).parse().content")
    tree = html.parse(file)
    found = {kind: [one_line(part) for part in tree.xpath(path)] for kind, path in PARTS.items()}
    return one_line(html.fromstring(content)), found


def one_line(part: html.HtmlElement) -> str:
    return " ".join(part.text_content().split())


def has_class(name: str) -> str:
    return f"contains(concat(' ', @class, ' '), ' {name} ')"


PARTS = {
    "passages": f"//*[{has_class('base')}]/p",
    "numbers": f"//*[{has_class('locus')}]",
    "quotations": f"//figure[{has_class('quotation')}]/blockquote",
    "remarks": f"//*[{has_class('notes')}]//dd",
    "previews": f"//*[{has_class('preview')}]/p[2]",
}
