"""The register of addresses: it grows, and lets typography be tidied."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..project import Project


def test_the_register_is_extended_and_never_altered(project: Project) -> None:
    register = project.src / "anchors.txt"
    build = project.build("anchors")
    first = register.read_text("utf-8")
    anchors = {tuple(line.split()[:2]) for line in first.splitlines()[1:]}
    for page in build.pages.values():
        assert (page.docname, "-") in anchors
        for passage in page.passages:
            assert {(page.docname, v.anchor) for v in passage.versions} <= anchors
        quoted = {m.anchor for m in page.mentions if m.kind in ("quote", "variant")}
        assert {(page.docname, anchor) for anchor in quoted} <= anchors
    project.edit("conf.py", 'release = "0.1"', 'release = "0.2"')
    project.edit("sources/anon-1833.md", "[1] One", "[0] Hear me.\n\n[1] One")
    project.edit("sources/anon-1833.md", "evidence: secondhand", "evidence: sense")
    assert project.build("anchors").status == 0
    added = set(register.read_text("utf-8").splitlines()) - set(first.splitlines())
    assert [line.split()[:2] + line.split()[3:] for line in added] == [
        ["sources/anon-1833", "p0", "0.2"]
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
