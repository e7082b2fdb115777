"""Questions about a doctree: where a node stands, and which of its words are the text's own."""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from types import UnionType

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.util.nodes import traverse_parent
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from ..nodes import (
    argument,
    linebreak,
    locus,
    note_call,
    notes,
    passage,
    placeholder,
    source_line,
    witness,
)  # fmt: skip

#: The closed list of nodes whose words are not the text's. No editor can type one round a word:
#: the kit makes them, they are notes, or they are not printed.
_EDITORIAL = (
    locus, note_call, notes, placeholder, witness, argument, source_line, nodes.footnote,
    nodes.footnote_reference, nodes.comment, nodes.substitution_definition, nodes.system_message,
)  # fmt: skip
_SPACE = re.compile(r"\s+")
_ON, _OFF = "\x02", "\x03"  #: stand round emphasised words
_MARKS = re.compile(f"([{_ON}{_OFF}])")


def ancestors(
    node: nodes.Node, kind: type[nodes.Element] | UnionType = nodes.Element
) -> list[nodes.Element]:  # fmt: skip
    """Return the nodes that hold a node, nearest first; only those of a kind, if one is named."""
    return list(traverse_parent(node.parent, kind))


def line_of(node: nodes.Node) -> int:
    """Return the line of a node, or of the nearest node above that has one; 0 if none has."""
    return next((holder.line for holder in (node, *ancestors(node)) if holder.line), 0)


def own_line(node: nodes.Node) -> int:
    """Return the line of a node; in a paragraph, as many lines down as stand before the node."""
    if not (isinstance(node, nodes.Inline) and isinstance(node.parent, nodes.TextElement)):
        return line_of(node)
    block = next(outer for outer in ancestors(node) if not isinstance(outer, nodes.Inline))
    before = takewhile(lambda other: other is not node, block.findall())
    return line_of(block) + sum(t.count("\n") for t in before if isinstance(t, nodes.Text))


def locus_of(node: nodes.Node) -> str:
    """Return the locus of the passage that a node stands in; empty outside any."""
    return next((outer["locus"] for outer in ancestors(node, passage)), "")


def references_of(node: nodes.Element, domain: str) -> list[pending_xref]:
    """Return the references in a node that a domain will resolve: ``ed`` or ``cite``."""
    return [ref for ref in node.findall(pending_xref) if ref.get("refdomain") == domain]


def cited_keys(ref: nodes.Element) -> tuple[str, ...]:
    """Return the keys of the bibliography that a reference of the domain ``cite`` cites."""
    return tuple(target.key for target in parse_citation_targets(ref["reftarget"]))


def has_affixes(ref: nodes.Element) -> bool:
    """Tell whether a citation prints words of its own beside the name: ``{see}key{p. 5}``."""
    targets = parse_citation_targets(ref["reftarget"])
    return any(target.pre or target.post for target in targets)


def lemmata(node: passage) -> list[tuple[nodes.term, str]]:
    """Return the lemmata of the notes on a passage, each with ``commentary`` or ``apparatus``."""
    return [(term, box["kind"]) for box in node.findall(notes) for term in box.findall(nodes.term)]


def incipits(node: nodes.Element) -> list[nodes.emphasis]:
    """Return the incipits in a node: the author's first words of what is restated."""
    return [words for words in node.findall(nodes.emphasis) if "incipit" in words["classes"]]


def text_of(content: Iterable[nodes.Node]) -> str:
    """Return the text's own words in some nodes: one line a paragraph, cell or line of verse."""
    return read_words(content)[0]


def read_words(content: Iterable[nodes.Node]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text's own words in some nodes, and the offsets of those that are emphasised."""
    marked = "".join(piece for node in content for piece in own_text(node))
    text, spans, depth, start = "", list[tuple[int, int]](), 0, 0
    for piece in _MARKS.split(one_space(marked.replace(_ON + _OFF, ""))):
        if piece not in (_ON, _OFF):
            text += piece
            continue
        start = start if depth else len(text)
        depth += 1 if piece == _ON else -1
        if not depth:
            spans.append((start, len(text)))
    return text, tuple(spans)


def own_text(node: nodes.Node) -> Iterator[str]:
    """Yield the pieces of text in a node that are the text's own; a block has lines of its own.

    Emphasised words stand between two control characters, which no text has.
    """
    if isinstance(node, nodes.Text):
        yield words_of(node)
    elif not is_editorial(node):
        is_emphasis = isinstance(node, nodes.emphasis | nodes.strong) and not node["classes"]
        end = "" if isinstance(node, nodes.Inline) else "\n"
        yield _ON if is_emphasis else end
        for child in node.children:
            yield from own_text(child)
        yield _OFF if is_emphasis else end


def words_of(node: nodes.Text) -> str:
    """Return a text with its line ends as spaces, unless they are those of verse or of code."""
    has_lines = isinstance(node.parent, linebreak | nodes.FixedTextElement)
    return node.astext() if has_lines else _SPACE.sub(" ", node.astext())


def one_space(text: str) -> str:
    """Return the lines of a text that have words, with one space between two words."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def is_editorial(node: nodes.Node) -> bool:
    """Tell whether a node is the editor's, not the text's: numbers, notes, bare references.

    A bare reference to a passage or work prints a name that the kit makes.
    """
    if isinstance(node, pending_xref) and node.get("refdomain") in ("ed", "cite"):
        return not node.get("refexplicit")
    return isinstance(node, _EDITORIAL)
