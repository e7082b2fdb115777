"""The contents name works and passages as the headings do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ..project import Project

HEADING = "## 2. After {cite:t}`byrne-1910` and {passage}`anon-1833:1`"


def names(html: str) -> set[str]:
    """Return what the links to the heading and the heading itself say."""
    found = re.findall(r"<h2>(.*?)</h2>|<a [^>]*#after[^>]*>(.*?)</a>", html, re.DOTALL)
    words = (re.sub("<[^>]*>", "", "".join(pair)) for pair in found)
    return {" ".join(name.replace("\u00b6", "").split()) for name in words if "After" in name}


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_contents_name_what_a_heading_names(project: Project, builder: str) -> None:
    project.themed() if builder == "html" else None
    project.edit("essays/one.md", "## 2. Of keeping", HEADING)
    build = project.build(builder)
    assert (build.status, build.warnings) == (0, "")
    pages = build.files("**/*.*html")
    text = b"".join(pages.values()).decode()
    (name,) = names(text)
    assert "anon-1833:1" not in name
    assert "byrne-1910" not in name
    project.edit("sources/anon-1833.md", "short: Song", "short: Ballad")
    again = project.build(builder)
    (name,) = names(b"".join(again.files("**/*.*html").values()).decode())
    assert "Ballad" in name
