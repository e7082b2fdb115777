"""The post-transform that shapes the passages of web pages: versions side by side, notes beside.

Lemmata link to their notes. Versions stand in one box, and notes
in another, so that the styles can set them side by side.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import accumulate
from math import ceil
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref

from ..catalogs import _, ngettext
from ..model import safe_id
from ..nodes import WEB, locus, notes, passage, passage_version, placeholder, source_line, witness
from ..reading.doctree import ancestors, lemmata
from ..reading.wrapping import joined_text, wrap
from ..showing.placeholders import PlaceholderTransform
from ..showing.quoted import own_paragraphs
from ..words.collate import places
from ..words.languages import language_name

_PREFIXES = {"commentary": "n", "apparatus": "a"}  #: what the ids of notes begin with
#: The widths of a passage and of its notes in characters, the heights of their lines in pixels.
_TEXT, _NOTE = (62, 29), (46, 21)
_SPACE = 14  #: pixels between two blocks
_MOST = 1.5  #: how many times as high as their passage notes may be, or some are folded


class Marks(PlaceholderTransform):
    """Mark lemmata, and box what stands side by side.

    ::

        passage
            passage_version.base(paragraph(Text, reference(inline(Text))))
            container.versions(passage_version…, placeholder)
            container.margin(notes(definition_list(definition_list_item…))…, admonition.more)

    The ``definition_list_item`` of a note gets the id of the note.
    """

    default_priority = 4  # before references are resolved (10), which then know no mention
    builders = WEB

    def run(self, **kwargs: Any) -> None:
        """Shape the passages of one page."""
        for node in self.document.findall(passage):
            versions = {version["key"]: version for version in node.findall(passage_version)}
            idents = set[str]()
            for term, kind in lemmata(node):
                lemma = term.astext()
                ident = safe_id(f"{_PREFIXES[kind]}{node['locus']}-{lemma.casefold()}")
                if ident not in idents:  # of two notes on one lemma, the first
                    idents.add(ident)
                    term.parent["note"] = ident
                    link_lemma(term.get("ours") or lemma, ident, versions.values())
            others = box(node, passage_version, "versions")
            if others:
                self.name_original(node)
            if margin := box(node, notes, "margin"):
                fold(margin, _MOST * max(height([node[0]], _TEXT), height(others, _TEXT)))
            if others and isinstance(node[-1], placeholder):
                others[0].parent.append(node.pop())  # who quotes it stands below the versions

    def name_original(self, node: passage) -> None:
        """Name the language of the passage's own words above them, beside the number."""
        label, language = next(node.findall(locus)), self.edition.facts.language
        base = next(node.findall(passage_version))
        label.parent.remove(label)
        name = _("{language}, the original").format(language=language_name(base["lang"]))
        line = witness("", "", label, nodes.Text(" "), nodes.inline("", name, classes=["name"]))
        line["classes"] = ["witness", f"language-{language}"]
        base.insert(0, line)


def link_lemma(lemma: str, ident: str, versions: Iterable[passage_version]) -> None:
    """Link the words of a lemma to its note, where a reader sees them first."""
    for version in versions:
        for blocks in (own_paragraphs(version), list(version.findall(source_line))):
            if found := places(lemma, joined_text(blocks)):
                for span in wrap(blocks, found[0], partial(nodes.inline, "", "")):
                    link_words(span, ident)
                return


def link_words(span: nodes.Element, ident: str) -> None:
    """Link words to a note, unless they stand in another link."""
    link = nodes.reference(refid=ident, internal=True, classes=["to-note"])
    link += span.children
    is_linked = ancestors(span, nodes.reference | pending_xref)
    span.replace_self(link.children if is_linked else link)


def box(node: passage, kind: type[nodes.Element], name: str) -> list[nodes.Element]:
    """Put the children of a kind, but for the passage's own words, into one box; return these."""
    inner = [child for child in node.children[1:] if isinstance(child, kind)]
    if inner:
        at = node.index(inner[0])
        node.children = [child for child in node.children if child not in inner]
        node.insert(at, nodes.container("", *inner, classes=[name]))
    return inner


def height(blocks: Iterable[nodes.Node], measure: tuple[int, int]) -> int:
    """Return about how many pixels some blocks are high; ``measure`` is that of their lines."""
    width, line = measure
    inner = (node for block in blocks for node in block.findall(nodes.TextElement))
    texts = [node.astext() for node in inner if not isinstance(node, nodes.Inline | nodes.term)]
    return sum(ceil(len(text) / width) * line + _SPACE for text in texts)


def fold(boxes: Sequence[nodes.Element], room: float) -> None:
    """Fold the notes for which there is no room, all but the first, under one line."""
    items = [item for old in boxes for item in old.findall(nodes.definition_list_item)]
    ends = accumulate(0 if is_unseen_slip(item) else height([item], _NOTE) for item in items)
    rest = [
        item for item, end in zip(items, ends, strict=True)
        if end > room and item is not items[0] and not is_unseen_slip(item)
    ]  # fmt: skip
    if not rest:
        return
    more = nodes.admonition("", collapsible=True, classes=["more"])
    more += nodes.title(
        "", ngettext("{count} more note", "{count} more notes", len(rest)).format(count=len(rest))
    )
    for old in boxes:
        moved = [item for item in old.findall(nodes.definition_list_item) if item in rest]
        for item in moved:
            item.parent.remove(item)
        if moved:
            more += notes("", nodes.definition_list("", *moved), **old.attributes)
    boxes[0].parent.append(more)


def is_unseen_slip(item: nodes.definition_list_item) -> bool:
    """Tell whether a note corrects words that no reader sees; the styles hide it."""
    kind = ancestors(item, notes)[0]["kind"]
    return kind == "apparatus" and "unseen" in next(item.findall(nodes.term))["classes"]
