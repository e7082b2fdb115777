"""Every place of the edition with its words: what the search and the page of all texts show.

Read off the finished doctrees, so that a build with a reader's own copy finds the author's words.
The index is a script and not data, because a page opened from a file may not fetch data.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, cast

from docutils import nodes
from sphinx.addnodes import pending_xref

from ..model import BASE, RENDERING, Page
from ..nodes import argument, passage, passage_version
from ..reading.doctree import ancestors, incipits, lemmata, one_space, text_of, words_of

_LABELS = {BASE: "", RENDERING: "our rendering"}


class Part(NamedTuple):
    """Words of one language in a place: of a version, a note, an entry or a section."""

    lang: str
    label: str  #: whose words, if not those of the page itself
    text: str  #: one line a paragraph


class Place(NamedTuple):
    """What a search finds: a passage, an entry, a work, or the rest of a section."""

    docname: str
    ident: str  #: empty for a whole page
    name: str
    about: str  #: whose text it is in, and when it was written
    locus: str  #: empty for what is no passage
    parts: tuple[Part, ...]


def places(
    page: Page, document: nodes.document, names: Mapping[str, str], lang: str
) -> Iterator[Place]:
    """Yield the places of one page in their order; ``names`` are those of passages and works."""
    whose = [page.header.get("author", ""), page.header.get("date", "").partition("-")[0]]
    about = ", ".join(filter(None, whose))
    texts: dict[nodes.Element, list[str]] = defaultdict(list)
    for block in document.findall(is_block):
        texts[next(filter(is_holder, ancestors(block)), document)].append(said(block, names))
    for node in filter(is_holder, document.findall(nodes.Element)):
        if isinstance(node, passage):
            name, ident = f"{page.label} {node['locus']}", f"p{node['locus']}"
            found = tuple(parts(node, names, lang))
            yield Place(page.docname, ident, name, about, node["locus"], found)
            continue
        part = Part(lang, "", "\n".join(texts[node]))
        if isinstance(node, nodes.section) and part.text:
            title, top = node[0].astext(), isinstance(node.parent, nodes.document)
            ident, about_it = ("", about) if top else (node["ids"][0], page.label)
            yield Place(page.docname, ident, title, about_it, "", (part,))
        elif isinstance(node, nodes.definition_list_item):
            term = node[0]
            assert isinstance(term, nodes.term)
            yield Place(page.docname, term["entry"], term.astext(), page.label, "", (part,))


def parts(node: passage, names: Mapping[str, str], lang: str) -> Iterator[Part]:
    """Yield the versions of a passage, then the notes on it."""
    for version in node.findall(passage_version):
        label = _LABELS.get(version["key"], names.get(version["key"], version["key"]))
        text = text_of(version.children)
        for opens in map(nodes.emphasis.astext, incipits(version)):
            text = text.replace(opens, f"{opens} …", 1)
        yield Part(version["lang"], label, text)
        for box in version.findall(argument):
            yield Part(lang, "in our words", text_of(box.children[1:]))
    for term, _ in lemmata(node):
        blocks = term.parent.children[1].findall(is_block)
        remark = "\n".join(said(block, names) for block in blocks)
        yield Part(lang, "note", f"{term.astext()}: {remark}")


def said(node: nodes.Node, names: Mapping[str, str]) -> str:
    """Return the words of ours in a node, with the names of what it refers to."""
    if isinstance(node, pending_xref) and not node.get("refexplicit"):
        keys = node["reftarget"].split(",")
        return "; ".join(names.get(key.strip(), "") for key in keys)
    if isinstance(node, nodes.Text):
        return words_of(node)
    text = "".join(said(child, names) for child in node.children)
    return one_space(text) if is_block(node) else text


def is_holder(node: nodes.Node) -> bool:
    """Tell whether a node is a place of its own, or a field list, which is none."""
    if isinstance(node, nodes.definition_list_item):
        return isinstance(node[0], nodes.term) and "entry" in node[0]
    return isinstance(node, nodes.section | passage | nodes.field_list)


def is_block(node: nodes.Node) -> bool:
    """Tell whether a node is a paragraph or the like."""
    aside = nodes.Inline | nodes.Invisible | nodes.title
    block = isinstance(node, nodes.TextElement) and not isinstance(node, aside)
    return block and "entry" not in cast("nodes.Element", node)  # a head word is a name


def script(found: Iterable[Place], address: Callable[[str], str]) -> str:
    """Return the index as a script; ``address`` is that of a page, seen from the search."""
    rows = [
        [address(p.docname) + f"#{p.ident}" * bool(p.ident), p.name, p.about, p.locus, p.parts]
        for p in found
    ]
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return "const places = [\n" + ",\n".join(lines) + "\n];\n"
