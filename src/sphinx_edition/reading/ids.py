"""Ids with a meaning, each once on its page: for headings, head words, and places that cite works.

An id is an address that readers keep, so it is made of words, and none is counted.
"""

import re
from collections import Counter, defaultdict
from typing import Any, cast
from unicodedata import combining, normalize

from docutils import nodes

from ..domain import bibliography
from ..loci import locus_id
from ..model import safe_id
from ..nodes import locus
from ..words.identifiers import identifier_fault, identifier_url, identifiers
from .doctree import cited_keys, line_of, locus_of, references_of
from .passages import EditionTransform

_COUNTED = re.compile(r"id\d+")  #: docutils counts where a name has no letter from a to z
#: The ids of the page around a text, and those that no name is made of.
_TAKEN = re.compile(r"copy(-use)?|download|main|menu|q(-use)?|view|(call|note)-\d+|pv-.*")


class NamedIds(EditionTransform):
    """Name headings, targets and footnotes in any script after their words: ``s0.1.0``, ``глава``.

    A heading whose words another has, too, is named after the one above it: ``part-two-notes``.
    One that has the name of a part of the page has a letter before it: ``s-menu``.
    """

    default_priority = 300  # after targets are propagated (260), before links are resolved (620)

    def apply(self, **kwargs: Any) -> None:
        """Rename what docutils has counted on one page."""
        targets = defaultdict(list)
        for target in self.document.findall(nodes.target):
            targets[target.get("refid")].append(target)
        names = {ident: name for name, ident in self.document.nameids.items() if ident}
        for node in list(self.document.findall(nodes.Element)):
            for number, ident in enumerate(node["ids"]):
                is_heading = isinstance(node, nodes.section)
                name = names.get(ident) or (node[0].astext() if is_heading else "")
                is_taken, prefix = _TAKEN.fullmatch(ident), "s" if is_heading else "n"
                is_counted = _COUNTED.fullmatch(ident) and nodes.make_id(name) != ident
                if name and (is_taken or is_counted):
                    new = f"{prefix}-{ident}" if is_taken else id_of_words(name, prefix)
                    if new in self.document.ids and "ids" in node.parent and node.parent["ids"]:
                        new = f"{node.parent['ids'][0]}-{new}"
                    node["ids"][number] = new
                    self.document.ids[new] = self.document.ids.pop(ident)
                    if ident in names:
                        self.document.nameids[names[ident]] = new
                    for target in targets[ident]:
                        target["refid"] = new


class UniqueIds(EditionTransform):
    """Report every id that stands twice on a page: a link would lead to the first."""

    default_priority = 845  # when all ids stand (840), before the record is made (850)

    def apply(self, **kwargs: Any) -> None:
        """Look at one page; the rules report two passages or versions of one name."""
        holders: dict[str, list[nodes.Element]] = defaultdict(list)
        for node in self.document.findall(nodes.Element):
            for ident in node["ids"]:
                holders[ident].append(node)
        for ident, found in holders.items():
            others = [node for node in found if not is_own_label(node)]
            if len(found) > 1 and others:
                other = next(node for node in found if node is not others[-1])
                self.problem(
                    "duplicate", others[-1],
                    f"the address #{ident} is also that of line {line_of(other)}: give this "
                    "heading, target or note another name",
                )  # fmt: skip


def is_own_label(node: nodes.Element) -> bool:
    """Tell whether a node has its id from the kit, which names what a number or key names."""
    return isinstance(node, locus) or (isinstance(node, nodes.target) and not node["names"])


def id_of_words(words: str, prefix: str) -> str:
    """Return an id made of words in any script; ``prefix`` stands before one without letters.

    Accents stay, points of vowels go. Words that are all signs are spelled by their code points.
    """
    plain = "".join(c for c in normalize("NFC", words.casefold()) if not combining(c))
    ident = safe_id(plain) or "-".join(f"u{ord(sign):x}" for sign in "".join(plain.split()))
    return ident if ident[:1].isalpha() else prefix + ident.lstrip(".")


class HeadWords(EditionTransform):
    """Give each head word of the glossary and like pages an id made of it: ``e-world-market``.

    A last definition that is a line of identifiers becomes ``paragraph.authority``, with links.
    """

    default_priority = 505  # before mentions (510), which are named after the head word above them

    def apply(self, **kwargs: Any) -> None:
        """Name the entries of one page; of two with one head word, the first."""
        if self.env.docname in self.config.edition_registers or "index" in self.header:
            for term in self.document.findall(nodes.term):
                ident = f"e-{safe_id(term.astext().casefold())}"
                if not isinstance(self.document.ids.get(ident), nodes.term):
                    term["entry"], term["ids"] = ident, [ident]
                    self.document.ids[ident] = term
                    self.link_identifiers(term)

    def link_identifiers(self, term: nodes.term) -> None:
        """Link the identifiers in the last definition of an entry, if it holds nothing else."""
        *_, before, last = cast("list[nodes.Element]", term.parent.children)
        found = identifiers(last.astext()) if last is not term else []
        faults = [fault for pair in found if (fault := identifier_fault(*pair))]
        for fault in faults:
            self.problem("identifier", last, fault)
        if found and not faults:
            line = nodes.paragraph(classes=["authority"])
            for name, number in found:
                link = nodes.reference("", number, refuri=identifier_url(name, number))
                line += [nodes.Text(f"{', ' * bool(len(line))}{name} "), link]
            last.children = [line]
            line.parent = last
            if before is not term:  # of two definitions, an entry of the book has the first
                before += line
                term.parent.remove(last)
            term["authorities"] = tuple(found)


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
                name = f"c{locus_id(locus_of(ref))}-{cited_keys(ref)[0]}"
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
