"""The read transform of mentions: the places that quote, echo or name a passage.

A mention is a role, or a block quotation whose last line is a dash and roles. Its id is made of
the locus it stands in and the passage it names: such an id is typed, never counted.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref

from ..loci import locus_id
from ..model import COMPARED, Mention, is_essay, safe_id, text_key
from ..nodes import linebreak, passage, passage_version, placeholder, source_line
from ..words import collate
from .doctree import (
    ancestors,
    has_affixes,
    is_editorial,
    lemmata,
    line_of,
    locus_of,
    read_words,
    references_of,
    text_of,
)  # fmt: skip
from .passages import EditionTransform
from .wrapping import position

_DASH = re.compile(r"(?:^|\n)(?:—|–|--+)\s*")


class Mentions(EditionTransform):
    """Give every mention an id and its record; read the last line of a block quotation.

    ::

        block_quote.quotation         its ``mention`` is a ``model.Mention``
            target#q…
            paragraph…
            attribution(pending_xref…)
        placeholder                   of its verdict, if it is compared
        paragraph(target#q…, pending_xref, …)     the reference has the ``mention``
        placeholder                   of the differences, if it is compared
    """

    default_priority = 510  # after passages (500): ids are made of the locus a mention stands in

    def apply(self, **kwargs: Any) -> None:
        """Shape the mentions of one page, and leave placeholders for what is shown of them."""
        if references_of(self.document, "cite"):  # labels of the bibliography are printed here
            for name in self.config.bibtex_bibfiles:
                self.env.note_dependency(str(Path(self.env.srcdir, name)))
        quotations = [
            (quote, refs) for quote in list(self.document.findall(nodes.block_quote))
            if (refs := self.attribute(quote))
        ]  # fmt: skip
        for ref in references_of(self.document, "cite"):
            self.check_citation(ref)
        attributions = {ref for _, refs in quotations for ref in refs}
        words: dict[str, str] = {}  # of each id
        for ref in references_of(self.document, "ed"):
            if ref not in attributions:
                self.identify(ref, ref, [ref], [ref] if ref["refexplicit"] else [], words)
        for quote, refs in quotations:
            first = quote.next_node(nodes.Element) or quote
            self.identify(quote, first, refs, quote.children, words)
        for node in self.document.findall(passage):
            languages(node)
            key = f"{text_key(self.env.docname)}:{node['locus']}"
            node += self.placeholder("quoted-by", key)

    def attribute(self, quote: nodes.block_quote) -> list[pending_xref]:
        """Make the source line of a block quotation its attribution; return what it quotes.

        These are the references there that are of the same kind as the first. A line of dialogue
        opens with a dash, too: a source line names a passage or a work.
        """
        last = quote.children[-1]
        refs: list[pending_xref] = []
        if isinstance(last, nodes.paragraph) and (source := self.split(last)):
            if not last.children:
                quote.remove(last)
            quote += source
            named = references_of(source, "ed")
            refs = [ref for ref in named if ref["reftype"] == named[0]["reftype"]]
        if refs and len(quote) > 1:
            quote["classes"].append("quotation")
            return refs
        is_inner = bool(ancestors(quote, nodes.block_quote))
        is_in_essay = is_essay(self.env.docname) and not is_inner
        if is_in_essay and not references_of(quote, "cite"):
            self.problem(
                "unattributed", quote,
                "this block quotation names no source: end it with a line such as "
                "“— Mill, {quote}`mill-1859:22`”, or a {cite}",
            )  # fmt: skip
        return []

    def split(self, para: nodes.paragraph) -> source_line | None:
        """Take the source line off the last paragraph of a quotation, if it has one."""
        position, start, end = dash(para) or (len(para), 0, 0)
        after = para.children[position + 1 :]
        links = [ref for node in after for ref in node.findall(pending_xref)]
        if not any(map(is_editorial, links)):  # it names nothing
            return None
        text = para[position].astext()
        source = source_line("", "", nodes.Text(text[end:]), *after)
        source.source, source.line = para.source, line_of(para)
        if "\n" in source.astext().strip():
            self.problem(
                "words", para,
                "words stand below the dash line that names the source, or it goes on in a second "
                "line: write it as one line, the last of the quotation",
            )  # fmt: skip
        before = [*para.children[:position], nodes.Text(text[:start])]
        while before and isinstance(before[-1], nodes.Text | linebreak):
            if before[-1].astext().strip():
                break
            before.pop()
        para.clear()
        para += before
        return source

    def check_citation(self, ref: pending_xref) -> None:
        """Refuse words in a citation among words that are compared, which would not be."""
        own = nodes.block_quote
        compared = own if self.is_restated else own | passage_version
        is_inside = ancestors(ref, compared) and not any(map(is_editorial, ancestors(ref)))
        if is_inside and has_affixes(ref):
            message = "words inside {cite} are not compared: write them before or after it"
            self.problem("words", ref, message)

    def identify(
        self, node: nodes.Element, start: nodes.Element, refs: Sequence[pending_xref],
        content: Iterable[nodes.Node], words: dict[str, str],
    ) -> None:  # fmt: skip
        """Give a mention its record, and its id to a label at its start.

        Of two mentions with one id, the first has the label and the comparison.
        """
        (text, emphases), locus, head = read_words(content), locus_of(node), ""
        if not locus:
            items = ancestors(node, nodes.definition_list_item)
            head = items[0][0].astext() if items else ""
        kind, targets = refs[0]["reftype"], tuple(ref["reftarget"] for ref in refs)
        mention = Mention(
            kind, targets, text, self.env.docname, locus, "", line_of(node), head, emphases
        )
        anchor = mention_id(mention, words)
        node["mention"] = replace(mention, anchor=anchor)
        if anchor not in words:
            words[anchor] = text
            self.label(start, anchor)
            if mention.kind in COMPARED:
                self.compare(node, anchor)

    def compare(self, node: nodes.Element, anchor: str) -> None:
        """Leave a placeholder for the verdict under a block quotation or under the paragraph."""
        block = isinstance(node, nodes.block_quote)
        host = node if block else next(iter(ancestors(node, nodes.paragraph)), None)
        if host is not None:
            verdict = self.placeholder("verdict" if block else "difference", anchor)
            at = position(host) + 1
            while at < len(host.parent) and isinstance(host.parent[at], placeholder):
                at += 1  # of several in one paragraph, the first comes first
            host.parent.insert(at, verdict)


def mention_id(mention: Mention, words: Mapping[str, str]) -> str:
    """Return the id of a mention: ``q`` or ``r``, where it stands, and the first that it names.

    ``words`` has the words of each id of the page. A quotation has an id of its own: if the same
    passage is quoted in the same place with other words, as many of these are added as it takes.
    """
    quoted = mention.kind in (*COMPARED, "translation")
    place = ("q" if quoted else "r") + locus_id(mention.place)
    head = safe_id(mention.head.casefold())
    target = locus_id(mention.targets[0])
    anchor = base = safe_id("-".join(filter(None, (place, head, target))))
    if quoted:
        added = mention.text.casefold().split()
        for count in range(4, len(added) + 5):
            if words.get(anchor, mention.text) == mention.text:
                break
            anchor = f"{base}-{safe_id(' '.join(added[:count]))}"
    return anchor


def languages(node: passage) -> None:
    """Give each lemma of a passage the language of the version in which it stands."""
    versions = [(v["lang"], text_of(v.children)) for v in node.findall(passage_version)]
    for term, _ in lemmata(node):
        found = (lang for lang, text in versions if collate.places(term.astext(), text))
        term["classes"] += [f"language-{lang}" for lang in found][:1]


def dash(para: nodes.paragraph) -> tuple[int, int, int] | None:
    """Find the dash that opens the last line of a paragraph.

    Return the position of the child that has it, and the offsets of its start and end in that; or
    None if no line opens with a dash.
    """
    for index, child in reversed([*enumerate(para)]):
        if isinstance(child, nodes.Text):
            opens = index == 0 or para[index - 1].astext().endswith("\n")
            dashes = [
                match for match in _DASH.finditer(child.astext())
                if opens or match[0].startswith("\n")
            ]  # fmt: skip
            if dashes:
                return index, *dashes[-1].span()
    return None
