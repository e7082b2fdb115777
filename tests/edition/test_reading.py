"""In a browser: notes beside their passage, previews, marks, layers and the printed page."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from .conftest import NARROW, WIDE

pytestmark = pytest.mark.filterwarnings("ignore:Comparison between bytes:BytesWarning")  # pypdf’s
LONG = "An overlong note, of which more is said here than three lines beside a passage hold. " * 3
#: What the notes of each passage are high, unfolded, in heights of the passage; and if folded.
HEIGHTS = """() => [...document.querySelectorAll(".passage:has(.margin)")].map((passage) => {
  const more = passage.querySelector(".more"), margin = passage.querySelector(".margin");
  const [own, ...others] = [...passage.querySelectorAll(".version")].map((it) => it.offsetHeight);
  if (more) more.open = true;
  return {locus: passage.querySelector(".locus").dataset.locus, folded: Boolean(more),
    single: margin.querySelectorAll(".note:not(.apparatus .unseen)").length < 2,
    share: margin.offsetHeight / Math.max(own, others.reduce((sum, it) => sum + it, 0))}; })"""
BOXES = """() => [...document.querySelectorAll(".passage")].map((passage) => {
  const box = (node) => { const {top, bottom, left, right} = node.getBoundingClientRect();
    return {top, bottom, left, right, name: node.id || node.className}; };
  return {row: box(passage), texts: [...passage.querySelectorAll(".version")].map(box),
    notes: [...passage.querySelectorAll(".note, .quoted-by")]
      .filter((it) => it.checkVisibility()).map(box)}; })"""
MANY = """(words) => { const list = document.querySelector(".notes dl");
  for (const _ of Array(30 - list.children.length)) {
    const note = list.lastElementChild.cloneNode(true);
    note.querySelector("dd").textContent = words; list.append(note); } }"""


def overlaps(boxes):
    return [
        (a["name"], b["name"])
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a["top"] < b["bottom"] - 1 and b["top"] < a["bottom"] - 1
        and a["left"] < b["right"] - 1 and b["left"] < a["right"] - 1
    ]  # fmt: skip


@pytest.mark.parametrize("width", [1024, 1440])
def test_notes_stand_by_their_passage_and_never_overlap(width, texts, open_page):
    page = open_page(texts[0], viewport={"width": width, "height": 900})
    for file in texts:
        page.goto(file.as_uri())
        passages = page.evaluate(BOXES)
        boxes = [box for p in passages for box in (*p["texts"], *p["notes"])]
        assert overlaps(boxes) == []


def test_thirty_notes_stay_in_the_row_of_their_passage_and_in_sight_of_it(texts, open_page):
    page = open_page(texts[0])
    page.evaluate(MANY, LONG)
    passages = page.evaluate(BOXES)
    full = max(passages, key=lambda p: len(p["notes"]))
    assert len(full["notes"]) >= 30
    assert overlaps([box for p in passages for box in p["notes"]]) == []
    assert all(n["bottom"] <= full["row"]["bottom"] + 1 for n in full["notes"])
    row = page.locator(".passage:has(.note:nth-child(30))")
    for note in row.locator(".note").all():
        note.scroll_into_view_if_needed()
        expect(row.locator(".base")).to_be_in_viewport()


def test_no_note_is_cut_and_only_those_far_higher_than_their_passage_are_folded(texts, open_page):
    page = open_page(texts[0], viewport=WIDE)
    cut = "all => all.filter((it) => getComputedStyle(it).overflow !== 'visible').length"
    for file in texts:
        page.goto(file.as_uri())
        assert page.locator(".note").evaluate_all(cut) == 0
        for passage in page.evaluate(HEIGHTS):  # what is estimated may be out by a quarter
            if passage["folded"]:
                assert passage["share"] > 1.1, (file.stem, passage)
            elif not passage["single"]:
                assert passage["share"] < 1.9, (file.stem, passage)


@pytest.mark.parametrize("scripts", [True, False])
def test_folded_notes_open_by_their_line_and_by_their_address(scripts, texts, open_page):
    page = open_page(texts[0], java_script_enabled=scripts)
    fold = page.locator(".more").first
    expect(fold.locator(".note").first).to_be_hidden()
    fold.locator("summary").press("Enter")
    expect(fold.locator(".note").first).to_be_visible()
    page.goto("about:blank")
    page.goto(f"{texts[0].as_uri()}#{fold_id(texts[0])}")
    expect(page.locator(".more .note:target")).to_be_visible()


def fold_id(file):
    """Return the id of the first folded note of a page."""
    return re.search(r'<details class="[^"]*\bmore\b.*?<div class="note\b[^"]*" id="([^"]+)"',
                     file.read_text("utf-8"), re.DOTALL)[1]  # fmt: skip


def test_on_a_narrow_screen_every_note_stands_whole_below_its_passage(texts, open_page):
    page = open_page(texts[0], viewport=NARROW)
    for passage in page.evaluate(BOXES):
        assert all(n["top"] >= passage["texts"][0]["bottom"] - 1 for n in passage["notes"])
    folded = page.locator(".more .note")
    expect(folded.first).to_be_visible()
    page.set_viewport_size(WIDE)
    expect(folded.first).to_be_hidden()


def test_a_lemma_that_stands_on_the_page_leads_to_its_note(texts, open_page):
    page = open_page(texts[0])
    links = page.locator("a.to-note")
    assert links.count() >= 5
    for link in links.all():
        words = link.inner_text().replace("’", "")
        link.click()
        assert words in page.locator(".note:target dt").inner_text().replace("’", "")


def test_layers_are_hidden_kept_and_printed_all_the_same(texts, open_page):
    page = open_page(texts[0])
    view, notes = page.locator(".view"), page.locator(".glosses").first
    expect(notes).to_be_visible()
    view.press("Enter")
    for _ in "size", "typeface", "colours", "commentary":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("Commentary")).not_to_be_checked()
    for file in texts[:2]:
        page.goto(file.as_uri())
        expect(page.locator(".glosses:visible")).to_have_count(0)
        expect(page.locator(".quoted-by").first).to_be_visible()
    page.emulate_media(media="print")
    expect(notes).to_be_visible()
    page.emulate_media(media="screen")
    page.goto(f"{texts[0].as_uri()}#{page.locator('.note').first.get_attribute('id')}")
    page.goto(texts[0].as_uri())
    hidden = page.locator(".glosses .note").first.get_attribute("id")
    page.goto(f"{texts[0].as_uri()}#{hidden}")
    expect(page.locator(".note:target")).to_be_visible()  # who asks for a note sees it
    view.click()
    page.get_by_label("Commentary").check()
    expect(page.locator(".glosses").last).to_be_visible()
    plain = open_page(texts[0], java_script_enabled=False)
    expect(plain.locator(".view")).to_be_hidden()


def test_paper_has_every_note_and_no_button(texts, open_page):
    page = open_page(texts[0])
    ends = page.locator(".note dd").evaluate_all("all => all.map((it) => it.textContent.trim())")
    text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(page.pdf())).pages)
    flat = re.sub(r"[\s\u00ad\u2010-]+", "", text)
    lost = [end for end in ends if re.sub(r"[\s\u00ad\u2010-]+", "", end)[-25:] not in flat]
    assert (lost, "Preview" in text, "more note" in text) == ([], False, False)
