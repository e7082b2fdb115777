"""Every output shows of each quotation the same differences that its verdict has."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from docutils import nodes
from lxml import etree, html

from sphinx_edition.model import BASE, Version
from sphinx_edition.nodes import note_call
from sphinx_edition.showing.findings import findings_sentence, opening_words
from sphinx_edition.showing.sides import mark_words, quoted_words, source_words
from sphinx_edition.words.pairs import compare, differences
from sphinx_edition.words.verdicts import Verdict

from ..comparisons import apparatus, cards, letters, mentions, of_record, plain
from .test_collate import DIFFERENCES, rows

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_edition.model import Mention

    from ..project import Build, Project


def wanted(build: Build) -> dict[str, list[tuple[Mention, Verdict]]]:
    """Return what is compared on each page, once for each id."""
    found = {}
    for docname, page in build.pages.items():
        first = {m.anchor: m for m in reversed(page.mentions)}
        compared = [(m, build.edition.verdict(m)) for m in page.mentions if first[m.anchor] is m]
        found[docname] = [(m, v) for m, v in compared if v.status != "uncompared"]
    return found


def listed(verdict: Verdict) -> list[tuple[str, str]]:
    return [(variant.lemma, variant.reading) for variant in verdict.variants]


def check_page(page: html.HtmlElement, found: list[tuple[Mention, Verdict]]) -> None:
    assert [*cards(page)] == [(verdict.status, listed(verdict)) for _, verdict in found]
    assert [*apparatus(page)] == [listed(v) for _, v in found if listed(v)]


@pytest.mark.parametrize(("quotation", "source", "entries"), rows(DIFFERENCES))
def test_the_sides_show_the_differences_of_the_law(quotation, source, entries):
    version = Version(BASE, "en", "seen", "a print", source, "p1", 1)
    verdict = Verdict("variant", version, compare(quotation, source))
    block = nodes.block_quote("", nodes.paragraph(quotation, quotation))
    assert mark_words(block, verdict.pairs)
    sides = [
        [node.astext() for node in side.findall(nodes.strong) if "difference" in node["classes"]]
        for side in (source_words(verdict), quoted_words(quotation, verdict.pairs), block)
    ]
    assert [f"{plain(a)} ] {plain(b)}" for a, b in zip(*sides[:2], strict=True)] == entries
    assert sides[1] == sides[2]


@pytest.mark.parametrize("sign", [nodes.footnote_reference("", "1"), note_call("", "n1")])
def test_a_note_called_in_a_quotation_moves_no_mark(sign):
    pairs = compare("Who rises first, opens it.", "Who rises first, shuts it.")
    words = [nodes.Text("Who rises first"), sign.deepcopy(), nodes.Text(", opens it.")]
    block = nodes.block_quote("", nodes.paragraph("", "", *words))
    assert mark_words(block, pairs)
    assert [node.astext() for node in block.findall(nodes.strong)] == ["opens"]


def test_web_epub_and_records_show_the_differences_of_the_sample(
    sample: Build, project: Project, tmp_path: Path
) -> None:
    pages = wanted(sample)
    assert {v.status for found in pages.values() for _, v in found} == {
        "exact", "variant", "unverified",
    }  # fmt: skip
    project.build("epub").out.joinpath("edition.epub").rename(tmp_path / "edition.epub")
    with ZipFile(tmp_path / "edition.epub") as epub:
        for docname, found in pages.items():
            if docname != "concordance":
                check_page(html.fromstring((sample.out / f"{docname}.html").read_bytes()), found)
                check_page(etree.fromstring(epub.read(f"{docname}.xhtml")), found)
    recorded = mentions(sample.out)
    verdicts = [sample.edition.verdict(m) for m in sample.edition.mentions]
    assert [of_record(m["verdict"]) for m in recorded] == [listed(v) for v in verdicts if v.pairs]
    for mention in recorded:
        assert "".join(p["quotation"] for p in mention["verdict"]["pairs"]) == mention["text"]


def test_the_book_has_the_words_of_the_source_and_the_differences(project: Project) -> None:
    build = project.build("typst")
    pdf = build.out / "edition.pdf"
    text = letters(subprocess.check_output(["pdftotext", "-raw", pdf, "-"], text=True))
    for docname, found in wanted(build).items():
        for mention, verdict in found:
            entries = [f"{lemma}] {reading}" for lemma, reading in listed(verdict)]
            assert letters(" · ".join(entries)) in text
            if entries and mention.anchor.startswith("q1.4"):  # a block quotation
                words = "".join(pair.source for pair in verdict.pairs)
                assert letters(f"(translation, 1852): {words}") in text
            assert docname


def test_what_was_found_is_told_in_one_sentence():
    def sentence(*statuses: str) -> str:
        return findings_sentence([Verdict(status) for status in statuses])

    assert sentence("exact", "variant", "unverified", "exact", "variant", "unverified") == (
        "Six quotations compared with their sources: two are word for word the same, two differ, "
        "and two could not be verified."
    )
    assert sentence("variant") == "One quotation compared with its source: one differs."
    assert sentence() == "No quotations compared with their sources."


def test_differences_are_those_of_the_pairs():
    pairs = compare("the wall is dry", "So the well is deep.")
    assert [(v.lemma, v.reading) for v in differences(pairs)] == [("well", "wall"), ("deep", "dry")]


def test_a_card_is_wanted_of_a_quotation_that_there_is(project: Project) -> None:
    index = project.src / "index.md"
    text = index.read_text("utf-8")
    index.write_text(f"{text}\n:::{{comparison}} essays/one#q1.4-harms-1841.12\n:::\n", "utf-8")
    build = project.build()
    assert (build.status, build.warnings) == (0, "")
    [card] = cards(html.fromstring((build.out / "index.html").read_bytes()))
    assert card == ("variant", [("buy", "pay for")])
    index.write_text(f"{text}\n:::{{comparison}} essays/one#q9\n:::\n", "utf-8")
    assert "there is no quotation at essays/one#q9 to compare" in project.build().warnings


def test_quoted_words_are_one_stretch(sample: Build) -> None:
    pages = [html.fromstring(page) for page in sample.files("sources/*.html").values()]
    marks = [mark for page in pages for mark in page.iter("mark")]
    assert not [mark for mark in marks if (after := mark.getnext()) is not None
                and after.tag == "mark" and not (mark.tail or "").strip()]  # fmt: skip
    assert not [inner for mark in marks for inner in mark.iterdescendants("mark")]
    parts = [mark.xpath(".//span[@class='other']") for mark in marks]
    assert any(parts)
    assert not all(parts)


@pytest.mark.parametrize(
    ("words", "opening"),
    [
        ("“A well.”", "A well."), ("« Un puits. »", "Un puits."), ("„Brunnen“", "Brunnen"),
        ("「井」", "井"), ("“‘A’”", "A"), ("“A,” and “B”", "“A,” and “B”"),
        ("’Twas so", "’Twas so"),
        ("«\u202fUn\u202f»", "Un"), ("", ""), ("”", "”"),
    ],
)  # fmt: skip
def test_words_are_named_without_the_marks_that_enclose_them(words: str, opening: str) -> None:
    assert opening_words(words) == opening
