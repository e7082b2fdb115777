"""Read the records of a page off its finished doctree: the only way from nodes to records.

``read_page`` is a function of the doctree; the transform ``Records`` keeps what it returns.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from docutils import nodes
from sphinxcontrib.bibtex.nodes import bibliography

from .. import model
from ..domain import EditionDomain
from ..loci import locus_id
from ..model import RENDERING, Page, is_text, text_key
from ..nodes import notes, passage, passage_version, placeholder, witness
from .blocks import read_blocks
from .doctree import ancestors, cited_keys, incipits, line_of, locus_of, read_words
from .passages import EditionTransform


class Records(EditionTransform):
    """Keep what a page contributes to the edition."""

    default_priority = 850  # after call sites are named (840), when Sphinx's domains read it, too

    def apply(self, **kwargs: Any) -> None:
        """Read one page; a bound one was read before, while it had the edition's own words."""
        unbound: Page | None = self.document.attributes.pop("page", None)
        page = read_page(self.env.docname, self.document, self.header)
        if unbound is not None:
            page = replace(unbound, citations=page.citations)
        EditionDomain.from_env(self.env).pages[self.env.docname] = page


def read_page(docname: str, document: nodes.document, header: dict[str, str]) -> Page:
    """Return all that a document contributes; take off what transforms left there for records."""
    elements = list(document.findall(nodes.Element))
    titles = [node.astext() for node in elements if isinstance(node, nodes.title)]
    placeholders = [node for node in elements if isinstance(node, placeholder)]
    shows = {node["shows"] for node in placeholders}
    if any(isinstance(node, bibliography) for node in elements):
        shows.add("bibliography")
    return Page(
        docname=docname,
        title=next(iter(titles), docname),
        header=header,
        passages=tuple(_passage(docname, node) for node in elements if isinstance(node, passage)),
        mentions=tuple(node["mention"] for node in elements if "mention" in node),
        citations=tuple(_citation(docname, node) for node in elements if "site" in node),
        comments=tuple(
            comment for node in elements if isinstance(node, notes)
            for comment in _comments(docname, node)
        ),
        events=tuple(e for n in placeholders if n["shows"] == "chronology" for e in _events(n)),
        introduction=tuple(_outside(document)) if is_text(docname) else (),
        prose=() if is_text(docname) else tuple(_outside(document)),
        head_words=tuple(_head_word(docname, header, node) for node in elements if "entry" in node),
        problems=tuple(document.attributes.pop("problems", ())),
        headings=tuple(titles),
        targets=tuple(
            (ident, line_of(node)) for node in elements for ident in node["ids"]
            if isinstance(node, nodes.section) or (node["names"] and not is_note(node))
        ),
        addresses=tuple(_addresses(elements)),
        shows=frozenset(shows),
    )  # fmt: skip


def _addresses(elements: list[nodes.Element]) -> Iterator[tuple[str, int]]:
    """Yield what may be an address of the edition: each run of code, and each link to the web."""
    for node in elements:
        if isinstance(node, nodes.literal):
            yield node.astext(), line_of(node)
        elif isinstance(node, nodes.reference) and "://" in node.get("refuri", ""):
            yield node["refuri"], line_of(node)


def is_note(node: nodes.Element) -> bool:
    """Tell whether a node is a footnote, or a call of one: these are named by other means."""
    return isinstance(node, nodes.footnote | nodes.footnote_reference | nodes.citation)


def _passage(docname: str, node: passage) -> model.Passage:
    sections = ancestors(node, nodes.section)
    return model.Passage(
        key=f"{text_key(docname)}:{node['locus']}",
        docname=docname,
        locus=node["locus"],
        versions=tuple(_version(node["locus"], child) for child in node.findall(passage_version)),
        incipit=next((words.astext() for words in incipits(node)), ""),
        line=line_of(node),
        section=sections[0][0].astext() if len(sections) > 1 else "",
        note_to=node["note_to"],
    )


def _version(locus: str, node: passage_version) -> model.Version:
    ident = f"p{locus_id(locus)}"
    text, emphases = read_words(node.children)
    return model.Version(
        key=node["key"],
        lang=node["lang"],
        evidence=node["evidence"] if node["key"] != RENDERING else "",
        copy=node["copy"],
        text=text,
        anchor=f"{ident}-{node['key']}" if node["key"] else ident,
        line=line_of(node),
        blocks=tuple(read_blocks(node.children)),
        emphases=emphases,
    )


def _citation(docname: str, node: nodes.Element) -> model.Citation:
    return model.Citation(
        keys=cited_keys(node),
        docname=docname,
        place=locus_of(node),
        anchor=node["site"],
        printed=isinstance(node.parent, witness),
    )


def _comments(docname: str, node: notes) -> Iterator[model.Comment]:
    locus = locus_of(node)
    key = f"{text_key(docname)}:{locus}" if locus else ""
    for term in node.findall(nodes.term):
        blocks = tuple(read_blocks(term.parent.children[1:]))
        ours = term.get("ours", "")
        yield model.Comment(node["kind"], term.astext(), key, line_of(term), blocks, ours)


def _events(node: placeholder) -> Iterator[model.Event]:
    for block in node.children:
        if not isinstance(block, nodes.definition_list):
            yield model.Event("", " ".join(block.astext().split()[:4]), line_of(block))
    for term in node.findall(nodes.term):
        blocks = tuple(read_blocks(term.parent.children[1:]))
        yield model.Event(term["date"], term.astext(), line_of(term), blocks)


def _outside(document: nodes.document) -> Iterator[model.Block]:
    apart = nodes.title | nodes.section | passage | nodes.docinfo | nodes.field_list | placeholder
    for section in [document, *document.findall(nodes.section)]:
        others = [child for child in section if not isinstance(child, apart)]
        yield from read_blocks([child for child in others if not _has_entries(child)])


def _has_entries(node: nodes.Node) -> bool:
    terms = node.findall(nodes.term) if isinstance(node, nodes.definition_list) else ()
    return any("entry" in term for term in terms)


def is_authority(node: nodes.Node) -> bool:
    """Tell whether a paragraph of a definition holds identifiers, which are none of its words."""
    return isinstance(node, nodes.paragraph) and "authority" in node["classes"]


def _head_word(docname: str, header: dict[str, str], term: nodes.Element) -> model.HeadWord:
    """Return an entry.

    What stands in italics is a title, and all else on a page with ``index: places`` a place. Of
    others with numbers of authority files, a comma before given names tells a person from a body.
    """
    head, authorities = term.astext(), term.get("authorities", ())
    kind = ("person" if ", " in head else "org") if authorities else ""
    if isinstance(term[0], nodes.emphasis):
        kind = "title"
    elif header.get("index") == "places":
        kind = "place"
    emphases = term.parent.findall(nodes.emphasis)
    forms = tuple(node.astext() for node in emphases if "also" in node["classes"])
    definitions = term.parent.findall(nodes.definition)
    blocks = [block for definition in definitions for block in definition.children]
    words = tuple(read_blocks([block for block in blocks if not is_authority(block)]))
    return model.HeadWord(head, docname, term["entry"], kind, forms, words, authorities)
