"""Ids with a meaning for the places that cite works of the bibliography."""

from collections import Counter
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.roles import CitationRef

from ..domain import bibliography
from .doctree import locus_of, references_of


class CallSites(SphinxTransform):
    """Name each place that cites after its passage and first key: ``c5.3-marx-1850``.

    The bibliography's own numbers them (``id1`` …), and its list links back to them, so its record
    of each is renamed, too. Nobody is told these ids: a second of a name may be counted.
    """

    default_priority = 840  # passages stand (500), and no domain has read the page yet (850)

    def apply(self, **kwargs: Any) -> None:
        """Rename the places of one page."""
        named: dict[str, str] = {}
        times: Counter[str] = Counter()
        for node in references_of(self.document, "cite"):
            if not node["ids"]:
                continue
            first = next(iter(parse_citation_targets(node["reftarget"])))
            name = f"c{locus_of(node)}-{first.key}"
            times[name] += 1
            name += f".{times[name]}" if times[name] > 1 else ""
            named[node["ids"][0]] = name
            label = nodes.target("", "", ids=[name])  # an inline has no label in LaTeX
            del self.document.ids[node["ids"][0]]
            self.document.ids[name], node["site"], node["ids"] = label, name, []
            node.replace_self([label, node])
        for note in self.document.findall(nodes.footnote):
            for n, ident in enumerate(note["backrefs"]):
                ref = self.document.ids.pop(ident)
                note["backrefs"][n] = name = f"{note['ids'][0]}-note{n or ''}"
                ref["ids"], self.document.ids[name] = [name], ref
        here = self.env.current_document.docname
        refs = bibliography(self.env).citation_refs
        refs[:] = [
            CitationRef(named.get(ident, ident) if docname == here else ident, docname, line, keys)
            for ident, docname, line, keys in refs
        ]
