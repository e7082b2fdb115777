"""Each text as TEI, valid and citable by its own declaration, and the answers of DTS."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from ..project import MODULES
from ..tei import DTS, T, check_links, check_loci, check_odd, check_validity, check_walk, words

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from ..project import Build, Project


def test_every_text_is_valid(sample: Build, tei_all: etree.RelaxNG) -> None:
    check_validity(sample.out, tei_all)


def test_every_locus_resolves_to_its_words_by_the_texts_own_declaration(sample: Build) -> None:
    check_loci(sample.out)


def test_the_odd_names_the_elements_that_are_written_and_no_others(
    sample: Build, tei_all: etree.RelaxNG
) -> None:
    check_odd(sample.out, tei_all)


def test_every_link_leads_somewhere(sample: Build) -> None:
    check_links(sample.out)


def test_a_client_walks_from_the_entry_to_every_passage(sample: Build) -> None:
    check_walk(sample.out)


def test_a_text_has_one_address_in_all_answers_of_dts(project: Project) -> None:
    base = "https://example.org/wells/"
    files = project.build("html", f"-Dhtml_baseurl={base}").files("dts/**/*.json")
    validator = Draft202012Validator(DTS)
    found = set()
    for path, content in files.items():
        answer = json.loads(content)
        assert [*validator.iter_errors(answer)] == []
        assert answer["@id"] == base + path or "/collection" in path
        if answer["@type"] != "EntryPoint":
            start = answer["@context"][1]["@base"]  # as RDF reads it, not from the file's own place
            whole = [answer, answer.get("resource", {}), *answer.get("member", [])]
            found |= {urljoin(start, part["@id"]) for part in whole
                      if part.get("@type") in ("Collection", "Resource")}  # fmt: skip
    texts = ("edition", "one", "two", "anon-1833", "harms-1841", "orlova-1868")
    assert found == {f"{base}dts/collection/{key}" for key in texts}


def test_slips_differences_and_evidence_are_encoded(sample: Build) -> None:
    harms = etree.parse(sample.out / "tei/harms-1841.xml")
    [slip] = harms.findall(f"{T}text/{T}back//{T}app[@type='correction']")
    assert slip.get("from") == "#p11"
    assert [e.text for e in slip] == ["bezahlet", "bezahlt", "Ground: so the errata of the first "
                                      "printing."]  # fmt: skip
    one = etree.parse(sample.out / "tei/one.xml")
    [cit] = one.findall(f".//{T}cit[@subtype='variant']")[:1]
    assert cit[0].get("source") == "harms-1841.xml#p12"
    assert cit.find(f"{T}bibl").text == "Harms"
    assert [child.tag for child in cit] == [f"{T}quote", f"{T}bibl"]  # none in running text
    assert one.findall(f".//{T}body//{T}app") == []
    ident = cit.get("{http://www.w3.org/XML/1998/namespace}id")
    [app] = one.findall(f".//{T}listApp/{T}app[@from='#{ident}']")
    alone = etree.parse(sample.out / "tei/one/1.4.xml").findall(f".//{T}back//{T}app")
    assert [etree.tostring(a) for a in alone if a.get("from") == f"#{ident}"] == [
        etree.tostring(app)
    ]
    assert [(e.get("source"), e.text) for e in app] == [
        ("harms-1841.xml#p12-holt-1852", "buy"), (None, "pay for"),
    ]  # fmt: skip
    letters = etree.parse(sample.out / "tei/orlova-1868.xml")
    evidence = [v.get("ana") for v in letters.iterfind(f".//{T}div[@type='version']")]
    assert evidence == [f"#evidence-{e}" for e in (
        "transcription", "print", "transcription", "secondhand", "transcription", "sense",
    )]  # fmt: skip


def test_marks_of_xml_in_a_text_are_only_marks(project: Project, tei_all: etree.RelaxNG) -> None:
    said = "wer <b> & \"'heute'\" ]]> keinen Durst hat"
    project.edit("sources/harms-1841.md", "wer heute keinen Durst hat", f"`{said}`")
    tree = etree.parse(project.build().out / "tei/harms-1841.xml")
    assert tei_all.validate(tree)
    [passage] = tree.findall(f".//{T}div[@n='12.2']")
    assert said in words(passage[0])


def test_the_corpus_has_every_text_and_page_and_what_changed(
    project: Project, tei_all: etree.RelaxNG
) -> None:
    """It is one document, so its ids differ and its links stay in it."""
    (project.src / "persons.md").write_text(
        "---\nindex: true\norphan: true\n---\n# Persons\n\nWho is named.\n\n"
        "Harms, August\n: Wrote of a well. {passage}`harms-1841:12`\n", "utf-8",
    )  # fmt: skip
    (project.src / "changes.md").write_text(
        "---\norphan: true\n---\n# Changes\n\n## 0.1 (2025-03-01)\n\nFirst.\n\n"
        ":::{chronology}\n1841~ A well\n: Harms tells of it, {passage}`harms-1841:12`.\n:::\n",
        "utf-8",
    )  # fmt: skip
    out = project.build().out
    tree = etree.parse(out / "tei/edition.xml")
    assert tei_all.validate(tree), tei_all.error_log
    root = tree.getroot()
    assert [e.get("when") for e in root.findall(f"{T}teiHeader//{T}change")] == ["2025-03-01"]
    ids = root.xpath("//@xml:id")
    assert len(ids) == len({*ids})
    inner = [token[1:] for value in root.xpath("//@target|//@source|//@from|//@resp")
             for token in value.split() if token.startswith("#")]  # fmt: skip
    assert {*inner} <= {*ids}
    assert {"p12.harms-1841", "text.one", "text.page-persons"} <= {*ids}
    [label] = root.findall(f".//{T}list[@type='gloss']/{T}label")
    assert label.text == "Harms, August"
    assert label.getnext().find(f"{T}p/{T}ref").get("target") == "#p12.harms-1841"
    [event] = root.findall(f".//{T}list[@type='chronology']/{T}label/{T}date")
    assert (event.get("when"), event.get("cert")) == ("1841", "medium")
    works = {b.get("n"): b.text for b in root.findall(f".//{T}listBibl/{T}bibl")}
    assert len(works) == 8
    assert not any("<" in text for text in works.values())
    alone = etree.parse(out / "tei/harms-1841.xml").findall(f".//{T}div[@type='version']")
    inside = root.findall(f"{T}TEI[@xml:id='text.harms-1841']//{T}div[@type='version']",
                          {"xml": "http://www.w3.org/XML/1998/namespace"})  # fmt: skip
    assert [words(v) for v in inside] == [words(v) for v in alone] != []


def test_ceteicean_shows_a_text_by_the_style_sheet_beside_it(
    sample: Build, browser: Browser
) -> None:
    """Its numbers stand above its passages, its apparatus at the end; the client hides headers."""
    client = MODULES / "CETEIcean/dist/CETEI.js"
    if not client.is_file():
        pytest.skip("npm is not here (Debian: apt install npm)")
    xml = (sample.out / "tei/one.xml").read_text("utf-8")
    with browser.new_page() as page:
        page.add_script_tag(path=client)
        page.add_style_tag(path=sample.out / "tei.css")
        page.evaluate("xml => document.body.append(new CETEI().makeHTML5(xml))", xml)
        passages = page.locator("tei-div[type=passage]").evaluate_all(
            "all => all.map(it => [it.getAttribute('n'), getComputedStyle(it, '::before').content])"
        )
        apparatus = page.locator("tei-app").evaluate_all(
            "all => all.map(it => [!!it.closest('tei-back'), getComputedStyle(it).display])"
        )
        shown = page.locator("body").inner_text()
        links = page.locator("tei-ref[target]").evaluate_all(
            "all => all.map(it => it.querySelector('a')?.getAttribute('href'))"
        )
    assert len(passages) == 8
    assert passages == [[number, f'"{number}"'] for number, _ in passages]
    assert apparatus
    assert apparatus == [[True, "block"]] * len(apparatus)
    assert "Every village has its well" in shown
    assert "Quotation marks are kept in the text" not in shown  # that is in the header
    assert links
    assert None not in links
