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
BOXES = """() => [...document.querySelectorAll(".passage")].map((passage) => {
  const box = (node) => { const {top, bottom, left, right} = node.getBoundingClientRect();
    return {top, bottom, left, right, name: node.id || node.className}; };
  return {row: box(passage), texts: [...passage.querySelectorAll(".version")].map(box),
    notes: [...passage.querySelectorAll(".note, .quoted-by")].map(box)}; })"""
MANY = """(words) => { const list = document.querySelector(".notes dl");
  for (const _ of Array(30 - list.children.length)) {
    const note = list.lastElementChild.cloneNode(true);
    note.popover = "auto"; note.querySelector("dd").textContent = words; list.append(note); } }"""


def overlaps(boxes):
    return [
        (a["name"], b["name"])
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a["top"] < b["bottom"] - 1 and b["top"] < a["bottom"] - 1
        and a["left"] < b["right"] - 1 and b["left"] < a["right"] - 1
    ]  # fmt: skip


def drift(passage):
    """Return how far the farthest note stands below or above the text it is on, in pixels."""
    top = min(box["top"] for box in passage["texts"])
    bottom = max(box["bottom"] for box in passage["texts"])
    notes = [box for box in passage["notes"] if box["name"] != "quoted-by docutils container"]
    return max((max(n["top"] - bottom, top - n["bottom"]) for n in notes), default=0)


@pytest.mark.parametrize("width", [1024, 1440])
def test_notes_stand_by_their_passage_and_never_overlap(width, texts, open_page):
    page = open_page(texts[0], viewport={"width": width, "height": 900})
    for file in texts:
        page.goto(file.as_uri())
        passages = page.evaluate(BOXES)
        boxes = [box for p in passages for box in (*p["texts"], *p["notes"])]
        assert (overlaps(boxes), [p for p in passages if drift(p) > 100]) == ([], [])
    page.goto(texts[0].as_uri())  # without the clamp they stray: what is measured can fail
    page.locator(".note").evaluate_all(
        "all => all.forEach((note) => note.removeAttribute('popover'))"
    )
    assert any(drift(p) > 100 for p in page.evaluate(BOXES))


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


@pytest.mark.parametrize("scripts", [True, False])
def test_a_long_note_is_shown_whole_by_its_button_and_moves_nothing(scripts, texts, open_page):
    page = open_page(texts[0], java_script_enabled=scripts)
    note = page.locator(".note[popover]").nth(3)
    button, last = note.locator("dd > button"), note.locator("dd p").last
    short, tall = note.bounding_box()["height"], "document.documentElement.scrollHeight"
    before = page.evaluate(tall)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".note:popover-open")).to_have_count(1)
    box = note.bounding_box()
    assert box["height"] > short
    assert last.bounding_box()["y"] + last.bounding_box()["height"] <= box["y"] + box["height"]
    assert abs(page.evaluate(tall) - before) < 4
    page.keyboard.press("Escape")
    expect(page.locator(".note:popover-open")).to_have_count(0)
    expect(button).to_be_focused()


def test_on_a_narrow_screen_every_note_stands_whole_below_its_passage(texts, open_page):
    page = open_page(texts[0], viewport=NARROW)
    for passage in page.evaluate(BOXES):
        assert all(n["top"] >= passage["texts"][0]["bottom"] - 1 for n in passage["notes"])
    clipped = "all => all.filter((it) => getComputedStyle(it).overflow === 'hidden').length"
    assert page.locator(".note").evaluate_all(clipped) == 0
    expect(page.locator(".note dd > button:visible")).to_have_count(0)
    page.set_viewport_size(WIDE)
    assert page.locator(".note").evaluate_all(clipped) > 0


def test_a_lemma_that_stands_on_the_page_leads_to_its_note(texts, open_page):
    page = open_page(texts[0])
    links = page.locator("a.to-note")
    assert links.count() >= 5
    for link in links.all():
        words = link.inner_text()
        link.click()
        assert words in page.locator(".note:target dt").inner_text()


def test_layers_are_hidden_kept_and_printed_all_the_same(texts, open_page):
    page = open_page(texts[0])
    view, notes = page.locator(".view"), page.locator(".commentary").first
    expect(notes).to_be_visible()
    view.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("Commentary")).not_to_be_checked()
    for file in texts[:2]:
        page.goto(file.as_uri())
        expect(page.locator(".commentary:visible")).to_have_count(0)
        expect(page.locator(".quoted-by").first).to_be_visible()
    page.emulate_media(media="print")
    expect(notes).to_be_visible()
    page.emulate_media(media="screen")
    page.goto(f"{texts[0].as_uri()}#{page.locator('.note').first.get_attribute('id')}")
    page.goto(texts[0].as_uri())
    hidden = page.locator(".commentary .note").first.get_attribute("id")
    page.goto(f"{texts[0].as_uri()}#{hidden}")
    expect(page.locator(".note:target")).to_be_visible()  # who asks for a note sees it
    view.click()
    page.get_by_label("Commentary").check()
    expect(page.locator(".commentary").last).to_be_visible()
    plain = open_page(texts[0], java_script_enabled=False)
    expect(plain.locator(".view")).to_be_hidden()


def test_paper_has_every_note_and_no_button(texts, open_page):
    page = open_page(texts[0])
    ends = page.locator(".note dd").evaluate_all("all => all.map((it) => it.textContent.trim())")
    text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(page.pdf())).pages)
    flat = re.sub(r"[\s\u00ad\u2010-]+", "", text)
    lost = [end for end in ends if re.sub(r"[\s\u00ad\u2010-]+", "", end)[-25:] not in flat]
    assert (lost, "Preview" in text, "more" in text.splitlines()) == ([], False, False)
