"""The bibliography leads back: each entry says where its words stand and where it is cited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

import pypdf
import pytest

if TYPE_CHECKING:
    from ..project import Build, Project

NOTE = (
    "---\norphan: true\n---\n\n# A note\n\nAs {cite:t}`byrne-1910` says, and {cite:p}`holt-1852`.\n"
)


def lines(project: Project) -> dict[str, str]:
    """Return what stands under each entry of the bibliography, by key."""
    build = project.build("xml")
    assert (build.status, build.warnings) == (0, "")
    return read(build)


def read(build: Build) -> dict[str, str]:
    found = {}
    for entry in fromstring(build.files("bibliography.xml")["bibliography.xml"]).iter("citation"):
        under = [p for p in entry.iter("paragraph") if p.get("classes") == "cited-in"]
        found[entry.get("ids")] = " ".join("".join(p.itertext()) for p in under)
    return {key: text.replace("\u00a0", " ") for key, text in found.items()}


def test_each_entry_says_where_it_is_printed_and_cited(project: Project) -> None:
    assert lines(project) == {
        "one": "This edition: Well and Key.",
        "two": "This edition: Keepers.",
        "anon-1833": "This edition: Song.",
        "harms-1841": "This edition: Common Well.",
        "orlova-1868": "This edition: Letters.",
        "holt-1852": "Printed at Common Well 11, 12, 12.2.",
        "petrie-1871": "Printed at Letters III, IV, V.",
        "byrne-1910": "Cited in Well and Key 2.3; Common Well introduction.",
    }


def test_every_kind_of_page_is_named_once_for_each_passage(project: Project) -> None:
    (project.src / "note.md").write_text(NOTE, "utf-8")
    project.edit("essays/one.md", "Orlova, {passage}`orlova-1868:V`",
                 "Orlova, {passage}`orlova-1868:V`, {cite:t}`byrne-1910`, {cite:t}`byrne-1910` and "
                 "{cite:p}`holt-1852,byrne-1910`")  # fmt: skip
    found = lines(project)
    byrne = "Cited in Well and Key 2.2, 2.3; A note; Common Well introduction."
    assert found["byrne-1910"] == byrne
    assert found["holt-1852"] == (
        "Printed at Common Well 11, 12, 12.2. Cited in Well and Key 2.2; A note."
    )


def test_a_work_that_nobody_names_has_no_line(project: Project) -> None:
    project.edit("references.bib", "@book{one,", "@misc{zz, title = {Zz}}\n@book{one,")
    assert lines(project)["zz"] == ""


def test_the_links_lead_to_the_words_that_cite(project: Project, sample: Build) -> None:
    page = sample.files()["bibliography.html"].decode()
    [entry] = re.findall(r'<li id="holt-1852">.*?</li>', page, re.DOTALL)
    links = re.findall(r'href="([^"#]+)#([^"]+)"', entry)
    assert [ident for _, ident in links] == ["c11-holt-1852", "c12-holt-1852", "c12.2-holt-1852"]
    source = sample.files()["sources/harms-1841.html"].decode()
    assert all(f'id="{ident}"' in source for _, ident in links)


VERSION = """
:::{version} petrie-1871
:evidence: sense
:copy: the Russian of the archive

Water does not remember who drew it.
:::
"""
EDITS = {
    "a citation added": ("essays/two.md", "her name.", "her name; so {cite:t}`byrne-1910`."),
    "one taken away": ("sources/harms-1841.md", " {cite:p}`byrne-1910`", ""),
    "one in another passage": ("essays/one.md", "[2.3] The law", "The rest.\n\n[2.4] The law"),
    "a version taken away": ("sources/orlova-1868.md", VERSION, ""),
    "a page under another name": ("sources/anon-1833.md", "short: Song", "short: Old Song"),
}


@pytest.mark.parametrize("what", EDITS)
def test_a_place_that_changes_is_shown_at_once(project: Project, what: str) -> None:
    before = lines(project)
    project.edit(*EDITS[what])
    after = lines(project)
    assert after == read(project.build("xml", into="fresh", tree="fresh-doctrees")) != before


def test_the_book_says_the_page_of_each_place(project: Project) -> None:
    build = project.build("typst")
    assert (build.status, build.warnings) == (0, "")
    pages = [" ".join(p.extract_text().split())
             for p in pypdf.PdfReader(build.out / "edition.pdf").pages]  # fmt: skip
    [at] = [n for n, text in enumerate(pages, 1) if "The law has its own view" in text]
    [text] = [n for n, text in enumerate(pages, 1) if "A pamphlet against the lock" in text]
    assert (
        f"Cited in Well and Key 2.3 (p. {at}); Common Well introduction (p. {text})." in pages[-1]
    )
