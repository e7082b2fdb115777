"""Links as Typst has them: cross-references, the pages of the index, and the calls of notes.

Rule: only the template knows pages, so of the index it is given the target of each link, and
whether that is a main one. A remark or footnote is printed where it is called; an entry of the
apparatus is left to the layout of the page.
"""

import re
from itertools import chain

from docutils import nodes

from ..citing.printed import destination
from ..reading.doctree import ancestors
from ..showing.calls import call
from .markup import array, escaped, quoted
from .writing import Writer

_WITHOUT_PAGE = {"bibtex-citation", "index-line", "quoted"}  # classes of links and what holds them
_MANY_PLACES = 12  #: in the index, under one head word
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
    xref = "xref-in-brackets" if _is_in_brackets(node) else "xref"
    function = "goto" if is_plain or _VERSION.search(name) else xref
    return f"#{function}(destination({quoted(name)}))[{body}]"


def _is_in_brackets(node: nodes.Element) -> bool:
    """Tell whether a bracket is open before a node in its paragraph."""
    block = next(element for element in ancestors(node) if not isinstance(element, nodes.Inline))
    before = ""
    for element in block.findall():
        if element is node:
            break
        if isinstance(element, nodes.Text):
            before += element
    return before.count("(") > before.count(")")


def index_pages(writer: Writer, node: nodes.Element) -> str:
    """Print the links of ``inline.index-places`` as pages: if they are many, text by text."""
    groups: dict[str, list[str]] = {}
    for link in node.findall(nodes.reference):
        is_main = str(any(link.findall(nodes.strong))).lower()
        place = f"(..destination({quoted(target(writer, link))}), {is_main})"
        groups.setdefault(link["refuri"][1:].partition("#")[0], []).append(place)
    if sum(map(len, groups.values())) <= _MANY_PLACES:
        return f"#index-pages{array(chain.from_iterable(groups.values()))}"
    names = {docname: writer.short_name(docname) for docname in groups}
    return r"\; ".join(
        f"#emph[{escaped(names[docname])}] #index-pages{array(places)}"
        for docname, places in groups.items()
    )


def remark_call(writer: Writer, node: call) -> str:
    """Print a remark as a footnote; of what goes into the apparatus, only mark the place."""
    if not len(node):  # the words stand in the text
        return f"#sign({quoted(node['status'])})"
    item = writer.item(node)
    if node["kind"] == "commentary":
        before = node.parent[: node.parent.index(node)]
        is_second = before and isinstance(before[-1], call) and before[-1]["kind"] == "commentary"
        comma = "#super[,]" if is_second else ""
        return f"{comma}#note({item}, [{next(writer.note_numbers)}], [{writer.children(node)}])"
    parts = [p for p in node.findall(nodes.Element) if isinstance(p, nodes.term | nodes.paragraph)]
    bodies = [writer.children(part) for part in parts]
    if bodies and not parts[-1].astext().rstrip().endswith((".", "!", "?")):
        bodies[-1] += "."
    entry = array([quoted(node["locus"]), *(f"[{body}]" for body in bodies)])
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
