"""Examples of how to cite, made of the edition's own records."""

from docutils import nodes
from sphinx.util import logging

from ..nodes import placeholder
from ..showing.placeholders import PlaceholderTransform
from .citable import citable
from .forms import FORMS, PROSE

logger = logging.getLogger(__name__)


class Citations(PlaceholderTransform):
    """Fill the places of examples."""

    def citation(self, place: placeholder) -> list[nodes.definition_list]:
        """Return the citations of a work; the book gives no pages of itself, which would move."""
        docname, _, ident = place["of"].partition("#")
        known = docname in self.edition.pages
        found = citable(self.edition, docname, self.builder) if known else ()
        work = next((c.work for c in found if c.ident == ident), None)
        if work is None:
            message = "there is nothing to cite at %s: give a page, or page#id"
            logger.warning(message, place["of"], type="ed", subtype="passage", location=place)
            return []
        items = nodes.definition_list(classes=["citation"])
        for form in PROSE if place["brief"] else FORMS:
            if text := FORMS[form](work):
                body: nodes.Element = nodes.literal_block(text, text, language="none")
                if form in PROSE:
                    body = nodes.paragraph()
                    for n, piece in enumerate(text.split("*")):  # every second is in italics
                        body += nodes.emphasis("", piece) if n % 2 else nodes.Text(piece)
                term = nodes.term("", form)
                items += nodes.definition_list_item("", term, nodes.definition("", body))
        return [items]
