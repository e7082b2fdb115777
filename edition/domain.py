"""The domain ``ed``: what stands where, what points to what, and whether it is right.

Records are stored by page, so forgetting a page and merging a worker's are one assignment each;
all else is derived from them when everything has been read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.domain import BibtexDomain

from . import entries, pages
from .anchors import Notice
from .entries import Line
from .markup import DIRECTIVES, ROLES
from .model import ESSAYS, KINDS, LOCUS, Mention, Page, Passage, stem
from .verdicts import Verdict, judge

#: What may change with any other page.
_WHOLE = {"concordance", "chronology", "sources-map", "citation"}


class EditionDomain(Domain):
    """Passages and mentions, kept by page."""

    name = "ed"
    label = "Edition"
    object_types: ClassVar[dict[str, ObjType]] = {"passage": ObjType("passage", *KINDS)}
    roles = ROLES
    directives = DIRECTIVES
    initial_data: ClassVar[dict[str, Any]] = {"pages": {}, "verdicts": {}, "shown": {}}
    data_version = 1  # the extension’s own number tells of changed records

    builder: Builder  #: at work, for what is drawn for a builder
    headers: dict[str, dict[str, str]]  #: the front matter of every file
    keys: dict[str, tuple[str, int]]  #: file and line of each key of the bibliography
    notices: list[Notice]  #: what is to be told at addresses whose words changed or went
    index: list[Line]  #: of names and terms
    passages: dict[str, Passage]  #: every passage by key; of two with one key, the first

    @classmethod
    def of(cls, env: BuildEnvironment) -> EditionDomain:
        """Return the domain of a build."""
        return cast("EditionDomain", env.domains[cls.name])

    def __init__(self, env: BuildEnvironment) -> None:
        """Begin with what is found anew by each build, and not kept with the records."""
        super().__init__(env)
        self.headers, self.keys, self.notices, self.index, self.passages = {}, {}, [], [], {}

    @property
    def pages(self) -> dict[str, Page]:
        """The records of every page read, by document name: the only store."""
        pages: dict[str, Page] = self.data["pages"]
        return pages

    @property
    def bibliography(self) -> BibtexDomain:
        """The records of the bibliography, which its own extension keeps."""
        return cast("BibtexDomain", self.env.domains["cite"])

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Keep what a page contributes."""
        bound: Page | None = document.attributes.pop("page", None)  # read before it was bound
        page = pages.read(docname, document, self.headers.get(docname, {}))
        self.pages[docname] = replace(bound, citations=page.citations) if bound else page

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.pages.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over the pages that another process has read."""
        for docname in docnames:
            self.pages[docname] = otherdata["pages"][docname]

    # -- derived ------------------------------------------------------------------------------

    def ordered(self) -> list[Page]:
        """Return the pages in the order of lists: essays first, then by name."""
        return sorted(
            self.pages.values(), key=lambda p: (not p.docname.startswith(ESSAYS), p.docname)
        )

    def mentions(self) -> Iterator[Mention]:
        """Yield every mention in the order of lists."""
        for page in self.ordered():
            yield from page.mentions

    def mentions_of(self, key: str) -> list[Mention]:
        """Return the mentions of a passage in the order of lists."""
        return [m for m in self.mentions() if key in m.targets]

    def verdict(self, mention: Mention) -> Verdict:
        """Return what comparison says of a mention, as ``conclude`` found it."""
        found: Verdict = self.data["verdicts"][mention.docname, mention.anchor]
        return found

    def name_of(self, passage: Passage) -> tuple[str, str]:
        """Return the short title of a passage's text, and its locus."""
        return self.pages[passage.docname].label, passage.locus

    def conclude(self, output: str, bibliography: str) -> list[str]:
        """Compare all mentions; return the pages of an output that show something else than before.

        What each page showed is kept by output, because builders that share an environment write
        at different times.
        """
        self.passages = {}
        for page in self.ordered():
            for passage in page.passages:
                self.passages.setdefault(passage.key, passage)
        self.data["verdicts"] = {
            (m.docname, m.anchor): judge(m, self.passages) for m in self.mentions()
        }  # fmt: skip
        self.index = []
        if any("register" in page.shows for page in self.pages.values()):
            self.index = entries.index(self.ordered(), self.env.config.language)
        before, now = self.data["shown"].get(output), self._shown(bibliography)
        self.data["shown"][output] = now
        if before is None:  # written by nobody yet, or from an environment that is gone
            return list(now)
        return [d for d in now.keys() | before.keys() if now.get(d) != before.get(d)]

    def _shown(self, bibliography: str) -> dict[str, list[Any]]:
        """Map each page to what it shows of other pages."""
        shown: dict[str, list[Any]] = {page: [bibliography] for page in self.pages}
        for mention in self.mentions():
            found = [p for target in mention.targets if (p := self.passages.get(target))]
            names = [(p.docname, *self.name_of(p)) for p in found]
            texts = [(v.key, v.lang, v.evidence, v.text) for p in found for v in p.versions]
            shown[mention.docname].append((names, self.verdict(mention), texts))
            here = (mention, self.pages[mention.docname].label)
            for docname in {p.docname for p in found}:
                shown[docname].append(here)
        for notice in self.notices:
            shown.get(notice.page, []).append((notice, self.pages[notice.new_page].label))
        labels = [(p.docname, p.label) for p in self.ordered()]
        cited = [(p.docname, p.label, p.citations) for p in self.ordered()]
        for page in self.pages.values():
            shown[page.docname] += [cited] if page.works else []
            shown[page.docname] += [labels, self.index] if "register" in page.shows else []
        whole = {k for k, p in self.pages.items() if _WHOLE & p.shows}
        everything = [
            (p.header, p.title, [(q.locus, q.section) for q in p.passages], shown[k])
            for k, p in sorted(self.pages.items()) if k not in whole
        ]  # fmt: skip
        return {k: [everything] if k in whole else v for k, v in shown.items()}

    # -- links --------------------------------------------------------------------------------

    def resolve_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str,
        node: pending_xref, contnode: nodes.Element,
    ) -> nodes.reference | None:  # fmt: skip
        """Link to a passage, under its short title and locus unless words are given.

        The type ``at`` links to an id of a page instead: ``docname#id``.
        """
        if typ == "at":
            docname, _, ident = target.partition("#")
            return make_refnode(builder, fromdocname, docname, ident, contnode)
        found = self.passages.get(target)
        if found is None:
            return None
        if not node["refexplicit"]:
            contnode = self.named(found)
        return make_refnode(builder, fromdocname, found.docname, found.anchor, contnode)

    def named(self, passage: Passage) -> nodes.inline:
        """Return a passage's name as text: *Class Struggles* 22."""
        title, locus = self.name_of(passage)
        text = nodes.inline(classes=["ed-passage"])
        text += [nodes.emphasis("", title), nodes.Text(f"\u00a0{locus}")]
        return text

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str,
        node: pending_xref, contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:  # fmt: skip
        """Link to a passage from a role of any domain."""
        link = self.resolve_xref(
            env, fromdocname, builder, "passage", target, node, contnode
        )  # fmt: skip
        return [("ed:passage", link)] if link else []

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Publish every passage in the inventory."""
        for passage in self.passages.values():
            name = " ".join(self.name_of(passage))
            yield passage.key, name, "passage", passage.docname, passage.anchor, 1
        for gone in self.notices:  # others may still cite it, and are told where it went
            key = f"{stem(gone.page)}:{gone.ident[1:]}"
            if LOCUS.fullmatch(gone.ident[1:]) and key not in self.passages:
                yield key, key, "passage", gone.page, gone.ident, -1
