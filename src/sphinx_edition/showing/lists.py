"""Post-transforms: what other pages know becomes standard nodes.

``placeholder(shows="quoted-by")`` becomes ``container(paragraph, bullet_list)``,
``verdict`` and ``inline`` become ``container(paragraph)``, ``concordance`` a ``table``.
"""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref

from ..domain import passage_name
from ..model import BASE, COMPARED, ESSAYS, KINDS, RENDERING, Mention, text_key
from ..nodes import placeholder
from ..words.verdicts import Verdict
from .filling import Filler, table

_VERBS = {
    "quote": "Quoted by", "variant": "Quoted, with differences, by", "translation": "Rendered by",
    "echo": "Echoed by", "allusion": "Alluded to by", "parallel": "Parallel in",
    "passage": "Referred to by",
}  # fmt: skip
_STATUS = {
    "exact": "exact", "unverified": "unverified", "variant": "different",
    "uncompared": "not compared", "wrong": "wrong",
}  # fmt: skip
_WORDS = 14  #: how many of the quoting words a list shows


class Lists(Filler):
    """Fill the places for who points to a passage, for comparisons, and the concordance."""

    # -- quoted by ----------------------------------------------------------------------------

    def quoted_by(self, place: placeholder) -> list[nodes.Node]:
        """List the places that point to a passage, by text and kind.

        A plain reference is left out on the passage's own page, beside a stronger mention, and in
        the book if it is of a register: that has an index.
        """
        silent = {place["doc"]}
        if self.builder.name == "typst":
            silent |= {page.docname for page in self.edition.pages.values() if page.head_words}
        pointing = self.edition.mentions_of(place["target"])
        mentions = sorted(pointing, key=lambda m: KINDS.index(m.kind))
        stronger = {(m.docname, m.place) for m in mentions if m.kind != "passage"}
        shown = [
            m
            for m in mentions
            if m.kind != "passage"
            or (m.docname not in silent and (m.docname, m.place) not in stronger)
        ]
        items = nodes.bullet_list()
        for kind, alike in groupby(shown, lambda m: m.kind):
            para = nodes.paragraph("", f"{_VERBS[kind]} ")
            for source, group in groupby(alike, lambda m: m.docname):
                label = nodes.emphasis("", self.edition.pages[source].label)
                para += [nodes.Text("; " if len(para) > 1 else ""), label]
                for i, mention in enumerate({m.anchor: m for m in group}.values()):
                    link = self.link(source, mention.anchor, nodes.Text(_place(mention)))
                    para += [nodes.Text("; " if i else " "), link]
                    if mention.text:
                        para += nodes.Text(f" “{shortened(mention.text)}”")
            items += nodes.list_item("", para)
        return [nodes.container("", items, classes=["quoted-by"])] if len(items) else []

    # -- verdicts -----------------------------------------------------------------------------

    def verdict(self, place: placeholder) -> list[nodes.container]:
        """Say under a block quotation how it compares with its source."""
        mentions = self.edition.pages[place["doc"]].mentions
        return [self.comparison(next(m for m in mentions if m.anchor == place["target"]))]

    def difference(self, place: placeholder) -> list[nodes.container]:
        """Say the same of words quoted in running text, but only where they are not exact."""
        return [box for box in self.verdict(place) if "exact" not in box["classes"]]

    def comparison(self, mention: Mention) -> nodes.container:
        """Return the line of the apparatus for one mention."""
        verdict = self.edition.verdict(mention)
        para = nodes.paragraph()
        if verdict.status == "unverified":
            para += nodes.Text("Unverified: the source is known only through this quotation.")
        elif verdict.version is not None:
            word_for_word = verdict.status == "exact"
            para += nodes.Text("Word for word as in " if word_for_word else "Differs from ")
            para += self.witness(mention, verdict)
            para += nodes.Text("." if word_for_word else ", whose words stand before the bracket: ")
            para += apparatus_nodes(verdict)
        return nodes.container("", para, classes=["collation", verdict.status])

    def witness(self, mention: Mention, verdict: Verdict) -> pending_xref:
        """Return a link to the version that a mention was compared with."""
        passage = self.edition.passages[mention.targets[0]]
        version = verdict.version
        assert version is not None
        return self.link(passage.docname, version.anchor, nodes.Text(self.label(version.key)))

    def label(self, key: str) -> str:
        """Return the name of a version: its citation's label, or whose words it has."""
        if key in (BASE, RENDERING):
            return "our rendering" if key else "the original"
        reference = self.edition.references.get(key)
        return (reference and reference.label) or key

    # -- concordance --------------------------------------------------------------------------

    def concordance(self, place: placeholder) -> list[nodes.Node]:
        """Return the table of every mention but plain references, and its totals."""
        if place["target"] == "quotations":
            return [self.quotations()]
        passages = self.edition.passages
        mentions = [
            m for m in self.edition.mentions
            if m.kind != "passage" and all(t in passages for t in m.targets)
        ]  # fmt: skip
        order: dict[str, Callable[[Mention], Any]] = {
            "order": lambda _: 0,
            "source": lambda m: list(passages).index(m.targets[0]),
            "evidence": lambda m: list(_STATUS).index(self.edition.verdict(m).status),
        }
        mentions.sort(key=order[place["target"]])
        pairs = zip(mentions, [None, *mentions], strict=False)  # each, and the one above it
        rows = [self.row(*pair) for pair in pairs]
        heads = ("Place", "Passage", "Kind", "Comparison", "Evidence")
        return [table("concordance", heads, rows), nodes.paragraph("", self.totals(mentions))]

    def quotations(self) -> nodes.container:
        """List what the essays quote: place, words, passage, and how the two compare."""
        items = nodes.bullet_list()
        for mention in self.edition.mentions:
            if mention.kind not in COMPARED or not mention.docname.startswith(ESSAYS):
                continue
            place = self.link(mention.docname, mention.anchor, nodes.Text(_place(mention)))
            para = nodes.paragraph("", "", place, nodes.Text(f" “{shortened(mention.text)}” "))
            for passage in filter(None, map(self.edition.passages.get, mention.targets)):
                para += self.link_to(passage)
            items += nodes.list_item("", para, self.comparison(mention))
        return nodes.container("", items, classes=["quotations"])

    def row(self, mention: Mention, above: Mention | None) -> list[list[nodes.Node]]:
        """Return the cells of one mention; a text that is named in the row above is not again."""
        verdict = self.edition.verdict(mention)
        label = self.edition.pages[mention.docname].label
        known = above is not None and above.docname == mention.docname
        where = [] if known else [nodes.emphasis("", label), nodes.Text("\u00a0")]
        place = self.link(mention.docname, mention.anchor, *where, nodes.Text(_place(mention)))
        to: list[nodes.Node] = []
        before = above.targets[-1].partition(":")[0] if above is not None else ""
        for target in mention.targets:
            found = self.edition.passages[target]
            same = text_key(found.docname) == before
            name: nodes.Node = (
                nodes.Text(found.locus) if same else passage_name(self.edition, found)
            )
            before = text_key(found.docname)
            to += [nodes.Text("; ")] if to else []
            to.append(self.link(found.docname, found.anchor, name))
        comparison: list[nodes.Node] = [nodes.Text(_STATUS[verdict.status])]
        if verdict.version is not None and verdict.status != "unverified":
            comparison += [nodes.Text(": "), self.witness(mention, verdict)]
        if verdict.variants:
            comparison += [nodes.Text(": "), *apparatus_nodes(verdict)]
        evidence = nodes.Text(verdict.evidence or "–")
        return [[place], to, [nodes.Text(mention.kind)], comparison, [evidence]]

    def totals(self, mentions: list[Mention]) -> str:
        """Count the mentions of a table: by kind, and what was compared by verdict."""
        compared = [self.edition.verdict(m).status for m in mentions if m.kind in COMPARED]
        verdicts = [f"{compared.count(s)} {_STATUS[s]}" for s in _STATUS if s in compared]
        kinds = [m.kind for m in mentions]
        counts = [f"{kinds.count(k)} × {k}" for k in _VERBS if k in kinds]
        return (
            f"In all {len(mentions)}: {', '.join(counts) or 'none'}. "
            f"Of {len(compared)} compared: {', '.join(verdicts) or 'none'}."
        )


def _place(mention: Mention) -> str:
    return mention.place or mention.head or "introduction"


def shortened(text: str) -> str:
    """Return the first words of a quotation, and an ellipsis where more follow."""
    words = text.strip("“”\"' ").split()
    return " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")


def apparatus_nodes(verdict: Verdict) -> list[nodes.Node]:
    """Return differences as entries of an apparatus: the source's reading ] the quotation's."""
    found: list[nodes.Node] = []
    for i, variant in enumerate(verdict.variants):
        found += [nodes.Text(" · ")] if i else []
        found.append(nodes.inline("", variant.lemma or "(nothing)", classes=["lemma"]))
        found.append(nodes.Text("] "))
        found.append(nodes.inline("", variant.reading or "(omitted)", classes=["reading"]))
    return found
