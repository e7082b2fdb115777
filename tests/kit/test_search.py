"""In a browser: the search of the sample, on its own page and in the dialog of every other."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import expect

from ..project import SAMPLE
from ..results import show_all


@pytest.fixture(scope="module")
def site(tmp_path_factory, project_at):
    made = project_at(tmp_path_factory.mktemp("site")).lay(SAMPLE).themed().build()
    return made.out if made.status == 0 else pytest.fail(made.warnings)


@pytest.fixture
def page(browser, site):
    faults = []
    with browser.new_page() as page:
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto((site / "essays/one.html").as_uri())
        page.keyboard.press("/")
        yield page
    assert faults == []


def found(page, query):
    """Type a query, and return the names of the results and what the status says."""
    box = page.get_by_role("searchbox")
    box.fill("")
    expect(page.locator(".finder .count")).to_be_empty()
    box.press_sequentially(query)
    expect(page.locator(".finder .count")).not_to_be_empty()
    page.wait_for_timeout(50)  # the last letter has been answered, too
    return show_all(page), page.locator(".finder .count").inner_text()


def test_whole_words_come_before_parts_which_have_three_letters(page):
    names, said = found(page, "own")
    own = [
        "own" in text.casefold().split() for text in page.locator(".results > li").all_inner_texts()
    ]
    assert own == sorted(own, reverse=True)
    assert own[0]
    assert not own[-1]
    assert said == f"Results: {len(names)}"
    assert found(page, "no such words here") == ([], "Nothing found")


def test_a_last_word_that_has_only_begun_takes_nothing_away(page):
    links, status = page.locator(".results > li > a"), page.locator(".finder .count")
    page.get_by_role("searchbox").fill("ow")
    page.wait_for_timeout(300)
    expect(status).to_be_empty()
    expect(links).to_have_count(0)
    rope, said = found(page, "rope")
    for query in "rope ", "rope m", "rope mo":
        assert found(page, query) == (rope, said)
    assert len(found(page, "rope mor")[0]) < len(rope)
    assert found(page, "no")[0]  # a whole word, however short


def test_an_exact_phrase_stands_in_quotation_marks_of_any_kind(page):
    plain, _ = found(page, "drink from it")
    assert "Common Well 11" in plain
    loose, _ = found(page, "it from drink")
    assert "Common Well 11" in loose
    for query in '"drink from it"', "“drink from it”", "„drink from it“", "«drink from it»":
        names, _ = found(page, query)
        assert {"Common Well 11", "Well and Key 1.1"} == {*names}, query
        expect(page.locator(".results mark").first).to_have_text("drink from it")
    assert found(page, '"it from drink"')[0] == []
    assert found(page, '"paid for the lock" thief')[0] == ["Common Well 11"]


def test_filters_leave_one_text_or_one_language(page):
    assert len(found(page, "well")[0]) > 3
    page.get_by_label("Text", exact=True).select_option("Common Well")
    names = page.locator(".results > li > a")
    expect(names).to_have_text(["Of the Common Well", "Common Well 11", "Common Well 13"])
    page.get_by_label("Text", exact=True).select_option("All texts")
    page.get_by_label("Language", exact=True).select_option("German")
    assert found(page, "thief")[0] == []
    assert found(page, "brunnen")[0] == ["Common Well 11"]
    assert page.locator(".results [lang]").evaluate_all("all => all.map((it) => it.lang)") == ["de"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("1.2", "Well and Key 1.2"), ("§ 2.1", "Well and Key 2.1"), ("CW 12", "Common Well 12"),
        ("harms-1841:12.2", "Common Well 12.2"), ("common well 13", "Common Well 13"),
        ("letters iv", "Letters IV"),
    ],
)  # fmt: skip
def test_a_number_leads_to_its_passage_in_this_text_or_another(query, first, page):
    assert found(page, query)[0][0] == first
    page.keyboard.press("Enter")
    expect(page.locator(".locus:target")).to_have_text(first.split()[-1])
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_number_that_two_texts_have_is_first_that_of_the_text_one_reads(page, site):
    for name, first in (("sources/anon-1833", "Song 1"), ("essays/two", "Keepers 1")):
        page.goto((site / f"{name}.html").as_uri())
        page.keyboard.press("/")
        assert found(page, "1")[0][0] == first


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("1.9", "Well and Key has no passage 1.9. "
                "Its passages: 1.1, 1.2, 1.3, 1.4, 1.5, 2.1, 2.2, 2.3"),
        ("CW 99", "Common Well has no passage 99. Its passages: 11, 12, 12.2, 13"),
        ("anon-1833:7", "Song has no passage 7. Its passages: 1"),
    ],
)  # fmt: skip
def test_a_number_that_no_passage_has_gets_a_plain_answer(query, said, page):
    assert found(page, query) == ([], said)


def test_the_keyboard_is_enough(page):
    found(page, "well")
    links = page.locator(".results > li > a")
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    goal = links.nth(1).evaluate("it => it.href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(goal)


def test_the_page_of_the_search_answers_its_address_and_links_lead_back(page, site):
    page.goto(f"{(site / 'search.html').as_uri()}?q=Durst")
    expect(page.get_by_role("status")).to_have_text("Results: 2")
    expect(page.get_by_role("searchbox")).to_have_value("Durst")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("searchbox").fill("hat ihn morgen")
    expect(page.get_by_role("status")).to_have_text("Results: 1")
    page.locator(".results a").click()
    page.locator(".back").click()
    expect(page).to_have_url(page.url)


def test_whoever_comes_back_to_the_page_of_the_search_finds_what_was_there(page, site):
    page.goto((site / "search.html").as_uri())
    box, links = page.get_by_role("searchbox"), page.locator(".results > li > a")
    box.fill("rope")
    page.get_by_label("Language").select_option("de")
    before = links.all_inner_texts()
    assert before
    page.mouse.wheel(0, 300)
    links.last.click()
    expect(page.locator(".passage").first).to_be_visible()
    page.go_back()
    expect(box).to_have_value("rope")
    expect(page.get_by_label("Language")).to_have_value("de")
    expect(links).to_have_text(before)


@pytest.mark.parametrize("lost", ["index", "words-0", "texts-0"])
def test_a_search_without_a_file_of_its_index_says_so_and_tries_again(lost, browser, site):
    with browser.new_page() as page:
        pattern = re.compile(rf"/search/{lost}\.js")
        page.route(pattern, lambda route: route.abort())
        page.goto((site / "search.html").as_uri())
        page.get_by_role("searchbox").fill("well")
        status = page.get_by_role("status")
        expect(status).to_have_text("The index of the search could not be loaded")
        if lost != "index":
            page.unroute(pattern)
            page.get_by_role("searchbox").fill("rope")
            expect(status).to_have_text(re.compile("Results"))


def test_files_of_two_builds_are_never_mixed(browser, site, tmp_path):
    """A browser may have kept the list of the files, while they were published anew."""
    mixed = shutil.copytree(site, tmp_path / "mixed")
    words = mixed / "search/words-0.js"
    words.write_text(re.sub(r"\?\w{8}", "?00000000", words.read_text("utf-8"), count=1), "utf-8")
    with browser.new_page() as page:
        page.goto(f"{(mixed / 'search.html').as_uri()}?q=well")
        expect(page.get_by_role("status")).to_have_text(
            "The index of the search could not be loaded"
        )


def test_a_choice_leaves_the_words_of_texts_or_of_notes(page):
    choice = page.get_by_label("Texts or notes")
    everywhere, _ = found(page, "well")
    choice.select_option("Only notes")
    notes, _ = found(page, "well")
    choice.select_option("Only texts")
    texts, _ = found(page, "well")
    assert {*notes} | {*texts} == {*everywhere}
    assert "Common Well 11" in texts
    assert "Of the Common Well" in notes
    assert "Of the Common Well" not in texts
