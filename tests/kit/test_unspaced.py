"""Texts in Japanese and Chinese, whose words no spaces part, are compared, set and found."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from playwright.sync_api import expect
from pylopdf_fonts_cjk import serif_path
from pypdf import PdfReader

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from ..project import Build, Project

EDITION = Path(__file__).with_name("unspaced")
FONTS = f"-Dtypst_font_paths={serif_path().parent}"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory, project_at: type[Project]) -> Project:
    return project_at(tmp_path_factory.mktemp("unspaced")).lay(EDITION)


@pytest.fixture(scope="module")
def web(edition: Project) -> Build:
    build = edition.build()
    assert (build.status, build.warnings) == (0, "")
    return build


def test_quotations_are_compared_letter_by_letter(web: Build) -> None:
    """They may begin inside a sentence, and 「」 round the words of a role are quotation marks."""
    mentions = json.loads((web.out / "edition.json").read_text("utf-8"))["mentions"]
    verdicts = [mention["verdict"] for mention in mentions]
    assert [verdict["status"] for verdict in verdicts] == ["exact", "exact", "exact", "variant"]
    assert verdicts[-1]["differences"] == [
        {"source": "ざす", "quotation": "じる", "accidental": False}
    ]
    page = web.files()["sources/kawa.html"].decode()
    assert "“井戸は、そこから飲むすべての人のものである”" in page
    essay = web.files()["essays/futa.html"].decode()
    assert "“水は低きに流れ …”" in re.sub("<.*?>", "", essay)


@pytest.mark.parametrize(
    ("old", "new"),
    [("そこから飲むすべての", "そこから飲む全ての"), ("河水不犯井水", "河水不犯丼水")],
)
def test_an_altered_letter_is_a_misquotation(
    project_at, tmp_path: Path, old: str, new: str
) -> None:
    project = project_at(tmp_path).lay(EDITION)
    project.edit("essays/ido.md", old, new)
    warnings = project.build("check").warnings
    assert "essays/ido.md" in warnings
    assert "[ed.misquoted]" in warnings


def test_a_reader_finds_words_inside_others(web: Build, browser: Browser) -> None:
    with browser.new_page() as page:
        for words in "盗人", "もの", "不犯":
            page.goto(f"{(web.out / 'search.html').as_uri()}?q={words}")
            expect(page.locator("#main mark").first).to_have_text(words)


def test_the_book_has_every_letter_and_breaks_lines_between_them(edition: Project) -> None:
    build = edition.build("typst", FONTS)
    assert (build.status, build.warnings) == (0, "")
    with pikepdf.open(build.out / "edition.pdf") as book:
        objects = [it for it in book.objects if isinstance(it, pikepdf.Dictionary)]
        fonts = {str(it.FontName).partition("+")[2] for it in objects if "/FontName" in it}
    assert fonts == {"NotoSerifJP-Regular"}
    pages = [page.extract_text() for page in PdfReader(build.out / "edition.pdf").pages]
    lines = [line.strip() for page in pages for line in page.splitlines()]
    text = "".join(lines)
    typed = (EDITION / "essays/ido.md").read_text("utf-8").partition("[3] ")[2].strip()
    assert typed in text
    assert not {"\0", "\ufffd"} & {*text}
    assert not [line for line in lines if line[:1] in "、。」』）" and line]
    assert not [line for line in lines if line[-1:] in "「『（" and line]
    broken = [line for line in lines if line and line in typed]
    assert len(broken) >= 3  # it has lines, though it has no spaces
