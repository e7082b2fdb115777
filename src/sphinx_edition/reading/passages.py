"""Read transforms: the shapes that an editor types in Markdown become nodes of the edition.

All from a number to the next number or heading becomes one passage, so that a builder can set its
text and notes side by side; what has the wrong shape is kept on the document for ``pages``::

    passage
        passage_version.base      paragraph(locus, …), block_quote(…, attribution), placeholder, …
        passage_version*          paragraph…, paragraph.witness
        notes*                    definition_list
        placeholder*              what other pages know of the passage
"""

import re
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..domain import EditionDomain
from ..model import BASE, OPENING, Problem, is_text
from ..nodes import locus, notes, passage, passage_version, placeholder
from .doctree import line_of
from .markup import evidence_sentence

_NUMBERED = re.compile("^" + OPENING.pattern, re.MULTILINE)
_BRACKET = re.compile(r"\[([^\]…]{1,20})\]")
_FIELDS = {
    "author": "Author", "date": "Date", "text": "Text", "copy": "Read in",
    "locus": "Numbered by", "rights": "Rights", "url": "Whole text",
}  # fmt: skip
TEXT_FORMS = {
    "full": "The author’s words in full.",
    "restated": "Restated in our words, passage by passage, under the first words of each.",
}


class EditionTransform(SphinxTransform):
    """What the transforms share: the page's header, and problems kept for later."""

    @property
    def header(self) -> dict[str, str]:
        """The page's front matter, as the preflight read it."""
        headers = EditionDomain.from_env(self.env).headers
        return headers.get(self.env.current_document.docname, {})

    def problem(self, code: str, node: nodes.Element, message: str) -> None:
        """Keep a problem on the document."""
        found = Problem(code, self.env.current_document.docname, line_of(node), message)
        problems: list[Problem] = self.document.setdefault("problems", [])
        problems.append(found)

    def place(self, shows: str, of: str) -> placeholder:
        """Return a place for what other pages know, which builders that join pages can fill."""
        return placeholder(shows=shows, of=of, doc=self.env.current_document.docname)

    def label(self, at: nodes.Element, ident: str) -> None:
        """Put an id where every builder can link to it: at the start of a block, or before."""
        label = nodes.target("", "", ids=[ident])
        self.document.ids.setdefault(ident, label)
        if isinstance(at, nodes.TextElement):
            at.insert(0, label)
        else:
            at.replace_self([label, at])


class Passages(EditionTransform):
    """Gather each paragraph that opens with ``[3.1] `` and what follows it into a passage."""

    default_priority = 500  # after the parser's own, before mentions are given places (510)

    def apply(self, **kwargs: Any) -> None:
        """Shape one essay or source; leave every other page alone."""
        if not is_text(self.env.current_document.docname):
            return
        for parent in [self.document, *self.document.findall(nodes.section)]:
            self.gather(parent)
        if "locus" in self.header:  # a source's own words were transcribed from something
            says, classes = f"{self.header['text']}.", f"witness language-{self.config.language}"
            for node in self.document.findall(passage_version):
                if node["key"] == BASE:
                    node += nodes.paragraph("", says, classes=classes.split())
        for block in self.document.findall(nodes.TextElement):
            self.nested(block)
        self.head()

    def gather(self, parent: nodes.Element) -> None:
        """Shape the passages among the children of a section."""
        current: passage | None = None
        for child in [c for c in parent if isinstance(c, nodes.Element)]:
            belongs = isinstance(child, passage_version | notes)  # to a passage, not to its words
            if number := opening(child):
                current = self.open(child, number)
            elif isinstance(child, nodes.section | nodes.title):
                current = None
            elif current is not None:
                parent.remove(child)
                base = next(current.findall(passage_version))
                (current if belongs else base).append(child)
                first = child.next_node(nodes.TextElement)
                if isinstance(child, passage_version) and first is not None:
                    self.label(first, f"p{current['locus']}-{child['key']}")
            elif belongs:
                self.problem("locus", child, "this stands under no passage: number one above it")
            self.bracket(child)

    def open(self, para: nodes.Element, number: re.Match[str]) -> passage:
        """Replace a numbered paragraph by a passage that holds it, and return that."""
        name, lang = number[1], self.header.get("lang", "")
        printed = "seen" if self.header.get("text") == "full" else ""  # here, for all to see
        node = passage(locus=name, classes=["passage"])
        base = passage_version(
            key=BASE, lang=lang, evidence=self.header.get("evidence", printed),
            copy=self.header.get("copy", ""), classes=["version", "base", f"language-{lang}"],
        )  # fmt: skip
        node.source, node.line = base.source, base.line = para.source, line_of(para)
        label = locus(
            "", f"[{name}]", number=name, refid=f"p{name}", ids=[f"p{name}"], internal=True
        )
        self.document.ids.setdefault(f"p{name}", label)
        para[0:1] = [label, nodes.Text(" "), nodes.Text(para[0].astext()[number.end() :])]
        para.replace_self(node)
        base += para
        node += base
        return node

    def bracket(self, child: nodes.Element) -> None:
        """Report an opening in brackets that is no number."""
        text = child.astext() if isinstance(child, nodes.paragraph) else ""
        if text and isinstance(child[0], nodes.reference) and not isinstance(child[0], locus):
            text = f"[{child[0].astext()}]"  # “[22]: https://…” below makes a link of “[22]”
        found = _BRACKET.match(text)
        if found and not any(child.findall(locus)):
            self.problem(
                "locus", child,
                f"“[{found[1]}]” opens a paragraph but is no locus: write a number such as "
                "[22] or [5.3] and a space, or begin the paragraph otherwise",
            )  # fmt: skip

    def nested(self, node: nodes.Element) -> None:
        """Report a number where none can be: inside a fence, a list or a block quotation."""
        literal = isinstance(node, nodes.literal_block)
        number = _NUMBERED.search(node.astext()) if literal else opening(node)
        if number:
            holder = node if literal else node.parent
            self.problem(
                "fence", node,
                f"passage [{number[1]}] stands inside the fence or quotation that opens at "
                f"line {line_of(holder)}: close that first",
            )  # fmt: skip

    def head(self) -> None:
        """Show the front matter to the reader as a field list under the title."""
        fields = nodes.field_list(classes=["header"])
        for key, label in _FIELDS.items():
            value = self.header.get(key)
            if not value:
                continue
            body: nodes.Element = nodes.paragraph("", TEXT_FORMS.get(value, value))
            if key == "url":
                link = nodes.reference("", f"at {urlsplit(value).netloc}", refuri=value)
                body = nodes.paragraph("", "", link)
            fields += nodes.field("", nodes.field_name("", label), nodes.field_body("", body))
        if self.header.get("evidence", "seen") != "seen":
            body = nodes.paragraph(
                "", evidence_sentence(self.header["evidence"], self.header.get("copy", ""))
            )
            fields += nodes.field("", nodes.field_name("", "Known"), nodes.field_body("", body))
        title = next(self.document.findall(nodes.title))  # which the header has
        title.parent.insert(title.parent.index(title) + 1, fields)


def opening(node: nodes.Node) -> re.Match[str] | None:
    """Match the bracketed number that opens a paragraph."""
    if isinstance(node, nodes.paragraph) and node.children and isinstance(node[0], nodes.Text):
        return OPENING.match(node[0].astext())
    return None
