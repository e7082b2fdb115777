"""Texts from right to left have their direction on the page and in the EPUB."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sphinx_edition.words.direction import is_right_to_left

if TYPE_CHECKING:
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
