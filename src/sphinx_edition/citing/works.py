"""The bibliography as a list that leads back to the places that cite its works.

The list's own extension links back only within a page, as docutils does (its issue 389); here each
entry says on which pages and in which passages it is cited.
"""

from typing import Any

from docutils import nodes

from ..model import is_text, text_key
from ..showing.filling import Filler


class Works(Filler):
    """Say under each entry which page of the edition has its text, and where else it is named.

    ``citation#key(label, paragraph)`` → ``citation#key(label, paragraph, paragraph.cited-in)``; in
    HTML ``container(citation…)`` → ``bullet_list(list_item#key(paragraph…)…)``, since entries begin
    with what their labels say, and docutils gives citations roles that are invalid there.
    """

    default_priority = 6  # right after the list has been made (5), and before links are (10)

    def run(self, **kwargs: Any) -> None:
        """Add the lines; an entry that is named nowhere has none."""
        citations = list(self.document.findall(nodes.citation))
        keys = {(r.docname, r.anchor): r.key for r in self.edition.references.values() if r.docname}
        for node in citations:
            key = keys.get((node.get("docname", ""), next(iter(node["ids"]), "")))
            if key is not None and (line := self.line(key)):
                node += nodes.paragraph("", "", *line, classes=["cited-in"])
        if self.builder.format == "html":
            for box in dict.fromkeys(node.parent for node in citations):
                if isinstance(box, nodes.container):
                    box.replace_self(self.items(box))

    def items(self, box: nodes.container) -> nodes.bullet_list:
        """Return an ordinary list of what is in a box."""
        found = nodes.bullet_list(classes=["references"], bullet="*")
        for citation in box.findall(nodes.citation):
            found += nodes.list_item("", *citation.children[1:], ids=citation["ids"])
            citation.clear()  # it is kept in the environment, and would be filled again
        box["ids"] = []  # a counted one
        return found

    def line(self, key: str) -> list[nodes.Node]:
        """Return what is said of one work."""
        pages = self.edition.pages.values()
        texts = [p for p in pages if is_text(p.docname) and text_key(p.docname) == key]
        cited = [c for page in pages for c in page.citations if key in c.keys]
        line: list[nodes.Node] = []
        for page in texts:
            link = self.link(page.docname, "", nodes.emphasis("", page.label))
            line += [nodes.Text("This edition: "), link, nodes.Text(". ")]
        for lead, printed in (("Printed at ", True), ("Cited in ", False)):
            first: dict[tuple[str, str], tuple[str, str, str, bool]] = {}
            for c in cited:  # of two in a passage, or on a page that is no text, the first
                if c.printed == printed:
                    first.setdefault((c.docname, c.place), (c.docname, c.place, c.anchor, False))
            if first:
                line += [nodes.Text(lead), *self.places(first.values()), nodes.Text(". ")]
        return [*line[:-1], nodes.Text(".")] if line else []
