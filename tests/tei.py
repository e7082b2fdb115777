"""Texts as TEI, valid and citable by their own declaration, and the answers of DTS."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin
from xml.etree.ElementTree import fromstring

from dapytains.tei.document import Document
from jsonschema import Draft202012Validator
from lxml import etree

from sphinx_edition.data import tei

DTS = json.loads(Path(__file__).with_name("dts.json").read_text("utf-8"))
TEMPLATES = Path(tei.__file__).with_name("templates")
T, ID = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}id"


def words(node: Any) -> str:
    """Return the words of a version: not those that the editors put in, nor notes of theirs."""

    def said(node: Any) -> str:
        notes = (f"{T}bibl", f"{T}app", f"{T}note")  # of the text's own, the place is said
        left_out = (node.tag in notes and not node.get("place")) or node.get("resp")
        inner = "" if left_out else (node.text or "") + "".join(map(said, node))
        return f"{inner}{node.tail or ''}"

    return " ".join(" ".join(map(said, node)).split())


def check_validity(folder: Path, tei_all: etree.RelaxNG) -> None:
    """Check that every text is valid, and that a fault in one would be found."""
    files = sorted((folder / "tei").glob("*.xml"))
    assert len(files) >= 5
    for file in files:
        assert tei_all.validate(etree.parse(file)), (file.name, tei_all.error_log)
    tree = etree.parse(files[0])
    next(tree.iter(f"{T}ptr")).tag = f"{T}pointer"
    assert not tei_all.validate(tree)


def check_odd(folder: Path, tei_all: etree.RelaxNG) -> None:
    """Check that the ODD names each element that the templates can write, and no others."""
    odd = etree.parse(folder / "edition.odd")
    assert tei_all.validate(odd), tei_all.error_log
    lists = [ref.get("include", "").split() for ref in odd.iter(f"{T}moduleRef")]
    named = [name for names in lists for name in names]
    assert len(named) == len({*named})
    templates = "".join(file.read_text("utf-8") for file in TEMPLATES.glob("*.xml.jinja"))
    written = {*re.findall(r"<([A-Za-z]\w*)(?![\w:])", templates)}
    assert {*named} == written
    found = {
        node.tag.removeprefix(T) for file in (folder / "tei").rglob("*.xml")
        for node in etree.parse(file).iter(f"{T}*")
    }  # fmt: skip
    assert {"TEI", "teiCorpus", "editorialDecl", "cit", "app"} <= found <= written


def check_loci(folder: Path) -> None:
    """Check that every locus resolves to its words by the text's own declaration."""
    records = json.loads((folder / "edition.json").read_text("utf-8"))
    for text in records["texts"]:
        file = folder / text["tei"]
        document = Document(str(file))
        assert [unit.ref for unit in document.get_reffs()] == [
            passage["locus"] for passage in text["passages"]
        ]
        for passage in text["passages"]:
            alone = etree.parse(file.with_suffix("") / f"{passage['locus']}.xml")
            [wrapper] = alone.iter("{https://w3id.org/api/dts#}wrapper")
            for found in (document.get_passage(passage["locus"]), wrapper):
                plain = fromstring(etree.tostring(found))  # that of dapytains is objectified
                [division] = plain.findall(f".//{T}div[@type='passage']")
                assert division.get(ID) == f"p{passage['locus']}"
                versions = division.findall(f"{T}div[@type='version']")
                incipits = [seg.text for seg in division.iter(f"{T}seg")]
                assert incipits == [passage["incipit"]] * bool(passage["incipit"])
                assert [words(v).removeprefix(passage["incipit"]).strip() for v in versions] == [
                    " ".join(v["text"].split()) for v in passage["versions"]
                ]


def links(file: Path) -> list[tuple[str, str]]:
    """Return what each link of a TEI file leads to, as a file and an id."""
    root = etree.parse(file).getroot()
    base = urljoin(file.as_uri(), root.get(ID.replace("}id", "}base"), ""))
    found = []
    for node in root.iter():
        for name in ("target", "source", "resp", "ana", "from"):
            for uri in node.get(name, "").split():
                url, ident = urldefrag(urljoin(base, uri))
                if url.startswith("file:"):
                    found.append((url.removeprefix("file://"), ident))
    return found


def check_links(folder: Path) -> None:
    """Check that every link leads somewhere."""
    ids: dict[str, set[str]] = {}
    for file in (folder / "tei").rglob("*.xml"):
        for path, ident in links(file):
            if path not in ids:
                pattern = r'(?:xml:)?id="([^"]+)"'
                ids[path] = {"", *re.findall(pattern, Path(path).read_text("utf-8", "ignore"))}
            assert ident in ids[path], (file, path, ident)


# -- DTS --------------------------------------------------------------------------------------


def expanded(template: str, **values: str) -> str:
    """Expand the kinds of expression of RFC 6570 that the templates have: {/a,b} and {;a}."""

    def one(match: re.Match[str]) -> str:
        given = [(n, values[n]) for n in match[2].split(",") if n in values]
        return "".join(f"/{v}" if match[1] == "/" else f";{n}={v}" for n, v in given)

    return re.sub(r"\{([/;])([\w,]+)\}", one, template)


def ask(address: str, template: str, **values: str) -> tuple[str, Any]:
    address = urljoin(address, expanded(template, **values))
    text = Path(address.removeprefix("file://")).read_text("utf-8")
    return address, json.loads(text) if address.endswith(".json") else etree.fromstring(
        text.encode()
    )


def check_walk(folder: Path) -> None:
    """Check that a client of DTS walks from the entry to every passage."""
    validator = Draft202012Validator(DTS)
    validator.check_schema(DTS)
    start = (folder / "dts/index.json").as_uri()
    start, entry = ask(start, start)
    place, root = ask(start, entry["collection"])
    again = ask(start, entry["collection"], id=root["@id"], nav="children")[1]
    assert [m["@id"] for m in again["member"]] == [m["@id"] for m in root["member"]]
    assert ask(start, entry["collection"], id=root["@id"], nav="parents")[1]["member"] == []
    seen = 0
    for member in root["member"]:
        at, text = ask(place, member["collection"])
        assert ask(at, text["collection"], nav="parents")[1]["member"][0]["@id"] == "edition"
        here, tree = ask(at, text["navigation"], down="1")
        refs = [unit["identifier"] for unit in tree["member"]]
        for down in ("-1", "2"):  # the bottom, and more depth than there is
            assert ask(at, text["navigation"], down=down)[1]["member"] == tree["member"]
        _, whole = ask(here, tree["resource"]["document"])
        assert refs == [d.get("n") for d in whole.iterfind(f".//{T}div[@type='passage']")]
        for ref in refs:
            _, only = ask(at, text["navigation"], ref=ref)
            below = ask(at, text["navigation"], ref=ref, down="1")[1]
            assert ask(at, text["navigation"], ref=ref, down="2")[1]["member"] == []
            beside = ask(at, text["navigation"], ref=ref, down="0")[1]
            assert "member" not in only
            assert only["ref"]["identifier"] == ref
            assert below["member"] == []
            assert [unit["identifier"] for unit in beside["member"]] == refs
            _, passage = ask(at, text["document"], ref=ref)
            assert passage.find(f".//{T}div[@type='passage']").get("n") == ref
            seen += 1
        for answer in (text, tree, only, below, beside):
            assert list(validator.iter_errors(answer)) == []
    records = json.loads((folder / "edition.json").read_text("utf-8"))
    assert seen == sum(len(text["passages"]) for text in records["texts"])
    for answer in (entry, root):
        assert list(validator.iter_errors(answer)) == []
        assert list(validator.iter_errors({k: v for k, v in answer.items() if k != "@id"}))
