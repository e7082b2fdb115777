"""In a browser: previews of what is quoted, by every hand, and marks where a quotation leads."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .conftest import NARROW, WIDE


def previewed(page, button):
    """Check the open preview of an echo: its passage, with words of it and a link."""
    box = page.locator(".preview:popover-open")
    expect(box).to_have_count(1)
    assert box.get_attribute("id") == button.get_attribute("popovertarget")
    link = button.locator("xpath=preceding-sibling::a[1]").get_attribute("href")
    assert box.locator("a").first.get_attribute("href") == link
    assert box.locator("[lang]").count() >= 1


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}, {"has_touch": True}])
def test_each_echo_has_a_preview_for_every_hand(options, texts, open_page):
    page = open_page(texts[0], viewport=NARROW if "has_touch" in options else WIDE, **options)
    buttons = page.locator(".notes p [popovertarget^=pv-]:visible").all()
    assert len(buttons) > 20
    for button in buttons[:6]:
        if "has_touch" in options:
            button.tap()
            previewed(page, button)
            page.touchscreen.tap(4, 4)  # beside it
        else:
            button.press("Enter")
            previewed(page, button)
            page.keyboard.press("Tab")
            expect(page.locator(".preview:popover-open > button")).to_be_focused()
            page.keyboard.press("Escape")
            expect(button).to_be_focused()
        expect(page.locator(".preview:popover-open")).to_have_count(0)


def test_under_a_pointer_a_preview_waits_stays_and_goes(texts, open_page):
    page = open_page(texts[0])
    button = page.locator(".notes p [popovertarget^=pv-]:visible").last
    link, open_ = button.locator("xpath=preceding-sibling::a[1]"), page.locator(":popover-open")
    link.scroll_into_view_if_needed()
    link.hover()
    expect(open_).to_have_count(0)  # not at once
    previewed(page, button)
    open_.hover()  # it can be entered, and stays
    page.wait_for_timeout(600)
    previewed(page, button)
    page.keyboard.press("Escape")
    expect(open_).to_have_count(0)
    page.mouse.move(5, 5)
    page.wait_for_timeout(400)
    button.hover()
    previewed(page, button)
    page.mouse.move(5, 5)  # left alone it goes
    expect(open_).to_have_count(0)
    button.hover()
    previewed(page, button)
    button.click()  # and by a click it is kept
    page.mouse.move(5, 5)
    page.wait_for_timeout(600)
    previewed(page, button)


def test_what_is_quoted_has_its_comparison_in_its_preview(texts, open_page):
    page = open_page(texts[0])
    shown = page.locator(".preview .comparison").evaluate_all(
        "all => all.map((it) => it.innerHTML)"
    )
    quoted = page.locator(".version figcaption a:not(.to-note)").evaluate_all(
        "all => all.map((it) => it.getAttribute('href').match(/([^/]+)[.]html#p(.+)$/))"
        ".map((address) => `pv-${address[1]}.${address[2]}`)"
    )
    both = page.locator(", ".join(f"[popovertarget='{name}']" for name in quoted))
    names = both.evaluate_all("all => all.map((it) => it.getAttribute('popovertarget'))")
    assert len(shown) == len({*names}) >= 3


def test_echoes_have_one_preview_for_each_passage(texts, open_page):
    page = open_page(texts[0])
    buttons = page.locator(".notes p [popovertarget^=pv-]")
    names = buttons.evaluate_all("all => all.map((it) => it.getAttribute('popovertarget'))")
    shown = page.locator(".preview").evaluate_all("all => all.map((it) => it.id)")
    of_terms = page.locator("a:has(.term)").evaluate_all(
        "all => all.map((it) => it.href.match(/([^/]+)[.]html#(.+)$/))"
        ".map((address) => `pv-${address[1]}.${address[2]}`)"
    )
    assert {*names, *of_terms} == {*shown}
    assert len(shown) == len(set(shown)) > 40
    long = page.locator(".preview p[lang]").evaluate_all("all => all.map((p) => p.textContent)")
    assert max(map(len, long)) <= 703
    buttons.first.press("Enter")
    expect(page.locator(".preview:popover-open a")).to_be_visible()


#: The words of marks that the quotation has, too.
SAME = """all => all.map((mark) => {
  mark.querySelectorAll(".other").forEach((words) => words.remove());
  return mark.textContent;
})"""


@pytest.mark.parametrize("scripts", [True, False])
def test_quoted_words_are_marked_where_a_quotation_leads(scripts, texts, open_page):
    page = open_page(texts[0], java_script_enabled=scripts)
    for n in range(page.locator(".quotation").count()):
        page.goto(texts[0].as_uri())
        words = page.locator(".quotation blockquote").nth(n).inner_text()
        page.locator(".quotation figcaption a:not(.to-note)").nth(n).click()
        marks = page.locator(".passage:has(:target) mark")
        colour = "it => getComputedStyle(it).backgroundColor"
        here = marks.first.evaluate(colour)
        assert here != "rgba(0, 0, 0, 0)"
        for text in marks.evaluate_all(SAME):
            assert set(re.findall(r"\w+", text.lower())) <= set(re.findall(r"\w+", words.lower()))
        page.goto(page.url.partition("#")[0])
        marks = page.locator(".passage mark")
        assert marks.first.evaluate(colour) == "rgba(0, 0, 0, 0)"


def test_the_arrow_of_a_preview_is_never_parted_from_its_link(texts, open_page):
    page = open_page(texts[0])
    for width in range(320, 1400, 60):
        page.set_viewport_size({"width": width, "height": 800})
        parted = page.locator(":is(p, span) > [popovertarget^=pv-]:visible").evaluate_all(
            """all => all.map((it) => [it.getBoundingClientRect(),
              [...it.previousElementSibling.getClientRects()].at(-1)])
              .map(([arrow, end]) => (arrow.top + arrow.bottom) / 2 > end.bottom)"""
        )
        assert len(parted) > 20
        assert not any(parted), width
