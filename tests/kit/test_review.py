"""The edition's own answers to the questions of reviewers: each yes with its evidence."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from lxml import etree, html

from sphinx_edition.edition import Contributor, Edition, Facts
from sphinx_edition.gate.review import QUESTIONNAIRES, faults, review
from sphinx_edition.model import Page, Reference

from ..tei import T

if TYPE_CHECKING:
    from ..project import Build, Project

ADA = Contributor("Ada Well", roles=("Software",), institution="Wells Institute")


def yes(edition: Edition) -> dict[str, str]:
    return {a.question: a.evidence for a in review(edition) if a.evidence}


def test_an_answer_follows_the_record_that_is_its_evidence() -> None:
    nothing = Edition()
    assert {"se001", "se004", "se007", "se016", "se037", "se180", "se194"}.isdisjoint(yes(nothing))
    address = "https://example.org/"
    facts = Facts(date="2026-11-22", address=address, people=(ADA,), doi="10.5555/w",
                  archive="https://a.example/",
                  report="mailto:a@example.org", licence="https://l.example/")  # fmt: skip
    found = yes(Edition(facts))
    assert (found["se001"], found["se004"], found["se037"]) == (
        address,
        "Ada Well",
        "Wells Institute",
    )
    assert (found["se016"], found["se180"]) == ("https://a.example/", "10.5555/w")
    assert found["se194"] == "https://l.example/"
    unroled = replace(facts, people=(ADA, replace(ADA, roles=())))
    assert "se004" not in yes(Edition(unroled))
    about = Page("about", header={"answers": "se010 se019"})
    assert yes(Edition(pages={"about": about}))["se010"] == "about"


def test_the_editions_of_a_text_are_counted_once_each() -> None:
    works = {
        "well-1900": Reference("well-1900", label="Well 1900"),
        "well-1950": Reference("well-1950", label="Well 1950", related=("well-1900", "deep-1910")),
        "other-1960": Reference("other-1960", label="Other 1960"),
    }
    pages = {name: Page(name) for name in ("sources/well-1900", "sources/deep-1910", "essays/e")}
    assert "se040" not in yes(Edition(pages=pages))
    assert yes(Edition(pages=pages, references=works))["se040"] == "2 in the bibliography"


def test_the_kit_answers_for_itself_by_its_metadata(monkeypatch: pytest.MonkeyPatch) -> None:
    found = yes(Edition())
    assert (found["te161"], found["te164"]) == ("MIT", "MIT")
    packages = found["te029"].split(", ")
    assert "docutils" in packages
    assert "pikepdf" not in packages  # needed by an extra alone
    assert {"te120", "te182", "te207"}.isdisjoint(found)
    fields = {"Project-URL": ["Issues, https://example.org/issues"]}
    kit = SimpleNamespace(get_all=fields.get, json={})
    monkeypatch.setattr("sphinx_edition.gate.review.metadata", lambda name: kit)
    found = yes(Edition())
    assert found["te120"] == "https://example.org/issues"
    assert "te161" not in found


def test_every_id_belongs_to_one_question() -> None:
    answers = review(Edition())
    choices = [a.choice for a in answers]
    assert len({a.question for a in answers}) == len(answers) > 40
    assert {a.question[:2] for a in answers} == {*QUESTIONNAIRES}
    assert len({*choices}) == len(choices)


def test_a_no_says_where_its_evidence_would_stand() -> None:
    lacks = {a.question: a.lack for a in review(Edition()) if not a.evidence}
    assert all(lacks.values())
    assert lacks["se007"] == "edition_report is not set in conf.py"
    assert lacks["se022"] == "no page has “answers: se022” in its header"
    assert lacks["se031"] == "no page has the directive citation"
    assert lacks["se004"].startswith("edition_people in conf.py has no list")
    assert {a.lack for a in review(Edition()) if a.evidence} == {""}


def test_a_claim_that_has_become_untrue_is_a_problem() -> None:
    page = Page("about", header={"answers": "se010", "claims": "se011"})
    assert list(faults(Edition(pages={"about": page}))) == []
    [fault] = faults(Edition(pages={"about": replace(page, header={"claims": "se011"})}))
    assert (fault.code, fault.docname) == ("review", "about")
    assert "“Selection of texts: yes” (se011)" in fault.message


def test_the_page_and_the_file_say_the_same(project: Project, tei_all: etree.RelaxNG) -> None:
    (project.src / "about.md").write_text(
        "---\norphan: true\nanswers: se022\n---\n# About us\n\n:::{review}\n:::\n", "utf-8"
    )
    build: Build = project.build()
    tree = etree.parse(build.out / "ride.xml")
    assert tei_all.validate(tree), tei_all.error_log
    ident = "{http://www.w3.org/XML/1998/namespace}id"
    questions = tree.findall(f".//{T}taxonomy/{T}category")
    said = {q.get(ident): q.find(f"{T}category/{T}catDesc").text for q in questions}
    page = html.parse(build.out / "about.html")
    shown = {}
    for term in page.xpath("//dl[contains(@class, 'review')]/dt"):
        question = term.text_content().rpartition("(")[2].rstrip(")")
        shown[question] = term.getnext().text_content().strip().split(":")[0].rstrip(".")
    assert shown == said
    assert said["se022"] == "Yes"
    assert said["se059"] == "No"
    assert said["te161"] == "Yes"
    glosses = {q.get(ident): q.find(f"{T}category/{T}catDesc/{T}gloss").text for q in questions}
    assert glosses["se007"] == "edition_report is not set in conf.py"
    assert f"No: {glosses['se007']}." in page.xpath("string(//dl[contains(@class, 'review')])")
    [link] = page.xpath("//dl[contains(@class, 'review')]//a[.='About us']/@href")
    assert link in ("#", "about.html")
