"""Write under each entry of the bibliography where the edition prints or cites that work.

The extension that makes the list links back only within a page, as docutils does (its issue 389).
"""

from typing import Any

from docutils import nodes

from ..catalogs import _
from ..model import text_key
from ..showing.placeholders import Place, PlaceholderTransform, filled


class Works(PlaceholderTransform):
    """Names under each entry the page that has its text, and the places that cite it.

    ``citation#key(label, paragraph)`` becomes ``citation#key(label, paragraph,
    paragraph.cited-in)``. In HTML, ``container(citation…)`` becomes
    ``bullet_list(list_item#key(paragraph…)…)``: an entry begins with what its label says, and
    docutils gives citations roles that are invalid there.
    """

    default_priority = 6  # after the list has been made (5), before links are resolved (10)

    def run(self, **kwargs: Any) -> None:
        """Add a line to each entry whose work is printed or cited."""
        citations = list(self.document.findall(nodes.citation))
        keys = {(r.docname, r.anchor): r.key for r in self.edition.references.values() if r.docname}
        for node in citations:
            key = keys.get((node.get("docname", ""), next(iter(node["ids"]), "")))
            if key is not None and (line := self._line(key)):
                node += nodes.paragraph("", "", *line, classes=["cited-in"])
        if self.builder.format == "html":
            for box in dict.fromkeys(node.parent for node in citations):
                if isinstance(box, nodes.container):
                    box.replace_self(_bullet_list(box))

    def _line(self, key: str) -> list[nodes.Node]:
        """Return where one work is printed and cited; nothing if it is nowhere."""
        line: list[nodes.Node] = []
        for page in self.edition.texts:
            if text_key(page.docname) == key:
                title = self.link(page.docname, "", nodes.emphasis("", page.label))
                line += [*filled(_("This edition: {places}."), places=title), nodes.Text(" ")]
        pages = self.edition.pages.values()
        citations = [c for page in pages for c in page.citations if key in c.keys]
        for sentence, printed in (
            (_("Printed at {places}."), True),
            (_("Cited in {places}."), False),
        ):
            places: dict[tuple[str, str], Place] = {}
            for c in citations:  # of several in a passage, or on a page that is no text, the first
                if c.printed == printed:
                    places.setdefault((c.docname, c.place), Place(c.docname, c.place, c.anchor))
            if places:
                links = self.place_links(places.values())
                line += [*filled(sentence, places=links), nodes.Text(" ")]
        return line[:-1]


def _bullet_list(box: nodes.container) -> nodes.bullet_list:
    """Move the entries of a bibliography into an ordinary list."""
    items = nodes.bullet_list(classes=["references"], bullet="*")
    for citation in box.findall(nodes.citation):
        items += nodes.list_item("", *citation.children[1:], ids=citation["ids"])
        citation.clear()  # the environment keeps it, and would fill it again
    box["ids"] = []  # the list would take over the counted id
    return items
