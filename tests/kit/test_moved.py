"""In a browser: an address whose page has moved or gone leads on, or says what became of it."""

from __future__ import annotations

import re
import shutil

import pytest
from lxml import html
from playwright.sync_api import expect

from sphinx_edition.words.digests import digest

from ..project import SAMPLE

REGISTER = """
sources/lessing-1850 - - 0.1
sources/lessing-1850 - moved 0.2 sources/harms-1841 It was by another hand.
sources/lessing-1850 p9 00000000 0.1
sources/lessing-1850 p9 retired 0.2 sources/harms-1841#p12 It is told better there.
sources/forged-1799 - - 0.1
sources/forged-1799 - retired 0.2 sources/orlova-1868 It is a forgery.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, project_at):
    sample = project_at(tmp_path_factory.mktemp("moved")).lay(SAMPLE).themed()
    (sample.src / "anchors.txt").write_text(REGISTER, "utf-8")
    made = sample.build(
        "html", "-D", "html_baseurl=https://example.org/wells/", "-D", "version=0.2"
    )
    return made.out if made.status == 0 else pytest.fail(made.warnings)


@pytest.mark.parametrize(
    ("asked", "scripts", "arrived"),
    [
        ("lessing-1850.html", True, "harms-1841.html"),
        ("lessing-1850.html", False, "harms-1841.html"),
        ("lessing-1850.html#p11", True, "harms-1841.html#p11"),
        ("lessing-1850.html#p11", False, "harms-1841.html"),
        ("lessing-1850.html#p9", True, "harms-1841.html#p12"),
        ("forged-1799.html", True, "forged-1799.html"),
        ("forged-1799.html", False, "forged-1799.html"),
    ],
)
def test_an_old_address_leads(asked, scripts, arrived, browser, site):
    with browser.new_page(java_script_enabled=scripts) as page:
        page.goto(f"{site.as_uri()}/sources/{asked}")
        expect(page).to_have_url(re.compile(f"/sources/{re.escape(arrived)}$"))
        ident = arrived.partition("#")[2]
        if ident:
            expect(page.locator(f"[id='{ident}']")).to_be_in_viewport()
        if arrived == asked:
            expect(page.locator(".notices")).to_contain_text("It is a forgery")
            page.locator(".notices a").click()
            expect(page).to_have_url(re.compile("/orlova-1868.html"))


def test_what_a_crawler_reads_of_a_page_that_has_moved(site):
    moved, gone = ((site / f"sources/{name}.html").read_text("utf-8")
                   for name in ("lessing-1850", "forged-1799"))  # fmt: skip
    assert (
        '<link rel="canonical" href="https://example.org/wells/sources/harms-1841.html">' in moved
    )
    assert "refresh" in moved
    assert "refresh" not in gone
    for text in (moved, gone):
        assert '<meta name="robots" content="noindex">' in text
        assert text.count("<h1>") == 1


def test_no_other_page_is_kept_from_crawlers(site):
    for path in [*site.glob("sources/*.html"), *site.glob("essays/*.html")]:
        if path.stem not in ("lessing-1850", "forged-1799"):
            assert "noindex" not in path.read_text("utf-8")


def test_the_moved_page_shows_where_it_leads_before_it_does(browser, site, tmp_path):
    shutil.copytree(site, tmp_path / "site")
    (tmp_path / "site/_static/moved.js").write_text("")
    with browser.new_page() as page:
        page.goto((tmp_path / "site/sources/lessing-1850.html").as_uri())
        expect(page.locator(".notices")).to_contain_text("It was by another hand")
        expect(page.locator(".notices a").first).to_have_attribute(
            "href", re.compile("harms-1841.html")
        )


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_a_page_lists_what_has_changed_the_newest_first(builder, project):
    words = "Das Lied sagt es kürzer: One rope, one well, and one long drink for all."
    changed = f"""
sources/harms-1841 p13 00000000 0.1
sources/harms-1841 p13 {digest(words)} 0.10 A slip was mended.
"""
    (project.src / "anchors.txt").write_text(REGISTER + changed, "utf-8")
    project.edit("concordance.md", "# Concordance", "# Concordance\n\n:::{changes}\n:::")
    build = project.build(builder, "-D", "version=0.10")
    assert (build.status, build.warnings) == (0, "")
    page = next(iter(build.files("concordance.*html").values()))
    items = html.fromstring(page).xpath("//li[contains(., ' version 0.')]")
    assert [" ".join(item.text_content().split()) for item in items] == [
        "Common Well: Passage 13 has other words since version 0.10: A slip was mended. "
        "See Common Well 13.",
        "sources/forged-1799: This page was retired in version 0.2: It is a forgery. See Letters.",
        "sources/lessing-1850: This page has moved in version 0.2: It was by another hand. "
        "See Common Well.",
        "sources/lessing-1850: Passage 9 was retired in version 0.2: It is told better there. "
        "See Common Well 12.",
    ]
    links = [item.xpath(".//a/@href")[-1] for item in items]
    assert [link.rpartition("/")[2].rpartition("#")[2] for link in links][0::3] == ["p13", "p12"]


def test_a_page_says_that_nothing_has_changed(project):
    project.edit("concordance.md", "# Concordance", "# Concordance\n\n:::{changes}\n:::")
    assert b"Nothing that was published has changed" in project.build().files()["concordance.html"]
