"""The form of each kind of node: a call of the template, or what stands around its children.

In the tables a name is that of a class of node, or with a dot before it that of a class of the
element, which comes first.
"""

from functools import partial
from itertools import count
from typing import cast

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from ..citing.printed import destination
from ..model import is_essay, is_source, is_text
from ..nodes import passage, picture
from ..showing.calls import call
from ..words.names import author_series
from .links import footnote_call, index_pages, reference, remark_call, target
from .markup import array, escaped, quoted
from .passages import passage_form, version_form
from .writing import Form, Writer, WritingError

#: A chapter that has one of these is set as a galley.
_GALLEY = call | nodes.footnote_reference | passage
#: In a galley, a page can begin with a paragraph that one of these holds.
_FLOW = nodes.section | nodes.container | nodes.block_quote


def paragraph(writer: Writer, node: nodes.paragraph) -> str:
    """Set a paragraph; in a galley, as an item with which a page can begin."""
    is_item = writer.in_galley and not writer.in_columns and isinstance(node.parent, _FLOW)
    function = f"paragraph({writer.item(node)})" if is_item else "par"
    return f"\n#{function}[{writer.children(node)}]\n"


def definition(writer: Writer, node: nodes.definition) -> str:
    """Set a definition after its terms; a further one of the same terms is a new paragraph."""
    is_first = next(node.parent.findall(nodes.definition)) is node
    return ("], [" if is_first else "\n\n") + writer.run_in(node)


def section(writer: Writer, node: nodes.section) -> str:
    """Set the titles of a section one level deeper."""
    writer.depth += 1
    if writer.depth > 1:
        out = writer.children(node)
    else:
        writer.in_galley = any(isinstance(inner, _GALLEY) for inner in node.findall())
        writer.note_numbers = count(1)
        short = escaped(writer.short_name(writer.docname))
        given = f"short: [{short}], galley: {str(writer.in_galley).lower()}"
        given += "" if is_text(writer.docname) else ", size: .84em"
        body = _plate(node) + _chapter_body(writer, node) + writer.last_anchors()
        out = f"\n#chapter({writer.item(node)}, {given})[{body}]\n"
    writer.depth -= 1
    return out


def _chapter_body(writer: Writer, node: nodes.section) -> str:
    """Return what a chapter holds: the introduction to a source in smaller type."""
    if not is_source(writer.docname):
        return writer.children(node)
    ends = (n for n, child in enumerate(node) if isinstance(child, nodes.section | passage))
    end = next(ends, len(node))
    title, introduction, texts = node[:1], node[1:end], node[end:]
    parts = ["".join(map(writer.write, part)) for part in (title, introduction, texts)]
    return f"{parts[0]}\n#introduction[{parts[1]}]\n{parts[2]}"


def _plate(node: nodes.section) -> str:
    """Take the first drawing out of a chapter, and set it before the chapter."""
    if (drawing := next(node.findall(picture), None)) is None:
        return ""
    drawing.parent.remove(drawing)
    return f"\n#plate({quoted(drawing['file'])}, {quoted(drawing['alt'])})\n"


def toctree(writer: Writer, node: addnodes.toctree) -> str:
    """Set the documents of a toctree; if it has a caption, they are a part of the book."""
    before, above = len(writer.chapters), len(writer.headings)
    target = writer.builder.get_target_uri
    names = [name for name in node["includefiles"] if target(name).startswith("%")]
    documents = "".join(writer.document(name) for name in names if name not in writer.labels)
    caption = node.get("caption")
    if caption and len(writer.chapters) > before:
        name = escaped(caption)
        writer.chapters.insert(before, f"\n#part({writer.item(node)})[{name}]\n")
        writer.headings.insert(above, f'#heading(level: 1, supplement: "part")[{name}]')
    return documents


def title(writer: Writer, node: nodes.title) -> str:
    """Print a heading; labels stay out of it, since the contents repeat all that it holds."""
    if not isinstance(node.parent, nodes.section):
        return f"\n#rubric[{writer.children(node)}]\n"
    for inner in node.findall(nodes.Element):
        for ident in inner["ids"]:
            writer.add_label(destination(writer.docname, ident))
        inner["ids"] = []
    (first, *rest), writer.pending_labels = writer.pending_labels, []
    given = f"level: {writer.depth}{_contents_entry(writer)}"
    heading = f"#heading({given})[{writer.children(node)}]#label({quoted(first)})"
    writer.headings.append(heading)
    writer.pending_labels = [*rest, f"{first}>"]  # the last is where the text begins
    return f'\n#breakpoint("heading", {writer.item(node, first)})\n{heading}\n'


def _contents_entry(writer: Writer) -> str:
    """Return how a heading stands in the contents: a text with its author.

    The sections of an essay are in the contents, too; those of other pages are bookmarks only.
    """
    author = writer.builder.env.metadata[writer.docname].get("author")
    if writer.depth == 1 and author:
        return f", supplement: [{escaped(author_series(str(author)))}]"
    if writer.depth == 2 and is_essay(writer.docname):
        return ""
    return ", outlined: false, bookmarked: true" if writer.depth > 1 else ", supplement: []"


def citation(writer: Writer, node: nodes.citation) -> str:
    """Print an entry of the bibliography, and in its last line where its work is cited."""
    blocks = [block for block in node if isinstance(block, nodes.paragraph)]
    entry = (writer.write(b) if b["classes"] else writer.children(b) for b in blocks)
    return f"\n#entry[{''.join(entry)}]\n"


def image(writer: Writer, node: nodes.image) -> str:
    """Print a picture; Typst refuses one without a description."""
    if node["uri"] not in writer.builder.images:
        raise WritingError(f"no way to print “{node['uri']}”", writer.location(node))
    path = quoted(writer.builder.images[node["uri"]])
    alt = f", alt: {quoted(node['alt'])}" if "alt" in node else ""
    return f"{writer.anchors()}#box(image({path}{alt}))"


def side(writer: Writer, node: nodes.Element) -> str:
    """Print a side of a comparison: the quotation as it is, the source in small type under it."""
    label, content = cast("list[nodes.Element]", node.children)
    if "quotation" in content["classes"]:
        return writer.write(content)
    words = "".join(
        writer.write(block) if block["classes"] else writer.children(block)
        for block in cast("list[nodes.Element]", content.children)
    )
    return f"\n#source-words[{writer.children(label)}][{words}]\n"


def admonition(writer: Writer, node: nodes.Element) -> str:
    """Set a box; that of an admonition has its label."""
    label = admonitionlabels.get(node.tagname, "")
    return f"\n#admonition[{label}][{writer.children(node)}]\n"


def quoted_words(writer: Writer, node: nodes.Element) -> str:
    """Return quoted words, each stretch that a quotation has otherwise with a line of its own."""
    return "".join(
        f"#quoted-words({str(isinstance(child, nodes.Text)).lower()})[{writer.write(child)}]"
        for child in node.children
    )


#: Nodes that are not printed, and nodes of which only the children are.
_LEFT_OUT = """.contents .published .web-only comment footnote highlightlang index label meta
    substitution_definition"""
_BARE = """abbreviation caption compound container document generated glossary inline legend only
    problematic row table target tbody term"""
#: Nodes that are their children, for which a dot stands here, within other text.
_WRAPPED = {
    ".difference": "#differs[•]", ".insertion": "#differs[•]", ".context": "#text(ink)[•]",
    ".authority": " #cited-in[•]", ".cited-in": " #cited-in[•]",
    ".identifiers": "\n#[#set par(justify: false)\n#terms(•)]\n", ".incipit": "#incipit[•]",
    ".index": "\n#index[•]\n",
    ".slip": "#slip[•]", ".smallcaps": "#smallcaps[•]", ".unseen": "#unseen[•]",
    ".voice": "\n#voice[•]\n",
    "PassthroughTextElement": "\n\n•\n\n", "attribution": "][•",
    "block_quote": "\n#quotation[•]\n", "bullet_list": "\n#list(•)\n",
    "classifier": " (•)", "definition_list": "\n#terms(•)\n",
    "definition_list_item": "terms.item([•]), ", "emphasis": "#emph[•]", "field": "(•), ",
    "field_list": "\n#fields(•)\n", "field_name": "[•], ", "line": "• \\ ",
    "line_block": "\n#verse[•]\n", "list_item": "[•], ", "rubric": "\n#rubric[•]\n",
    **dict.fromkeys(["pause", "transition"], "\n#transition()•\n"),
    "strong": "#strong[•]", "subscript": "#sub[•]",
    "superscript": "#super[•]", "tgroup": "\n#tabular(•)\n", "thead": "table.header(•), ",
    "title_reference": "#emph[•]",
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
    ".own-note": lambda w, n: f"\n#own-note({w.item(n)})[{w.children(n)}]\n",
    ".cut": lambda w, n: " […] ",
    **dict.fromkeys([".links", ".original"], lambda w, n: ""),
    ".side": side,
    ".quoted-by": lambda w, n: f"\n#quoted-by{array(f'[{w.run_in(i)}]' for i in n[0])}\n",
    ".index-places": index_pages,
    ".mark": quoted_words,
    ".opening": lambda w, n: f'{paragraph(w, n)}#mark("keep", "")\n',
    ".witness": lambda w, n: f"\n#witness({str(w.in_columns).lower()})[{w.children(n)}]\n",
    "call": remark_call,
    "citation": citation,
    "colspec": lambda w, n: f"{n['colwidth']}, ",
    "definition": definition,
    "entry": lambda w, n: f"cell({n.get('morecols', 0)}, {n.get('morerows', 0)})[{w.run_in(n)}], ",
    "enumerated_list": lambda w, n: f"\n#enum(start: {n.get('start', 1)}, {w.children(n)})\n",
    "field_body": lambda w, n: f"[{w.run_in(n)}]",
    "figure": lambda w, n: (
        f"\n#figure([{w.write(n[0])}], caption: [{' '.join(map(w.write, n.children[1:]))}])\n"
    ),
    "footnote_reference": footnote_call,
    "image": image,
    "linebreak": lambda w, n: " \\ ",
    "literal": lambda w, n: f"{w.anchors()}#raw({quoted(n.astext())})",
    "literal_block": lambda w, n: f"\n#raw({quoted(n.astext())}, block: true){w.anchors()}\n",
    "locus": lambda w, n: f"#number({w.item(n)}, {quoted(n['number'])}){w.anchors()}",
    "note_call": lambda w, n: f"#goto(destination({quoted(target(w, n))}))[{w.children(n)}]",
    "paragraph": paragraph,
    "passage": passage_form,
    "passage_version": version_form,
    "picture": lambda w, n: f"\n#picture({quoted(n['file'])}, {quoted(n['alt'])}){w.anchors()}\n",
    "reference": reference,
    "section": section,
    "title": title,
    "toctree": toctree,
}
