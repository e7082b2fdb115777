"""A small edition: its passages have room beside a short introduction, its book no empty pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from sphinx_edition import cli

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

ESSAY = """---
title: On Haste
author: A. One
date: 2020
lang: en
text: full
rights: CC BY 4.0
---

[1] Of haste nobody has {quote}`“simply nothing to do” <emerson-1841:2>`.

:::{commentary}
haste
: A remark.
:::

[2] It is short.
"""
ROOM = """() => {
  const width = (box) => box.getBoundingClientRect().width;
  const header = document.querySelector(".header").getBoundingClientRect();
  const boxes = [...document.querySelectorAll(".version")];
  const beside = [...document.querySelectorAll(".passage")].filter((passage) => {
    const box = passage.getBoundingClientRect();
    return box.top < header.bottom && box.right > header.left && box.bottom > header.top;
  });
  return [Math.min(...boxes.map(width)), beside.length];
}"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an edition with short texts, one of them without introduction or heading, built."""
    folder = tmp_path_factory.mktemp("small") / "edition"
    assert cli.main(["new", str(folder), "--title", "Small", "--editors", "A. One"]) == 0
    (folder / "essays/haste.md").write_text(ESSAY, "utf-8")
    assert cli.main(["build", "--source", str(folder)]) == 0
    return folder


@pytest.mark.parametrize("width", [1000, 1040, 1300, 1440, 1920])
def test_no_passage_is_squeezed_beside_the_header(
    small: Path, browser: Browser, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    for name in ("sources/seneca-0064", "sources/emerson-1841", "essays/haste"):
        page.goto((small / f"_build/html/{name}.html").as_uri())
        narrowest, beside = page.evaluate(ROOM)
        assert narrowest > 400, name
        assert not beside, name
    page.close()


def test_a_text_without_headings_has_no_contents(small: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto((small / "_build/html/essays/haste.html").as_uri())
    assert page.locator("nav.contents").count() == 0
    assert page.locator("article").bounding_box()["width"] > 800
    page.goto((small / "_build/html/essays/two-sentences.html").as_uri())
    assert page.locator("nav.contents").count() == 1
    page.close()


@pytest.mark.parametrize("kind", ["essay", "source", "volume"])
def test_a_small_book_has_few_pages_and_no_empty_chapter(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "edition"
    command = ["new", str(folder), "--title", "Small", "--editors", "A. One", "--kind", kind]
    assert cli.main(command) == 0
    assert cli.main(["pdf", "--source", str(folder)]) == 0
    pages = PdfReader(folder / "_build/pdf/edition.pdf").pages
    assert len(pages) <= 16
    words = [len(page.extract_text().split()) for page in pages]
    assert min(words[4:]) > 5, words  # from the contents on


@pytest.mark.parametrize("page", ["# The end\n", "# The end\n\nWords.\n\n## Of it\n"])
def test_a_heading_may_be_the_last_thing_in_the_book(tmp_path: Path, page: str) -> None:
    folder = tmp_path / "edition"
    assert cli.main(["new", str(folder), "--title", "T", "--editors", "A. One", "--bare"]) == 0
    (folder / "end.md").write_text(page, "utf-8")
    index = folder / "index.md"
    index.write_text(index.read_text("utf-8") + "\n```{toctree}\nend\n```\n", "utf-8")
    assert cli.main(["pdf", "--source", str(folder)]) == 0
    last = PdfReader(folder / "_build/pdf/edition.pdf").pages[-1].extract_text()
    assert "The end" in last
