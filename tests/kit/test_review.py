"""The edition's own answers to the questions of reviewers: each yes with its evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree, html

from sphinx_edition.edition import Contributor, Edition, Facts
from sphinx_edition.gate.review import faults, review
from sphinx_edition.model import Page

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


def test_every_id_belongs_to_one_question() -> None:
    answers = review(Edition())
    choices = [a.choice for a in answers]
    assert len({a.question for a in answers}) == len(answers) > 25
    assert len({*choices}) == len(choices)


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
    [link] = page.xpath("//dl[contains(@class, 'review')]//a[.='About us']/@href")
    assert link in ("#", "about.html")
