"""The EPUB of the sample: valid, with numbers that are printed, the same bytes each time."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from ..ereader import READABLE, X, chosen, faults, looks, notes_in_order, pages, read
from ..project import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from ..project import Project


@pytest.fixture
def small(project: Project) -> Project:
    with (project.src / "conf.py").open("a") as conf:
        conf.write('edition_date = "2020-05-17"\n')
    return project


def test_checkers_find_nothing_in_the_sample_but_a_planted_fault(
    small: Project, browser: Browser, tmp_path: Path
) -> None:
    assert faults(small.build("epub").out / "edition.epub") == []
    (small.src / "_templates").mkdir()
    shutil.copy(ROOT / "src/sphinx_edition/web/epub_theme/page.html", small.src / "_templates")
    small.edit("_templates/page.html", "<body>", '<body><img src="none.png"/>')
    with (small.src / "conf.py").open("a") as conf:
        conf.write('templates_path = ["_templates"]\n')
    file = small.build("epub").out / "edition.epub"
    assert faults(file)
    assert "image-alt" in str(looks(file, browser, tmp_path / "unzipped")["index"])


def test_without_a_book_there_is_no_list_of_pages(small: Project) -> None:
    file = small.build("epub").out / "edition.epub"
    assert chosen(read(file, "nav.xhtml"), "page-list") == []
    assert b"pageNavigation" not in ZipFile(file).read("content.opf")


def test_the_pages_of_the_book_begin_where_the_list_of_pages_leads(small: Project) -> None:
    places = {"one:1.1": "iv", "one:1.2": "iv", "one:1.4": "5", "essays/one": "iv",
              "sources/harms-1841": "6", "harms-1841:12": "7", "glossary#e-well": "9"}  # fmt: skip
    (small.src / "pages.json").write_text(json.dumps(places), "utf-8")
    file = small.build("epub", "-Dedition_page_map=pages.json").out / "edition.epub"
    listed = dict(pages(file))
    assert list(listed)[:4] == ["iv", "5", "6", "7"]
    assert faults(file) == []
    source = read(file, "sources/harms-1841.xhtml")
    [paragraph] = [p for p in source.iter(f"{X}p") if any(n.get("id") == "page7" for n in p)]
    assert [node.get("id") for node in paragraph][:2] == ["page7", "p12"]
    assert source.find(f".//{X}h1/{X}span").get("id") == "page6"
    features = ZipFile(file).read("content.opf").decode()
    assert all(f">{name}<" in features for name in ("pageNavigation", "pageBreakMarkers"))


def test_a_link_to_a_page_that_no_contents_lists_is_mere_words(small: Project) -> None:
    (small.src / "apart.md").write_text("---\norphan: true\n---\n\n# Apart\n", "utf-8")
    with (small.src / "index.md").open("a", encoding="utf-8") as page:
        page.write("\nSee [the page apart](apart.md) and {doc}`another <apart>`.\n")
    build = small.build("epub")
    assert (build.status, build.warnings) == (0, "")
    file = build.out / "edition.epub"
    assert "apart.xhtml" not in ZipFile(file).namelist()
    assert "See the page apart and another." in "".join(read(file, "index.xhtml").itertext())
    assert faults(file) == []


def test_notes_are_called_in_order_and_apart(small: Project) -> None:
    file = small.build("epub").out / "edition.epub"
    found = {name: notes_in_order(read(file, f"essays/{name}.xhtml")) for name in ("one", "two")}
    assert all(found.values())


def test_a_wide_table_is_a_list_and_says_the_same(small: Project) -> None:
    (small.src / "index.md").write_text(
        (small.src / "index.md").read_text("utf-8")
        + "\n| Mill | Owner | Rent |\n|---|---|---|\n| Upper | *Ada* | 3 |\n| | Bo | 4 |\n"
        "| Lower | Cy | – |\n\n| A | B |\n|---|---|\n| 1 | 2 |\n",
        "utf-8",
    )
    page = read(small.build("epub").out / "edition.epub", "index.xhtml")
    assert [len([*table.iter(f"{X}th")]) for table in page.iter(f"{X}table")] == [2]
    [rows] = [node for node in page.iter(f"{X}dl") if "rows" in node.get("class", "")]
    said = [" ".join("".join(node.itertext()).split()) for node in rows]
    assert said == ["Upper", "Owner: Ada; Rent: 3 Owner: Bo; Rent: 4", "Lower", "Owner: Cy"]


def test_long_words_break_and_no_page_has_colours_of_its_own(
    small: Project, browser: Browser, tmp_path: Path
) -> None:
    long = "Grundwasserrechtsgemeinschaft" * 2
    with (small.src / "index.md").open("a") as page:
        page.write(f"\n## {long}\n\n{long}\n\n| Date | Event |\n|---|---|\n| 1848 | {long} |\n")
    found = looks(small.build("epub").out / "edition.epub", browser, tmp_path / "unzipped")
    assert {name: look for name, look in found.items() if look != READABLE} == {}


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
