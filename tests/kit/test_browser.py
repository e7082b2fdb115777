"""In a browser: a reader's own copy is bound in place, and each quotation leads there and back."""

from __future__ import annotations

import re
import time
import tomllib
from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import expect

from sphinx_edition.copies.decode import plain
from sphinx_edition.copies.matching import extended_digests

from ..project import SAMPLE

CASES = tomllib.loads(Path(__file__).with_name("browser.toml").read_text("utf-8"))
COPY, WORDS = CASES["copy"], CASES["words"]
FILE = {"name": "copy", "mimeType": "", "buffer": COPY.encode()}
STRAIGHT = str.maketrans("“”’—", '""\'-')
HOSTILE = "<script>x()</script><link rel=stylesheet href=//a.example/x><img src=//a.example/x >"
HTML = COPY.replace("<", "&lt;").replace("this lock", "<i>this\nlock</i>").replace("\n\n", "\n<p>")
SAME = {  # one text, however it is set and stored
    "plain": COPY.encode(),
    "Windows line ends and a BOM": COPY.replace("\n", "\r\n").encode("utf-8-sig"),
    "UTF-16": COPY.encode("utf-16"),
    "UTF-16, big end first": b"\xfe\xff" + COPY.encode("utf-16-be"),
    "Windows-1252": COPY.encode("cp1252"),
    "straight quotation marks": COPY.translate(STRAIGHT).encode(),
    "decomposed letters": COPY.replace("ï", "i\u0308").encode(),
    "hard-wrapped": re.sub(r"(\S+ \S+ \S+) ", r"\1\n", COPY).encode(),
    "a long line a paragraph": COPY.replace("\n\nThe Key\n", "\nThe Key\n").encode(),
    "soft hyphens": COPY.replace("ke", "k\xade").replace("my ", "my\xa0").encode(),
    "a page saved from a site": Path(__file__).with_name("saved.html").read_bytes(),
    "a saved page": f"<!DOCTYPE html>{HTML}".replace("Not I", f"N&#111;t&nbsp;{HOSTILE}I").encode(),
}
HOSTILE_COPIES = {
    "20 MB": b"Who asked for a lock? " * 900_000,
    "as long as may be": b"Who asked for a lock? " * 22_000,
    "200,000 spaces": b"a" + b" " * 200_000 + b"b",
    "200,000 spaces in the text": COPY.replace(" ", " " * 20_000, 10).encode(),
    "line ends": b"a" + b"\n" * 900_000 + b"b",
    "quotation marks": b"." + b'"' * 900_000 + b"Who",
    "nested 200,000 deep": b"<html>" + b"<div>" * 200_000,
    "nested 99,000 deep": b"<html>" + b"<div>" * 99_000 + b"Who asked for",
    "comments": b"<html>" + b"<!-- " * 90_000,
}


@pytest.fixture(scope="module")
def essay(tmp_path_factory, project_at):
    sample = project_at(tmp_path_factory.mktemp("site")).lay(SAMPLE).themed()
    (sample.src / "essays/two.md").write_text(CASES["essay"], "utf-8")
    made = sample.build()
    digests = extended_digests({}, made.pages["essays/two"], plain(COPY))
    (sample.src / "copies.txt").write_text(digests, "utf-8")
    made = sample.build()  # only the register has changed, and the page follows it
    return made.out / "essays/two.html" if made.status == 0 else pytest.fail(made.warnings)


@pytest.fixture
def page(browser, essay, serve):
    faults = []
    with browser.new_page() as page:
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda it: "//127.0.0.1:" in it.url or faults.append(it.url))
        page.goto(f"{serve(essay.parent.parent)}/essays/two.html")
        yield page
    assert faults == []


def choose(page, content):
    page.get_by_label("Read with your own copy").set_input_files(FILE | {"buffer": content})
    expect(page.get_by_role("status").locator("p")).not_to_have_count(0)


def bound(page):
    found = {}  # the author's words in each passage, typography aside; then what is said
    for passage in page.locator(".passage").all():
        own = " ".join(
            passage.locator(".base:has(> details:not(.comparison)) > p").all_text_contents()
        )
        key = passage.locator(".locus").first.get_attribute("data-locus")
        own = own.removeprefix(key)
        found[key] = " ".join(normalize("NFC", own.translate(STRAIGHT)).split())
    said = page.get_by_role("status").locator("p").all_inner_texts()
    return found, [line for line in said if not line.startswith("Passages in")]


@pytest.mark.parametrize("name", SAME)
def test_a_copy_is_bound_however_it_is_set(name, page):
    choose(page, SAME[name])
    assert bound(page) == (WORDS, [])


@pytest.mark.parametrize("name", HOSTILE_COPIES)
def test_a_hostile_copy_is_bound_or_refused_at_once(name, page, tmp_path):
    (tmp_path / "copy").write_bytes(HOSTILE_COPIES[name])
    start = time.monotonic()
    page.get_by_label("Read with your own copy").set_input_files(tmp_path / "copy")
    expect(page.get_by_role("status").locator("p")).not_to_have_count(0)
    assert time.monotonic() - start < 3


@pytest.mark.parametrize("case", CASES["other"], ids=lambda case: case["name"])
def test_what_a_copy_lacks_is_said(case, page):
    before, _, after = COPY.partition(case.get("old", COPY))
    choose(page, f"{before}{case['new']}{after}".encode())
    assert bound(page) == (WORDS | case["words"], case["told"])


def test_a_saved_page_runs_and_loads_nothing_and_is_kept_from_a_file(browser, essay, tmp_path):
    asked, file = [], tmp_path / "copy.html"
    file.write_bytes(SAME["a saved page"].replace(b"/x >", b"/x onerror='document.title=1'>"))
    with browser.new_page() as page:
        page.on("request", lambda it: asked.append(it.url) if "a.example" in it.url else None)
        page.goto(essay.as_uri())
        page.get_by_label("Read with your own copy").set_input_files(file)
        for _ in "chosen", "kept by the browser":
            expect(page.locator(".base > details:not(.comparison)")).to_have_count(4)
            assert (*bound(page), asked, page.title()[:8]) == (WORDS, [], [], "Of Locks")
            page.goto("about:blank")
            page.go_back()


def test_words_lead_to_notes_and_sources_and_back(page):
    choose(page, SAME["plain"])
    for kind, words in (("noted", "asked for this lock"), ("slip", "woke")):
        page.locator(f"a.{kind}").click()
        assert page.locator("dt:target").inner_text() == f"{words} ] "
        assert page.locator("dt:target a").inner_text() == words
        page.locator("dt:target a").click()
        assert page.locator(f"a.{kind}:target").inner_text() == words
    quoted = page.locator(".quoted:not(.slip)")
    own = ["All who drink", "whoever", "locks it", "The key is kept by whoever ", " first"]
    assert quoted.all_inner_texts() == own
    expect(page.locator(".base > .comparison")).to_be_visible()
    page.locator(".base > .comparison figcaption").last.get_by_role("link").click()
    expect(page.locator("#pIV:target")).to_be_in_viewport()


def test_a_bound_page_keeps_every_address_preview_and_note(page):
    kept = "[id], [popovertarget], figure a, .notes dd, .collation"
    names = "all => all.map((it) => it.id || it.getAttribute('popovertarget') || it.textContent)"
    before = sorted(page.locator(kept).evaluate_all(names))
    choose(page, SAME["plain"])
    after = sorted(page.locator(kept).evaluate_all(names))
    assert [name for name in before if name not in after] == []
    button = page.locator(".base > figure button").last
    for open_preview in (lambda: button.press("Enter"), button.click):
        open_preview()
        expect(page.locator(".preview:popover-open")).to_contain_text("whoever")
        page.keyboard.press("Escape")
        expect(page.locator(".preview:popover-open")).to_have_count(0)


def test_the_head_says_whose_words_the_page_has(page):
    head = page.locator("dd.header-text")
    expect(head).to_have_text(re.compile("^Restated in our words"))
    choose(page, SAME["plain"])
    expect(head).to_have_text("The author’s words, where your own copy has them.")
    choose(page, COPY.replace("naïve", "dear").encode())
    expect(head).to_have_text("The author’s words, where your own copy has them.")
    expect(page.locator(".copy [role=status]")).to_contain_text("so ours stay: 1.1.")
    page.get_by_role("button", name="Forget it").click()
    expect(head).to_have_text(re.compile("^Restated in our words"))


def test_a_copy_stays_for_the_session_until_it_is_forgotten(page):
    choose(page, SAME["plain"])
    address = page.url
    page.goto(f"{address}#p2.2")
    page.reload()
    expect(page.locator(".base > details:not(.comparison)")).to_have_count(4)
    assert bound(page) == (WORDS, [])
    expect(page.locator("[id='p2.2']")).to_be_in_viewport()
    page.get_by_role("button", name="Forget it").click()
    page.reload()
    expect(page.locator("script[src*='copy.js']")).to_have_count(0)
    expect(page.locator(".base > details:not(.comparison)")).to_have_count(0)
    assert page.evaluate("sessionStorage.length + localStorage.getItem('copies')?.length || 0") == 0


def test_a_passage_is_copied_without_its_number(page):
    copied = """it => {
      getSelection().selectAllChildren(it.closest(".passage").querySelector(".version"));
      return getSelection().toString().trim(); }"""
    for number in page.locator(".locus").all():
        expect(number).to_have_text(number.get_attribute("data-locus"))
        assert re.match(r"“?[A-Z](?!.*[=≠])", number.evaluate(copied), re.S)


def test_the_keyboard_is_enough_and_the_page_comes_back(page):
    page.on("filechooser", lambda chooser: chooser.set_files(FILE))
    before = page.locator("section section").all_inner_texts()
    expect(page.locator("#copy")).to_have_accessible_description(re.compile("Nothing leaves"))
    button = page.get_by_role("button", name="Forget it")
    place, order = "[...document.all].indexOf(document.activeElement)", []
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator("#copy:focus").count():
            break
    page.keyboard.press("Enter")
    expect(button).to_be_visible()
    for _ in range(12):
        order.append(page.evaluate(place))
        page.keyboard.press("Tab")
    assert order == sorted({*order, button.evaluate("node => [...document.all].indexOf(node)")})
    button.press("Enter")
    expect(page.locator("#copy:focus")).to_have_value("")
    expect(page.locator("section section")).to_have_text(before, use_inner_text=True)
    assert bound(page)[1] == ["Your copy is forgotten, and the page is as it was."]


def test_only_a_restated_page_offers_it_and_only_with_scripts(browser, essay, page):
    page.goto(page.url.replace("two", "one"))
    expect(page.locator(".copy, script[src*=copy]")).to_have_count(0)
    with browser.new_page(java_script_enabled=False) as plain:
        plain.goto(essay.as_uri())
        expect(plain.locator(".copy")).to_be_hidden()


def test_a_preview_can_be_closed_by_its_button(page):
    button = page.locator(".base > figure button").last
    shown = page.locator(".preview:popover-open")
    close = shown.get_by_role("button", name="Close", exact=True)
    button.press("Enter")
    page.keyboard.press("Tab")
    expect(close).to_be_focused()
    assert close.evaluate("it => Math.min(it.offsetWidth, it.offsetHeight)") >= 24
    page.keyboard.press("Enter")
    expect(shown).to_have_count(0)
    button.hover()
    expect(shown).to_have_count(1)
    close.click()
    expect(shown).to_have_count(0)
