"""The web edition as a whole: what may be read from elsewhere, and what a bound copy changes."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import expect


def test_a_reader_s_own_copy_is_searched_in_the_author_s_words(site, own, browser):
    words, ours = "by many who were never asked", "The answer is that this can define it"
    with browser.new_page() as page:

        def found(folder, query):
            page.goto(f"{folder.as_uri()}/search.html?q={quote(query)}")
            expect(page.get_by_role("status")).not_to_be_empty()
            return page.locator(".results > li").count()

        assert found(site, words) == 0
        assert found(own, words) >= 10
        expect(page.locator(".results a").first).to_have_attribute("href", re.compile("^essays/"))
        assert found(own, ours) == 1
        expect(page.locator(".results p small")).to_have_text("in our words")
    assert words.encode() not in (site / "all.html").read_bytes()
    assert words.encode() in (own / "all.html").read_bytes()


def test_scripts_of_other_sites_may_read_the_data_and_no_more(site):
    rules = re.split(r"^(?=/)", (site / "_headers").read_text("utf-8"), flags=re.MULTILINE)[1:]
    shared = [rule.split()[0] for rule in rules if "Access-Control-Allow-Origin: *\n" in rule]
    for file in filter(Path.is_file, site.rglob("*")):
        name = f"/{file.relative_to(site)}"
        data = file.suffix in {".json", ".jsonld", ".xml"}
        assert any(fnmatch(name, pattern) for pattern in shared) == data, name
