"""The Sphinx domain ``ed``: it keeps the record of each page, and resolves links to passages.

Records are stored by page: to forget a page, or to take one over from another process, is one
assignment. Everything else is a function of the ``Edition`` that is made of them.
"""

from collections import Counter
from collections.abc import Iterable, Set
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.domain import BibtexDomain

from .derived import DerivedFiles
from .edition import Edition
from .loci import NUMBER
from .model import KINDS, Page, Passage, text_key


class EditionDomain(Domain):
    """The records of all pages, and the edition of them once all are read."""

    name = "ed"
    label = "Edition"
    object_types: ClassVar[dict[str, ObjType]] = {"passage": ObjType("passage", *KINDS)}
    initial_data: ClassVar[dict[str, Any]] = {"pages": {}, "sources": {}, "labels": []}
    data_version = 2  # it may stay: the environment's version changes with the kit's code

    builder: Builder  #: the builder at work; a transform may not ask the application for it
    edition: Edition  #: empty until every page has been read
    derived: DerivedFiles  #: of a web edition, beside its pages, once every page has been read
    page_digests: dict[str, str]  #: by document name, a digest of what the page shows of others
    headers: dict[str, dict[str, tuple[str, int]]]  #: of every file, as the preflight read them
    keys: dict[str, tuple[str, int]]  #: by key of the bibliography, its file and line

    def __init__(self, env: BuildEnvironment) -> None:
        """Begin with what every build finds anew and Sphinx does not store."""
        super().__init__(env)
        self.edition, self.page_digests, self.headers, self.keys = Edition(), {}, {}, {}

    @classmethod
    def from_env(cls, env: BuildEnvironment) -> "EditionDomain":
        """Return the domain of a build."""
        return cast("EditionDomain", env.domains[cls.name])

    @property
    def pages(self) -> dict[str, Page]:
        """The records of every page read, by document name."""
        return cast("dict[str, Page]", self.data["pages"])

    def header(self, docname: str) -> dict[str, str]:
        """Return the front matter of a page."""
        return {name: value for name, (value, _) in self.headers.get(docname, {}).items()}

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.pages.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over the pages that another process has read."""
        for docname in docnames:
            self.pages[docname] = otherdata["pages"][docname]

    def resolve_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str,
        node: pending_xref, contnode: nodes.Element,
    ) -> nodes.reference | None:  # fmt: skip
        """Link to a passage, under its short title and locus unless words are given.

        The type ``at`` links to an id of a page instead: ``docname#id``.
        """
        if typ == "at":
            docname, _, ident = target.partition("#")
            return place_reference(builder, fromdocname, docname, ident, contnode)
        passage = self.edition.quotable.get(target)
        if passage is None:
            return None
        if not node["refexplicit"]:
            contnode = passage_name(self.edition, passage)
        return place_reference(builder, fromdocname, passage.docname, passage.anchor, contnode)

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str,
        node: pending_xref, contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:  # fmt: skip
        """Leave it to the standard domain, where passages are labels."""
        return []

    def set_labels(self) -> list[tuple[str, str]]:
        """Make the key of each passage a label: only so can reStructuredText elsewhere cite it.

        Labels are in small letters; keys that would share one have none. Return each key that is
        the label of something else, with the document of that.
        """
        standard, own = self.env.domains.standard_domain, self.data["labels"]
        for name in own:  # those of a page that was read again are gone already
            standard.labels.pop(name, None)
            standard.anonlabels.pop(name, None)
        objects = [(key.lower(), *place, name) for key, name, _, *place, _ in self.get_objects()]
        count = Counter(name for name, *_ in objects)
        others = {name: standard.anonlabels[name][0] for name in count.keys() & standard.anonlabels}
        own.clear()
        for name, docname, ident, title in objects:
            if count[name] == 1 and name not in others:
                own.append(name)
                standard.labels[name] = docname, ident, title
                standard.anonlabels[name] = docname, ident
        return sorted(others.items())

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Yield every passage for the inventory, and those that are gone.

        Other projects may still cite these; the old address says where they went.
        """
        edition = self.edition
        for passage in edition.passages.values():
            name = " ".join(edition.name(passage))
            yield passage.key, name, "passage", passage.docname, passage.anchor, 1
        for notice in edition.notices:
            locus = notice.ident[1:]
            key = f"{text_key(notice.page)}:{locus}"
            if NUMBER.fullmatch(locus) and key not in edition.passages:
                yield key, key, "passage", notice.page, notice.ident, -1


def place_reference(
    builder: Builder, fromdocname: str, docname: str, ident: str, contnode: nodes.Element
) -> nodes.reference:
    """Return a link to a place of a page, or of another volume, whose pages are addresses."""
    if "://" in docname:
        return nodes.reference("", "", contnode, refuri=f"{docname}#{ident}", internal=False)
    return make_refnode(builder, fromdocname, docname, ident, contnode)


def passage_name(edition: Edition, passage: Passage) -> nodes.inline:
    """Return a passage's name as nodes: *Class Struggles* 22."""
    title, locus = edition.name(passage)
    text = nodes.inline(classes=["ed-passage"])
    text += [nodes.emphasis("", title), nodes.Text(f"\u00a0{locus}")]
    return text


def bibliography(env: BuildEnvironment) -> BibtexDomain:
    """Return the domain of sphinxcontrib-bibtex, which has the records of the bibliography."""
    return cast("BibtexDomain", env.domains["cite"])
