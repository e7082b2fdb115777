"""The post-transform of previews: what echoes a passage shows it on request.

A page has one preview of each passage that it echoes, however many places point there. One that it
quotes is shown beside the quotation.
The words are those of the records, so the digest of what a page shows of others covers them.
"""

from collections.abc import Sequence
from typing import Any

from docutils import nodes

from ..domain import passage_name
from ..model import COMPARED, RENDERING, Mention, Version, safe_id
from ..nodes import WEB, preview, previewer
from ..reading.doctree import references_of
from ..reading.witnesses import evidence_sentence
from ..showing.comparisons import Comparisons
from ..showing.sides import shortened, with_breaks
from ..words.verdicts import named_versions

_LIMIT = 200  #: the most characters of a version that is not quoted


class Previews(Comparisons):
    """Give each echo a button, and the page one preview of each passage that it draws on.

    ``pending_xref`` becomes ``pending_xref, previewer``. At the end of the document stand the
    previews: ``preview(paragraph(pending_xref), container.comparison…)``, or of a passage that is
    not quoted ``preview(paragraph(pending_xref), paragraph, paragraph.witness)``.
    """

    default_priority = 4  # before references are resolved (10), which then know no mention
    builders = WEB

    def run(self, **kwargs: Any) -> None:
        """Add buttons and previews to one page."""
        docname = self.env.current_document.docname
        by_target: dict[str, list[Mention]] = {}
        for mention in self.edition.pages[docname].mentions:
            target = self.edition.quotable.get(mention.targets[0])
            if mention.kind != "passage" and target and target.docname != docname:
                by_target.setdefault(target.key, []).append(mention)
        shown = set[str]()
        for ref in references_of(self.document, "ed"):
            key = ref["reftarget"]
            if key in by_target and ref["reftype"] not in (*COMPARED, "passage"):
                name = passage_name(self.edition, self.edition.quotable[key]).astext()
                ref.replace_self([ref, previewer("", target=f"pv-{safe_id(key)}", name=name)])
                shown.add(key)
        self.document += (
            self.preview_of(key, mentions) for key, mentions in by_target.items() if key in shown
        )

    def preview_of(self, key: str, mentions: Sequence[Mention]) -> preview:
        """Return the preview of a passage for the places of this page that point to it."""
        passages = self.edition.quotable
        box = preview(ids=[f"pv-{safe_id(key)}"], classes=["preview"])
        box += nodes.paragraph("", "", self.link_to(passages[key]))
        quotations = [mention for mention in mentions if mention.kind in COMPARED]
        if quotations:
            box += map(self.card, quotations)
        else:
            box += self.version(self.preferred(named_versions(mentions[0], passages)))
        return box

    def version(self, version: Version) -> list[nodes.Node]:
        """Return the first words of a version, and what version it is."""
        words = nodes.paragraph("", "", *with_breaks(shortened(version.text, _LIMIT)))
        words["classes"].append(f"language-{version.lang}")
        label: list[nodes.Node] = [nodes.Text(self.version_name(version))]
        if version.evidence == "secondhand":
            label = [*evidence_sentence(version.evidence, version.copy)]
        return [words, nodes.paragraph("", "", *label, classes=["witness"])]

    def preferred(self, versions: Sequence[Version]) -> Version:
        """Return the version to show of a passage that is not quoted: in our language, if any."""
        readable = [v for v in versions if v.lang == self.edition.facts.language]
        return min(readable, key=lambda v: v.key == RENDERING) if readable else versions[0]
