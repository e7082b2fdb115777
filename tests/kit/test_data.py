"""The edition as JSON, beside its schema."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator, FormatChecker

if TYPE_CHECKING:
    from ..project import Build, Project


def check(schema: Any, value: Any) -> list[str]:
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    validator.check_schema(schema)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


@pytest.fixture(scope="module")
def records(sample: Build) -> Any:
    return json.loads((sample.out / "edition.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def schema(sample: Build) -> Any:
    return json.loads((sample.out / "edition.schema.json").read_text("utf-8"))


def test_the_records_are_as_the_schema_beside_them_says(records: Any, schema: Any) -> None:
    assert check(schema, records) == []


@pytest.mark.parametrize("fault", ["more", "less", "other"])
@pytest.mark.parametrize(
    "way", [(), ("texts", 0), ("texts", 0, "passages", 0), ("mentions", 0), ("citations", 0),
            ("texts", 2, "passages", 0, "versions", 0), ("mentions", 0, "verdict"),
            ("texts", 0, "passages", 4, "notes", 0)],
)  # fmt: skip
def test_the_schema_is_strict(way: tuple[Any, ...], fault: str, records: Any, schema: Any) -> None:
    value = place = copy.deepcopy(records)
    for step in way:
        place = place[step]
    if fault == "more":
        place["more"] = ""
    elif fault == "less":
        place.popitem()
    else:
        place[next(iter(place))] = 7
    assert check(schema, value)


def test_the_records_are_those_of_the_build(records: Any, sample: Build) -> None:
    pages = sample.pages
    assert {t["key"]: len(t["passages"]) for t in records["texts"]} == {
        "one": 8, "two": 2, "anon-1833": 1, "harms-1841": 4, "orlova-1868": 3,
    }  # fmt: skip
    assert len(records["mentions"]) == sum(len(page.mentions) for page in pages.values())
    [variant] = [m for m in records["mentions"] if m["address"].endswith("#q1.4-harms-1841.12")]
    rest = " the rope. The answer is as old as the question: everyone who is thirsty"
    assert variant["verdict"] == {
        "status": "variant", "evidence": "print", "version": "holt-1852",
        "differences": [{"source": "buy", "quotation": "pay for", "accidental": False}],
        "conventions": [],
        "pairs": [
            {"kind": "same", "quotation": "It will be asked who is to ",
             "source": "It will be asked who is to "},
            {"kind": "difference", "quotation": "pay for", "source": "buy"},
            {"kind": "same", "quotation": f"{rest}.", "source": rest},
            {"kind": "context", "quotation": "", "source": "."},
        ],
    }  # fmt: skip
    restated = records["texts"][1]["passages"][1]
    assert restated["incipit"] == "Nor is the rope"
    assert restated["versions"][0]["text"].startswith("The rope is no excuse")
    assert restated["notes"][0]["text"] == "He echoes her, Well and Key 2.1, without her name."
    [harms] = [t for t in records["texts"] if t["key"] == "harms-1841"]
    assert "the song, Song 1, and Byrne tells the story (2)." in harms["introduction"]


def test_an_edition_with_an_address_has_absolute_ones(project: Project) -> None:
    options = ("-Dhtml_baseurl=https://example.org/wells", "-Dedition_licence=https://a.example/by")
    found = json.loads((project.build("html", *options).out / "edition.json").read_text("utf-8"))
    assert found["licence"] == "https://a.example/by"
    assert found["texts"][0]["address"] == "https://example.org/wells/essays/one.html"
    assert found["mentions"][-1]["address"].startswith(
        "https://example.org/wells/sources/harms-1841.html#q13"
    )


def test_data_are_the_same_bytes_each_time_and_follow_any_change(project: Project) -> None:
    first = project.build().files("**/*.json")
    assert project.build(into="again", tree="again-trees").files("**/*.json") == first
    project.edit("sources/harms-1841.md", "short: Common Well", "short: Village Well")
    after = project.build().files("**/*.json")
    assert after != first
    assert project.build(into="fresh", tree="fresh-trees").files("**/*.json") == after


def test_the_bibliography_the_pages_and_the_index_are_among_the_records(project: Project) -> None:
    (project.src / "persons.md").write_text(
        "---\nindex: true\norphan: true\n---\n# Persons\n\nWho is named.\n\n"
        "Harms, August\n: Wrote of a well. {passage}`harms-1841:12`\n\n:::{register}\n:::\n",
        "utf-8",
    )  # fmt: skip
    build = project.build()
    found = json.loads((build.out / "edition.json").read_text("utf-8"))
    schema = json.loads((build.out / "edition.schema.json").read_text("utf-8"))
    assert check(schema, found) == []
    [persons] = [page for page in found["pages"] if page["page"] == "persons"]
    assert persons["text"] == "Who is named."
    assert persons["entries"] == [{
        "head": "Harms, August", "kind": "", "forms": [], "authorities": [],
        "address": f"{persons['address']}#e-harms-august",
        "text": "Wrote of a well. Common Well 12", "passages": ["harms-1841:12"],
    }]  # fmt: skip
    [line] = found["index"]
    assert line["head"] == "Harms, August"
    assert [(p["page"], p["place"]) for p in line["places"] if p["named"]] == [
        ("sources/harms-1841", "12")
    ]
    items = json.loads((build.out / "references.json").read_text("utf-8"))
    assert [work["csl"] for work in found["bibliography"]] == items
    assert [item["id"] for item in items] == [work["key"] for work in found["bibliography"]]
    assert {work["key"] for work in found["bibliography"]} == {
        "one", "two", "harms-1841", "holt-1852", "orlova-1868", "petrie-1871", "anon-1833",
        "byrne-1910",
    }  # fmt: skip


def test_everything_is_in_one_archive_of_the_same_bytes_each_time(project: Project) -> None:
    first = project.build().out
    with ZipFile(first / "edition-data.zip") as archive:
        names = archive.namelist()
        assert names == sorted(names)
        assert {"edition.json", "tei/edition.xml", "references.bib", "edition.odd"} <= {*names}
        assert {n for n in names if archive.read(n) != (first / n).read_bytes()} == set()
    beside = {p.relative_to(first).as_posix() for p in first.glob("tei/**/*.xml")}
    assert beside <= {*names}
    again = project.build(into="again", tree="again-trees").out
    assert (again / "edition-data.zip").read_bytes() == (first / "edition-data.zip").read_bytes()
