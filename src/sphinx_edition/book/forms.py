"""The form of each kind of node: a call of the template, or what stands around its children.

In the tables a name is that of a class of node, or with a dot before it that of a class of the
element, which comes first. ``write_book`` puts the documents in their order.
"""

from collections.abc import Iterable
from functools import partial
from itertools import count

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from ..citing.printed import destination
from ..nodes import passage
from ..showing.calls import call
from .links import footnote_call, index_pages, reference, remark_call
from .markup import array, escaped, quoted
from .writing import Form, Writer, WritingError

#: A chapter that has one of these is set as a galley.
_GALLEY = call | nodes.footnote_reference | passage
#: In a galley, a page can begin with a paragraph that one of these holds.
_FLOW = nodes.section | nodes.container | nodes.block_quote


def write_book(writer: Writer, front: Iterable[str], bibliographies: Iterable[str]) -> str:
    """Return all that the root document's toctrees lead to; its own body is for the web.

    The documents of ``front`` stand before the texts. A text alone ends with those of
    ``bibliographies`` to which it leads.

    Raises:
        WritingError: if something cannot be printed, or a link leads to what is not in the book.
    """
    if writer.only:
        body = writer.document(writer.only)
        cited = {name.partition("#")[0] for name in writer.links}
        body += "".join(writer.document(name) for name in bibliographies if name in cited)
    else:
        trees = writer.builder.env.get_doctree(writer.docname).findall(addnodes.toctree)
        body = "".join(map(writer.document, front))
        body += "".join(map(writer.write, trees))
    for name, location in writer.links.items():
        if name not in writer.labels:
            raise WritingError(f"this links to “{name}”, which is not in the book", location)
    return body + writer.anchors()


def paragraph(writer: Writer, node: nodes.paragraph) -> str:
    """Set a paragraph; in a galley, as an item with which a page can begin."""
    is_item = writer.in_galley and isinstance(node.parent, _FLOW)
    function = f"paragraph({writer.item(node)})" if is_item else "par"
    return f"\n#{function}[{writer.children(node)}]\n"


def section(writer: Writer, node: nodes.section) -> str:
    """Set the titles of a section one level deeper."""
    writer.depth += 1
    if writer.depth > 1:
        out = writer.children(node)
    else:
        writer.in_galley = any(isinstance(inner, _GALLEY) for inner in node.findall())
        writer.note_numbers = count(1)
        short = writer.builder.env.metadata[writer.docname].get("short") or node[0].astext()
        given = f"short: [{escaped(str(short))}], galley: {str(writer.in_galley).lower()}"
        out = f"\n#chapter({writer.item(node)}, {given})[{writer.children(node)}]\n"
    writer.depth -= 1
    return out


def title(writer: Writer, node: nodes.title) -> str:
    """Print a heading; labels stay out of it, since the contents repeat all that it holds."""
    if not isinstance(node.parent, nodes.section):
        return f"\n#rubric[{writer.children(node)}]\n"
    for inner in node.findall(nodes.Element):
        for ident in inner["ids"]:
            writer.add_label(destination(writer.docname, ident))
        inner["ids"] = []
    (first, *rest), writer.pending_labels = writer.pending_labels, []
    heading = f"#heading(level: {writer.depth})[{writer.children(node)}]#label({quoted(first)})"
    writer.pending_labels = [*rest, f"{first}>"]  # the last is where the text begins
    return f'\n#breakpoint("heading", {writer.item(node, first)})\n{heading}\n'


def image(writer: Writer, node: nodes.image) -> str:
    """Print a picture; Typst refuses one without a description."""
    if node["uri"] not in writer.builder.images:
        raise WritingError(f"no way to print “{node['uri']}”", writer.location(node))
    path = quoted(writer.builder.images[node["uri"]])
    alt = f", alt: {quoted(node['alt'])}" if "alt" in node else ""
    return f"{writer.anchors()}#box(image({path}{alt}))"


def admonition(writer: Writer, node: nodes.Element) -> str:
    """Set a box; that of an admonition has its label."""
    label = admonitionlabels.get(node.tagname, "")
    return f"\n#admonition[{label}][{writer.children(node)}]\n"


#: Nodes that are not printed, and nodes of which only the children are.
_LEFT_OUT = ".contents comment footnote highlightlang index label meta substitution_definition"
_BARE = """.base abbreviation caption compound container document generated glossary inline legend
    problematic row table target tbody term"""
#: Nodes that are their children, for which a dot stands here, within other text.
_WRAPPED = {
    ".cited-in": "\n#cited-in[•]\n", ".incipit": "#incipit[•]", ".index": "\n#index[•]\n",
    ".slip": "#slip[•]", ".smallcaps": "#smallcaps[•]", ".witness": "\n#witness[•]\n",
    "PassthroughTextElement": "\n\n•\n\n", "attribution": "][•",
    "block_quote": "\n#quotation[•]\n", "bullet_list": "\n#list(•)\n",
    "citation": "\n#entry[•]\n", "classifier": " (•)", "definition_list": "\n#terms(•)\n",
    "definition_list_item": "terms.item([•]), ", "emphasis": "#emph[•]", "field": "(•), ",
    "field_body": "[•]", "field_list": "\n#fields(•)\n", "field_name": "[•], ", "line": "• \\ ",
    "line_block": "\n#verse[•]\n", "list_item": "[•], ", "rubric": "\n#rubric[•]\n",
    **dict.fromkeys(["pause", "transition"], "\n#transition()•\n"),
    "strong": "#strong[•]", "subscript": "#sub[•]", "superscript": "#super[•]",
    "tgroup": "\n#tabular(•)\n", "thead": "table.header(•), ", "title_reference": "#emph[•]",
}  # fmt: skip


def _wrap(around: str, writer: Writer, node: nodes.Element) -> str:
    return around.replace("•", writer.children(node))


#: The form of each kind of node.
FORMS: dict[str, Form] = {
    **dict.fromkeys(_LEFT_OUT.split(), lambda w, n: ""),
    **dict.fromkeys(_BARE.split(), Writer.children),
    **dict.fromkeys(["Admonition", "sidebar", "topic"], admonition),
    **{kind: partial(_wrap, around) for kind, around in _WRAPPED.items()},
    ".argument": lambda w, n: f"\n#argument[{w.children(n[0])}][{w.run_in(n)}]\n",
    ".quoted-by": lambda w, n: f"\n#quoted-by{array(f'[{w.run_in(i)}]' for i in n[0])}\n",
    ".index-places": index_pages,
    "call": remark_call,
    "colspec": lambda w, n: f"{n['colwidth']}, ",
    "definition": lambda w, n: f"], [{w.run_in(n)}",
    "entry": lambda w, n: f"cell({n.get('morecols', 0)}, {n.get('morerows', 0)})[{w.run_in(n)}], ",
    "enumerated_list": lambda w, n: f"\n#enum(start: {n.get('start', 1)}, {w.children(n)})\n",
    "figure": lambda w, n: (
        f"\n#figure([{w.write(n[0])}], caption: [{' '.join(map(w.write, n.children[1:]))}])\n"
    ),
    "footnote_reference": footnote_call,
    "image": image,
    "linebreak": lambda w, n: " \\ ",
    "literal": lambda w, n: f"{w.anchors()}#raw({quoted(n.astext())})",
    "literal_block": lambda w, n: f"\n#raw({quoted(n.astext())}, block: true){w.anchors()}\n",
    "locus": lambda w, n: f"#number({w.item(n)}, {quoted(n['number'])}){w.anchors()}",
    "paragraph": paragraph,
    "passage": lambda w, n: f"\n#passage({w.item(n)})[{w.children(n)}]\n",
    "passage_version": lambda w, n: f"\n#version[{''.join(map(w.write, [n[-1], *n[:-1]]))}]\n",
    "picture": lambda w, n: f"\n#picture({quoted(n['file'])}, {quoted(n['alt'])}){w.anchors()}\n",
    "reference": reference,
    "section": section,
    "title": title,
    "toctree": lambda w, n: "".join(w.document(d) for d in n["includefiles"] if d not in w.labels),
}
