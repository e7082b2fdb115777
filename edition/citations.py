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
from .mentions import above
from .model import is_text, stem
from .nodes import passage

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
            place = next((p["locus"] for p in above(node) if isinstance(p, passage)), "")
            first = next(iter(parse_citation_targets(node["reftarget"])))
            name = f"c{place}-{first.key}"
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


class CitedIn(SphinxPostTransform):
    """Say under each entry which page of the edition has its text, and where else it is named.

    ``citation#key(label, paragraph)`` → ``citation#key(label, paragraph, paragraph.cited-in)``.
    """

    default_priority = 6  # right after the list has been made (5), and before links are (10)

    def run(self, **kwargs: Any) -> None:
        """Add the lines; an entry that is named nowhere has none."""
        works = cast("BibtexDomain", self.env.domains["cite"]).citations
        keys = {(w.bibliography_key.docname, w.citation_id): w.key for w in works}
        for node in self.document.findall(nodes.citation):
            key = keys.get((node.get("docname", ""), next(iter(node["ids"]), "")))
            if key is not None and (line := self.line(key)):
                node += nodes.paragraph("", "", *line, classes=["cited-in"])

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
            for i, (place, citation) in enumerate(reversed(first.items())):
                yield nodes.Text(", " if i else "\u00a0")
                yield Lists.link(docname, citation.anchor, nodes.Text(place or "introduction"))


class ReferenceList(SphinxPostTransform):
    """Make the bibliography an ordinary list, since its entries begin with what the label says.

    ``container > citation#key(label, paragraph…)`` → ``bullet_list > list_item#key(paragraph…)``;
    the roles that docutils gives the former are invalid in HTML.
    """

    default_priority = 7  # after the list has been made (5) and its places added (6)
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
