"""The head of each page says what the page is, whose, and how a link to it may look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lxml import html

from ..project import SAMPLE

if TYPE_CHECKING:
    from ..project import Build

ADDRESS = "https://example.org/ed/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, project_at: type) -> Build:
    project = project_at(tmp_path_factory.mktemp("heads")).lay(SAMPLE).themed()
    return project.build("html", f"-Dhtml_baseurl={ADDRESS}", "-Dedition_licence=urn:ours")


def tags(site: Build, name: str) -> dict[str, str]:
    """Return the content of each tag of a page; the tree of each page is read anew."""
    found = html.parse(site.out / name).xpath("//head/meta[@name or @property]")
    return {tag.get("name", "") or tag.get("property"): tag.get("content") for tag in found}


def test_every_page_has_one_description_of_a_sentence_or_two(site: Build) -> None:
    for file in site.out.rglob("*.html"):
        found = html.parse(file).xpath("//head/meta[@name='description']/@content")
        assert len(found) == 1, file
        assert re.search(r"\w{3}", found[0]), file
        assert len(found[0]) <= 200, file


def test_a_page_of_citations_has_the_tags_of_what_it_cites(site: Build) -> None:
    own = tags(site, "sources/harms-1841.html")
    citing = tags(site, "cite/sources/harms-1841.html")
    assert citing.pop("robots") == "noindex"
    for name in "description", "og:description":
        assert citing.pop(name) != own.pop(name)
    shared = {k: v for k, v in own.items() if k not in {"viewport", "color-scheme"}}
    assert shared.items() <= citing.items()
    assert {"DC.rights", "citation_publisher", "citation_title", "og:title"} <= shared.keys()


@pytest.mark.parametrize("name", ["search.html", "all.html"])
def test_a_page_that_nobody_cites_has_the_tags_of_the_whole_edition(name: str, site: Build) -> None:
    whole, found = tags(site, "index.html"), tags(site, name)
    assert found.pop("robots") == "noindex"
    assert found.pop("description") != whole.pop("description")
    whole.pop("og:description")
    assert found == whole
    assert found["DC.type"] == "book"


def test_the_picture_for_links_is_there_and_the_same_each_time(site: Build, project) -> None:
    address = tags(site, "essays/one.html")["og:image"]
    picture = (site.out / address.removeprefix(ADDRESS)).read_bytes()
    assert picture.startswith(b"\x89PNG")
    size = [int.from_bytes(picture[at : at + 4]) for at in (16, 20)]
    assert size == [1200, 630]
    again = project.themed().build()
    assert (again.out / address.removeprefix(ADDRESS)).read_bytes() == picture
    assert "og:image" not in tags(again, "essays/one.html")  # it would need the public address
