"""Every place of the edition with its words: what the search and the page of all texts show.

The words are read from the finished doctrees, so a build with a reader's own copy finds the
author's words. ``search_index.py`` makes the files of the search of them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx

from ..catalogs import N_, _, colon
from ..domain import EditionDomain
from ..loci import locus_id
from ..model import BASE, RENDERING, Page, is_text, text_key
from ..nodes import argument, passage, passage_version, witness
from ..reading.doctree import ancestors, lemmata, one_space, text_of, words_of
from ..words.dates import year_label
from ..words.names import author_series
from .search_index import Part, Place, Text, index_files

_LABELS = {BASE: "", RENDERING: N_("our rendering")}


def places_by_page(app: Sphinx) -> dict[str, list[Place]]:
    """Return the places of every page, and the works of the bibliography; texts come first."""
    edition, lang = EditionDomain.from_env(app.env).edition, app.config.language
    works = [r for r in edition.references.values() if r.docname]
    names = {work.key: work.label for work in works}
    names |= {key: " ".join(edition.name(p)) for key, p in edition.quotable.items()}
    found: dict[str, list[Place]] = {}
    for page in sorted(edition.pages.values(), key=lambda page: not is_text(page.docname)):
        document = app.env.get_doctree(page.docname)
        found[page.docname] = list(_places(page, document, names, lang))
    for work in works:
        part = Part(lang, "", work.text)
        found[work.docname].append(Place(work.docname, work.anchor, work.label, "", "", (part,)))
    return found


def search_files(app: Sphinx, places: Mapping[str, list[Place]]) -> dict[str, str]:
    """Return the files of the search, by path."""
    pages = EditionDomain.from_env(app.env).edition.pages
    texts = {
        name: Text(app.builder.get_target_uri(name), pages[name].label, text_key(name))
        for name in places
    }  # fmt: skip
    return {f"search/{name}.js": text for name, text in index_files(texts, places).items()}


def _places(
    page: Page, document: nodes.document, names: Mapping[str, str], lang: str
) -> Iterator[Place]:
    """Yield the places of one page in their order; ``names`` are those of passages and works."""
    year = year_label(page.header.get("date", ""))
    about = ", ".join(filter(None, [author_series(page.header.get("author", "")), year]))
    texts: dict[nodes.Node, list[str]] = defaultdict(list)
    for block in document.findall(_is_block):
        place = next(filter(_is_place, ancestors(block)), document)
        texts[place].append(_visible_text(block, names))
    for node in document.findall(_is_place):
        part = Part(lang, "", "\n".join(texts[node]))
        if isinstance(node, passage):
            locus, parts = node["locus"], tuple(_parts(node, names, lang))
            ident = f"p{locus_id(locus)}"
            yield Place(page.docname, ident, f"{page.label} {locus}", about, locus, parts)
        elif isinstance(node, nodes.section) and part.text:
            is_page = isinstance(node.parent, nodes.document)
            ident, text = ("", about) if is_page else (node["ids"][0], page.label)
            yield Place(page.docname, ident, node[0].astext(), text, "", (part,))
        elif isinstance(node, nodes.definition_list_item):
            term = next(node.findall(nodes.term))
            yield Place(page.docname, term["entry"], term.astext(), page.label, "", (part,))


def _parts(node: passage, names: Mapping[str, str], lang: str) -> Iterator[Part]:
    """Yield the versions of a passage, then the notes on it."""
    for version in node.findall(passage_version):
        key = version["key"]
        label = _(_LABELS[key]) if _LABELS.get(key) else names.get(key, key)
        yield Part(version["lang"], label, text_of(version.children), "text")
        for box in version.findall(argument):
            yield Part(lang, _("in our words"), text_of(box.children[1:]))
    for term, _kind in lemmata(node):
        blocks = term.parent.children[1].findall(_is_block)
        remark = "\n".join(_visible_text(block, names) for block in blocks)
        yield Part(lang, _("note"), f"{term.astext()}{colon()}{remark}")


def _visible_text(node: nodes.Node, names: Mapping[str, str]) -> str:
    """Return the words in a node; of a bare reference, the name of what it refers to."""
    if isinstance(node, pending_xref) and not node.get("refexplicit"):
        keys = node["reftarget"].split(",")
        return "; ".join(names.get(key.strip(), "") for key in keys)
    if isinstance(node, nodes.Text):
        return words_of(node)
    text = "".join(_visible_text(child, names) for child in node.children)
    return one_space(text) if _is_block(node) else text


def _is_place(node: nodes.Node) -> bool:
    """Tell whether a node is a place of its own, or a field list, whose words are in none."""
    if isinstance(node, nodes.definition_list_item):
        return isinstance(node[0], nodes.term) and "entry" in node[0]
    return isinstance(node, nodes.section | passage | nodes.field_list)


def _is_block(node: nodes.Node) -> bool:
    """Tell whether a node is a paragraph or the like; no head word, which is a name."""
    if isinstance(node, nodes.Inline | nodes.Invisible | nodes.title | witness):
        return False
    return isinstance(node, nodes.TextElement) and "entry" not in node
