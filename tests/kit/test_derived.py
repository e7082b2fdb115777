"""Files beside the pages are made again when what they are made of has changed, and only then."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..project import Build, Project

PERSONS = """---
orphan: true
index: true
---
# Persons

Harms, August
: Named in {passage}`harms-1841:11`.
: GND 118540238
"""
MAP = "-Dedition_page_map=pages.json"
#: What no page shows, or another page than the one about which a file is.
EDITS = {
    "a title": [("sources/harms-1841.md", "title: Of the Common Well", "title: Of the Well")],
    "an author": [("sources/harms-1841.md", "author: August Harms", "author: Augusta Harms")],
    "a copy": [("sources/harms-1841.md", "copy: scan of the district", "copy: scan of the town")],
    "rights": [("sources/harms-1841.md", "Public domain (Harms", "Free (Harms")],
    "a version": [("conf.py", 'version = release = "0.1"', 'version = release = "0.2"')],
    "an address": [
        ("conf.py", "nitpicky = True", 'nitpicky = True\nhtml_baseurl = "https://example.org/w/"'),
    ],
    "a number of a person": [("persons.md", "GND 118540238", "VIAF 24602065")],
    "a person of the other kind": [("persons.md", "index: true", "index: places")],
    "a heading": [("essays/one.md", "## 1. Of digging", "## 0.1 (2026-11-22)")],
    "a page of the book": [("pages.json", '"12"', '"13"')],
    "a publisher": [("references.bib", "publisher = {Holt}", "publisher = {Dent}")],
}  # fmt: skip


def without_notes(build: Build) -> dict[str, bytes]:
    """Return all files but what Sphinx notes of its settings."""
    return {name: text for name, text in build.files("**/*").items() if ".buildinfo" not in name}


def times(build: Build) -> dict[str, int]:
    """Return when each file was written."""
    return {name: (build.out / name).stat().st_mtime_ns for name in build.files("**/*")}


@pytest.fixture
def whole(project: Project) -> Project:
    """Return the sample with a person, an index and a page map."""
    (project.themed().src / "persons.md").write_text(PERSONS, "utf-8")
    names = "---\norphan: true\n---\n# Names\n\n:::{register}\n:::\n"
    (project.src / "names.md").write_text(names, "utf-8")
    (project.src / "pages.json").write_text('{"one:1.1": "12"}', "utf-8")
    assert project.build("html", MAP).warnings == ""
    return project


@pytest.mark.parametrize("what", EDITS)
def test_what_is_made_of_a_change_is_made_again(whole: Project, what: str) -> None:
    before = without_notes(whole.build("html", MAP))
    for edit in EDITS[what]:
        whole.edit(*edit)
    build, fresh = whole.build("html", MAP), whole.build("html", MAP, into="new", tree="new-trees")
    assert (build.status, build.warnings) == (0, "")
    assert without_notes(build) == without_notes(fresh) != before


def test_what_has_not_changed_is_not_written(whole: Project) -> None:
    before = times(whole.build("html", MAP))
    again = times(whole.build("html", MAP))
    folders = re.compile("(tei|dts|annotations|cite|search)/|all.html|edition")
    assert [name for name in again if folders.match(name) and again[name] != before[name]] == []
    whole.edit("essays/two.md", "The rope is no excuse", "A rope is no excuse")
    after = times(whole.build("html", MAP))
    for name in ("tei/two/2.xml", "cite/essays/two.html", "edition.json", "edition-data.zip"):
        assert after[name] != before[name], name
    for name in ("tei/harms-1841/11.xml", "dts/collection/one.json", "cite/persons.html"):
        assert after[name] == before[name], name


FAULTS: dict[str, Callable[[Path], object]] = {
    "a file that is missing": lambda made: (made / "html/tei/one/1.1.xml").unlink(),
    "a file that is another": lambda made: (made / "html/cite/essays/one.html").write_text("x"),
    "a file of the search": lambda made: (made / "html/search/index.js").write_text(""),
    "an archive": lambda made: (made / "html/edition-data.zip").write_text(""),
    "a file too many": lambda made: (made / "html/dts/navigation/new.json").touch(),
    **{
        f"a memory of {text!r}": lambda made, text=text: [
            path.write_text(text, "utf-8") for path in made.rglob("derived-*.json")
        ]
        for text in ("", "{", "[1]", "\ufffd\0", '{"data": 1}', '{"data": ["x", [1]]}')
    },
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_spoilt_is_made_again(whole: Project, fault: str) -> None:
    before = without_notes(whole.build("html", MAP))
    FAULTS[fault](whole.made)
    build = whole.build("html", MAP)
    assert (build.status, build.warnings) == (0, "")
    assert without_notes(build) == before
