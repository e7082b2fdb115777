"""The EPUB of the sample: valid, with numbers that are printed, the same bytes each time."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from ..ereader import X, chosen, faults, read
from ..project import ROOT

if TYPE_CHECKING:
    from ..project import Project


@pytest.fixture
def small(project: Project) -> Project:
    with (project.src / "conf.py").open("a") as conf:
        conf.write('edition_date = "2020-05-17"\n')
    return project


def test_epubcheck_finds_nothing_in_the_sample_but_a_planted_fault(small: Project) -> None:
    assert faults(small.build("epub").out / "edition.epub") == []
    (small.src / "_templates").mkdir()
    shutil.copy(ROOT / "src/sphinx_edition/web/epub_theme/page.html", small.src / "_templates")
    small.edit("_templates/page.html", "<body>", '<body align="x">')
    with (small.src / "conf.py").open("a") as conf:
        conf.write('templates_path = ["_templates"]\n')
    assert faults(small.build("epub").out / "edition.epub")


def test_without_a_book_there_is_no_list_of_pages(small: Project) -> None:
    file = small.build("epub").out / "edition.epub"
    assert chosen(read(file, "nav.xhtml"), "page-list") == []
    assert b"pageNavigation" not in ZipFile(file).read("content.opf")


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
