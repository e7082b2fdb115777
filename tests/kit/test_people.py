"""Who answers for the edition stands on the page, in the book, the EPUB, and in TEI and JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator
from lxml import etree, html
from pypdf import PdfReader

from sphinx_edition.edition import Edition, Facts
from sphinx_edition.gate.release import gaps
from sphinx_edition.words.identifiers import SCHEMES, identifier_fault

from ..tei import T, check_validity

if TYPE_CHECKING:
    from ..project import Project

PEOPLE = """
edition_people = [
    {"name": "Ada Well", "orcid": "0000-0002-1825-0097", "institution": "Wells Institute",
     "ror": "03yrm5c26", "roles": ["Conceptualization", "Software"], "since": "2024-03",
     "machine": "A program drafted the index."},
    {"name": "Ben Brook", "until": "2026"},
]
"""
#: True identifiers of registers, and one digit of each changed.
RIGHT = {
    "ORCID": ("0000-0002-1825-0097", "0000-0002-1694-233X"), "ROR": ("03yrm5c26", "02mhbdp94"),
    "GND": ("118540238", "12002179X", "4005728-8", "1065494610"), "VIAF": ("24602065",),
    "Wikidata": ("Q5879",),
}  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in RIGHT.items() for t in texts])
def test_an_identifier_is_right_and_with_any_other_digit_wrong(name: str, text: str) -> None:
    assert identifier_fault(name, text) == ""
    assert identifier_fault(name, SCHEMES[name].address + text)
    if name in ("ORCID", "ROR", "GND"):
        for place, sign in enumerate(text):
            for other in "0123456789" if sign.isdigit() else "":
                changed = f"{text[:place]}{other}{text[place + 1 :]}"
                assert bool(identifier_fault(name, changed)) == (changed != text)


def signed(project: Project) -> Project:
    """Return the sample, signed by two people, with a page that says so."""
    project.edit("conf.py", "author = project_copyright", f"{PEOPLE}project_copyright")
    (project.src / "about.md").write_text("# About\n\n:::{people}\n:::\n", "utf-8")
    project.edit("index.md", "bibliography\n", "bibliography\nabout\n")
    return project


def test_the_people_are_on_the_page_and_in_the_data(project: Project, tei_all: object) -> None:
    out = signed(project).themed().build().out
    items = html.parse(out / "about.html").xpath("//ul[contains(@class, 'people')]/li")
    assert [" ".join(item.text_content().split()) for item in items] == [
        "Ada Well (ORCID 0000-0002-1825-0097), Wells Institute: Conceptualization, Software; "
        "since March 2024. Done by a machine: A program drafted the index.",
        "Ben Brook; until 2026.",
    ]
    assert items[0].xpath(".//a/@href") == [
        "https://orcid.org/0000-0002-1825-0097", "https://ror.org/03yrm5c26",
    ]  # fmt: skip
    check_validity(out, tei_all)
    first, second = etree.parse(out / "tei/one.xml").iterfind(f".//{T}titleStmt/{T}respStmt")
    assert [part.text for part in first] == [
        "Conceptualization", "Software", "Ada Well", "Wells Institute",
        "A program drafted the index.",
    ]  # fmt: skip
    assert first[2].attrib == {"ref": "https://orcid.org/0000-0002-1825-0097", "from": "2024-03"}
    assert second.find(f"{T}persName").attrib == {"to": "2026"}
    data = json.loads((out / "edition.json").read_text("utf-8"))
    Draft202012Validator(json.loads((out / data["$schema"]).read_text("utf-8"))).validate(data)
    assert [person["name"] for person in data["people"]] == ["Ada Well", "Ben Brook"]
    [script] = html.parse(out / "index.html").xpath("//script[@type='application/ld+json']/text()")
    ada, ben = json.loads(script)["editor"]
    assert ada["sameAs"] == ["https://orcid.org/0000-0002-1825-0097"]
    assert ada["affiliation"]["@id"] == "https://ror.org/03yrm5c26"
    assert ben == {"@type": "Person", "name": "Ben Brook"}
    assert "ed. Ada Well and Ben Brook" in (out / "cite/essays/one.html").read_text("utf-8")


def test_the_people_are_in_the_imprint_and_create_the_epub(project: Project) -> None:
    book = PdfReader(signed(project).build("typst").out / "edition.pdf")
    imprint = " ".join(book.pages[3].extract_text().split())
    assert "Ada Well (ORCID 0000-0002-1825-0097), Wells Institute: Concept" in imprint
    with ZipFile(project.build("epub").out / "edition.epub") as epub:
        package = etree.fromstring(epub.read("content.opf"))
    assert [e.text for e in package.iterfind(".//{*}creator")] == ["Ada Well", "Ben Brook"]


def test_without_people_the_page_says_that_no_name_was_given(project: Project) -> None:
    signed(project).edit("conf.py", PEOPLE, "")
    for author, words in [
        ("", "The editors answer for this edition, jointly. No names were given"),
        ("A. One", "A. One answers for this edition."),
        ("A. One and B. Two", "A. One and B. Two answer for this edition."),
    ]:
        page = project.build("html", *([f"-Dauthor={author}"] * bool(author))).out / "about.html"
        assert words in page.read_text("utf-8")


def test_a_release_names_the_gap() -> None:
    assert "nobody signs the edition" in next(gaps(Edition(Facts(editors="The editors"))))
    assert "nothing says who" in next(gaps(Edition(Facts(editors="A. One"))))


def test_citation_cff_has_the_orcids_of_the_editors(project: Project) -> None:
    signed(project)
    authors = "authors:\n  - family-names: Well\n    given-names: Ada\n{}  - name: Ben Brook\n"
    file, orcid = project.src / "CITATION.cff", "    orcid: https://orcid.org/0000-0002-1825-0097\n"
    file.write_text(f"title: A Sample Edition\n{authors.format('')}", "utf-8")
    message = "CITATION.cff:3: WARNING: “Ada Well” has the ORCID https://orcid.org/0000-0002-1825-"
    assert message in project.build("check").warnings
    file.write_text(f"title: A Sample Edition\n{authors.format(orcid)}", "utf-8")
    assert project.build("check").warnings == ""
