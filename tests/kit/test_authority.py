"""Persons, bodies and places carry numbers of authority files, which lead out and are found."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator
from lxml import etree, html

from sphinx_edition.words.identifiers import identifier_fault, identifiers

from ..tei import T, check_validity

if TYPE_CHECKING:
    from ..project import Project

WORDS = """---
orphan: true
index: {}
---
# Words

{}
: Named in {{passage}}`harms-1841:11`.
: {}
"""
GND, WIKIDATA = "https://d-nb.info/gnd/", "https://www.wikidata.org/entity/"
GEONAMES = "https://www.geonames.org/"
ID = "{http://www.w3.org/XML/1998/namespace}id"


def with_words(project: Project) -> Project:
    """Return the sample with a person, a body and a place that have numbers, and their index."""
    for name, kind, head, line in [
        ("persons", "true", "Harms, August", "GND 118540238, VIAF 24602065, Wikidata Q5879"),
        ("bodies", "true", "Reading Society", "GND 1065494610"),
        ("places", "places", "Altdorf", "GND 4005728-8, GeoNames 2950159"),
    ]:
        (project.src / f"{name}.md").write_text(WORDS.format(kind, head, line), "utf-8")
    (project.src / "names.md").write_text("---\norphan: true\n---\n# Names\n\n:::{register}\n:::\n")
    return project


def test_a_line_of_identifiers_is_told_from_prose() -> None:
    line = [("GND", "118540238"), ("Wikidata", "Q5879")]
    assert identifiers("GND 118540238, Wikidata Q5879.") == line
    assert identifiers("GND 118540238; Wikidata Q5879") == line
    assert identifiers("GND is the German authority file.") == []
    assert identifiers("See GND 118540238.") == []


def test_numbers_lead_out_and_are_no_words_of_the_definition(project: Project) -> None:
    build = with_words(project).themed().build()
    assert build.warnings == ""
    [line] = html.parse(build.out / "persons.html").xpath("//dd/*[contains(@class, 'authority')]")
    assert line.text_content() == "GND 118540238, VIAF 24602065, Wikidata Q5879"
    urls = [f"{GND}118540238", "https://viaf.org/viaf/24602065", f"{WIKIDATA}Q5879"]
    assert line.xpath(".//a/@href") == urls
    [word] = build.pages["persons"].head_words
    assert [block.text for block in word.definition] == ["Named in ."]
    data = json.loads((build.out / "edition.json").read_text("utf-8"))
    Draft202012Validator(json.loads((build.out / data["$schema"]).read_text())).validate(data)
    [entry] = next(page["entries"] for page in data["pages"] if page["page"] == "persons")
    assert [a["address"] for a in entry["authorities"]] == urls
    page = html.parse(build.out / "sources/harms-1841.html")
    [data] = page.xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(data)["author"] == [
        {"@type": "Person", "name": "August Harms", "sameAs": urls}
    ]
    assert not (build.out / "beacon.txt").exists()  # without an address nobody could come back


def test_a_page_of_places_says_so_in_its_data(project: Project) -> None:
    line = "GND 4005728-8, GeoNames 2950159"
    with_words(project).edit("places.md", line, f"{line}\n\nPalmyra, Syria\n: It has no number.")
    out = project.themed().build().out
    [text] = html.parse(out / "places.html").xpath("//script[@type='application/ld+json']/text()")
    urls = [f"{GND}4005728-8", f"{GEONAMES}2950159"]
    assert json.loads(text)["mentions"] == [
        {"@type": "Place", "@id": "#e-altdorf", "name": "Altdorf", "sameAs": urls},
        {"@type": "Place", "@id": "#e-palmyra-syria", "name": "Palmyra, Syria"},
    ]
    data = json.loads((out / "edition.json").read_text("utf-8"))
    [entries] = (page["entries"] for page in data["pages"] if page["page"] == "places")
    assert [entry["kind"] for entry in entries] == ["place", "place"]


def test_tei_names_authors_and_who_is_named_in_the_text(project: Project, tei_all: object) -> None:
    out = with_words(project).build().out
    check_validity(out, tei_all)
    header = etree.parse(out / "tei/harms-1841.xml").find(f"{T}teiHeader")
    [name] = header.iterfind(f".//{T}titleStmt/{T}author/{T}persName")
    assert (name.text, name.get("ref").split()[0]) == ("August Harms", f"{GND}118540238")
    found = {
        kind: [(e.get(ID), [i.text for i in e.iterfind(f"{T}idno")]) for e in header.iter(T + kind)]
        for kind in ("person", "org", "place")
    }
    assert found == {
        "person": [("e-harms-august", ["118540238", "24602065", "Q5879"])],
        "org": [("e-reading-society", ["1065494610"])],
        "place": [("e-altdorf", ["4005728-8", "2950159"])],
    }
    whole = etree.parse(out / "tei/edition.xml")
    [label] = whole.iterfind(f".//{T}label/{T}placeName")
    urls = f"{GND}4005728-8 {GEONAMES}2950159"
    assert (label.text, label.get("ref")) == ("Altdorf", urls)
    assert label.attrib == header.find(f".//{T}place/{T}placeName").attrib
    assert not [*etree.parse(out / "tei/two.xml").iter(f"{T}place")]  # it does not name Altdorf


def test_portals_find_what_the_edition_says_of_whom(project: Project) -> None:
    base = "https://example.org/wells/"
    out = with_words(project).build("html", f"-Dhtml_baseurl={base}").out
    head, _, lines = (out / "beacon.txt").read_text("utf-8").partition("\n\n")
    assert head.splitlines()[:2] == ["#FORMAT: BEACON", "#PREFIX: http://d-nb.info/gnd/"]
    assert f"#FEED: {base}beacon.txt" in head
    assert lines.splitlines() == [
        f"1065494610||{base}bodies.html#e-reading-society",
        f"118540238||{base}persons.html#e-harms-august", f"4005728-8||{base}places.html#e-altdorf",
    ]  # fmt: skip


def test_the_book_and_the_epub_print_the_numbers(project: Project) -> None:
    with_words(project).edit("index.md", "bibliography\n", "bibliography\npersons\n")
    project.edit("persons.md", "orphan: true\n", "")
    text = (project.build("typst").out / "edition.typ").read_text("utf-8")
    assert "118540238" in text
    with ZipFile(project.build("epub").out / "edition.epub") as book:
        assert f'href="{GND}118540238"' in book.read("persons.xhtml").decode()


@pytest.mark.parametrize(("register", "right", "wrong"), [
    ("VIAF", ["24602065", "1" * 22], ["024602065", "viaf/24602065", "1" * 23, ""]),
    ("GeoNames", ["2950159"], ["02950159", "Berlin", "1" * 10]),
])  # fmt: skip
def test_a_number_without_a_check_digit_has_its_form(
    register: str, right: list[str], wrong: list[str]
) -> None:
    assert [identifier_fault(register, number) for number in right] == [""] * len(right)
    assert all(f"is no {register}" in identifier_fault(register, number) for number in wrong)
