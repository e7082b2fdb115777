"""Say where the edition is kept, and what identifies its texts.

``placeholder(shows="preservation")`` becomes a ``definition_list`` of what ``conf.py`` says, and
``placeholder(shows="identifiers")`` one of the texts with their identifiers. Nothing is claimed
that is not set: the entry then says so.
"""

from collections.abc import Iterator

from docutils import nodes

from ..catalogs import _
from ..nodes import placeholder
from ..words.identifiers import identifier_url
from .placeholders import PlaceholderTransform


class Preservation(PlaceholderTransform):
    """Replaces the placeholders of what is kept."""

    def preservation(self, node: placeholder) -> list[nodes.Element]:
        """Return each fact of where the edition is kept, or that it is not settled."""
        items = (_item(nodes.Text(label), body) for label, body in self._facts())
        return [nodes.definition_list("", *items)]

    def identifiers(self, node: placeholder) -> list[nodes.Element]:
        """Return the identifier of each text's file, in the order of pages."""
        items = (
            _item(self.link(page.docname, "", nodes.emphasis("", page.label)),
                  nodes.literal("", self.edition.files[page.docname].ident))
            for page in self.edition.texts if page.docname in self.edition.files
        )  # fmt: skip
        return [nodes.definition_list("", *items, classes=["identifiers"])]

    def _facts(self) -> Iterator[tuple[str, nodes.Node]]:
        facts = self.edition.facts
        for label, text in (
            (_("Address"), facts.address), (_("Repository"), facts.repository),
            (_("Archive"), facts.archive),
            (_("DOI of all versions"), facts.doi), (_("DOI of this version"), facts.version_doi),
        ):  # fmt: skip
            url = identifier_url("DOI", text) if text and "://" not in text else text
            nothing = nodes.Text(_("None has been named."))
            yield label, nodes.reference("", text, refuri=url) if text else nothing
        for label, text in (
            (_("Host"), facts.host), (_("Status"), facts.status),
            (_("When the editors stop"), facts.afterwards),
        ):  # fmt: skip
            yield label, nodes.Text(text or _("Nothing has been settled."))


def _item(term: nodes.Node, body: nodes.Node) -> nodes.definition_list_item:
    definition = nodes.definition("", nodes.paragraph("", "", body))
    return nodes.definition_list_item("", nodes.term("", "", term), definition)
