"""The results of a search, which are shown as one scrolls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page


def show_all(page: Page) -> list[str]:
    """Scroll to the end of the results, as many as the status says, and return their names."""
    links = page.locator(".results > li > a")
    number = re.fullmatch(r"Results: (\d+)", page.locator(".count").inner_text())
    while number and (shown := links.count()) < int(number[1]):
        links.last.scroll_into_view_if_needed()
        expect(links.nth(shown)).to_be_attached()
    return links.all_inner_texts()
