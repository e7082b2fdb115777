"""Texts from right to left have their direction on the page and in the EPUB."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from sphinx_edition.words.direction import is_right_to_left

from ..leaves import Leaves

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from ..project import Project


@pytest.mark.parametrize("tag", ["he", "ar", "fa", "ur", "yi", "ar-EG", "az-Arab", "HE-il"])
def test_languages_from_right_to_left(tag: str) -> None:
    assert is_right_to_left(tag)


@pytest.mark.parametrize("tag", ["en", "de", "", "yi-Latn", "ru", "hy", "pa", "zh-Hant"])
def test_languages_from_left_to_right(tag: str) -> None:
    assert not is_right_to_left(tag)


@pytest.fixture
def hebrew(project: Project) -> Project:
    song = "sources/anon-1833.md"
    project.edit(song, "lang: en", "lang: he")
    project.edit(
        song, "long drink for all.",
        "long drink for all.\n\n[2] הדלי ריק, 1848, אמרה (Marsh).\n\n:::{version} edition\n"
        "The bucket is empty.\n:::",
    )  # fmt: skip
    project.edit(
        "essays/one.md", "[2.2] Two more",
        "[2.1a] He has {quote}`“הדלי ריק” <anon-1833:2>` and:\n\n> הדלי ריק, 1848, אמרה\n>\n"
        "> — the song, {quote}`anon-1833:2`\n\n[2.2] Two more",
    )  # fmt: skip
    return project


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_blocks_have_their_direction_and_words_in_lists_are_isolated(
    hebrew: Project, builder: str
) -> None:
    build = hebrew.build(builder)
    assert (build.status, build.warnings) == (0, "")
    suffix = "xhtml" if builder == "epub" else "html"
    pages = build.files(f"**/*.{suffix}")
    source = pages[f"sources/anon-1833.{suffix}"].decode()
    blocks = re.findall(r'<div class="version base[^>]*>', source)
    assert len(blocks) == 2
    assert all('dir="rtl"' in block and 'lang="he"' in block for block in blocks)
    [rendering] = re.findall(r'<div class="version ours[^>]*>', source)
    assert 'dir="rtl"' not in rendering
    assert '<span class="isolated" dir="auto">הדלי ריק' in source
    assert '<blockquote dir="auto">' in pages[f"essays/one.{suffix}"].decode()


def test_the_number_in_an_epub_is_apart_from_what_follows_to_its_left(
    hebrew: Project, browser: Browser, tmp_path: Path
) -> None:
    with ZipFile(hebrew.build("epub").out / "edition.epub") as book:
        book.extractall(tmp_path / "unzipped")
    with browser.new_page() as page:
        page.goto((tmp_path / "unzipped/sources/anon-1833.xhtml").as_uri())
        gaps = page.locator(".locus").evaluate_all(
            "(all) => all.map(getComputedStyle).map((look) => [look.marginLeft, look.marginRight])"
        )
    assert len(gaps) == 2
    assert all(left != "0px" == right for left, right in gaps)


OPENINGS = ["הדלי ריק, אמרה (Marsh).", "Marsh: הדלי ריק.", "1848: הדלי ריק.", "“Marsh” הדלי",
            "*Marsh* says, and goes on until the line is full, and longer, that הדלי ריק.",
            "(Marsh) הדלי[^1]"]  # fmt: skip


def test_a_number_stands_in_the_outer_margin_of_the_book_whatever_opens_its_paragraph(
    project: Project,
) -> None:
    song, first = "sources/anon-1833.md", "long drink for all."
    project.edit(song, "lang: en", "lang: he")
    project.edit(song, "evidence: secondhand", "evidence: print\ncopy: a scan")
    passages = [f"[{number}] {words}" for number, words in enumerate(OPENINGS, 2)]
    project.edit(song, first, "\n\n".join([first, *passages, "[^1]: הערה"]))
    build = project.build("typst")
    assert (build.status, build.warnings) == (0, "")
    book = Leaves(build.out / "edition.pdf")
    for number in range(1, 2 + len(OPENINGS)):
        sheet, height = book.destinations[f"anon-1833:{number}"]
        on = [run.x for run in book.sheets[sheet]
              if run.text == str(number) and -2 < run.y - height < 24]  # fmt: skip
        assert on, number
        outside = [x > book.wide - 65 if sheet % 2 == 0 else x < 65 for x in on]
        assert outside == [True], number


def test_a_title_takes_no_number_along_that_follows_it(project: Project) -> None:
    song, title = "sources/anon-1833.md", "שיר החבל"
    project.edit(song, "title: A Song of the Rope", f"title: {title}")
    project.edit(song, "short: Song", f"short: {title}")
    project.edit("essays/one.md", "[2.2] Two", "[2.1a] See {passage}`anon-1833:1`.\n\n[2.2] Two")
    build = project.build("typst")
    assert (build.status, build.warnings) == (0, "")
    book = Leaves(build.out / "edition.pdf")
    lines: dict[tuple[int, float], list[str]] = {}
    for sheet in book.sheets:
        for run in sorted(sheet, key=lambda run: run.x):
            lines.setdefault((run.sheet, run.y), []).append(run.text)
    found = ["".join(words) for words in lines.values() if any("ש" in word for word in words)]
    assert any(re.search(r"[\u05d0-\u05ea]\W*\.[. ]+\d+$", line) for line in found)  # contents
    assert any(re.search(r"See .*[\u05d0-\u05ea]\W*1 \(p\.\s\d+\)", line) for line in found)
