"""Each text as TEI, valid and citable by its own declaration, and the answers of DTS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from ..tei import T, check_links, check_loci, check_validity, check_walk, words

if TYPE_CHECKING:
    from ..project import Build, Project


def test_every_text_is_valid(sample: Build, tei_all: etree.RelaxNG) -> None:
    check_validity(sample.out, tei_all)


def test_every_locus_resolves_to_its_words_by_the_texts_own_declaration(sample: Build) -> None:
    check_loci(sample.out)


def test_every_link_leads_somewhere(sample: Build) -> None:
    check_links(sample.out)


def test_a_client_walks_from_the_entry_to_every_passage(sample: Build) -> None:
    check_walk(sample.out)


def test_slips_differences_and_evidence_are_encoded(sample: Build) -> None:
    harms = etree.parse(sample.out / "tei/harms-1841.xml")
    [slip] = harms.findall(f".//{T}app[@type='correction']")
    assert [e.text for e in slip] == ["bezahlet", "bezahlt", "Ground: so the errata of the first "
                                      "printing."]  # fmt: skip
    one = etree.parse(sample.out / "tei/one.xml")
    [cit] = one.findall(f".//{T}cit[@subtype='variant']")[:1]
    assert cit[0].get("source") == "harms-1841.xml#p12"
    assert cit.find(f"{T}bibl").text == "Harms"
    [app] = cit.findall(f"{T}app")
    assert [(e.get("source"), e.text) for e in app] == [
        ("harms-1841.xml#p12-holt-1852", "buy"), (None, "pay for"),
    ]  # fmt: skip
    letters = etree.parse(sample.out / "tei/orlova-1868.xml")
    evidence = [v.get("ana") for v in letters.iterfind(f".//{T}div[@type='version']")]
    assert evidence == [f"#evidence-{e}" for e in ("seen", "seen", "seen", "secondhand",
                                                   "seen", "sense")]  # fmt: skip


def test_marks_of_xml_in_a_text_are_only_marks(project: Project, tei_all: etree.RelaxNG) -> None:
    said = "wer <b> & \"'heute'\" ]]> keinen Durst hat"
    project.edit("sources/harms-1841.md", "wer heute keinen Durst hat", f"`{said}`")
    tree = etree.parse(project.build().out / "tei/harms-1841.xml")
    assert tei_all.validate(tree)
    [passage] = tree.findall(f".//{T}div[@n='12.2']")
    assert said in words(passage[0])
