"""Name in the head of a source the editions of its text that the bibliography has.

``placeholder(shows="editions")`` becomes ``field``: the edition whose words are the text's own,
those of its other versions, and the works that name its entry in ``related``, a field of biblatex.
"""

from collections.abc import Iterable

from docutils import nodes

from ..catalogs import _
from ..model import SOURCES, Reference
from ..nodes import placeholder
from ..showing.placeholders import PlaceholderTransform, filled, join_nodes


class Editions(PlaceholderTransform):
    """Replaces the placeholder in the head of a text."""

    def editions(self, node: placeholder) -> list[nodes.field]:
        """Return the field; none for an essay, or where the bibliography lists nothing."""
        page = self.edition.pages[node["doc"]]
        sources, others = self.edition.editions_of(page)
        if not page.docname.startswith(SOURCES) or not sources + others:
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
