"""How each kind of node is written: a function of the template, or what stands around its children.

Here and below a name is that of a class of node, or with a dot before it that of a class of the
element, which comes first.
"""

from collections.abc import Iterable
from functools import partial
from itertools import count

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels as titles

from ..citing.printed import destination as label
from ..nodes import passage
from ..showing.calls import call
from .calls import called, footnote
from .links import pages, reference
from .markup import escaped, quoted
from .writing import Form, Writer, WritingError

#: A chapter with these is made up of a galley, where a page can begin with a paragraph in those.
_NOTED = call | nodes.footnote_reference | passage
_FLOW = nodes.section | nodes.container | nodes.block_quote


def book(writer: Writer, front: Iterable[str], works: Iterable[str]) -> str:
    """Return all that the root document's toctrees lead to; its own body is for the web.

    The documents of ``front`` stand before the texts. A text alone ends with those of ``works`` to
    which it leads.
    """
    if writer.only:
        body = writer.document(writer.only)
        cited = {name.partition("#")[0] for name in writer.wanted}
        body += "".join(writer.document(name) for name in works if name in cited)
    else:
        trees = writer.builder.env.get_doctree(writer.docname).findall(addnodes.toctree)
        body = "".join(map(writer.document, front))
        body += "".join(map(writer.write, trees))
    for name, place in writer.wanted.items():
        if name not in writer.labels:
            raise WritingError(f"this links to “{name}”, which is not in the book", place)
    return body + writer.anchors()


def paragraph(writer: Writer, node: nodes.paragraph) -> str:
    """Set a paragraph, on a galley as one that the layout knows."""
    known = writer.galley and isinstance(node.parent, _FLOW)
    return f"\n#{f'noted({writer.at(node)})' if known else 'par'}[{writer.children(node)}]\n"


def section(writer: Writer, node: nodes.section) -> str:
    """Set the titles of a section one level deeper."""
    writer.depth += 1
    if writer.depth > 1:
        out = writer.children(node)
    else:
        noted = any(isinstance(inner, _NOTED) for inner in node.findall())
        writer.galley, writer.numbers = noted, count(1)
        short = writer.builder.env.metadata[writer.docname].get("short") or node[0].astext()
        given = f"short: [{escaped(str(short))}], galley: {str(noted).lower()}"
        out = f"\n#chapter({writer.at(node)}, {given})[{writer.children(node)}]\n"
    writer.depth -= 1
    return out


def title(writer: Writer, node: nodes.title) -> str:
    """Print a heading; labels stay out of it, for the contents repeat what it holds."""
    if not isinstance(node.parent, nodes.section):
        return f"\n#rubric[{writer.children(node)}]\n"
    for inner in node.findall(nodes.Element):
        for ident in inner["ids"]:
            writer.wait(label(writer.docname, ident))
        inner["ids"] = []
    (first, *rest), writer.waiting = writer.waiting, []
    words = f"{writer.children(node)}]#label({quoted(first)})"
    writer.waiting = [*rest, f"{first}>"]  # where its text begins
    return f'\n#moved("head", {writer.at(node, first)})\n#heading(level: {writer.depth})[{words}\n'


def image(writer: Writer, node: nodes.image) -> str:
    """Print a picture; Typst refuses one without a description."""
    if node["uri"] not in writer.builder.images:
        raise WritingError(f"no way to print “{node['uri']}”", writer.place(node))
    path = quoted(writer.builder.images[node["uri"]])
    alt = f", alt: {quoted(node['alt'])}" if "alt" in node else ""
    return f"{writer.anchors()}#box(image({path}{alt}))"


#: Nodes of which nothing is printed, and nodes that are no more than their children. Here and
#: below a name is that of a class of node, or with a dot before it that of a class of the element.
_LEFT_OUT = ".contents comment footnote highlightlang index label meta substitution_definition"
_BARE = """.base abbreviation caption compound container document generated glossary inline legend
    problematic row table target tbody term"""
#: Nodes that are a function of the template, as blocks and within a line.
_BLOCKS = {
    ".cited-in": "cited-in", ".index": "index", ".witness": "witness", "block_quote": "quotation",
    "citation": "entry", "line_block": "verse", "rubric": "rubric",
}  # fmt: skip
_INLINES = {
    ".incipit": "incipit", ".slip": "slip", ".smallcaps": "smallcaps", "emphasis": "emph",
    "strong": "strong", "subscript": "sub", "superscript": "super", "title_reference": "emph",
}  # fmt: skip
#: Nodes that are their children between two strings.
_WRAPPED = {
    **dict.fromkeys(_BARE.split(), ("", "")),
    **{kind: (f"\n#{name}[", "]\n") for kind, name in _BLOCKS.items()},
    **{kind: (f"#{name}[", "]") for kind, name in _INLINES.items()},
    "PassthroughTextElement": ("\n\n", "\n\n"), "attribution": ("][", ""),
    "bullet_list": ("\n#list(", ")\n"), "list_item": ("[", "], "), "line": ("", " \\ "),
    "definition_list": ("\n#terms(", ")\n"), "definition_list_item": ("terms.item([", "]), "),
    "classifier": (" (", ")"), "thead": ("table.header(", "), "),
    "field_list": ("\n#fields(", ")\n"), "field": ("(", "), "), "field_name": ("[", "], "),
    "field_body": ("[", "]"), "sidebar": ("\n#remark[][", "]\n"), "tgroup": ("\n#sheet(", ")\n"),
    "topic": ("\n#remark[][", "]\n"), "transition": ("\n#pause()", "\n"),
}  # fmt: skip
#: Nodes that say more of themselves.
_FORMED: dict[str, Form] = {
    **dict.fromkeys(_LEFT_OUT.split(), lambda w, n: ""),
    ".argument": lambda w, n: f"\n#argument[{w.children(n[0])}][{w.run_in(n)}]\n",
    ".quoted-by": lambda w, n: f"\n#quoted-by({''.join(f'[{w.run_in(i)}], ' for i in n[0])})\n",
    ".index-places": pages,
    "Admonition": lambda w, n: f"\n#remark[{titles.get(n.tagname, '')}][{w.children(n)}]\n",
    "call": called,
    "colspec": lambda w, n: f"{n['colwidth']}, ",
    "definition": lambda w, n: f"], [{w.run_in(n)}",
    "entry": lambda w, n: f"cell({n.get('morecols', 0)}, {n.get('morerows', 0)})[{w.run_in(n)}], ",
    "enumerated_list": lambda w, n: f"\n#enum(start: {n.get('start', 1)}, {w.children(n)})\n",
    "figure": lambda w, n: (
        f"\n#figure([{w.write(n[0])}], caption: [{' '.join(map(w.write, n.children[1:]))}])\n"
    ),
    "footnote_reference": footnote,
    "image": image,
    "literal": lambda w, n: f"{w.anchors()}#raw({quoted(n.astext())})",
    "literal_block": lambda w, n: f"\n#raw({quoted(n.astext())}, block: true){w.anchors()}\n",
    "locus": lambda w, n: f"#number({w.at(n)}, {quoted(n['number'])}){w.anchors()}",
    "paragraph": paragraph,
    "passage": lambda w, n: f"\n#passage({w.at(n)})[{w.children(n)}]\n",
    "passage_version": lambda w, n: f"\n#version[{''.join(map(w.write, [n[-1], *n[:-1]]))}]\n",
    "picture": lambda w, n: f"\n#picture({quoted(n['file'])}, {quoted(n['alt'])}){w.anchors()}\n",
    "raw": lambda w, n: " \\ " if n.astext().startswith("<br") else "",  # MyST's hard break
    "reference": reference,
    "section": section,
    "title": title,
    "toctree": lambda w, n: "".join(w.document(d) for d in n["includefiles"] if d not in w.labels),
}


def _wrap(before: str, after: str, writer: Writer, node: nodes.Element) -> str:
    return f"{before}{writer.children(node)}{after}"


#: The form of each kind of node.
FORMS: dict[str, Form] = {
    **_FORMED,
    **{kind: partial(_wrap, *around) for kind, around in _WRAPPED.items()},
}
