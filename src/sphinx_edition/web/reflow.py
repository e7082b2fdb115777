"""Shape pages for a small screen whose text flows: page breaks of the book, and lists for tables.

``table(tgroup(thead, tbody(row(entry…)…)))`` of more than two columns becomes
``definition_list(definition_list_item(term, definition(paragraph…))…)``: a row is an item, whose
term is its first cell. A row without a first cell belongs to the item before.
"""

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..citing.printed import destination
from ..domain import EditionDomain
from ..model import safe_id
from ..reading.doctree import ancestors

_MOST_COLUMNS = 2  #: that a telephone can show beside each other
_LINES = nodes.title | nodes.paragraph | nodes.term | nodes.line  #: in which a mark may stand


class TableLists(SphinxPostTransform):
    """Make a list of each wide table that has a head, and no more than a paragraph in a cell."""

    default_priority = 900  # once the tables are there and all their links are resolved
    builders = ("epub",)

    def run(self, **kwargs: Any) -> None:
        """Replace the wide tables of one page."""
        for table in list(self.document.findall(nodes.table)):
            head, *rows = [
                [cell.children for cell in row.findall(nodes.entry)]
                for row in table.findall(nodes.row)
            ]
            is_plain = all(len(cell) < 2 for row in rows for cell in row)
            is_even = {len(row) for row in rows} <= {len(head)}
            has_head = table.next_node(nodes.thead) is not None
            if has_head and is_plain and is_even and len(head) > _MOST_COLUMNS:
                labels = [" ".join(block.astext() for block in cell) for cell in head]
                table.replace_self(self.definitions(table, labels, rows))

    @staticmethod
    def definitions(
        table: nodes.table, labels: list[str], rows: list[list[list[nodes.Node]]]
    ) -> list[nodes.Node]:
        """Return a table as a list, below its title."""
        items = nodes.definition_list(ids=table["ids"], classes=[*table["classes"], "rows"])
        body = nodes.definition()
        for first, *others in rows:
            term = [node for block in first for node in block.children]
            if term or not items.children:
                body = nodes.definition()
                items += nodes.definition_list_item("", nodes.term("", "", *term), body)
            line = nodes.paragraph()
            for label, cell in zip(labels[1:], others, strict=True):
                content = [node for block in cell for node in block.children]
                if [node.astext() for node in content] not in ([], ["–"]):  # nothing to say
                    line += [nodes.Text("; " if line.children else ""), nodes.Text(f"{label}: ")]
                    line += content
            body += line
        titles = [child for child in table.children if isinstance(child, nodes.title)]
        return [
            *(nodes.paragraph("", "", nodes.strong("", "", *t.children)) for t in titles),
            items,
        ]


def _is_elsewhere(node: nodes.Element) -> bool:
    """Tell whether a node is not in the running text of the book."""
    return isinstance(node, nodes.footnote) or "web-only" in node["classes"]


class PageBreaks(SphinxPostTransform):
    """Mark where the pages of the printed book begin: before the first place on each.

    ``paragraph("… ", place, "…")`` becomes ``paragraph("… ", target#page26, place, "…")``; a
    break before a block stands in its first line of text. The notes are not looked at, which in the
    book stand at the foot of the page that calls them, nor what is not printed.
    """

    default_priority = 950  # after all places are there, those in lists for tables (900), too
    builders = ("epub",)

    def run(self, **kwargs: Any) -> None:
        """Mark the pages of one document."""
        domain = EditionDomain.from_env(self.env)
        printed, docname = domain.edition.printed, self.env.current_document.docname
        pages: dict[str, nodes.Element] = {}
        for node in self.document.findall(nodes.Element):
            names = [destination(docname, ident) for ident in node["ids"]]
            if isinstance(node, nodes.title) and not pages:
                names.append(destination(docname))
            found = [printed[name] for name in names if name in printed]
            if found and not any(map(_is_elsewhere, [node, *ancestors(node)])):
                pages.setdefault(found[0], node)
        for page, node in pages.items():
            self.mark(page, node)

    @staticmethod
    def mark(page: str, node: nodes.Element) -> None:
        """Put the beginning of a page before a node."""
        attributes = {"role": "doc-pagebreak", "aria-label": page}
        mark = nodes.target("", "", ids=[f"page{safe_id(page)}"], page=attributes)
        if isinstance(node, nodes.Inline) and node.parent is not None:
            node.parent.insert(node.parent.index(node), mark)
        else:
            lines = (line for line in node.findall(nodes.TextElement) if isinstance(line, _LINES))
            next(lines, node).insert(0, mark)
