"""Each quotation of the edition stands beside its source: on its page, in the data, on a phone."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from lxml import html

from ..comparisons import apparatus, cards, letters, mentions, of_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from ..project import Build
    from .volume import Volume

PHONE = {"width": 390, "height": 844}
VISIBLE = """(sides) => sides.length === 2 && sides.every((side) => {
  const {top, bottom, width} = side.getBoundingClientRect();
  return width > 0 && top >= 0 && bottom <= innerHeight; })"""
#: Contrast by WCAG 2 between two colours as CSS computes them; of a ground that is none, what
#: stands behind it.
CONTRAST = """(it, name) => {
  const paint = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const light = (colour) => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3)
      .map((n) => n / 255).map((n) => n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let ground = it;
  while (getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)")
    ground = ground.parentElement ?? document.body;
  const [a, b] = [getComputedStyle(it)[name], getComputedStyle(ground).backgroundColor].map(light);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); }"""


def test_pages_data_and_book_show_the_same_differences(built: Build, volume: Volume) -> None:
    compared = mentions(built.out)
    text = letters(
        subprocess.check_output(
            ["pdftotext", "-raw", volume.folder / "edition.pdf", "-"], text=True
        )
    )
    for docname in {m["page"] for m in compared}:
        page = html.fromstring((built.out / f"{docname}.html").read_bytes())
        here = [m["verdict"] for m in compared if m["page"] == docname]
        assert [*cards(page)] == [(v["status"], of_record(v)) for v in here]
        assert [*apparatus(page)] == [of_record(v) for v in here if of_record(v)]
        for verdict in here:
            entries = [f"{lemma}] {reading}" for lemma, reading in of_record(verdict)]
            assert letters(" · ".join(entries)) in text
            source = "".join(pair["source"] for pair in verdict["pairs"])
            assert not entries or letters(source) in text
    assert sum(bool(of_record(m["verdict"])) for m in compared) == 2


class Reader:
    """Someone with a phone, whose taps and swipes are counted."""

    def __init__(self, page: Page) -> None:
        """Begin with the page that is open."""
        self.page, self.taps, self.swipes = page, 0, 0

    def sees(self, what: Locator) -> bool:
        """Tell whether the middle of an element is in sight."""
        box = what.bounding_box()
        return bool(box) and 0 < box["y"] + box["height"] / 2 < PHONE["height"]

    def swipe_to(self, what: Locator) -> None:
        """Swipe up by two thirds of the screen until something is in sight."""
        while not self.sees(what):
            assert self.swipes < 10
            self.page.mouse.wheel(0, PHONE["height"] * 2 / 3)
            self.page.wait_for_timeout(100)
            self.swipes += 1

    def tap(self, what: Locator) -> None:
        """Tap what is in sight."""
        self.swipe_to(what)
        what.tap()
        self.taps += 1


def test_on_a_phone_both_texts_are_on_one_screen_after_two_taps(
    site: Path, browser: Browser
) -> None:
    with browser.new_page(viewport=PHONE, has_touch=True) as page:
        page.goto((site / "index.html").as_uri())
        reader = Reader(page)
        reader.tap(page.get_by_role("link", name="The six quotations"))
        item = page.locator(".quotations li", has_text="The republic encountered no resistance")
        reader.tap(item.locator(".compare"))
        sides = item.locator(".side blockquote")
        if not sides.evaluate_all(VISIBLE):
            page.mouse.wheel(0, PHONE["height"] * 2 / 3)
            page.wait_for_timeout(100)
            reader.swipes += 1
        assert sides.evaluate_all(VISIBLE)
        essay, source = sides.all_inner_texts()
        assert "constituted only adapting" in essay
        assert "consisted only in adapting" in source
        assert (reader.taps, reader.swipes <= 2) == (2, True)


def test_on_a_phone_one_swipe_shows_how_a_quotation_differs(site: Path, browser: Browser) -> None:
    with browser.new_page(viewport=PHONE, has_touch=True) as page:
        page.goto((site / "index.html").as_uri())
        assert page.locator(".comparison").first.bounding_box()["y"] < PHONE["height"] * 4 / 3
        page.locator(".comparison").first.evaluate("it => it.scrollIntoView()")
        assert page.locator(".comparison").first.locator("blockquote").evaluate_all(VISIBLE)


def test_marks_have_contrast_in_light_and_dark(
    texts: list[Path], open_page: Callable[..., Page]
) -> None:
    for scheme in "light", "dark":
        page = open_page(texts[0], color_scheme=scheme)
        for file in texts:
            page.goto(file.as_uri())
            for mark in page.locator(":is(mark, .difference, .insertion):visible").all():
                assert mark.evaluate(CONTRAST, "textDecorationColor") >= 3
                assert "underline" in mark.evaluate("it => getComputedStyle(it).textDecoration")
                assert mark.evaluate(CONTRAST, "color") >= 4.5
    page = open_page(texts[0], forced_colors="active")
    marks = page.locator(".difference").all()
    assert marks
    for mark in marks:
        assert "underline" in mark.evaluate("it => getComputedStyle(it).textDecorationLine")
