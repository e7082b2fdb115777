"""What has not changed is not done again; what may have become wrong is."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.application import Sphinx

from sphinx_edition import run
from sphinx_edition.builders import CheckBuilder
from sphinx_edition.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..project import Project

pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated")  # MyST 5 uses what Sphinx 11 drops
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


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the builders for which the command starts Sphinx."""
    names: list[str] = []

    class Counted(Sphinx):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            names.append(arguments[4])
            super().__init__(*arguments, **options)

    monkeypatch.setattr(run, "Sphinx", Counted)
    return names


def command(project: Project, name: str = "html") -> int:
    """Check the project by a command; return its status."""
    return main([name, f"--source={project.src}", f"--out={project.made}"])


def add(path: Path, text: str) -> None:
    """Write some text at the end of a file."""
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def test_the_command_builds_nothing_twice(project: Project, runs: list[str]) -> None:
    assert command(project) == 0
    assert runs == ["check", "html"]
    before = {path: path.stat().st_mtime_ns for path in project.made.rglob("*")}
    assert command(project) == 0
    assert runs == ["check", "html"]
    assert before == {path: path.stat().st_mtime_ns for path in project.made.rglob("*")}


def test_the_first_book_is_no_reason_to_check_or_to_set_it_again(
    project: Project, runs: list[str]
) -> None:
    assert command(project, "build") == command(project, "build") == 0
    assert runs == ["check", "typst", "epub", "html"]


CHANGES: dict[str, Callable[[Path, Path], object]] = {
    "a text": lambda src, _: add(src / "sources/anon-1833.md", " Quite.\n"),
    "the settings": lambda src, _: add(src / "conf.py", "edition_key = 'key'\n"),
    "the bibliography": lambda src, _: add(src / "references.bib", "% a remark\n"),
    "a new file": lambda src, _: (src / "anchors.txt").write_text("", "utf-8"),
    "a page that is missing": lambda _, made: (made / "html/index.html").unlink(),
    "a page that is another": lambda _, made: add(made / "html/index.html", " "),
    "a file that was not written": lambda _, made: (made / "html/new.html").touch(),
    "a stamp that is spoilt": lambda _, made: [
        path.write_bytes(b"\xff\0") for path in made.glob("doctrees/made-*")
    ],
    "a book": lambda _, made: ((made / "pdf").mkdir(), (made / "pdf/edition.pdf").touch()),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_command_builds_again_what_has_changed(
    project: Project, runs: list[str], change: str
) -> None:
    assert command(project) == 0
    CHANGES[change](project.src, project.made)
    command(project)
    assert runs.count("html") == 2


def test_the_command_builds_again_on_another_day_and_with_another_kit(
    project: Project, runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command(project)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    command(project)
    monkeypatch.setattr(run, "_references", lambda _: "a new release")
    command(project)
    monkeypatch.setattr(run, "date", SimpleNamespace(today=lambda: "tomorrow"))
    command(project)
    (project.made / "packages/theme-2.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(project.made / "packages")
    command(project)
    assert runs.count("html") == 5


@pytest.mark.parametrize(
    "code", ["import os\n", "release = open('v').read()\n", "templates_path = ['../shared']\n",
             "html_static_path = ['/srv/static']\n", "def setup(app): pass\n"],
)  # fmt: skip
def test_settings_that_may_read_anything_are_not_trusted(code: str) -> None:
    plain = (
        '"""Of it."""\nfrom __future__ import annotations\nx: list[dict[str, int]] = ["a" + "b"]\n'
    )
    assert run.is_plain(plain)
    assert not run.is_plain(plain + code)


def test_a_page_with_a_file_from_elsewhere_is_built_each_time(
    project: Project, runs: list[str]
) -> None:
    (project.src.parent / "words.txt").write_text("Words.\n", "utf-8")
    (project.src / "one.md").write_text(
        f"{PAGE}# One\n\n```{{include}} ../words.txt\n```\n", "utf-8"
    )
    assert command(project) == command(project) == 0
    assert runs == ["check", "html"] * 2


def test_what_failed_is_built_again(project: Project, runs: list[str]) -> None:
    command(project)
    add(project.src / "essays/one.md", "\n{quote}`“No such words” <anon-1833:1>`\n")
    assert command(project) == command(project) == 1
    assert runs == ["check", "html", "check", "check"]
