"""What has not changed is not done again; what may have become wrong is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_edition.builders import CheckBuilder

if TYPE_CHECKING:
    from ..project import Project

PAGE = "---\norphan: true\n---\n\n"


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the names of the documents whose references a check resolves."""
    names: list[str] = []
    monkeypatch.setattr(CheckBuilder, "write_doc", lambda _, name, __: names.append(name))
    return names


def test_a_check_resolves_what_has_changed(project: Project, checked: list[str]) -> None:
    project.build("check")
    assert "essays/one" in checked
    checked.clear()
    assert project.build("check").status == 0
    assert checked == []
    project.edit("sources/anon-1833.md", "[1]", "% a remark\n\n[1]")
    assert project.build("html").status == 0  # which shares the doctrees, and reads the page
    assert project.build("check").status == 0
    assert "sources/anon-1833" in checked
    assert "back/glossary" not in checked


@pytest.mark.parametrize("setting", ["nitpick_ignore=a,b", "edition_licence=https://example.org/"])
def test_a_check_with_other_settings_resolves_everything(
    project: Project, checked: list[str], setting: str
) -> None:
    project.build("check")
    total = len(checked)
    checked.clear()
    project.build("check", "-D", setting)
    assert len(checked) == total


@pytest.mark.parametrize("between", ["", "html"])
def test_a_check_tells_of_a_label_that_another_page_has_lost(
    project: Project, between: str
) -> None:
    (project.src / "one.md").write_text(f"{PAGE}# One\n\nSee {{ref}}`well <deep>`.\n", "utf-8")
    (project.src / "two.md").write_text(f"{PAGE}# Two\n\n(deep)=\n## Deep\n\nWater.\n", "utf-8")
    assert project.build("check").warnings == ""
    project.edit("two.md", "(deep)=\n", "")
    if between:
        project.build(between)
    for _ in range(2):  # and again, until it is mended
        build = project.build("check")
        assert (build.status, "one.md" in build.warnings) == (1, True), build.warnings
    project.edit("one.md", "{ref}`well <deep>`", "the well")
    assert project.build("check").warnings == ""


def test_a_check_with_other_extensions_resolves_everything(
    project: Project, checked: list[str]
) -> None:
    conf = project.src / "conf.py"
    conf.write_text(f"{conf.read_text('utf-8')}\ndef setup(app):\n    pass\n", "utf-8")
    project.build("check")
    total = len(checked)
    project.build("check")
    assert len(checked) == 2 * total > 0
