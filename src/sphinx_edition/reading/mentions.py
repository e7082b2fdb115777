"""The read transform of mentions: the places that quote, echo or name a passage.

A mention is a role, or a block quotation whose attribution opens with roles; its id is made of
the locus it stands in and the passage it names, so that it is typed, never counted.
"""

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref

from ..model import COMPARED, ESSAYS, mention_id, text_key
from ..nodes import passage, passage_version
from ..words import collate
from .doctree import ancestors, lemmata, line_of, locus_of, references_of, text_of
from .passages import EditionTransform

_DASH = re.compile(r"(?:^|\n)(?:—|–|--+)\s*")


class Mentions(EditionTransform):
    """Give every mention an id; read the last line of a block quotation as its attribution."""

    default_priority = 510  # after passages (500): ids are made of the locus a mention stands in

    def apply(self, **kwargs: Any) -> None:
        """Shape the mentions of one page, and place what will be shown of them."""
        taken: dict[str, str] = {}
        docname = self.env.current_document.docname
        if references_of(self.document, "cite"):  # labels of the bibliography are printed here
            for name in self.config.bibtex_bibfiles:
                self.env.note_dependency(str(Path(self.env.srcdir, name)))
        for quote in list(self.document.findall(nodes.block_quote)):
            self.attribute(quote)
        for ref in references_of(self.document, "ed"):
            if "of" not in ref:
                self.identify(ref, ref, text_of([ref]) if ref["refexplicit"] else "", taken)
        for quote in list(self.document.findall(nodes.block_quote)):
            if "targets" in quote:
                first = quote.next_node(nodes.Element) or quote
                self.identify(quote, first, text_of(quote.children), taken)
        for node in self.document.findall(passage):
            languages(node)
            node += self.place("quoted-by", f"{text_key(docname)}:{node['locus']}")

    def attribute(self, quote: nodes.block_quote) -> None:
        """Make the dash line of a block quotation its attribution, and note what it names."""
        para = quote.children[-1]
        split = dash(para) if isinstance(para, nodes.paragraph) else None
        refs: list[pending_xref] = []
        if split is not None and isinstance(para, nodes.paragraph):
            at, begin, end = split
            text = para[at].astext()
            tail = [nodes.Text(text[end:]), *para.children[at + 1 :]]
            source = nodes.attribution("", "", *tail)
            source.source, source.line = para.source, line_of(para)
            para.children = [*para.children[:at], nodes.Text(text[:begin])]
            if not para.astext().strip():
                quote.remove(para)
            quote += source
            every = references_of(source, "ed")
            refs = [ref for ref in every if ref["reftype"] == every[0]["reftype"]]
        if refs and len(quote) > 1:
            quote["kind"], quote["targets"] = refs[0]["reftype"], [r["reftarget"] for r in refs]
            quote["classes"].append("quotation")
            for ref in refs:
                ref["of"] = "quotation"
        elif self.env.current_document.docname.startswith(ESSAYS) and not references_of(
            quote, "cite"
        ):
            self.problem(
                "unattributed", quote,
                "this block quotation names no source: end it with a line such as "
                "“— Marx, {quote}`marx-1850:22`”, or a {cite}",
            )  # fmt: skip

    def identify(
        self, node: nodes.Element, at: nodes.Element, text: str, taken: dict[str, str]
    ) -> None:
        """Give a mention the id made of its place and target; a second with other words, more."""
        kind = node.get("kind") or node["reftype"]
        target = (node.get("targets") or [node["reftarget"]])[0]
        here = locus_of(node)
        items = (
            i for i in ancestors(node) if isinstance(i, nodes.definition_list_item) and not here
        )
        head = next((item[0].astext() for item in items), "")
        ident = mention_id(kind, here, head, target, text, taken)
        node["mention"], node["place"], node["head"], node["words"] = ident, here, head, text
        if ident not in taken:
            taken[ident] = text
            self.label(at, ident)
            if kind in COMPARED:
                self.compare(node, ident)

    def compare(self, node: nodes.Element, ident: str) -> None:
        """Leave a place for the verdict under a block quotation, or under the paragraph."""
        block = "targets" in node
        paragraphs = (p for p in ancestors(node) if isinstance(p, nodes.paragraph))
        host = node if block else next(paragraphs, None)
        if host is not None:
            shown = self.place("verdict" if block else "difference", ident)
            host.parent.insert(host.parent.index(host) + 1, shown)


def languages(node: passage) -> None:
    """Give each lemma of a passage the language of the version in which it stands."""
    versions = [(v["lang"], text_of(v.children)) for v in node.findall(passage_version)]
    for term, _ in lemmata(node):
        found = (lang for lang, text in versions if collate.places(term.astext(), text))
        term["classes"] += [f"language-{lang}" for lang in found][:1]


def dash(para: nodes.paragraph) -> tuple[int, int, int] | None:
    """Find the dash that opens the last line: child, and start and end of the dash in it."""
    for at in range(len(para) - 1, -1, -1):
        child = para[at]
        if isinstance(child, nodes.Text):
            fresh = at == 0 or para[at - 1].astext().endswith("\n")
            found = [m for m in _DASH.finditer(child.astext()) if fresh or m[0].startswith("\n")]
            if found:
                return at, found[-1].start(), found[-1].end()
    return None
