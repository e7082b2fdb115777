"""Citations of the bibliography: ids with a meaning, and a list that leads back to them.

The list's own extension links back only within a page, as docutils does (its issue 389); here each
entry says on which pages and in which passages it is cited.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.roles import CitationRef

from .lists import Lists
from .mentions import place
from .model import is_text, stem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .domain import EditionDomain
    from .model import Citation


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
        for node in list(self.document.findall(pending_xref)):
            if node.get("refdomain") != "cite" or not node["ids"]:
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
        refs = cast("BibtexDomain", self.env.domains["cite"]).citation_refs
        refs[:] = [
            CitationRef(named.get(ident, ident) if docname == here else ident, docname, line, keys)
            for ident, docname, line, keys in refs
        ]


class Works(SphinxPostTransform):
    """Say under each entry which page of the edition has its text, and where else it is named.

    ``citation#key(label, paragraph)`` → ``citation#key(label, paragraph, paragraph.cited-in)``; in
    HTML ``container(citation…)`` → ``bullet_list(list_item#key(paragraph…)…)``, since entries begin
    with what their labels say, and docutils gives citations roles that are invalid there.
    """

    default_priority = 6  # right after the list has been made (5), and before links are (10)

    def run(self, **kwargs: Any) -> None:
        """Add the lines; an entry that is named nowhere has none."""
        citations = list(self.document.findall(nodes.citation))
        works = cast("BibtexDomain", self.env.domains["cite"]).citations if citations else ()
        keys = {(w.bibliography_key.docname, w.citation_id): w.key for w in works}
        for node in citations:
            key = keys.get((node.get("docname", ""), next(iter(node["ids"]), "")))
            if key is not None and (line := self.line(key)):
                node += nodes.paragraph("", "", *line, classes=["cited-in"])
        if cast("EditionDomain", self.env.domains["ed"]).builder.format == "html":
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
        pages = cast("EditionDomain", self.env.domains["ed"]).ordered()
        texts = [p for p in pages if is_text(p.docname) and stem(p.docname) == key]
        cited = [c for page in pages for c in page.citations if key in c.keys]
        line: list[nodes.Node] = []
        for page in texts:
            link = Lists.link(page.docname, "", nodes.emphasis("", page.label))
            line += [nodes.Text("This edition: "), link, nodes.Text(". ")]
        for lead, places in (
            ("Printed at", [c for c in cited if c.printed]),
            ("Cited in", [c for c in cited if not c.printed]),
        ):
            if places:
                line += [nodes.Text(lead), *self.places(places), nodes.Text(". ")]
        return [*line[:-1], nodes.Text(".")] if line else []

    def places(self, citations: Iterable[Citation]) -> Iterable[nodes.Node]:
        """Yield the places by page: a text's name and loci, or the title of another page."""
        pages = cast("EditionDomain", self.env.domains["ed"]).pages
        for n, (docname, group) in enumerate(groupby(citations, lambda c: c.docname)):
            yield nodes.Text("; " if n else " ")
            name = nodes.emphasis("", pages[docname].label)
            first = {c.place: c for c in reversed(list(group))}  # of two in a passage, the first
            if not is_text(docname):
                yield Lists.link(docname, first[""].anchor, name)
                continue
            yield name
            for i, (locus, citation) in enumerate(reversed(first.items())):
                yield nodes.Text(", " if i else "\u00a0")
                yield Lists.link(docname, citation.anchor, nodes.Text(locus or "introduction"))
