"""Pages mean the same to what has no styles: reader views, screen readers, text browsers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html
from playwright.sync_api import expect

from ..project import SAMPLE
from ..readerview import has_class, one_line, reader_view

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, project_at: type) -> Path:
    return project_at(tmp_path_factory.mktemp("clients")).lay(SAMPLE).themed().build().out


def test_a_reader_view_keeps_the_text_and_its_notes(site: Path, browser: Browser) -> None:
    text, parts = reader_view(browser, site / "essays/one.html")
    assert parts["passages"]
    assert parts["remarks"]
    assert parts["quotations"]
    for kind in "passages", "numbers", "quotations", "remarks":
        assert [part for part in parts[kind] if part not in text] == [], kind


def test_a_heading_is_its_own_words_to_a_screen_reader(site: Path, browser: Browser) -> None:
    headings = html.parse(site / "essays/one.html").xpath("//article//*[self::h1 or self::h2]")
    names = [one_line(heading) for heading in headings if "hidden" not in heading.attrib]
    with browser.new_page() as page:
        page.goto((site / "essays/one.html").as_uri())
        for name in names:
            expect(page.get_by_role("heading", name=name, exact=True).first).to_be_attached()
        expect(page.get_by_role("heading")).to_have_count(len(names))


def test_a_closed_preview_is_hidden_and_an_open_one_is_not(site: Path, browser: Browser) -> None:
    with browser.new_page(java_script_enabled=False) as page:
        page.goto((site / "essays/one.html").as_uri())
        shown = page.locator(".preview")
        assert shown.count() == page.locator(".preview[hidden]").count() > 0
        button = page.locator("[popovertarget^=pv-]").first
        preview = page.locator(f"[id='{button.get_attribute('popovertarget')}']")
        expect(preview).to_be_hidden()
        button.press("Enter")
        expect(preview).to_be_visible()
        page.keyboard.press("Escape")
        expect(preview).to_be_hidden()


def test_a_reading_is_told_from_its_lemma_by_words(site: Path) -> None:
    """What an ear hears of an entry of the apparatus: lemma ] in the quotation: reading."""
    readings = html.parse(site / "essays/one.html").xpath(f"//*[{has_class('reading')}]")
    assert readings
    for reading in readings:
        assert one_line(reading.getprevious()) == "in the quotation:"
