"""Post-transforms of the web edition: quoted words are marked, and echoes show their passages.

A page has one preview of each passage that it quotes or echoes, however many places point there.
The words are those of the records, so the digest of what a page shows of others covers them.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from math import ceil
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref

from ..domain import passage_name
from ..model import COMPARED, RENDERING, Mention, Version, safe_id, text_key
from ..nodes import WEB, mark, passage, passage_version, preview, previewer
from ..reading.doctree import ancestors, incipits, is_editorial, lemmata, references_of
from ..reading.markup import evidence_sentence
from ..reading.wrapping import joined_text, wrap
from ..showing.comparisons import Comparisons
from ..showing.placeholders import PlaceholderTransform
from ..showing.sides import shortened, with_breaks
from ..words.collate import places
from ..words.pairs import compare, quoted_spans
from ..words.verdicts import named_versions

_LIMIT = 200  #: the most characters of a version that is not quoted
_PREFIXES = {"commentary": "n", "apparatus": "a"}  #: what the ids of notes begin with
_LINE, _LINES = 42, 3  #: characters in a line of a note beside its passage, and lines shown of it


class Marks(PlaceholderTransform):
    """Mark the quoted words of each passage, and link each lemma that stands there to its note.

    In ``passage(passage_version(paragraph(Text)), notes(…))`` the paragraph becomes
    ``paragraph(Text, mark(Text), reference(inline(Text)))``. The ``definition_list_item`` of a
    note gets the id of the note, and whether it is long.
    """

    default_priority = 4  # before references are resolved (10), which then know no mention
    builders = WEB

    def run(self, **kwargs: Any) -> None:
        """Mark the passages of one page."""
        for node in self.document.findall(passage):
            versions = {version["key"]: version for version in node.findall(passage_version)}
            self.mark_quotations(node["locus"], versions)
            idents = set[str]()
            for term, kind in lemmata(node):
                lemma = term.astext()
                ident = safe_id(f"{_PREFIXES[kind]}{node['locus']}-{lemma.casefold()}")
                if ident not in idents:  # of two notes on one lemma, the first
                    idents.add(ident)
                    term.parent["note"], term.parent["long"] = ident, is_long(term)
                    link_lemma(lemma, ident, versions.values())

    def mark_quotations(self, locus: str, versions: dict[str, passage_version]) -> None:
        """Mark the words of a passage that are quoted, each in the version compared."""
        key = text_key(self.env.current_document.docname)
        for mention in self.edition.mentions_of(f"{key}:{locus}"):
            version = self.edition.verdict(mention).version
            if version is not None and version.key in versions:
                blocks = text_blocks(versions[version.key])
                for start, end, same in quoted_spans(compare(mention.text, joined_text(blocks))):
                    wrap(blocks, [(start, end)], partial(quoted_words, same))


def link_lemma(lemma: str, ident: str, versions: Iterable[passage_version]) -> None:
    """Link the words of a lemma to its note, in the first version that has them."""
    for version in versions:
        blocks = text_blocks(version)
        found = places(lemma, joined_text(blocks))
        if not found:
            continue
        for span in wrap(blocks, found[0], lambda text: nodes.inline("", "", text)):
            link = nodes.reference(refid=ident, internal=True, classes=["to-note"])
            link += span.children
            linked = any(isinstance(n, nodes.reference | pending_xref) for n in ancestors(span))
            span.replace_self(link.children if linked else link)  # no link stands in another
        return


def text_blocks(version: passage_version) -> list[nodes.TextElement]:
    """Return the paragraphs of a version that hold the text's own words, not ours.

    Of a passage that is restated, these are its block quotations.
    """
    restated = bool(incipits(version))
    blocks: list[nodes.TextElement] = []
    for block in version.findall(nodes.paragraph):
        outer = [block, *ancestors(block)]
        ours = any(map(is_editorial, outer))
        quoted = any(isinstance(node, nodes.block_quote) for node in outer)
        if not ours and (quoted or not restated):
            blocks.append(block)
    return blocks


def quoted_words(same: bool, *words: nodes.Node) -> mark:
    """Return quoted words; those that the quotation has otherwise are of the class ``other``."""
    return mark("", "", *words, classes=[] if same else ["other"])


def is_long(term: nodes.term) -> bool:
    """Tell whether a note may take more lines beside its passage than are shown of it."""
    texts = [block.astext() for block in term.parent.findall(nodes.paragraph)]
    if texts:
        texts[0] = f"{term.astext()} ] {texts[0]}"
    return sum(ceil(len(text) / _LINE) for text in texts) > _LINES


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
            target = self.edition.passages.get(mention.targets[0])
            if mention.kind != "passage" and target and target.docname != docname:
                by_target.setdefault(target.key, []).append(mention)
        for ref in references_of(self.document, "ed"):
            is_plain = ref["reftype"] in (*COMPARED, "passage")  # a quotation has its card
            if ref["reftarget"] in by_target and not is_plain:
                name = passage_name(self.edition, self.edition.passages[ref["reftarget"]])
                ident = f"pv-{safe_id(ref['reftarget'])}"
                ref.replace_self([ref, previewer("", target=ident, name=name.astext())])
        for key, mentions in by_target.items():
            self.document += self.preview_of(key, mentions)

    def preview_of(self, key: str, mentions: Sequence[Mention]) -> preview:
        """Return the preview of a passage for the places of this page that point to it."""
        passages = self.edition.passages
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
        label = self.version_name(version)
        if version.evidence == "secondhand":
            label = evidence_sentence(version.evidence, version.copy)
        return [words, nodes.paragraph("", label, classes=["witness"])]

    def preferred(self, versions: Sequence[Version]) -> Version:
        """Return the version to show of a passage that is not quoted: in our language, if any."""
        readable = [v for v in versions if v.lang == self.config.language]
        return min(readable, key=lambda v: v.key == RENDERING) if readable else versions[0]
