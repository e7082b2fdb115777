"""Post-transforms of the web edition: what stands on another page is shown where it is pointed to.

Every passage that a page quotes or echoes has one preview on it, however many places point there.
The words are those of the records, so that what a page shows of another is in ``_shown``.
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

_QUOTED, _NAMED = 700, 200  #: the most characters of a version that is, or is not, quoted
_NOTE = {"commentary": "n", "apparatus": "a"}  #: what the ids of notes begin with
_LINE, _LINES = 42, 3  #: characters in a line of a note beside its passage, and lines shown of it


def excerpt(
    text: str, spans: Sequence[tuple[int, int, bool]], most: int
) -> Iterator[tuple[str, bool | None]]:
    """Yield a text, or what fits of it from the sentence of its first span on, in stretches.

    With each stretch stands the truth of its span, or None outside any.
    """
    at, end = 0, len(text)
    if end > most:
        if spans and spans[-1][1] > most:
            at = 1 + max(text.rfind(stop, 0, spans[0][0]) for stop in ".?!")
            yield "…" if at else "", None
        end = end if end - at <= most else max(text.rfind(" ", at, at + most), at + most // 2)
    for low, high, same in spans:
        if at <= low < end:
            yield text[at:low], None
            at = min(high, end)
            yield text[low:at], same
    yield text[at:end] + (" …" if end < len(text) else ""), None


class Marks(PlaceholderTransform):
    """Mark the quoted words of each passage, and link each lemma that stands there to its note."""

    default_priority = 4  # before references are resolved (10), which then know no mention
    builders = WEB

    def run(self, **kwargs: Any) -> None:
        """Mark the passages of one page."""
        key = text_key(self.env.current_document.docname)
        for node in self.document.findall(passage):
            versions = {v["key"]: v for v in node.findall(passage_version)}
            for mention in self.edition.mentions_of(f"{key}:{node['locus']}"):
                found = self.edition.verdict(mention).version
                if found is not None and found.key in versions:
                    blocks = lines(versions[found.key])
                    for start, end, same in quoted_spans(mention.text, joined_text(blocks)):
                        wrap(blocks, [(start, end)], partial(marked, same))
            taken = set[str]()
            for term, kind in lemmata(node):
                lemma = term.astext()
                ident = safe_id(f"{_NOTE[kind]}{node['locus']}-{lemma.casefold()}")
                if ident not in taken:
                    taken.add(ident)
                    term.parent["note"], term.parent["long"] = ident, is_long(term)
                    self.link_lemma(versions.values(), lemma, ident)

    def link_lemma(self, versions: Iterable[passage_version], lemma: str, ident: str) -> None:
        """Link the lemma's words in the first version that has them."""
        for version in versions:
            blocks = lines(version)
            found = places(lemma, joined_text(blocks))
            if not found:
                continue
            for span in wrap(blocks, found[0], lambda text: nodes.inline("", "", text)):
                linked = any(isinstance(n, nodes.reference | pending_xref) for n in ancestors(span))
                link = nodes.reference(refid=ident, internal=True, classes=["to-note"])
                link += span.children
                span.replace_self(link.children if linked else link)
            return


def lines(version: passage_version) -> list[nodes.TextElement]:
    """Return the blocks of a version that hold the text's own words, not ours."""
    return [
        block
        for block in version.findall(nodes.paragraph)
        if not any(map(is_editorial, (block, *ancestors(block))))
        and (
            not incipits(version) or any(isinstance(n, nodes.block_quote) for n in ancestors(block))
        )
    ]


def marked(same: bool, *words: nodes.Node) -> mark:
    """Return quoted words; those that the quotation has otherwise are of a class of their own."""
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
    texts[:1] = [f"{term.astext()} ] {text}" for text in texts[:1]]
    return sum(ceil(len(text) / _LINE) for text in texts) > _LINES


class Previews(Lists):
    """Give each quotation or echo a button, and the page one preview of each passage it names."""

    default_priority = 4  # as above
    builders = WEB

    def run(self, **kwargs: Any) -> None:
        """Add buttons and previews to one page."""
        docname = self.env.current_document.docname
        found: dict[str, list[Mention]] = {}
        passages = self.edition.passages
        for mention in self.edition.pages[docname].mentions:
            target = passages.get(mention.targets[0])
            if mention.kind != "passage" and target and target.docname != docname:
                found.setdefault(target.key, []).append(mention)
        for ref in references_of(self.document, "ed"):
            if ref["reftarget"] in found:
                self.offer(ref)
        for key, mentions in found.items():
            self.document += self.shown(key, mentions)

    def offer(self, ref: pending_xref) -> None:
        """Put a button beside a reference; a quotation's says that it leads to the passage."""
        key = ref["reftarget"]
        name = passage_name(self.edition, self.edition.passages[key])
        button = previewer("", target=f"pv-{safe_id(key)}", name=name.astext())
        if not isinstance(ref.parent, nodes.attribution):
            if ref["reftype"] != "passage":
                ref.replace_self([ref, button])
            return
        button += nodes.Text("Preview")
        link = ref.copy()
        link["refexplicit"] = True
        link += nodes.inline("", "See the passage")
        ref.replace_self([name, nodes.Text(" "), link, nodes.Text(" "), button])

    def shown(self, key: str, mentions: Sequence[Mention]) -> preview:
        """Return the preview of a passage for the places of this page that point to it."""
        quoting = [m for m in mentions if m.kind in COMPARED]
        passages = self.edition.passages
        box = preview(ids=[f"pv-{safe_id(key)}"], classes=["preview"])
        box += nodes.paragraph("", "", self.link_to(passages[key]))
        versions = named_versions((quoting or mentions)[0], passages)
        compared = {v.key for m in quoting if (v := self.edition.verdict(m).version)}
        here = [v for v in versions if v.key in compared | {BASE}]
        for version in here if quoting else [self.readable(versions)]:
            quoted = [m.text for m in quoting if version.key in compared]
            spans = sorted(span for text in quoted for span in quoted_spans(text, version.text))
            most = _QUOTED if quoting else _NAMED
            para = nodes.paragraph("", classes=[f"language-{version.lang}"])
            for text, same in excerpt(version.text, spans, most):
                words = [*with_breaks(text)]
                para += words if same is None else marked(same, *words)
            label = self.label(version.key)
            if version.evidence == "secondhand":
                label = "known only through the text that quotes it"
            box += [para, nodes.paragraph("", label, classes=["witness"])]
        box += [self.comparison(mention) for mention in quoting]
        return box

    def readable(self, versions: Sequence[Version]) -> Version:
        """Return the version to show of a passage that is not quoted: in our language, if any."""
        ours = [v for v in versions if v.lang == self.config.language]
        return min(ours, key=lambda v: v.key == RENDERING) if ours else versions[0]
