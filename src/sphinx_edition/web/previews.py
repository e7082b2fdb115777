"""Post-transforms of the web edition: quoted words are marked, and quotations show their passages.

A page has one preview of each passage that it quotes or echoes, however many places point there.
The words are those of the records, so the digest of what a page shows of others covers them.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from math import ceil
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref

from ..domain import passage_name
from ..model import BASE, COMPARED, RENDERING, Mention, Version, safe_id, text_key
from ..nodes import WEB, linebreak, mark, passage, passage_version, preview, previewer
from ..reading.doctree import ancestors, incipits, is_editorial, lemmata, references_of
from ..reading.wrapping import joined_text, wrap
from ..showing.lists import Lists
from ..showing.placeholders import PlaceholderTransform
from ..words.collate import places
from ..words.differences import quoted_spans
from ..words.verdicts import named_versions

_QUOTED_LIMIT = 700  #: the most characters of a version that is quoted
_NAMED_LIMIT = 200  #: and of one that is not
_PREFIXES = {"commentary": "n", "apparatus": "a"}  #: what the ids of notes begin with
_LINE, _LINES = 42, 3  #: characters in a line of a note beside its passage, and lines shown of it


def excerpt(
    text: str, spans: Sequence[tuple[int, int, bool]], limit: int
) -> Iterator[tuple[str, bool | None]]:
    """Yield a text in stretches: whole, or as much as fits from the sentence of its first span on.

    Args:
        text: The words of a version.
        spans: What a quotation has of them: start, end, and whether it has the same words.
        limit: The most characters that fit.

    Yields:
        A stretch, and whether the quotation has the same words; None outside any span.
    """
    start, end = 0, len(text)
    if end > limit:
        if spans and spans[-1][1] > limit:
            start = 1 + max(text.rfind(stop, 0, spans[0][0]) for stop in ".?!")
            yield "…" if start else "", None
        if end - start > limit:
            end = max(text.rfind(" ", start, start + limit), start + limit // 2)
    for low, high, same in spans:
        if start <= low < end:
            yield text[start:low], None
            start = min(high, end)
            yield text[low:start], same
    yield text[start:end] + (" …" if end < len(text) else ""), None


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
                for start, end, same in quoted_spans(mention.text, joined_text(blocks)):
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


def with_breaks(text: str) -> Iterator[nodes.Node]:
    """Yield the lines of a text, with a line break between one and the next."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield linebreak("", "\n")
        yield nodes.Text(line)


def is_long(term: nodes.term) -> bool:
    """Tell whether a note may take more lines beside its passage than are shown of it."""
    texts = [block.astext() for block in term.parent.findall(nodes.paragraph)]
    if texts:
        texts[0] = f"{term.astext()} ] {texts[0]}"
    return sum(ceil(len(text) / _LINE) for text in texts) > _LINES


class Previews(Lists):
    """Give each quotation or echo a button, and the page one preview of each passage it names.

    ``pending_xref`` becomes ``pending_xref, previewer``; in an ``attribution``, the name of the
    passage, a link and the button. At the end of the document stand the previews:
    ``preview(paragraph(pending_xref), paragraph…, container(paragraph)…)``.
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
            if ref["reftarget"] in by_target:
                self.add_button(ref)
        for key, mentions in by_target.items():
            self.document += self.preview_of(key, mentions)

    def add_button(self, ref: pending_xref) -> None:
        """Put a button beside a reference; that of a block quotation gets a link in words, too."""
        key = ref["reftarget"]
        name = passage_name(self.edition, self.edition.passages[key])
        button = previewer("", target=f"pv-{safe_id(key)}", name=name.astext())
        if isinstance(ref.parent, nodes.attribution):
            button += nodes.Text("Preview")
            link = ref.copy()
            link["refexplicit"] = True
            link += nodes.inline("", "See the passage")
            ref.replace_self([name, nodes.Text(" "), link, nodes.Text(" "), button])
        elif ref["reftype"] != "passage":
            ref.replace_self([ref, button])

    def preview_of(self, key: str, mentions: Sequence[Mention]) -> preview:
        """Return the preview of a passage for the places of this page that point to it."""
        passages = self.edition.passages
        quotations = [m for m in mentions if m.kind in COMPARED]
        versions = named_versions((quotations or mentions)[0], passages)
        box = preview(ids=[f"pv-{safe_id(key)}"], classes=["preview"])
        box += nodes.paragraph("", "", self.link_to(passages[key]))
        compared = {v.key for m in quotations if (v := self.edition.verdict(m).version)}
        quoted = [version for version in versions if version.key in {BASE, *compared}]
        limit = _QUOTED_LIMIT if quotations else _NAMED_LIMIT
        for version in quoted if quotations else [self.preferred(versions)]:
            texts = [m.text for m in quotations if version.key in compared]
            box += self.version(version, texts, limit)
        box += [self.comparison(mention) for mention in quotations]
        return box

    def version(self, version: Version, quotations: Iterable[str], limit: int) -> list[nodes.Node]:
        """Return the words of a version, those quoted marked, and what version it is."""
        spans = sorted(span for text in quotations for span in quoted_spans(text, version.text))
        words = nodes.paragraph("", classes=[f"language-{version.lang}"])
        for stretch, same in excerpt(version.text, spans, limit):
            lines = [*with_breaks(stretch)]
            words += lines if same is None else quoted_words(same, *lines)
        label = self.label(version.key)
        if version.evidence == "secondhand":
            label = "known only through the text that quotes it"
        return [words, nodes.paragraph("", label, classes=["witness"])]

    def preferred(self, versions: Sequence[Version]) -> Version:
        """Return the version to show of a passage that is not quoted: in our language, if any."""
        readable = [v for v in versions if v.lang == self.config.language]
        return min(readable, key=lambda v: v.key == RENDERING) if readable else versions[0]
