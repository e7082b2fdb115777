"""Read transforms: what an editor types in Markdown becomes nodes of the edition.

All from a number to the next number or heading becomes one passage, so that a builder can set its
text and notes side by side. What has the wrong shape is kept on the document, for ``records``::

    passage
        passage_version.base      paragraph(locus, …), block_quote(…, attribution), placeholder, …
        passage_version*          witness, paragraph…
        notes*                    definition_list
        placeholder*              what other pages know of the passage
"""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..catalogs import N_, _
from ..domain import EditionDomain
from ..loci import OPENING, locus_id
from ..model import BASE, EVIDENCE, Problem, is_text, text_key
from ..nodes import locus, notes, passage, passage_version, pause, placeholder, witness
from ..words.dates import spelled
from ..words.names import author_series
from .doctree import ancestors, is_editorial, line_of, own_line, text_of
from .witnesses import evidence_sentence, state_evidence

_FIELDS = {
    "author": N_("Author"), "date": N_("Date"), "text": N_("Text"), "locus": N_("Passage numbers"),
    "reproduced": N_("Reproduced"), "rights": N_("Rights"), "published": N_("Published"),
    "url": N_("Whole text"),
}  # fmt: skip
_SHORT_INTRODUCTION = 400  #: characters; about as high as a header is
_WORDS = nodes.paragraph | nodes.block_quote | nodes.Sequential
TEXT_FORMS = {
    "full": N_("The author’s words in full."),
    "restated": N_("Restated in our words, passage by passage, under the first words of each."),
}


def shown_field(key: str, value: str) -> str:
    """Return what readers see of a field of the header."""
    if key == "author":
        return author_series(value)
    if key == "date":
        return spelled(value)
    if key == "reproduced":
        sentence = _("{share} of the author’s own words, in incipits and lemmata")
        return sentence.format(share=value)
    return _(TEXT_FORMS[value]) if value in TEXT_FORMS else value


class EditionTransform(SphinxTransform):
    """A read transform with what ours need: the header, problems, placeholders, labels, words."""

    @property
    def header(self) -> dict[str, str]:
        """The page's front matter, as the preflight read it."""
        return EditionDomain.from_env(self.env).header(self.env.docname)

    @property
    def is_restated(self) -> bool:
        """Whether the page restates an essay under the author's first words."""
        return self.header.get("text") == "restated"

    def problem(self, code: str, node: nodes.Element, message: str, line: int = 0) -> None:
        """Keep a problem on the document until its record is made, with the line of the node."""
        problems: list[Problem] = self.document.setdefault("problems", [])
        problems.append(Problem(code, self.env.docname, line or own_line(node), message))

    def placeholder(self, shows: str, target: str) -> placeholder:
        """Return a place for what other pages know of a target, a passage's key or an id."""
        return placeholder(shows=shows, target=target, doc=self.env.docname)

    def label(self, node: nodes.Element, ident: str) -> None:
        """Put an id where every builder can link to it: at the start of a block, or before."""
        label = nodes.target("", "", ids=[ident])
        self.document.ids.setdefault(ident, label)
        if isinstance(node, nodes.TextElement):
            node.insert(0, label)
        else:
            node.replace_self([label, node])

    def words(self, kind: type[nodes.Element]) -> Iterator[Any]:
        """Yield the nodes of a kind that stand in a passage or in a block quotation."""
        for node in list(self.document.findall(kind)):
            is_inside = ancestors(node, passage_version | nodes.block_quote)
            if is_inside and not any(map(is_editorial, ancestors(node))):
                yield node


class Passages(EditionTransform):
    """Gather each paragraph that opens with ``[3.1] `` and what follows it into a passage."""

    default_priority = 500  # after the parser's own, before mentions are given places (510)

    def apply(self, **kwargs: Any) -> None:
        """Shape one essay or source; leave every other page alone."""
        if not is_text(self.env.docname):
            return
        for parent in [self.document, *self.document.findall(nodes.section)]:
            self.gather(parent)
        self.show_header()

    def gather(self, parent: nodes.Element) -> None:
        """Shape the passages among the children of a section."""
        current: passage | None = None
        for child in [node for node in parent if isinstance(node, nodes.Element)]:
            is_addition = isinstance(child, passage_version | notes)
            if number := opening(child):
                current = self.open_passage(child, *number)
            elif isinstance(child, nodes.section | nodes.title):
                current = None
            elif isinstance(child, pause) and ends_passage(child):
                continue  # it stands between passages, and is no part of either
            elif current is not None:
                parent.remove(child)
                base = next(current.findall(passage_version))
                if isinstance(child, _WORDS) and len(current) > 1 and text_of([child]):
                    self.problem(
                        "slip", child,
                        f"this stands below a version or note of [{current['locus']}], and would "
                        "be words of the text: put it above them, or number it",
                    )  # fmt: skip
                (current if is_addition else base).append(child)
                if isinstance(child, passage_version):
                    line = next(child.findall(witness))
                    self.label(line, f"p{locus_id(current['locus'])}-{child['key']}")
            elif is_addition:
                self.problem("locus", child, "this stands under no passage: number one above it")

    def open_passage(self, para: nodes.Element, name: str, end: int) -> passage:
        """Replace a paragraph by a passage that holds it, and return that.

        ``name`` is the locus, and ``end`` the offset at which the words begin.
        """
        lang, note_to = self.header.get("lang", ""), para.attributes.pop("note_to", "")
        # what is printed in full is evidence of itself
        evidence = EVIDENCE[0] if self.header.get("text") == "full" else ""
        node = passage(locus=name, note_to=note_to, classes=["passage"])
        node["classes"] += ["own-note"] * bool(note_to)
        base = passage_version(
            key=BASE, lang=lang, evidence=self.header.get("evidence", evidence),
            copy=self.header.get("copy", ""), classes=["version", "base", f"language-{lang}"],
        )  # fmt: skip
        base["classes"] += ["secondhand"] * (base["evidence"] == "secondhand")
        node.source, node.line = base.source, base.line = para.source, line_of(para)
        ident = f"p{locus_id(name)}"
        label = locus("", f"[{name}]", number=name, refid=ident, ids=[ident], internal=True)
        self.document.ids.setdefault(ident, label)
        if end:
            para[0] = nodes.Text(para[0].astext()[end:])
        para.attributes.pop("locus", None)
        para[0:0] = [label, nodes.Text(" ")]
        para.replace_self(node)
        base += para
        node += base
        return node

    def show_header(self) -> None:
        """Show the front matter to the reader as a field list under the title."""
        fields = nodes.field_list(classes=["header"])

        def add(label: str, *content: nodes.Node) -> None:
            body = nodes.field_body("", nodes.paragraph("", "", *content))
            classes = [nodes.make_id(f"header-{label}")]
            fields.append(nodes.field("", nodes.field_name("", _(label)), body, classes=classes))

        for key, label in _FIELDS.items():
            value = self.header.get(key, "")
            if key in ("published", "url") and value:
                name = _("at {host}").format(host=urlsplit(value).netloc)
                link = nodes.reference("", name, refuri=value)
                add(label, link)
            elif value:
                add(label, nodes.Text(shown_field(key, value)))
        if evidence := self.header.get("evidence", ""):
            add(N_("Evidence"), *evidence_sentence(evidence, self.header.get("copy", "")))
        for line in state_evidence(self.document):
            add(N_("Version"), *line)
        fields += self.placeholder("editions", text_key(self.env.docname))
        title = next(self.document.findall(nodes.title))  # the preflight requires a title
        place = title.parent.index(title) + 1
        after = title.parent.children[place:]
        texts = takewhile(lambda node: not isinstance(node, passage | nodes.section), after)
        if sum(len(node.astext()) for node in texts) < _SHORT_INTRODUCTION:
            fields["classes"].append("above")  # there is not enough to stand beside
        title.parent.insert(place, fields)


def ends_passage(node: nodes.Node) -> bool:
    """Tell whether a passage or section opens after a node, or nothing stands after it."""
    after = node.next_node(descend=False, siblings=True)
    return after is None or isinstance(after, nodes.section) or opening(after) is not None


def opening(node: nodes.Node | None) -> tuple[str, int] | None:
    """Return the number that opens a paragraph, and where it ends; none if there is none.

    It stands in brackets; an escaped bracket is the text's own. A note of the text has its locus
    from ``OwnNotes``.
    """
    if not isinstance(node, nodes.paragraph):
        return None
    if "locus" in node:
        return node["locus"], 0
    is_typed = node.rawsource[:1] in ("[", "") and node.children and isinstance(node[0], nodes.Text)
    number = OPENING.match(node[0].astext()) if is_typed else None
    return (number[1], number.end()) if number else None
