"""Examples of how to cite, made of the edition's own records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.util import logging

from .cite import FORMS, PROSE, Work
from .citing import citable
from .lists import Lists
from .nodes import placeholder

logger = logging.getLogger(__name__)


class Citations(Lists):
    """Fill the examples: ``placeholder`` becomes ``definition_list``."""

    default_priority = 4  # before other placeholders are filled (5)

    def run(self, **kwargs: Any) -> None:
        """Replace the placeholders; the book gives no pages of itself, which would move them."""
        for node in list(self.document.findall(placeholder)):
            if node["shows"] != "citation":
                continue
            docname, _, ident = node["of"].partition("#")
            known = docname in self.domain.pages
            found = citable(self.domain, docname, self.domain.builder) if known else ()
            work = next((c.work for c in found if c.ident == ident), None)
            if work is None:
                message = "there is nothing to cite at %s: give a page, or page#id"
                logger.warning(message, node["of"], type="ed", subtype="passage", location=node)
            node.replace_self(examples(work, PROSE if node["brief"] else FORMS) if work else [])


def examples(work: Work, forms: Iterable[str]) -> nodes.definition_list:
    """Return the citations of a work; italics are in every second piece between asterisks."""
    items = nodes.definition_list(classes=["citation"])
    for form in forms:
        if text := FORMS[form](work):
            body: nodes.Element = nodes.literal_block(text, text, language="none")
            if form in PROSE:
                body = nodes.paragraph()
                for n, piece in enumerate(text.split("*")):
                    body += nodes.emphasis("", piece) if n % 2 else nodes.Text(piece)
            term = nodes.term("", form)
            items += nodes.definition_list_item("", term, nodes.definition("", body))
    return items
