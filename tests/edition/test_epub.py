"""The EPUB: valid, accessible, its notes called both ways, its pages those of the printed book."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile

import pytest

from sphinx_edition.citing import printed

from ..ereader import OPF, READABLE, X, chosen, faults, looks, notes_in_order, pages, read
from ..project import build_edition, settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from .volume import Volume


@pytest.fixture(scope="session")
def real(once: Callable[..., Path], volume: Volume) -> Path:
    """Return the real edition, with the pages of its book."""
    pages = f"-Dedition_page_map={volume.folder / 'pages.json'}"
    return once("epub", lambda out: build_edition(out, "-b", "epub", pages)) / "edition.epub"


def test_epubcheck_finds_nothing_in_the_real_edition(real: Path) -> None:
    assert faults(real) == []


def test_it_says_what_it_is_and_how_accessible(real: Path) -> None:
    package = read(real, "content.opf")
    said: dict[str, list[str]] = {}
    for node in package.iter():
        name = node.get("property") or node.tag.partition("}")[2]
        said.setdefault(name, []).append(node.text or "")
    assert said["language"] == [settings()["language"]]
    assert said["title"] == [settings()["project"]]
    assert said["identifier"][0].startswith("urn:uuid:")
    assert said["schema:accessMode"] == said["schema:accessModeSufficient"] == ["textual"]
    assert {"tableOfContents", "readingOrder", "pageNavigation"} < {
        *said["schema:accessibilityFeature"]
    }
    assert said["schema:accessibilityHazard"] == ["none"]
    assert len(said["schema:accessibilitySummary"][0]) > 80
    [cover] = package.findall(f".//{OPF}item[@properties='cover-image']")
    with ZipFile(real) as book:
        assert book.read(cover.get("href", "")).startswith(b"\x89PNG")
        assert book.infolist()[0].filename == "mimetype"
        assert book.infolist()[0].compress_type == ZIP_STORED


def test_every_page_can_be_read_on_a_small_phone_at_night(
    real: Path, browser: Browser, tmp_path: Path
) -> None:
    found = looks(real, browser, tmp_path)
    assert len(found) > 50
    assert {name: look for name, look in found.items() if look != READABLE} == {}


def test_the_list_of_pages_is_that_of_the_book_in_reading_order(real: Path, volume: Volume) -> None:
    book = printed.read_page_map(volume.folder / "pages.json")
    found = {label: href.split(".xhtml") for label, href in pages(real)}
    for label, (docname, ident) in found.items():
        page = read(real, f"{docname}.xhtml")
        [here] = (node for node in page.iter() if node.get("id") == ident[1:])
        nodes = list(page.iter())
        around = [node for node in nodes if here in node.iter()]  # as a section is, of its heading
        after = [node for node in nodes[nodes.index(here) + 1 :] if node.get("id")]
        names = [printed.destination(docname, node.get("id", "")) for node in [*around, *after[:1]]]
        assert label in [book[docname], *(book[name] for name in names if name in book)]
    named = {book[passage.key] for passage in volume.passages}
    assert named | {book[name] for name in ("index", *volume.pages)} <= found.keys()
    front = {name for name, page in volume.pages.items() if page.header.get("book") == "front"}
    numbers = [int(label or "") for label, (docname, _) in found.items() if docname not in front]
    assert numbers == sorted(numbers)  # the book has the editorial note before the texts


def test_each_remark_is_a_footnote_that_is_called_and_leads_back(real: Path, site: Path) -> None:
    count = 0
    for name in ZipFile(real).namelist():
        if not name.endswith(".xhtml"):
            continue
        page = read(real, name)
        notes_in_order(page)
        calls = {n.get("id"): n.get("href") for n in chosen(page, "noteref")}
        notes = {n.get("id"): n for n in chosen(page, "footnote")}
        assert {f"#{ident}" for ident in notes} == {*calls.values()}
        assert len(calls) == len(notes)
        for ident, note in notes.items():
            back = next(note.iter(f"{X}a")).get("href", "")
            assert (note.tag, note.get("role")) == (f"{X}aside", "doc-footnote")
            assert calls[back.removeprefix("#")] == f"#{ident}"
        assert {n.get("role") for n in chosen(page, "noteref")} <= {"doc-noteref"}
        count += len(notes)
    texts = json.loads((site / "edition.json").read_text("utf-8"))["texts"]
    said = [n["kind"] for t in texts for p in t["passages"] for n in p["notes"]]
    assert {*said} == {"commentary", "apparatus"}
    assert count == len(said)
