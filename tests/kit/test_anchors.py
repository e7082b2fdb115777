"""The register of addresses: it grows, and lets typography be tidied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_edition.gate import anchors

from ..project import git

if TYPE_CHECKING:
    from ..project import Project


def test_the_register_is_extended_and_never_altered(project: Project) -> None:
    register = project.src / "anchors.txt"
    build = project.build("anchors")
    first = register.read_text("utf-8")
    listed = {tuple(line.split()[:2]) for line in first.splitlines()[1:]}
    for page in build.pages.values():
        assert (page.docname, "-") in listed
        for passage in page.passages:
            assert {(page.docname, v.anchor) for v in passage.versions} <= listed
        quoted = {m.anchor for m in page.mentions if m.kind in ("quote", "variant")}
        assert {(page.docname, anchor) for anchor in quoted} <= listed
    project.edit("conf.py", 'release = "0.1"', 'release = "0.2"')
    project.edit("sources/anon-1833.md", "[1] One", "[0] Hear me.\n\n[1] One")
    project.edit("sources/anon-1833.md", "evidence: secondhand", "evidence: sense")
    assert project.build("anchors").status == 0
    added = set(register.read_text("utf-8").splitlines()) - set(first.splitlines())
    assert [line.split()[:2] + line.split()[3:] for line in added] == [
        ["sources/anon-1833", "p0", "-"]
    ]
    assert set(first.splitlines()) <= set(register.read_text("utf-8").splitlines())


def test_the_register_lets_typography_be_tidied(project: Project) -> None:
    project.build("anchors")
    project.edit("essays/one.md", "The well is everyone's who", "The *well* is everyone’s  who")
    project.edit(
        "essays/one.md", "“Ein Brunnen gehört allen”, or", '"Ein Brunnen gehört allen", or'
    )
    project.edit("sources/anon-1833.md", "One rope, one well", "One rope,\none well")
    build = project.build("dummy")
    assert (build.status, build.warnings) == (0, "")


def test_every_address_that_a_reader_can_link_to_is_registered(project: Project) -> None:
    (project.src / "glossary.md").write_text(
        "---\norphan: true\nindex: true\n---\n# Words\n\nLock\n: See {passage}`harms-1841:11`.\n",
        "utf-8",
    )
    project.build("anchors")
    lines = (project.src / "anchors.txt").read_text("utf-8").splitlines()
    assert {
        "glossary - - -", "glossary e-lock - -", "sources/harms-1841 of-the-rope - -",
        "bibliography byrne-1910 - -", "essays/one r2.1-orlova-1868.IV - -",
        "essays/one q1.2-harms-1841.11-the-well-is-everyone-s - -",
    } <= {*lines}  # fmt: skip
    assert not [line for line in lines if "r2.1-orlova-1868.III" in line]  # a plain reference


def test_what_no_release_has_had_may_be_changed_and_is_tidied(project: Project) -> None:
    project.build("anchors")
    register = project.src / "anchors.txt"
    released = register.read_text("utf-8")
    project.edit("sources/harms-1841.md", "## Of the rope", "## Of the line")
    project.edit("sources/anon-1833.md", "One rope, one well", "One rope, a well")
    project.edit("sources/harms-1841.md", "One rope, one well", "One rope, a well")
    build = project.build("anchors")
    assert (build.status, build.warnings) == (0, "")
    text = register.read_text("utf-8")
    assert "of-the-line" in text
    assert "harms-1841 of-the-rope" not in text
    stamped = anchors.stamped(released, "0.1")
    register.write_text(stamped, "utf-8")
    build = project.build("anchors")
    assert "of-the-rope has been published since 0.1 and is gone" in build.warnings
    assert "the words of p1 are not those published since 0.1" in build.warnings
    assert {*stamped.splitlines()} <= {*register.read_text("utf-8").splitlines()}


@pytest.fixture
def tagged(project: Project) -> Project:
    project.build("anchors")
    git(project.src, "init", "-q")
    git(project.src, "add", "-A")
    git(project.src, "commit", "-qm", "0.1")
    git(project.src, "tag", "v0.1")
    register = project.src / "anchors.txt"
    register.write_text(anchors.stamped(register.read_text("utf-8"), "0.1"), "utf-8")
    assert project.build("dummy").status == 0
    return project


@pytest.mark.parametrize("left", [None, "", "# a heading\n"])
def test_a_register_that_vanished_is_told_once(tagged: Project, left: str | None) -> None:
    register = tagged.src / "anchors.txt"
    register.unlink()
    if left is not None:
        register.write_text(left, "utf-8")
    said = tagged.build("dummy").warnings.splitlines()
    assert len(said) == 1
    assert "anchors.txt is gone or empty: put it back, with git checkout v0.1" in said[0]


def test_a_line_that_vanished_with_its_passage_is_told(tagged: Project) -> None:
    register, gone = tagged.src / "anchors.txt", "sources/harms-1841 of-the-rope - 0.1"
    lines = register.read_text("utf-8").splitlines()
    register.write_text("\n".join(line for line in lines if line != gone), "utf-8")
    tagged.edit("sources/harms-1841.md", "## Of the rope", "## Of the line")
    (said,) = tagged.build("dummy").warnings.splitlines()
    assert f"lost or altered a line of v0.1; put it back: {gone}" in said
