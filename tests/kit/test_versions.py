"""The versions of a source: their names, where they were read, and which of them are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from ..project import Project


@pytest.fixture
def site(project: Project) -> Path:
    return project.themed().build("html").out


@pytest.fixture
def page(site: Path, browser: Browser, serve: Callable[[Path], str]) -> Page:
    with browser.new_page(viewport={"width": 1280, "height": 800}) as page:
        page.goto(f"{serve(site)}/sources/harms-1841.html")
        yield page


def lines(site: Path, page: str, path: str) -> list[str]:
    found = html.parse(site / page).xpath(path)
    return [" ".join(node.text_content().split()) for node in found]


def test_the_head_says_where_a_wording_was_read_and_a_passage_only_what_differs(site: Path) -> None:
    head = "//dl[contains(@class, 'header')]/dd"
    witness = "//*[contains(@class, 'version')]/p[contains(@class, 'witness')]"
    holt = "Harms [1852]"
    assert f"{holt}. Wording read in print: scan of the reading society." in lines(
        site, "sources/harms-1841.html", head
    )
    assert [*dict.fromkeys(lines(site, "sources/harms-1841.html", witness))] == [
        "11 German, the original", holt, "Our translation", "12 German, the original",
        "12.2 German, the original",
    ]  # fmt: skip
    named = [w.partition("]. ")[2] for w in lines(site, "sources/orlova-1868.html", witness)]
    assert named[1::2] == [
        "",
        "Not verified: these are the words of the text that quotes it.",
        "Only the sense was compared: the Russian of the archive.",
    ]


def test_words_that_are_secondhand_say_so_themselves_where_most_are(project: Project) -> None:
    read = ":evidence: print\n:copy: scan of the reading society"
    project.edit("sources/orlova-1868.md", read, ":evidence: secondhand")
    site = project.themed().build("html").out
    path = "//*[contains(@class, 'secondhand')]/p[contains(@class, 'witness')]"
    told = [line.partition("]. ")[2] for line in lines(site, "sources/orlova-1868.html", path)]
    assert told == ["Not verified: these are the words of the text that quotes it."] * 2


def test_the_choice_of_versions_stays_in_the_address_and_goes_along(page: Page) -> None:
    original, ours = page.locator(".base p").nth(1), page.locator(".ours p").nth(1)
    other = page.locator(".translation p").nth(1)
    for words in original, ours, other:
        expect(words).to_be_visible()
    page.get_by_label("our translation").check()
    expect(ours).to_be_visible()
    expect(original).to_be_hidden()
    expect(other).to_be_hidden()
    expect(page.locator("#p12-holt-1852")).to_be_attached()
    expect(page.locator(".passage").nth(1).locator(".base")).to_contain_text("Man wird fragen")
    expect(page.locator(".passage").nth(1).locator(".base p").nth(1)).to_be_visible()
    assert page.url.endswith("?show=ours")
    page.reload()
    expect(page.get_by_label("our translation")).to_be_checked()
    page.locator("[rel=next]").last.click()
    assert page.url.endswith("orlova-1868.html?show=ours")
    page.goto(page.url.replace("orlova-1868.html", "harms-1841.html") + "#p11-holt-1852")
    expect(other).to_be_visible()  # who asks for a version sees it


def test_without_scripts_all_versions_are_shown(site: Path, browser: Browser) -> None:
    with browser.new_page(java_script_enabled=False) as page:
        page.goto((site / "sources/harms-1841.html").as_uri() + "?show=ours")
        expect(page.locator(".show")).to_be_hidden()
        expect(page.locator(".base p").nth(1)).to_be_visible()


def test_a_heading_in_brackets_has_them_everywhere(project: Project) -> None:
    project.edit("sources/harms-1841.md", "## Of the rope", "## [Of the rope]")
    project.themed()
    site = project.build("html").out
    assert "[Of the rope]" in lines(site, "sources/harms-1841.html", "//h2")[1]
    assert "[Of the rope]" in lines(site, "sources/harms-1841.html", "//nav//a")
