"""Read a page's records off its finished doctree: the only way from nodes to records.

``read`` is a function of the doctree; the transform ``Records`` keeps what it returns.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from docutils import nodes
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.nodes import bibliography

from .. import model
from ..domain import EditionDomain
from ..model import OWN, Page, is_text, text_key
from ..nodes import notes, passage, passage_version, placeholder
from .blocks import read_blocks
from .doctree import ancestors, incipits, line_of, locus_of, text_of
from .passages import EditionTransform

_SHOWING = (bibliography, placeholder)


class Records(EditionTransform):
    """Keep what a page contributes to the edition."""

    default_priority = 850  # after call sites are named (840), when Sphinx's domains read it, too

    def apply(self, **kwargs: Any) -> None:
        """Read one page; one that was bound was read before, when it had the edition's words."""
        docname = self.env.current_document.docname
        unbound: Page | None = self.document.attributes.pop("page", None)
        page = read_page(docname, self.document, self.header)
        if unbound is not None:
            page = replace(unbound, citations=page.citations)
        EditionDomain.from_env(self.env).pages[docname] = page


def read_page(docname: str, document: nodes.document, header: dict[str, str]) -> Page:
    """Return all that a document contributes; take off it what only the transforms left there."""
    problems: list[model.Problem] = document.attributes.pop("problems", [])
    every = list(document.findall(nodes.Element))
    titles = [node.astext() for node in every if isinstance(node, nodes.title)]
    places = [node for node in every if isinstance(node, placeholder)]
    terms = [node for node in every if isinstance(node, nodes.term)]
    return Page(
        docname=docname,
        title=next(iter(titles), docname),
        header=header,
        passages=tuple(_passage(docname, node) for node in every if isinstance(node, passage)),
        mentions=tuple(_mention(docname, node) for node in every if "mention" in node),
        citations=tuple(_citation(docname, node) for node in every if "site" in node),
        comments=tuple(_comments(docname, (n for n in every if isinstance(n, notes)))),
        events=tuple(_events(places)),
        introduction=tuple(_introduction(document)) if is_text(docname) else (),
        head_words=tuple(_entry(docname, node) for node in terms if "entry" in node),
        problems=tuple(problems),
        headings=tuple(titles),
        shows=frozenset(n.get("shows", "bibliography") for n in every if isinstance(n, _SHOWING)),
    )


def _passage(docname: str, node: passage) -> model.Passage:
    titles = [s.next_node(nodes.title) for s in ancestors(node) if isinstance(s, nodes.section)]
    heading = titles[0] if len(titles) > 1 else None
    return model.Passage(
        key=f"{text_key(docname)}:{node['locus']}",
        docname=docname,
        locus=node["locus"],
        versions=tuple(_version(node["locus"], child) for child in node.findall(passage_version)),
        incipit=next((said.astext() for said in incipits(node)), ""),
        line=line_of(node),
        section=heading.astext() if heading is not None else "",
    )


def _version(locus: str, node: passage_version) -> model.Version:
    return model.Version(
        key=node["key"],
        lang=node["lang"],
        evidence=node["evidence"] if node["key"] != OWN else "",
        copy=node["copy"],
        text=text_of(node.children),
        anchor=f"p{locus}-{node['key']}" if node["key"] else f"p{locus}",
        line=line_of(node),
        blocks=tuple(read_blocks(node.children)),
    )


def _mention(docname: str, node: nodes.Element) -> model.Mention:
    block = isinstance(node, nodes.block_quote)
    return model.Mention(
        kind=node["kind"] if block else node["reftype"],
        targets=tuple(node["targets"]) if block else (node["reftarget"],),
        text=node["words"],
        docname=docname,
        place=node["place"],
        anchor=node["mention"],
        line=line_of(node),
        head=node["head"],
    )


def _citation(docname: str, node: nodes.Element) -> model.Citation:
    return model.Citation(
        keys=tuple(target.key for target in parse_citation_targets(node["reftarget"])),
        docname=docname,
        place=locus_of(node),
        anchor=node["site"],
        printed="witness" in node.parent["classes"],
    )


def _comments(docname: str, lists: Iterable[notes]) -> Iterator[model.Comment]:
    for list_ in lists:
        key = f"{text_key(docname)}:{locus_of(list_)}" if locus_of(list_) else ""
        for term in list_.findall(nodes.term):
            said = tuple(read_blocks(term.parent.children[1:]))
            yield model.Comment(list_["kind"], term.astext(), key, line_of(term), said)


def _events(places: Iterable[placeholder]) -> Iterator[model.Event]:
    for list_ in places:
        for block in list_.children:
            if not isinstance(block, nodes.definition_list):
                name = " ".join(block.astext().split()[:4])
                yield model.Event("", name, line_of(block))
        for term in list_.findall(nodes.term):
            yield model.Event(term["date"], term.astext(), line_of(term))


def _introduction(document: nodes.document) -> Iterator[model.Block]:
    for section in [document, *document.findall(nodes.section)]:
        apart = nodes.title | nodes.section | passage | nodes.docinfo | nodes.field_list
        yield from read_blocks([child for child in section if not isinstance(child, apart)])


def _entry(docname: str, term: nodes.term) -> model.HeadWord:
    also = [node for node in term.parent.findall(nodes.emphasis) if "also" in node["classes"]]
    title, forms = isinstance(term[0], nodes.emphasis), tuple(node.astext() for node in also)
    return model.HeadWord(term.astext(), docname, term["entry"], title, forms)
