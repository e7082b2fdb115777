"""Write the lists of quotations: who points to a passage, and the concordance.

``placeholder(shows="quoted-by")`` becomes ``container(bullet_list)``, ``concordance`` becomes
``table, paragraph``, or ``paragraph``, or ``container(bullet_list)``.
"""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import pending_xref

from ..catalogs import N_, _, colon, quoted
from ..model import COMPARED, KINDS, Mention, is_essay, is_text
from ..nodes import placeholder
from ..words.direction import has_right_to_left
from .comparisons import Comparisons
from .findings import findings_sentence, opening_words
from .placeholders import filled, join_nodes, table
from .sides import apparatus_nodes

_LEADS = {
    "quote": N_("Quoted by"), "variant": N_("Quoted, with differences, by"),
    "translation": N_("Rendered by"), "echo": N_("Echoed by"), "allusion": N_("Alluded to by"),
    "parallel": N_("Parallel in"), "passage": N_("Mentioned in"),
}  # fmt: skip
_STATUS_LABELS = {
    "exact": N_("exact"), "unverified": N_("not verified"), "variant": N_("different"),
    "uncompared": N_("not compared"), "wrong": N_("wrong"),
}  # fmt: skip


class Lists(Comparisons):
    """Replaces the placeholders of lists, of comparisons and of the concordance."""

    # -- quoted by ----------------------------------------------------------------------------

    def quoted_by(self, node: placeholder) -> list[nodes.Node]:
        """List the places that point to a passage, by kind and text."""
        items = nodes.bullet_list()
        for kind, alike in groupby(self._listed_mentions(node), attrgetter("kind")):
            by_page = groupby(alike, attrgetter("docname"))
            links = join_nodes((self._mention_links(*group) for group in by_page), "; ")
            items += nodes.list_item("", nodes.paragraph("", f"{_(_LEADS[kind])} ", *links))
        return [nodes.container("", items, classes=["quoted-by"])] if len(items) else []

    def _listed_mentions(self, node: placeholder) -> list[Mention]:
        """Return the mentions of a passage that are worth listing, strictest kind first.

        A plain reference is left out on the passage's own page, on one of head words or of events,
        whose words lead there, and beside a stronger mention in the same place.
        """
        mentions = sorted(
            self.edition.mentions_of(node["target"]), key=lambda m: KINDS.index(m.kind)
        )
        stronger = {(m.docname, m.place) for m in mentions if m.kind != "passage"}
        return [
            m for m in mentions
            if m.kind != "passage"
            or (m.docname != node["doc"] and m.docname not in self.edition.reference_pages
                and (m.docname, m.place) not in stronger)
        ]  # fmt: skip

    def _mention_links(self, docname: str, mentions: Iterable[Mention]) -> list[nodes.Node]:
        """Return the name of a page, and a link to each mention on it with its first words.

        A page that is no text has no places to name, so its name is the link.
        """
        first, *others = {m.anchor: m for m in mentions}.values()
        name = nodes.emphasis("", self.edition.pages[docname].label)
        if not (is_text(docname) or first.head or first.text):
            return [self.link(docname, first.anchor, name)]
        links = join_nodes(map(self._opening, (first, *others)), "; ")
        return [name, nodes.Text(" "), *links]

    def _opening(self, mention: Mention) -> list[nodes.Node]:
        """Return a link to a mention and, if it has words of its own, the first of them."""
        words = [nodes.Text(" "), *in_quotes(opening_words(mention.text))] if mention.text else []
        return [self._mention_link(mention), *words]

    def _mention_link(self, mention: Mention, *lead: nodes.Node) -> pending_xref:
        """Return a link to a mention, named after the place where it stands."""
        place = mention.place or mention.head or _("introduction")
        return self.link(mention.docname, mention.anchor, *lead, nodes.Text(place))

    # -- concordance --------------------------------------------------------------------------

    def concordance(self, node: placeholder) -> list[nodes.Node]:
        """Return the table of every mention but plain references, and its totals."""
        if node["target"] in ("quotations", "findings"):
            quoted = [
                mention for mention in self.edition.mentions
                if mention.kind in COMPARED and is_essay(mention.docname)
                and self.edition.targets(mention)  # the rules report a passage that there is not
            ]  # fmt: skip
            if node["target"] == "quotations":
                return [self._quotations(quoted)]
            return [nodes.paragraph("", findings_sentence([*map(self.edition.verdict, quoted)]))]
        rank = {key: number for number, key in enumerate(self.edition.quotable)}
        mentions = [
            m for m in self.edition.mentions
            if m.kind != "passage" and all(key in rank for key in m.targets)
        ]  # fmt: skip
        if node["target"] == "source":
            mentions.sort(key=lambda m: rank[m.targets[0]])
        elif node["target"] == "evidence":
            statuses = list(_STATUS_LABELS)
            mentions.sort(key=lambda m: statuses.index(self.edition.verdict(m).status))
        rows = map(self._row, mentions, [None, *mentions])
        headings = (_("Place"), _("Passage"), _("Kind"), _("Comparison"), _("Evidence"))
        return [table("concordance", headings, rows), nodes.paragraph("", self._totals(mentions))]

    def _quotations(self, mentions: Iterable[Mention]) -> nodes.container:
        """List quotations: place, words, passage, and a line on which each comparison opens."""
        items = nodes.bullet_list()
        for mention in mentions:
            links = join_nodes(([self.link_to(p)] for p in self.edition.targets(mention)), "; ")
            para = nodes.paragraph("", "", *self._opening(mention), nodes.Text(" "), *links)
            items += nodes.list_item("", para, self.folded(mention))
        return nodes.container("", items, classes=["quotations"])

    # -- the buttons of a title page -----------------------------------------------------------

    def actions(self, node: placeholder) -> list[nodes.Node]:
        """Return a list of links, with the files of book and EPUB that have been made."""
        buttons = nodes.bullet_list("", *node.findall(nodes.list_item))
        for name in self.config.edition_forms if self.is_web else ():
            file = Path(name)
            link = nodes.reference("", file.suffix[1:].upper(), refuri=file.name)
            buttons += nodes.list_item("", nodes.paragraph("", "", link))
        return [nodes.container("", buttons, classes=["actions"])]

    def _row(self, mention: Mention, above: Mention | None) -> list[list[nodes.Node]]:
        """Return the cells of one mention; a text that the row above names is not named again."""
        verdict = self.edition.verdict(mention)
        lead: list[nodes.Node] = []
        if above is None or above.docname != mention.docname:
            label = self.edition.pages[mention.docname].label
            lead = [nodes.emphasis("", label), nodes.Text("\u00a0")]
        comparison: list[nodes.Node] = [nodes.Text(_(_STATUS_LABELS[verdict.status]))]
        if verdict.version is not None and verdict.status != "unverified":
            docname = self.edition.targets(mention)[0].docname
            name = nodes.Text(self.version_name(verdict.version))
            comparison += [nodes.Text(colon()), self.link(docname, verdict.version.anchor, name)]
        evidence = _(verdict.evidence) if verdict.evidence else "–"
        if verdict.variants:
            comparison += [nodes.Text(colon()), *apparatus_nodes(verdict)]
        return [
            [self._mention_link(mention, *lead)], self._target_links(mention, above),
            [nodes.Text(_(mention.kind))], comparison, [nodes.Text(evidence)],
        ]  # fmt: skip

    def _target_links(self, mention: Mention, above: Mention | None) -> list[nodes.Node]:
        """Return links to the passages of a mention; one after another of its text is a locus."""
        previous = self.edition.targets(above)[-1].docname if above else ""
        links: list[list[nodes.Node]] = []
        for passage in self.edition.targets(mention):
            if passage.docname == previous:
                locus = nodes.Text(passage.locus)
                links.append([self.link(previous, passage.anchor, locus)])
            else:
                links.append([self.link_to(passage)])
            previous = passage.docname
        return join_nodes(links, "; ")

    def _totals(self, mentions: list[Mention]) -> str:
        """Count the mentions of a table: by kind, and what was compared by verdict."""
        kinds = [m.kind for m in mentions]
        counts = [f"{kinds.count(kind)} × {_(kind)}" for kind in KINDS if kind in kinds]
        compared = [self.edition.verdict(m).status for m in mentions if m.kind in COMPARED]
        verdicts = [
            f"{compared.count(status)} {_(label)}"
            for status, label in _STATUS_LABELS.items() if status in compared
        ]  # fmt: skip
        sentence = _("In all {count}: {kinds}. Of {compared} compared: {verdicts}.")
        return sentence.format(
            count=len(mentions), kinds=", ".join(counts) or _("none"),
            compared=len(compared), verdicts=", ".join(verdicts) or _("none"),
        )  # fmt: skip


def in_quotes(words: str) -> list[nodes.Node]:
    """Return words in the quotation marks of the language."""
    return filled(quoted("{words}"), words=isolated(words))


def isolated(words: str) -> nodes.Text | nodes.inline:
    """Return words for a line of others, whose order they must not turn round."""
    right_to_left = has_right_to_left(words)
    return nodes.inline("", words, classes=["isolated"]) if right_to_left else nodes.Text(words)
