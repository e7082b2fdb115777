"""Citations of the bibliography: ids with a meaning, and a list without doubled labels."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.roles import CitationRef

from .mentions import above
from .nodes import passage


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
        for node in self.document.findall(pending_xref):
            if node.get("refdomain") != "cite" or not node["ids"]:
                continue
            place = next((p["locus"] for p in above(node) if isinstance(p, passage)), "")
            first = next(iter(parse_citation_targets(node["reftarget"])))
            name = f"c{place}-{first.key}"
            times[name] += 1
            name += f".{times[name]}" if times[name] > 1 else ""
            named[node["ids"][0]] = name
            self.document.ids[name] = self.document.ids.pop(node["ids"][0])
            node["ids"] = [name]
        for note in self.document.findall(nodes.footnote):
            for n, ident in enumerate(note["backrefs"]):
                ref = self.document.ids.pop(ident)
                note["backrefs"][n] = name = f"{note['ids'][0]}-note{n or ''}"
                ref["ids"], self.document.ids[name] = [name], ref
        here = self.env.current_document.docname
        refs = cast("BibtexDomain", self.env.domains["cite"]).citation_refs
        refs[:] = [
            CitationRef(named.get(ident, ident) if docname == here else ident, docname, line, keys)
            for ident, docname, line, keys in refs
        ]


class ReferenceList(SphinxPostTransform):
    """Make the bibliography an ordinary list, since its entries begin with what the label says.

    ``container > citation#key(label, paragraph)`` → ``bullet_list > list_item#key(paragraph)``;
    the roles that docutils gives the former are invalid in HTML.
    """

    default_priority = 6  # right after the list has been made (5)
    formats = ("html",)  # other writers link to ``citation`` nodes

    def run(self, **kwargs: Any) -> None:
        """Replace the list."""
        for box in list(self.document.findall(nodes.container)):
            if not isinstance(box.next_node(), nodes.citation):
                continue
            entries = nodes.bullet_list(classes=["references"], bullet="*")
            for citation in box.findall(nodes.citation):
                entries += nodes.list_item("", *citation.children[1:], ids=citation["ids"])
                citation.clear()  # it is kept in the environment, and would be filled again
            box["ids"] = []  # a counted one
            box.replace_self(entries)
