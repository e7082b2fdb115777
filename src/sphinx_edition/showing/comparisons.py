"""Show a quotation beside the words it comes from: the card that a verdict becomes.

A card is made of standard nodes, from the pairs of its verdict alone. What differs is ``strong`` on
both sides; what a cut leaves out is folded where it stands in the source::

    container.comparison
        container.side(paragraph.label, block_quote.quotation)
        container.side(paragraph.label, block_quote.source-words(paragraph, admonition.cut, …))
        container.collation(paragraph, paragraph.links, admonition.original, admonition.entries)

Where nothing differs and nothing is left out, the quotation stands alone and the collation is one
line. Where no copy of the source was found, the collation stands in the place of its words.
"""

from docutils import nodes
from sphinx.util import logging

from ..catalogs import _, colon, quoted
from ..domain import passage_name
from ..model import BASE, COMPARED, RENDERING, SEEN, Mention, Version, is_essay
from ..nodes import placeholder
from ..reading.wrapping import position
from ..words.languages import language_name
from ..words.verdicts import Verdict
from . import findings, sides
from .placeholders import PlaceholderTransform, filled

logger = logging.getLogger(__name__)

_LIMIT = 700  #: the most characters of an original


class Comparisons(PlaceholderTransform):
    """Replaces the placeholders of verdicts, and gives other transforms their cards."""

    def verdict(self, node: placeholder) -> list[nodes.Node]:
        """Return the card of a block quotation, which moves into it if it stands before it."""
        mention = self.mention(node["doc"], node["target"])
        if mention is None:
            return []
        before = node.parent[position(node) - 1]
        if isinstance(before, nodes.block_quote) and "quotation" in before["classes"]:
            before.parent.remove(before)
            return [self.card(mention, before)]
        return [self.card(mention)]

    def difference(self, node: placeholder) -> list[nodes.Node]:
        """Return the card of words in running text as a line, which opens if there is more.

        The book leaves out those that are exact: at the foot of its pages room is scarce.
        """
        mention = self.mention(node["doc"], node["target"])
        if mention is None:
            return []
        verdict = self.edition.verdict(mention)
        if self.builder.format == "typst" and verdict.status == "exact" and not verdict.conventions:
            return []
        lead = quoted(findings.opening_words(mention.text)) + colon()
        return [self.folded(mention, lead)]

    def comparison(self, node: placeholder) -> list[nodes.Node]:
        """Return the card of a quotation of any page."""
        mention = self.mention(*node["target"].split("#", 1))
        if mention is None:
            message = "there is no quotation at %s to compare: give page#id"
            logger.warning(message, node["target"], type="ed", subtype="passage", location=node)
            return []
        return [self.card(mention)]

    def mention(self, docname: str, anchor: str = "") -> Mention | None:
        """Return the mention with an id, if it is compared with a passage that there is."""
        mentions = self.edition.pages[docname].mentions if docname in self.edition.pages else ()
        found = (m for m in mentions if m.anchor == anchor and m.kind in COMPARED)
        return next((m for m in found if self.edition.targets(m)), None)

    def card(self, mention: Mention, quotation: nodes.block_quote | None = None) -> nodes.container:
        """Return the card of a mention; ``quotation`` is the block on the page that has its words.

        Their nodes are kept, unless their Unicode form is not that of the pairs.
        """
        verdict = self.edition.verdict(mention)
        if quotation is None or not sides.mark_words(quotation, verdict.pairs):
            attribution = quotation[1:] and quotation[-1:] if quotation else []
            quotation = sides.quoted_words(mention.text, verdict.pairs)
            quotation += attribution
        collation = self.collation(mention, verdict)
        box = nodes.container("", classes=["comparison", verdict.status])
        if not has_sides(verdict):
            box += [quotation, collation]
            return box
        box += nodes.container("", self.label(mention), quotation, classes=["side"])
        other = nodes.container("", self.source_label(mention, verdict), classes=["side"])
        box += other
        if verdict.status == "unverified" or not verdict.pairs:
            other += collation
        else:
            other += sides.source_words(verdict)
            box += collation
        return box

    def folded(self, mention: Mention, lead: str = "") -> nodes.Element:
        """Return a card that opens under its sentence; with nothing to open, the sentence."""
        verdict = self.edition.verdict(mention)
        sentence = lead + self.sentence(mention, verdict)
        if verdict.status == "unverified" or not has_sides(verdict):
            line = nodes.container("", nodes.paragraph("", sentence))
            line["classes"] = ["collation", verdict.status]
            return nodes.container("", line, classes=["comparison", verdict.status])
        *both_sides, collation = self.card(mention).children
        details = collation.children[1:]  # all but the sentence
        link = nodes.inline("", _("Compare"), classes=["compare"])
        title = nodes.title("", "", nodes.Text(f"{sentence} "), link)
        return sides.fold(f"comparison folded {verdict.status}", title, *both_sides, *details)

    # -- the parts of a card ------------------------------------------------------------------

    def label(self, mention: Mention) -> nodes.paragraph:
        """Return whose words stand on the side of the quotation."""
        if mention.place:
            texts = _("The essay, {place}:"), _("The quotation, {place}:")
        else:
            texts = _("The essay:"), _("The quotation:")
        text = texts[not is_essay(mention.docname)].format(place=mention.place)
        return nodes.paragraph("", text, classes=["label"])

    def source_label(self, mention: Mention, verdict: Verdict) -> nodes.paragraph:
        """Return whose words stand on the side of the source."""
        name = passage_name(self.edition, self.edition.targets(mention)[0])
        form = _("The source, {passage}:")
        if verdict.version and (verdict.version.key or verdict.status != "unverified"):
            form = _("The source, {passage} ({version}):")
        version = ", ".join(filter(None, self.origin(mention, verdict)[:2]))
        parts = filled(form, passage=name, version=nodes.Text(version))
        return nodes.paragraph("", "", *parts, classes=["label"])

    def collation(self, mention: Mention, verdict: Verdict) -> nodes.container:
        """Return what was found, with links, the original and the apparatus, if there is one."""
        box = nodes.container("", classes=["collation", verdict.status])
        box += nodes.paragraph("", self.sentence(mention, verdict))
        box += nodes.paragraph("", "", *self.links(mention, verdict), classes=["links"])
        if not has_sides(verdict):
            return box
        original = self.edition.targets(mention)[0].versions[0]
        is_other = verdict.version is not None and verdict.version.key != original.key
        if is_other and original.evidence in SEEN:
            name = _("The original, in {language}").format(language=language_name(original.lang))
            text = sides.shortened(original.text, _LIMIT)
            words = nodes.paragraph("", "", *sides.with_breaks(text))
            words["classes"].append(f"language-{original.lang}")
            box += sides.fold("original", nodes.title("", name), words)
        if entries := sides.apparatus_nodes(verdict):
            title = nodes.title("", _("As an apparatus"))
            box += sides.fold("entries", title, nodes.paragraph("", "", *entries))
        return box

    def links(self, mention: Mention, verdict: Verdict) -> list[nodes.Node]:
        """Return where a card leads: to the source, and to the page of citations."""
        passage = self.edition.targets(mention)[0]
        anchor = verdict.version.anchor if verdict.version else passage.anchor
        is_known = verdict.status != "unverified"
        text = _("Open the source") if is_known else _("What we know of it")
        links: list[nodes.Node] = [self.link(passage.docname, anchor, nodes.Text(text))]
        if self.is_web:
            here = self.env.current_document.docname
            page = self.builder.get_relative_uri(here, f"cite/{mention.docname}")
            links.append(nodes.inline("", " · ", classes=["separator"]))
            links.append(nodes.reference("", _("Cite"), refuri=f"{page}#{mention.anchor}"))
        return links

    def sentence(self, mention: Mention, verdict: Verdict) -> str:
        """Return what a comparison found."""
        if not verdict.pairs:
            return f"These are not the words of the source. {verdict.reason}".strip()
        name = self.origin(mention, verdict)[2]
        if verdict.status == "unverified":
            return findings.not_verified(verdict, name)
        sentence = findings.difference_sentence if verdict.variants else findings.exact_sentence
        formal = (pair for pair in verdict.conventions if pair.kind not in findings.SUBSTANTIAL)
        return " ".join([sentence(verdict, name), *map(findings.convention_sentence, formal)])

    def origin(self, mention: Mention, verdict: Verdict) -> tuple[str, str, str]:
        """Return what a version is, its year if it is known, and its name in a sentence."""
        version = verdict.version
        if version is None or version.key in (BASE, RENDERING):
            return _("original"), "", _("the original")
        original = self.edition.targets(mention)[0].versions[0]
        kind = "translation" if version.lang != original.lang else "edition"
        return findings.origin(self.edition.references.get(version.key), kind, version.key)

    def version_name(self, version: Version) -> str:
        """Return the short name of a version: that of its citation, or whose words it has."""
        reference = self.edition.references.get(version.key)
        names = {BASE: _("the original"), RENDERING: _("our translation")}
        return (reference and reference.label) or names.get(version.key, version.key)


def has_sides(verdict: Verdict) -> bool:
    """Tell whether the two sides of a comparison have anything to see that is not the same."""
    return verdict.status != "exact" or any(p.kind in findings.SUBSTANTIAL for p in verdict.pairs)
