"""What a first visit to the essay costs: the whole edition, all notes, as published and bound."""

from __future__ import annotations

import gzip
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import pytest

LIMITS = {
    "requests": 5,
    "requests to other hosts": 0,
    "bytes of CSS": 9000,  # gzipped
    "bytes of scripts": 14_000,  # gzipped; that of the reader's own copy among them
    "bytes of fonts": 75_000,
    # Gzipped; words of text and apparatus, what is folded or shown with a copy only among them.
    "bytes of HTML per 1,000 words": 5000,
    "layout shift, wide": 0.01,
    "layout shift, narrow": 0.01,
    "messages of the console": 0,
}
SHIFTS = """window.shift = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({type: "layout-shift", buffered: true})"""
# Previews repeat what stands on other pages: their bytes count, their words do not.
WORDS = """(() => {
  const article = document.querySelector("article").cloneNode(true);
  for (const preview of article.querySelectorAll(".preview")) preview.remove();
  return article.textContent.split(/\\s+/).filter(Boolean).length;
})()"""
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 2e5}
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 800}


def visit(browser, address, size, copy=None):
    """Return the answers by address, the words of the page, its layout shift and its messages.

    The icon is left out: it is for the tab, and browsers ask for it when they will.
    """
    answers, messages = [], []
    with browser.new_page(viewport=size) as page:
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
        page.add_init_script(SHIFTS)
        page.on("response", lambda answer: answers.append(answer))
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.goto(address)
        page.evaluate("document.fonts.ready.then(() => scrollTo(0, document.body.scrollHeight))")
        page.evaluate("new Promise(requestAnimationFrame).then(() => new Promise(setTimeout))")
        words, shift = page.evaluate(WORDS), page.evaluate("shift")
        if copy:
            page.get_by_label("Read with your own copy").set_input_files(copy)
            page.get_by_text("Passages in the author’s words").wait_for()
        asked = [answer for answer in answers if "/favicon." not in answer.url]
        return {answer.url: answer.body() for answer in asked}, words, shift, messages


@pytest.mark.parametrize("edition", ["site", "own"])
def test_a_first_visit_stays_within_the_budget(edition, request, browser, copy, serve):
    folder = request.getfixturevalue(edition)
    home, essay = serve(folder), next(folder.glob("essays/*.html"))
    address = f"{home}/{essay.relative_to(folder)}"
    asked, words, wide, said = visit(browser, address, WIDE)
    _, _, narrow, more = visit(browser, address, NARROW)
    later = visit(browser, address, WIDE, copy)[0] if edition == "site" else asked

    def size(suffix, answers=asked, pack=gzip.compress):
        files = {url: PurePosixPath(urlsplit(url).path).suffix for url in answers}
        assert suffix in files.values(), f"no {suffix} among {[*files]}"
        return sum(len(pack(answers[url])) for url, kind in files.items() if kind == suffix)

    found = {
        "requests": len(asked),
        "requests to other hosts": sum(not url.startswith(home) for url in later),
        "bytes of CSS": size(".css"),
        "bytes of scripts": size(".js", later),
        "bytes of fonts": size(".woff2", pack=bytes),
        "bytes of HTML per 1,000 words": round(1000 * size(".html") / words),
        "layout shift, wide": wide,
        "layout shift, narrow": narrow,
        "messages of the console": len(said + more),
    }
    over = [f"{what}: {found[what]}, allowed {LIMITS[what]}" for what in LIMITS
            if found[what] > LIMITS[what]]  # fmt: skip
    assert not over, (over, said, more, [*asked])


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_kind_of_page_moves_while_it_loads(size, site, kinds, browser, serve):
    names = [*kinds(site), "search.html?q=world"]
    names += [f"cite/{name}" for name in names if name.startswith(("essays/", "sources/"))]
    shifts = {name: visit(browser, f"{serve(site)}/{name}", size)[2] for name in names}
    assert {name: shift for name, shift in shifts.items() if shift >= 0.05} == {}
