"""Links as Typst has them: cross-references, the pages of the index, and the calls of notes.

Rule: only the template knows pages, so of the index it is given the target of each link, and
whether that is a main one. A remark or footnote is printed where it is called; an entry of the
apparatus is left to the layout of the page.
"""

import re

from docutils import nodes

from ..citing.printed import destination
from ..reading.doctree import ancestors
from ..showing.calls import call
from .markup import array, quoted
from .writing import Writer

_WITHOUT_PAGE = {"bibtex-citation", "index-line", "quoted"}  # classes of links and what holds them
_VERSION = re.compile(r"#p[\w.-]+-[A-Za-z]")


def target(writer: Writer, node: nodes.Element) -> str:
    """Return the place to which a link into the book leads; whether it exists is checked later."""
    docname, _, ident = node.get("refuri", "")[1:].partition("#")
    name = destination(docname or writer.docname, node.get("refid", ident))
    writer.links.setdefault(name, writer.location(node))
    return name


def reference(writer: Writer, node: nodes.reference) -> str:
    """Print a link; one into the book names the page, unless it is a citation or a version."""
    uri, body = node.get("refuri", ""), writer.children(node)
    if "refid" not in node and not uri.startswith("%"):
        return f"#link({quoted(uri)})[{body}]" if uri.partition("#")[0] else body
    name = target(writer, node)
    around = [*ancestors(node), *node.findall(nodes.inline)]
    is_plain = any(_WITHOUT_PAGE & {*element["classes"]} for element in around)
    function = "goto" if is_plain or _VERSION.search(name) else "xref"
    return f"#{function}(destination({quoted(name)}))[{body}]"


def index_pages(writer: Writer, node: nodes.Element) -> str:
    """Print the links of ``inline.index-places`` as pages; the names of texts are left out."""
    places = []
    for link in node.findall(nodes.reference):
        is_main = str(any(link.findall(nodes.strong))).lower()
        places.append(f"(..destination({quoted(target(writer, link))}), {is_main})")
    return f"#index-pages{array(places)}"


def remark_call(writer: Writer, node: call) -> str:
    """Print a remark as a footnote; of what goes into the apparatus, only mark the place."""
    item = writer.item(node)
    if node["kind"] == "commentary":
        before = node.parent[: node.parent.index(node)]
        comma = "#super[,]" if before and isinstance(before[-1], call) else ""
        return f"{comma}#note({item}, [{next(writer.note_numbers)}], [{writer.children(node)}])"
    parts = [p for p in node.findall(nodes.Element) if isinstance(p, nodes.term | nodes.paragraph)]
    entry = array([quoted(node["locus"]), *(f"[{writer.children(part)}]" for part in parts)])
    # The place stands in a comment on a line of its own: see ``Writer``.
    writer.entries[[*writer.items][-1]] = f"\n// {writer.location(node)}\n{entry}"
    return f"#collation({item}, {quoted(node.get('status', ''))})"


def footnote_call(writer: Writer, node: nodes.footnote_reference) -> str:
    """Print a footnote where it is called first, or call it again."""
    name = destination(writer.docname, node["refid"])
    note = writer.footnotes[name]
    if name in writer.labels:
        return f"#footnote(numbering: _ => [{note['number']}], label({quoted(name)}))"
    writer.labels.add(name)
    note["number"] = next(writer.note_numbers)
    number = f"[{note['number']}], name: {quoted(name)}"
    return f"#note({writer.item(node)}, {number}, [{writer.run_in(note)}])"
