"""Read a page's records off its finished doctree: the only way from nodes to records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.nodes import bibliography

from .mentions import above, words
from .model import (
    OWN,
    Block,
    Citation,
    Comment,
    Entry,
    Event,
    Mention,
    Page,
    Passage,
    Problem,
    Remark,
    Version,
    is_text,
    stem,
)
from .nodes import WHOLE, notes, passage, passage_version, placeholder
from .pieces import blocks
from .shapes import line

if TYPE_CHECKING:
    from collections.abc import Iterator


def read(docname: str, document: nodes.document, header: dict[str, str]) -> Page:
    """Return all that a document contributes; take off it what only the transforms left there."""
    title = next(document.findall(nodes.title), None)
    problems: list[Problem] = document.attributes.pop("problems", [])
    return Page(
        docname=docname,
        title=title.astext() if title is not None else docname,
        header=header,
        passages=tuple(_passage(docname, node) for node in document.findall(passage)),
        mentions=tuple(_mentions(docname, document)),
        citations=tuple(_citations(docname, document)),
        comments=tuple(_comments(docname, document)),
        events=tuple(_events(docname, document)),
        remarks=tuple(_remarks(document)) if is_text(docname) else (),
        introduction=tuple(_introduction(document)) if is_text(docname) else (),
        entries=tuple(_entries(docname, document)),
        problems=tuple(problems),
        whole=any(p["shows"] in WHOLE for p in document.findall(placeholder)),
        headings=tuple(title.astext() for title in document.findall(nodes.title)),
        index=any(p["shows"] == "index" for p in document.findall(placeholder)),
        works=any(document.findall(bibliography)),
    )


def _passage(docname: str, node: passage) -> Passage:
    titles = [s.next_node(nodes.title) for s in above(node) if isinstance(s, nodes.section)]
    heading = titles[0] if len(titles) > 1 else None
    incipits = (n.astext() for n in node.findall(nodes.emphasis) if "incipit" in n["classes"])
    return Passage(
        key=f"{stem(docname)}:{node['locus']}",
        docname=docname,
        locus=node["locus"],
        versions=tuple(_version(node["locus"], child) for child in node.findall(passage_version)),
        incipit=next(incipits, ""),
        line=line(node),
        section=heading.astext() if heading is not None else "",
    )


def _version(locus: str, node: passage_version) -> Version:
    return Version(
        key=node["key"],
        lang=node["lang"],
        evidence=node["evidence"] if node["key"] != OWN else "",
        copy=node["copy"],
        text=words(node.children),
        anchor=f"p{locus}-{node['key']}" if node["key"] else f"p{locus}",
        line=line(node),
        blocks=tuple(blocks(node.children)),
    )


def _mentions(docname: str, document: nodes.document) -> Iterator[Mention]:
    for node in document.findall(lambda n: isinstance(n, pending_xref | nodes.block_quote)):
        if not isinstance(node, nodes.Element) or "mention" not in node:
            continue
        block = isinstance(node, nodes.block_quote)
        yield Mention(
            kind=node["kind"] if block else node["reftype"],
            targets=tuple(node["targets"]) if block else (node["reftarget"],),
            text=node["words"],
            docname=docname,
            place=node["place"],
            anchor=node["mention"],
            line=line(node),
            head=node["head"],
        )


def _citations(docname: str, document: nodes.document) -> Iterator[Citation]:
    for node in document.findall(pending_xref):
        if node.get("refdomain") == "cite" and "site" in node:
            yield Citation(
                keys=tuple(target.key for target in parse_citation_targets(node["reftarget"])),
                docname=docname,
                place=next((n["locus"] for n in above(node) if isinstance(n, passage)), ""),
                anchor=node["site"],
                printed="witness" in node.parent["classes"],
            )


def _comments(docname: str, document: nodes.document) -> Iterator[Comment]:
    for list_ in document.findall(notes):
        place = next((n["locus"] for n in above(list_) if isinstance(n, passage)), "")
        for item in list_.findall(nodes.definition_list_item):
            lemma = item[0].astext()
            yield Comment(
                kind=list_["kind"],
                lemma=lemma,
                passage=f"{stem(docname)}:{place}" if place else "",
                docname=docname,
                line=line(item[0]),
                blocks=tuple(blocks(item.children[1:])),
            )


def _events(docname: str, document: nodes.document) -> Iterator[Event]:
    for list_ in document.findall(placeholder):
        for block in list_.children:
            if not isinstance(block, nodes.definition_list):
                yield Event("", " ".join(block.astext().split()[:4]), docname, line(block))
        for term in list_.findall(nodes.term):
            yield Event(term["date"], term.astext(), docname, line(term))


def _introduction(document: nodes.document) -> Iterator[Block]:
    for section in [document, *document.findall(nodes.section)]:
        apart = nodes.title | nodes.section | passage | nodes.docinfo | nodes.field_list
        yield from blocks([child for child in section if not isinstance(child, apart)])


def _remarks(document: nodes.document) -> Iterator[Remark]:
    for node in document.findall(nodes.definition):
        place = next((n["locus"] for n in above(node) if isinstance(n, passage)), "")
        yield Remark(place, words(node.children))
    known = passage | nodes.definition | nodes.docinfo | nodes.field_list  # the rest of the page
    for para in document.findall(nodes.paragraph):
        if not any(isinstance(outer, known) for outer in above(para)):
            yield Remark("", words([para]))


def _entries(docname: str, document: nodes.document) -> Iterator[Entry]:
    for term in document.findall(nodes.term):
        if "entry" in term and term.parent is not None:
            also = (n for n in term.parent.findall(nodes.emphasis) if "also" in n["classes"])
            title = isinstance(term[0], nodes.emphasis)
            forms = tuple(node.astext() for node in also)
            yield Entry(term.astext(), docname, term["entry"], title, forms)
