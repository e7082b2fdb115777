"""Read transforms: the shapes that an editor types in Markdown become nodes of the edition.

A passage becomes ``passage(passage_version(paragraph(locus, …), …), passage_version*, notes*, placeholder*)``;
everything from a number to the next number or heading is in it, so that a builder can set text
and notes side by side. What has the wrong shape is kept on the document for ``pages`` to report.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform

from .markup import known
from .model import BASE, COMPARED, ESSAYS, OPENING, Problem, is_text, plain, stem
from .nodes import locus, notes, passage, passage_version, placeholder

_BRACKET = re.compile(r"\[([^\]…]{1,20})\]")
_DASH = re.compile(r"(?:^|\n)(?:—|–|--+)\s*")
_FIELDS = {
    "author": "Author", "date": "Date", "text": "Text", "copy": "Read in",
    "locus": "Numbers", "rights": "Rights", "url": "Whole text",
}  # fmt: skip
_HEADS = {
    "full": "The author’s words in full.",
    "restated": "Restated in our words, passage by passage, under the first words of each.",
}


class EditionTransform(SphinxTransform):
    """What the transforms share: the page's header, and problems kept for later."""

    @property
    def header(self) -> dict[str, str]:
        """The page's front matter, as the preflight read it."""
        headers: dict[str, dict[str, str]] = self.env.domains["ed"].data["headers"]
        return headers.get(self.env.current_document.docname, {})

    def problem(self, code: str, node: nodes.Element, message: str) -> None:
        """Keep a problem on the document."""
        found = Problem(code, self.env.current_document.docname, line(node), message)
        self.document.setdefault("problems", []).append(found)


def line(node: nodes.Node | None) -> int:
    """Return the line of the nearest node above that knows its own."""
    while node is not None and node.line is None:
        node = node.parent
    return (node.line or 0) if node is not None else 0


class Passages(EditionTransform):
    """Gather each paragraph that opens with ``[3.1] `` and what follows it into a passage."""

    default_priority = 500  # after the parser's own, before mentions are given places (510)

    def apply(self, **kwargs: Any) -> None:
        """Shape one essay or source; leave every other page alone."""
        if not is_text(self.env.current_document.docname):
            return
        for parent in [self.document, *self.document.findall(nodes.section)]:
            self.gather(parent)
        for kind in (passage_version, notes, nodes.block_quote):
            for node in self.document.findall(kind):
                self.nested(node)
        self.head()

    def gather(self, parent: nodes.Element) -> None:
        """Shape the passages among the children of a section."""
        current: passage | None = None
        for child in list(parent.children):
            number = opening(child)
            if number:
                current = self.open(child, number)
            elif isinstance(child, nodes.section | nodes.title):
                current = None
            elif isinstance(child, passage_version | notes) and current is None:
                self.problem("locus", child, "this stands under no passage: number one above it")
            elif isinstance(child, passage_version | notes):
                parent.remove(child)
                current += child
                if isinstance(child, passage_version):
                    self.anchor(child, f"p{current['locus']}-{child['key']}")
            elif current is not None:
                parent.remove(child)
                current[0] += child
            self.bracket(child)

    def open(self, para: nodes.paragraph, number: re.Match[str]) -> passage:
        """Replace a numbered paragraph by a passage that holds it."""
        name, lang = number[1], self.header.get("lang", "")
        node = passage(locus=name, classes=["passage"])
        base = passage_version(
            key=BASE, lang=lang, evidence=self.header.get("evidence", ""),
            copy=self.header.get("copy", ""), classes=["version", "base", f"language-{lang}"],
        )  # fmt: skip
        node.source, node.line = base.source, base.line = para.source, line(para)
        label = locus(
            "", f"[{name}]", number=name, refid=f"p{name}", ids=[f"p{name}"], internal=True
        )
        self.document.ids.setdefault(f"p{name}", label)
        first = para[0]
        para[0:1] = [label, nodes.Text(" "), nodes.Text(first.astext()[number.end() :])]
        para.replace_self(node)
        base += para
        node += base
        return node

    def anchor(self, node: passage_version, ident: str) -> None:
        """Give a version an id that every builder can link to."""
        first = node.next_node(nodes.TextElement)
        if first is not None:
            label = nodes.target("", "", ids=[ident])
            self.document.ids.setdefault(ident, label)
            first.insert(0, label)

    def bracket(self, child: nodes.Node) -> None:
        """Report an opening in brackets that is no number."""
        found = isinstance(child, nodes.paragraph) and _BRACKET.match(child.astext())
        if found and not any(child.findall(locus)):
            self.problem(
                "locus", child,
                f"“[{found[1]}]” opens a paragraph but is no locus: write a number such as "
                "[22] or [5.3] and a space, or begin the paragraph otherwise",
            )  # fmt: skip

    def nested(self, node: nodes.Element) -> None:
        """Report a number where none can be: inside a fence or a block quotation."""
        for para in node.findall(nodes.paragraph):
            number = opening(para)
            if number:
                self.problem(
                    "fence", para,
                    f"passage [{number[1]}] stands inside the fence or quotation that opens at "
                    f"line {line(node)}: close that first",
                )  # fmt: skip

    def head(self) -> None:
        """Show the front matter to the reader as a field list under the title."""
        fields = nodes.field_list(classes=["header"])
        for key, label in _FIELDS.items():
            value = self.header.get(key)
            if not value:
                continue
            body: nodes.Element = nodes.paragraph("", _HEADS.get(value, value))
            if key == "url":
                body = nodes.paragraph("", "", nodes.reference("", value, refuri=value))
            fields += nodes.field("", nodes.field_name("", label), nodes.field_body("", body))
        if self.header.get("evidence", "seen") != "seen":
            body = nodes.paragraph("", known(self.header["evidence"], self.header.get("copy", "")))
            fields += nodes.field("", nodes.field_name("", "Known"), nodes.field_body("", body))
        title = next(self.document.findall(nodes.title), None)
        if title is not None and fields.children:
            title.parent.insert(title.parent.index(title) + 1, fields)


def opening(node: nodes.Node) -> re.Match[str] | None:
    """Match the bracketed number that opens a paragraph."""
    if isinstance(node, nodes.paragraph) and node.children and isinstance(node[0], nodes.Text):
        return OPENING.match(node[0].astext())
    return None


class Mentions(EditionTransform):
    """Give every mention an id; read the last line of a block quotation as its attribution."""

    default_priority = 510  # after passages (500): ids are made of the locus a mention stands in

    def apply(self, **kwargs: Any) -> None:
        """Shape the mentions of one page, and place what will be shown of them."""
        taken: dict[str, str] = {}
        for quote in list(self.document.findall(nodes.block_quote)):
            self.attribute(quote)
        for ref in list(self.document.findall(pending_xref)):
            if ref.get("refdomain") == "ed" and "of" not in ref:
                self.identify(ref, ref, words([ref]) if ref["refexplicit"] else "", taken)
        for quote in list(self.document.findall(nodes.block_quote)):
            if "targets" in quote:
                self.identify(quote, quote[0], words(quote.children), taken)
        for node in self.document.findall(passage):
            key = f"{stem(self.env.current_document.docname)}:{node['locus']}"
            node += placeholder(shows="inline", of=key)
            node += placeholder(shows="quoted-by", of=key)

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
            source.source, source.line = para.source, line(para)
            para.children = [*para.children[:at], nodes.Text(text[:begin])]
            if not para.astext().strip():
                quote.remove(para)
            quote += source
            refs = [r for r in source.findall(pending_xref) if r.get("refdomain") == "ed"]
            refs = [r for r in refs if r["reftype"] == refs[0]["reftype"]]
        if refs and len(quote) > 1:
            quote["kind"], quote["targets"] = refs[0]["reftype"], [r["reftarget"] for r in refs]
            quote["classes"].append("quotation")
            for ref in refs:
                ref["of"] = "quotation"
        elif self.env.current_document.docname.startswith(ESSAYS) and not cites(quote):
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
        place = next((p["locus"] for p in above(node) if isinstance(p, passage)), "")
        lead = "q" if kind in (*COMPARED, "translation") else "r"
        ident = f"{lead}{place}-{plain(target)}"
        if lead == "q" and taken.get(ident, text) != text:
            ident += "-" + plain(" ".join(text.casefold().split()[:4]))
        node["mention"], node["place"], node["words"] = ident, place, text
        if ident in taken:
            return
        taken[ident] = text
        label = nodes.target("", "", ids=[ident])
        self.document.ids.setdefault(ident, label)
        if isinstance(at, nodes.paragraph):
            at.insert(0, label)
        else:
            at.replace_self([label, at])
        if "targets" in node and kind in COMPARED:
            node.parent.insert(node.parent.index(node) + 1, placeholder(shows="verdict", of=ident))


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


def cites(node: nodes.Element) -> bool:
    """Tell whether a node holds a citation of the bibliography."""
    return any(ref.get("refdomain") == "cite" for ref in node.findall(pending_xref))


def above(node: nodes.Element) -> list[nodes.Element]:
    """Return the nodes that hold a node, nearest first."""
    found = []
    parent = node.parent
    while parent is not None:
        found.append(parent)
        parent = parent.parent
    return found


def words(blocks: list[nodes.Node] | list[nodes.Element]) -> str:
    """Return the words of a text in some nodes, one line a paragraph; nothing of the editor's."""
    lines = []
    for block in blocks:
        if isinstance(block, nodes.TextElement) and not is_ours(block):
            lines.append("".join(inline(block)))
        elif isinstance(block, nodes.Element) and not is_ours(block):
            lines.append(words(block.children))
    return "\n".join(" ".join(text.split()) for text in lines if text.strip())


def inline(node: nodes.Node) -> list[str]:
    """Return the pieces of text in a paragraph that are the text's own."""
    if isinstance(node, nodes.Text):
        return [node.astext()]
    return [piece for child in node.children if not is_ours(child) for piece in inline(child)]


def is_ours(node: nodes.Node) -> bool:
    """Tell whether a node is the editor's, not the text's: numbers, notes, bare references."""
    if isinstance(node, locus | notes | placeholder | nodes.attribution | nodes.target):
        return True
    if isinstance(node, nodes.footnote | nodes.footnote_reference):
        return True
    if isinstance(node, pending_xref):
        return node.get("refdomain") != "ed" or not node["refexplicit"]
    return isinstance(node, nodes.Element) and "witness" in node["classes"]
