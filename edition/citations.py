"""Citations of the bibliography: ids with a meaning, and a list that leads back to them.

The list's own extension links back only within a page, as docutils does (its issue 389); here each
entry says on which pages and in which passages it is cited.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.roles import CitationRef

from .domain import EditionDomain
from .filling import Filling
from .mentions import links, place
from .model import is_text, stem


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
        for node in links(self.document, "cite"):
            if not node["ids"]:
                continue
            first = next(iter(parse_citation_targets(node["reftarget"])))
            name = f"c{place(node)}-{first.key}"
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
        refs = EditionDomain.of(self.env).bibliography.citation_refs
        refs[:] = [
            CitationRef(named.get(ident, ident) if docname == here else ident, docname, line, keys)
            for ident, docname, line, keys in refs
        ]


class Works(Filling):
    """Say under each entry which page of the edition has its text, and where else it is named.

    ``citation#key(label, paragraph)`` → ``citation#key(label, paragraph, paragraph.cited-in)``; in
    HTML ``container(citation…)`` → ``bullet_list(list_item#key(paragraph…)…)``, since entries begin
    with what their labels say, and docutils gives citations roles that are invalid there.
    """

    default_priority = 6  # right after the list has been made (5), and before links are (10)

    def run(self, **kwargs: Any) -> None:
        """Add the lines; an entry that is named nowhere has none."""
        citations = list(self.document.findall(nodes.citation))
        works = self.domain.bibliography.citations
        keys = {(w.bibliography_key.docname, w.citation_id): w.key for w in works}
        for node in citations:
            key = keys.get((node.get("docname", ""), next(iter(node["ids"]), "")))
            if key is not None and (line := self.line(key)):
                node += nodes.paragraph("", "", *line, classes=["cited-in"])
        if self.domain.builder.format == "html":
            for box in dict.fromkeys(node.parent for node in citations):
                if isinstance(box, nodes.container):
                    box.replace_self(self.items(box))

    def items(self, box: nodes.container) -> nodes.bullet_list:
        """Return an ordinary list of what is in a box."""
        found = nodes.bullet_list(classes=["references"], bullet="*")
        for citation in box.findall(nodes.citation):
            found += nodes.list_item("", *citation.children[1:], ids=citation["ids"])
            citation.clear()  # it is kept in the environment, and would be filled again
        box["ids"] = []  # a counted one
        return found

    def line(self, key: str) -> list[nodes.Node]:
        """Return what is said of one work."""
        pages = self.domain.ordered()
        texts = [p for p in pages if is_text(p.docname) and stem(p.docname) == key]
        cited = [c for page in pages for c in page.citations if key in c.keys]
        line: list[nodes.Node] = []
        for page in texts:
            link = self.link(page.docname, "", nodes.emphasis("", page.label))
            line += [nodes.Text("This edition: "), link, nodes.Text(". ")]
        for lead, printed in (("Printed at ", True), ("Cited in ", False)):
            first: dict[tuple[str, str], tuple[str, str, str, bool]] = {}
            for c in cited:  # of two in a passage, or on a page that is no text, the first
                if c.printed == printed:
                    first.setdefault((c.docname, c.place), (c.docname, c.place, c.anchor, False))
            if first:
                line += [nodes.Text(lead), *self.places(first.values()), nodes.Text(". ")]
        return [*line[:-1], nodes.Text(".")] if line else []
