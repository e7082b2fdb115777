"""Print remarks and footnotes where they are called."""

from docutils import nodes

from ..citing.printed import destination
from ..showing.calls import call
from .markup import quoted
from .writing import Writer


def called(writer: Writer, node: call) -> str:
    """Print a remark as a footnote; leave what goes into the apparatus to the page's layout."""
    at = writer.at(node)
    if node["kind"] == "commentary":
        before = node.parent[node.parent.index(node) - 1 :][0]
        parted = "#super[,]" if isinstance(before, call) and before is not node else ""
        return f"{parted}#note({at}, [{next(writer.numbers)}], [{writer.children(node)}])"
    words = "".join(
        f"[{writer.children(part)}], "
        for part in node.findall(nodes.Element)
        if isinstance(part, nodes.term | nodes.paragraph)
    )
    entry = f"({quoted(node['locus'])}, {words})"
    writer.entries[[*writer.places][-1]] = f"// {writer.place(node)}\n{entry}"
    return f"#variants({at}, {quoted(node.get('status', ''))})"


def footnote(writer: Writer, node: nodes.footnote_reference) -> str:
    """Print a footnote where it is called, or call it again."""
    name = destination(writer.docname, node["refid"])
    note = writer.footnotes[name]
    if name in writer.labels:
        return f"#footnote(numbering: _ => [{note['number']}], label({quoted(name)}))"
    writer.labels.add(name)
    note["number"] = next(writer.numbers)
    number = f"[{note['number']}], name: {quoted(name)}"
    return f"#note({writer.at(node)}, {number}, [{writer.run_in(note)}])"
