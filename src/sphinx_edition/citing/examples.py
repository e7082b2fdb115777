"""Write examples of how to cite the edition, made from its own records.

``placeholder(shows="citation")`` becomes ``definition_list.citation(item(term, definition)…)``.
"""

from docutils import nodes
from sphinx.util import logging

from ..catalogs import _
from ..nodes import placeholder
from ..showing.placeholders import PlaceholderTransform
from .citable import citable
from .cited import pieces
from .forms import FORMS, PROSE

logger = logging.getLogger(__name__)


class Citations(PlaceholderTransform):
    """Replaces the placeholders of examples."""

    def citation(self, node: placeholder) -> list[nodes.definition_list]:
        """Return the citation of a page, a passage or a quotation in each form."""
        docname, _sign, ident = node["target"].partition("#")
        is_page = docname in self.edition.pages
        works = citable(self.edition, docname, self.builder) if is_page else ()
        work = next((entry.work for entry in works if entry.ident == ident), None)
        if work is None:
            message = "there is nothing to cite at %s: give a page, or page#id"
            logger.warning(message, node["target"], type="ed", subtype="passage", location=node)
            return []
        items = nodes.definition_list(classes=["citation"])
        for form in PROSE if node["brief"] else FORMS:
            if text := FORMS[form](work):
                body: nodes.Element = nodes.literal_block(text, text, language="none")
                if form in PROSE:
                    body = nodes.paragraph()
                    for words, is_italic in pieces(text):
                        body += nodes.emphasis("", words) if is_italic else nodes.Text(words)
                definition = nodes.definition("", body)
                items += nodes.definition_list_item("", nodes.term("", _(form)), definition)
        return [items]
