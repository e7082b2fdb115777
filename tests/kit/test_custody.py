"""How the words of a quotation came to it, as the pages of citations and the data say it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from lxml import html

from sphinx_edition.citing.custody import chains
from sphinx_edition.words.digests import digest

if TYPE_CHECKING:
    from ..project import Build, Project

VARIANT = "q1.4-harms-1841.12"


def chain_of(build: Build, anchor: str) -> list:
    edition = build.edition
    [mention] = [m for m in edition.mentions if m.anchor == anchor]
    [chain] = chains(edition, mention)
    return chain


def test_a_chain_leads_from_the_print_to_the_quotation(sample: Build) -> None:
    chain = chain_of(sample, VARIANT)
    assert [(link.kind, link.relation, link.verdict) for link in chain[-2:]] == [
        ("translation", "translates", "unchecked"), ("quotation", "quotes", "variant"),
    ]  # fmt: skip
    assert [link.kind for link in chain[:-2]][-1] == "passage"
    assert all(link.is_checked == (link.kind == "quotation") for link in chain)
    mention = next(m for m in sample.edition.mentions if m.anchor == VARIANT)
    assert chain[-1].digest == digest(mention.text)
    echo = next(m for m in sample.edition.mentions if m.kind == "echo")
    assert chains(sample.edition, echo) == []


@pytest.mark.parametrize("typed", ["right", "none"])
def test_a_recorded_digest_is_what_makes_a_reading_checked(typed: str, project: Project) -> None:
    harms = chain_of(project.build(), VARIANT)
    passage = next(link for link in harms if link.kind == "passage")
    assert passage.verdict == "unchecked"
    if typed == "right":
        path = project.src / "sources/harms-1841.md"
        text = path.read_text("utf-8")
        [copy] = [line for line in text.splitlines() if line.startswith("copy:")]
        path.write_text(text.replace(copy, f"{copy}, read 2026-11-20, words 00000000"), "utf-8")
        found = project.build("check").warnings
        words = found.rpartition("write words ")[2][:8]
        path.write_text(text.replace(copy, f"{copy}, read 2026-11-20, words {words}"), "utf-8")
        harms = chain_of(project.build(), VARIANT)
        passage = next(link for link in harms if link.kind == "passage")
        assert (passage.verdict, passage.date) == ("same", "2026-11-20")


def test_the_graph_names_the_outcome_of_each_step(sample: Build) -> None:
    found = json.loads((sample.out / "custody.jsonld").read_text("utf-8"))
    nodes = {node["@id"]: node for node in found["@graph"]}
    assert len(nodes) == len(found["@graph"])
    node = nodes[f"essays/one.html#{VARIANT}"]
    [step] = node["prov:qualifiedDerivation"]
    assert (step["verdict"], step["outcome"]) == ("variant", "earl:passed")
    assert node["cito:includesQuotationFrom"] == [step["prov:entity"]]
    assert step["prov:entity"]["@id"] in nodes
    steps = [s for node in nodes.values() for s in node.get("prov:qualifiedDerivation", ())]
    assert {step["outcome"] for step in steps} == {"earl:passed", "earl:untested"}
    assert {step["prov:entity"]["@id"] for step in steps} <= {*nodes}


def test_the_page_of_citations_tells_it_and_says_what_is_unchecked(sample: Build) -> None:
    page = html.parse(sample.out / "cite/essays/one.html")
    [steps] = page.xpath(f"//section[@id='{VARIANT}']/ol[@class='custody']")
    texts = [" ".join(step.text_content().split()) for step in steps]
    assert texts[-1].endswith("(checked by this build)")
    assert all(text.endswith("(not checked)") for text in texts[1:-1])
