"""The index of the search: folded as queries are, and cut into files that answer as one."""

from __future__ import annotations

import re
import shutil
import unicodedata

import pytest
from playwright.sync_api import expect

from sphinx_edition.web import search_index
from sphinx_edition.web.search_index import Part, Place, Text, fold, index_files

from ..project import ROOT, SAMPLE
from ..results import show_all

LETTERS = [chr(code) for code in range(0x20, 0x30000) if not 0xD800 <= code < 0xE000]
FOLDER = ROOT / "src/sphinx_edition"


@pytest.fixture(scope="module")
def site(tmp_path_factory, project_at):
    made = project_at(tmp_path_factory.mktemp("site")).lay(SAMPLE).themed().build()
    return made.out if made.status == 0 else pytest.fail(made.warnings)


def test_what_is_typed_is_folded_as_what_was_indexed(browser, site):
    """Each character, and each that Python knows as a letter between two others."""
    known = [letter for letter in LETTERS if unicodedata.category(letter) != "Cn"]
    scripts = [FOLDER / "web/theme/scripts" / name for name in ("unspaced.js", "search/fold.js")]
    script = "".join(path.read_text("utf-8") for path in scripts)
    script = re.sub("^import .*$|^export ", "", script, flags=re.M)
    with browser.new_page() as page:
        page.goto(site.as_uri() + "/search.html")
        theirs = page.evaluate(
            f"(texts) => {{ {script}; return texts.map(fold); }}", [f"a{x}b" for x in known]
        )
    ours = [" ".join(fold(f"a{letter}b")) for letter in known]
    different = [(x, o, t) for x, o, t in zip(known, ours, theirs, strict=True) if o != t]
    assert different == []
    assert fold("漢字かなカナー ไทย") == [*"漢字かなカナーไทย"]
    assert fold("Straße, ÉTÉ 漢字 co\u00adop ΛΟΓΟΣ") == [
        "strasse", "ete", "漢", "字", "coop", "λογος",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def many(site, tmp_path_factory):
    """Return the folder of a site whose index has many files: of two texts of 60 passages."""
    many = shutil.copytree(site, tmp_path_factory.mktemp("many") / "site")
    texts, places = {}, {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index, "_WORDS_SIZE", 500)
        patch.setattr(search_index, "_TEXTS_SIZE", 300)
        for number, docname in enumerate(["one", "two"]):
            parts = [Part("en", "", f"Word{i} of the rope", "text") for i in range(60)]
            texts[docname] = Text(f"{docname}.html", f"Text {number}", docname)
            places[docname] = [
                Place(docname, f"p{i}", f"Text {number} {i}", "A", str(i), (part,))
                for i, part in enumerate(parts)
            ]
        files = index_files(texts, places)
    assert len(files) > 20
    for path in many.glob("search/*.js"):
        path.unlink()
    for name, text in files.items():
        (many / f"search/{name}.js").write_text(text, "utf-8")
    return many


def test_an_index_of_many_files_answers_as_one_of_few(browser, many):
    with browser.new_page() as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        page.goto(f"{(many / 'search.html').as_uri()}?q=word37+of")
        expect(page.get_by_role("status")).to_have_text("Results: 2")
        hits = page.locator(".results > li > a").all_inner_texts()
        assert hits == ["Text 0 37", "Text 1 37"]
        expect(page.locator("mark").first).to_have_text("Word37 of")
        assert len([name for name in asked if name.startswith(("words-", "texts-"))]) == 4


def test_results_are_drawn_as_they_come_into_view(browser, many):
    with browser.new_page() as page:
        page.goto(f"{(many / 'search.html').as_uri()}?q=rope")
        expect(page.get_by_role("status")).to_have_text("Results: 120")
        items = page.locator(".results > li")
        assert 0 < items.count() < 120
        names = show_all(page)
        assert len({*names}) == len(names) == 120
        expect(items.last.locator("mark")).to_have_text("rope")
        page.get_by_role("searchbox").fill("word7 of")
        expect(page.get_by_role("status")).to_have_text("Results: 2")
        expect(items).to_have_count(2)
