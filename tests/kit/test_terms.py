"""Terms and persons: their first mention in each passage opens what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html
from playwright.sync_api import expect

from ..project import SAMPLE
from ..readerview import has_class

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

WORDS = """---
orphan: true
index: true
---
# Words

Well
: What all have dug, as in *Of Wells*. {passage}`harms-1841:11`; {passage}`harms-1841:12`

Village, villages
: Where wells are.

Harms, Georg
: He wrote of wells.

Letter
: The one passage that speaks of it has it in a link.

Nothing
: No passage speaks of it.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, project_at: type) -> Path:
    project = project_at(tmp_path_factory.mktemp("terms")).lay(SAMPLE).themed()
    (project.src / "words.md").write_text(WORDS, "utf-8")
    build = project.build()
    assert (build.status, build.warnings) == (0, "")
    out: Path = build.out
    return out


def test_the_first_mention_in_each_passage_leads_to_its_entry(site: Path) -> None:
    page = html.parse(site / "essays/one.html")
    terms = [
        (
            passage.xpath(f"string(.//*[{has_class('locus')}])"),
            link.text_content(),
            link.get("href"),
        )
        for passage in page.xpath(f"//*[{has_class('passage')}]")
        for link in passage.xpath(f".//a[*[{has_class('term')}]]")
    ]
    assert terms == [
        ("1.1", "village", "../words.html#e-village-villages"),
        ("1.1", "well", "../words.html#e-well"),
        ("1.1", "Harms", "../words.html#e-harms-georg"),
    ]
    previews = {p.get("id"): p for p in page.xpath(f"//*[{has_class('preview')}]")}
    well = previews["pv-words.e-well"]
    words = " ".join(" ".join(p.text_content() for p in well.xpath("./p")).split())
    assert words == "Well What all have dug, as in Of Wells."
    assert well.xpath("string(.//em)") == "Of Wells"
    assert "pv-words.e-nothing" not in previews


def test_no_passage_lists_the_entries_that_name_it(site: Path) -> None:
    page = html.parse(site / "sources/harms-1841.html")
    listed = page.xpath(f"//*[{has_class('quoted-by')}]")
    assert listed
    assert not any("Words" in box.text_content() for box in listed)


@pytest.mark.parametrize("options", [{}, {"has_touch": True}])
def test_an_entry_opens_over_the_page(options: dict, site: Path, browser: Browser) -> None:
    with browser.new_page(**options) as page:
        page.goto((site / "essays/one.html").as_uri())
        term, here = page.locator("a:has(.term)", has_text="village").first, page.url
        term.tap() if options else term.click()
        expect(page.locator(".preview:popover-open")).to_contain_text("Where wells are.")
        assert page.url == here
        page.keyboard.press("Escape")
        expect(page.locator(".preview:popover-open")).to_have_count(0)
        term.focus()
        page.keyboard.press("Enter")
        page.locator(".preview:popover-open a").click()
        page.wait_for_url("**/words.html#e-village-villages")


def test_without_scripts_a_term_is_a_link(site: Path, browser: Browser) -> None:
    with browser.new_page(java_script_enabled=False) as page:
        page.goto((site / "essays/one.html").as_uri())
        page.locator("a:has(.term)", has_text="village").first.click()
        page.wait_for_url("**/words.html#e-village-villages")
