"""The web edition as a whole: what may be read from elsewhere, and what a bound copy changes."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import expect

from sphinx_edition.copies.matching import extended_digests
from sphinx_edition.model import COMPARED

from ..results import show_all


def test_a_reader_s_own_copy_is_searched_in_the_author_s_words(site, own, browser):
    words, ours = "by many who were never asked", "“Readers are called upon to look at it”"
    with browser.new_page() as page:

        def found(folder, query):
            page.goto(f"{folder.as_uri()}/search.html?q={quote(query)}")
            expect(page.get_by_role("status")).not_to_be_empty()
            return len(show_all(page))

        assert found(site, words) == 0
        assert found(own, words) >= 10
        expect(page.locator(".results a").first).to_have_attribute("href", re.compile("^./essays/"))
        assert found(own, ours) == 1
        expect(page.locator(".results p small")).to_have_text("in our words")
    assert words.encode() not in (site / "all.html").read_bytes()
    assert words.encode() in (own / "all.html").read_bytes()


def test_a_copy_bound_in_the_browser_keeps_all_that_the_page_has(built, copy, open_page):
    essay = next(p for p in built.pages.values() if p.header.get("text") == "restated")
    lines = extended_digests({}, essay, copy.read_text("utf-8")).splitlines()[1:]
    digests = {locus: known for _, locus, known in map(str.split, lines)}
    assert len(digests) == len(essay.passages) >= 48
    page = open_page(built.out / f"{essay.docname}.html")
    names = "all => all.map((it) => it.id || it.getAttribute('popovertarget') || it.textContent)"
    kept = page.locator("[id], [popovertarget], figcaption a, .notes dd, .collation, .side")
    before = kept.evaluate_all(names)
    page.locator(".copy").evaluate(
        "(form, them) => { form.dataset.digests = JSON.stringify(them) }", digests
    )
    page.get_by_label("Read with your own copy").set_input_files(copy)
    expect(page.locator(".base > details:not(.comparison)")).to_have_count(len(digests))
    assert set(before) - {*kept.evaluate_all(names)} == set()
    quoted = [m for m in essay.mentions if m.kind in COMPARED]
    expect(page.locator(".base > :is(figure, .comparison)")).to_have_count(len(quoted))


def test_scripts_of_other_sites_may_read_the_data_and_no_more(site):
    rules = re.split(r"^(?=/)", (site / "_headers").read_text("utf-8"), flags=re.MULTILINE)[1:]
    shared = [rule.split()[0] for rule in rules if "Access-Control-Allow-Origin: *\n" in rule]
    types = {rule.split()[0]: rule.rpartition("Content-Type: ")[2] for rule in rules}
    for file in filter(Path.is_file, site.rglob("*")):
        name = f"/{file.relative_to(site)}"
        data = file.suffix in {".json", ".jsonld", ".xml", ".bib", ".odd", ".zip"}
        matching = [pattern for pattern in shared if fnmatch(name, pattern)]
        assert len(matching) == data, name
        if data:  # as the specifications of DTS, TEI and Web Annotations ask for it
            wanted = {"annotations": "ld+json", "dts": "ld+json", "tei": "tei+xml"}
            wanted |= {"edition": "tei+xml" if file.suffix == ".odd" else "json",
                       "edition-data": "zip", "ride": "tei+xml", "custody": "ld+json",
                       "references": "json" if file.suffix == ".json" else "x-bibtex"}  # fmt: skip
            media_type = types[matching[0]].partition(";")[0].strip()
            kind = wanted.get(name.split("/")[1].partition(".")[0], "json")
            assert media_type.startswith("application/")
            assert media_type.endswith(kind), name
