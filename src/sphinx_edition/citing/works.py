"""Link the works of the bibliography and the texts: from each entry to its places, and back.

The extension that makes the list links back only within a page, as docutils does (its issue 389).
The head of a source names the editions of its text: ``placeholder(shows="editions")`` becomes a
``field`` with the edition whose words are the text's own, those of its other versions, and the
works that name its entry in ``related``, a field of biblatex.
"""

from collections.abc import Iterable
from typing import Any

from docutils import nodes

from ..bibliography import Reference
from ..catalogs import _
from ..model import Place, is_source
from ..nodes import placeholder
from ..showing.placeholders import PlaceholderTransform, filled, join_nodes


class Editions(PlaceholderTransform):
    """Replaces the placeholder in the head of a text."""

    def editions(self, node: placeholder) -> list[nodes.field]:
        """Return the field; none for an essay, or where the bibliography lists nothing."""
        page = self.edition.pages[node["doc"]]
        sources, others = self.edition.editions_of(page)
        if not is_source(page.docname) or not sources + others:
            return []
        sentences = [(_("Given here: {works}."), sources), (_("Also: {works}."), others)]
        lines = [filled(form, works=self._links(found)) for form, found in sentences if found]
        body = nodes.paragraph("", "", *join_nodes(lines, " "))
        name = nodes.field_name("", _("Editions of this text"))
        return [nodes.field("", name, nodes.field_body("", body), classes=["header-editions"])]

    def _links(self, works: Iterable[Reference]) -> list[nodes.Node]:
        """Return links to works in the bibliography, by what they are cited as."""
        links = ([self.link(w.docname, w.anchor, nodes.Text(w.label))] for w in works)
        return join_nodes(links, ", ")


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
        if page := self.edition.text_pages.get(key):
            title = self.link(page.docname, "", nodes.emphasis("", page.label))
            line += [*filled(_("This edition: {places}."), places=title), nodes.Text(" ")]
        citations = self.edition.citations.get(key, [])
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
