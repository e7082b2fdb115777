"""What sphinxcontrib-bibtex or docutils would end in a traceback, or a dead note, is one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ..project import Project


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Words {footcite:p}`byrne-1910`.", "write {cite:p}`byrne-1910`"),
        ("Words {footcite}`byrne-1910`.", "write {cite:p}`byrne-1910`"),
        (":::{concordance} ordr\n:::", "“ordr” is none of order, source, evidence, quotations"),
        (":::{no-directive}\n:::", "Unknown directive type: 'no-directive'"),
    ],
)
def test_a_slip_is_one_line_with_its_place_in_every_output_whichever_was_built_before(
    project: Project, typed: str, told: str
) -> None:
    path = project.src / "essays/one.md"
    text = f"{path.read_text('utf-8')}\n{typed}\n"
    path.write_text(text, "utf-8")
    line = 1 + text[: text.index(typed)].count("\n")
    for builder in ("html", "epub", "typst", "html"):
        build = project.build(builder)
        assert build.status == 1, builder
        (message,) = filter(None, build.warnings.splitlines())
        assert re.search(rf"essays/one\.md:{line}: (ERROR|WARNING)", message)
        assert told in message


@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
def test_a_slip_in_the_second_target_is_one_line(project: Project, builder: str) -> None:
    quotation = (
        "> A well belongs to all\n>\n> — Harms, {quote}`harms-1841:11`, {quote}`harms-1841:12.3`"
    )
    path = project.src / "essays/one.md"
    path.write_text(f"{path.read_text('utf-8')}\n{quotation}\n", "utf-8")
    (message,) = filter(None, project.build(builder).warnings.splitlines())
    assert "there is no passage harms-1841:12.3" in message
