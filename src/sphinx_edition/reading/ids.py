"""Ids with a meaning: for head words, and for the places that cite works of the bibliography."""

from collections import Counter
from typing import Any

from docutils import nodes

from ..domain import bibliography
from ..model import safe_id
from .doctree import cited_keys, locus_of, references_of
from .passages import EditionTransform


class HeadWords(EditionTransform):
    """Give each head word of the glossary and like pages an id made of it: ``e-world-market``."""

    default_priority = 505  # before mentions (510), which are named after the head word above them

    def apply(self, **kwargs: Any) -> None:
        """Name the entries of one page; of two with one head word, the first."""
        if self.env.docname in self.config.edition_registers or "index" in self.header:
            for term in self.document.findall(nodes.term):
                ident = f"e-{safe_id(term.astext().casefold())}"
                if ident not in self.document.ids:
                    term["entry"], term["ids"] = ident, [ident]
                    self.document.ids[ident] = term


class CallSites(EditionTransform):
    """Name each place that cites after its passage and its first key: ``c5.3-mill-1859``.

    The bibliography's extension counts these places (``id1`` …), and its list links back to them,
    so its record of each is renamed, too. Calls of footnotes are named after their note. Nobody
    cites these ids, so a second place of the same name may be counted.
    """

    default_priority = 840  # passages stand (500), and no domain has read the page yet (850)

    def apply(self, **kwargs: Any) -> None:
        """Rename the places of one page."""
        renamed: dict[str, str] = {}
        times: Counter[str] = Counter()
        for ref in references_of(self.document, "cite"):
            if ref["ids"]:
                name = f"c{locus_of(ref)}-{cited_keys(ref)[0]}"
                times[name] += 1
                name += f".{times[name]}" if times[name] > 1 else ""
                counted = ref["ids"].pop()
                renamed[counted] = ref["site"] = name
                del self.document.ids[counted]
                self.label(ref, name)  # on a node of its own: an inline has no label in LaTeX
        for note in self.document.findall(nodes.footnote):
            for number, ident in enumerate(note["backrefs"]):
                call = self.document.ids.pop(ident)
                note["backrefs"][number] = name = f"{note['ids'][0]}-note{number or ''}"
                call["ids"], self.document.ids[name] = [name], call
        records = bibliography(self.env).citation_refs
        for number, record in enumerate(records):
            if record.docname == self.env.docname and record.citation_ref_id in renamed:
                records[number] = record._replace(citation_ref_id=renamed[record.citation_ref_id])
