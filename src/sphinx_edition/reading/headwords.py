"""Ids for the head words of the glossary and of like pages."""

from typing import Any

from docutils import nodes

from ..model import safe_id
from .passages import EditionTransform


class HeadWords(EditionTransform):
    """Give each head word of the glossary and like pages an id made of it: ``e-world-market``."""

    default_priority = 505  # before mentions (510), which are named after the head word above them

    def apply(self, **kwargs: Any) -> None:
        """Name the entries of one page; of two with one head word, the first."""
        chosen = self.config.edition_registers
        if self.env.current_document.docname not in chosen and "index" not in self.header:
            return
        for term in self.document.findall(nodes.term):
            ident = f"e-{safe_id(term.astext().casefold())}"
            if ident not in self.document.ids:
                term["entry"], term["ids"] = ident, [ident]
                self.document.ids[ident] = term
