"""The edition as one thing, of which each kind of data is a function, and its first form: JSON.

Every file is a function of the records alone: the same records, the same bytes. An address is
absolute if the edition has one (``html_baseurl``), and otherwise relative to the file it is in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from posixpath import dirname, relpath
from typing import Any
from urllib.parse import urljoin

from sphinx.application import Sphinx

from ..domain import EditionDomain
from ..model import ESSAYS, KINDS, Block, Mention, Page, Passage, Piece, Version, is_text, stem

SCHEMA = "edition.schema.json"


class Edition:
    """What all data are made from: what a build has read, and what ``conf.py`` says of it."""

    def __init__(self, app: Sphinx) -> None:
        """Gather it from a build of a web edition, when all is read."""
        config, domain = app.config, EditionDomain.of(app.env)
        self.title, self.version, self.editors = config.project, config.release, config.author
        self.language, self.date = config.language, config.edition_date
        self.licence = config.edition_licence
        self.base = f"{config.html_baseurl.rstrip('/')}/" if config.html_baseurl else ""
        self.pages, self.passages, self.verdict = domain.ordered(), domain.passages, domain.verdict
        #: by key, the label of a citation, its page and its id
        self.works: dict[str, tuple[str, str, str]] = {
            c.key: (c.formatted_entry.label, c.bibliography_key.docname, c.citation_id)
            for c in domain.bibliography.citations
        }
        self.uri = app.builder.get_target_uri  # from the name of a document to the path of its page

    @property
    def texts(self) -> list[Page]:
        """The essays and sources."""
        return [page for page in self.pages if is_text(page.docname)]

    @property
    def mentions(self) -> list[Mention]:
        """The mentions whose passages exist, in the order of lists."""
        return [
            m for p in self.pages for m in p.mentions if all(t in self.passages for t in m.targets)
        ]

    def path(self, name: str, file: str) -> str:
        """Return the address of a path of the edition, as a file of the edition has it."""
        path, mark, ident = name.partition("#")
        if self.base:
            return urljoin(self.base, path) + mark + ident
        return _relative(path, dirname(file)) + mark + ident

    def address(self, docname: str, ident: str, file: str) -> str:
        """Return the address of a place on a page."""
        return self.path(self.uri(docname) + (f"#{ident}" if ident else ""), file)

    def passage(self, key: str, file: str) -> str:
        """Return the address of a passage."""
        return self.address(self.passages[key].docname, self.passages[key].anchor, file)

    def shown(self, piece: Piece) -> str:
        """Return the words of a piece, and of a bare link the name of what it leads to."""
        if piece.role.startswith("cite"):
            label = "; ".join(self.works.get(key, (key,))[0] for key in piece.targets)
            return f"({label})" if piece.role == "cite:p" else label
        if piece.text or piece.role not in KINDS:
            return piece.text
        found = [self.passages[t] for t in piece.targets if t in self.passages]
        names = {page.docname: page.label for page in self.pages}
        return "; ".join(f"{names[p.docname]} {p.locus}" for p in found)

    def plain(self, blocks: Iterable[Block]) -> str:
        """Return the text of some paragraphs, one line each."""
        return "\n".join("".join(map(self.shown, block.pieces)) for block in blocks)


@lru_cache(maxsize=4096)
def _relative(path: str, folder: str) -> str:
    return relpath(path or ".", folder or ".") + "/" * path.endswith("/")


def dumped(value: dict[str, Any], indent: int | None = None) -> str:
    """Return a value as a JSON file."""
    return json.dumps(value, ensure_ascii=False, indent=indent) + "\n"


def as_json(edition: Edition, file: str = "edition.json") -> str:
    """Return all records of the edition as JSON; ``edition.schema.json`` says what it holds."""
    facts = _picked(edition, "title version editors language date licence")
    return dumped({
        "$schema": SCHEMA, **facts, "address": edition.base,
        "texts": [_text(edition, page, file) for page in edition.texts],
        "mentions": [_mention(edition, mention, file) for mention in edition.mentions],
        "citations": [
            {**_picked(c, "keys place printed"), "page": p.docname,
             "address": edition.address(p.docname, c.anchor, file)}
            for p in edition.pages for c in p.citations
        ],
    }, indent=1)  # fmt: skip


def _picked(record: object, names: str) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names.split()}


_FIELDS = "short author date lang locus text copy evidence rights url".split()  # noqa: SIM905


def _text(edition: Edition, page: Page, file: str) -> dict[str, Any]:
    return {
        "key": stem(page.docname),
        "kind": "essay" if page.docname.startswith(ESSAYS) else "source",
        "title": page.title,
        **{field: page.header[field] for field in _FIELDS if field in page.header},
        "address": edition.address(page.docname, "", file),
        "tei": edition.path(f"tei/{stem(page.docname)}.xml", file),
        "introduction": edition.plain(page.introduction),
        "passages": [
            {**_picked(p, "key locus section incipit"), "address": edition.passage(p.key, file),
             "versions": [_version(edition, p, v, file) for v in p.versions],
             "notes": [
                 {"kind": c.kind, "lemma": c.lemma, "text": edition.plain(c.blocks)}
                 for c in page.comments if c.passage == p.key
             ]}
            for p in page.passages
        ],
    }  # fmt: skip


def _version(edition: Edition, passage: Passage, version: Version, file: str) -> dict[str, Any]:
    text = version.text if version.key else version.text.removeprefix(passage.incipit).lstrip()
    address = edition.address(passage.docname, version.anchor, file)
    return {**_picked(version, "key lang evidence copy"), "text": text, "address": address}


def _mention(edition: Edition, mention: Mention, file: str) -> dict[str, Any]:
    verdict = edition.verdict(mention)
    return {
        **_picked(mention, "kind place text targets"), "page": mention.docname,
        "address": edition.address(mention.docname, mention.anchor, file),
        "verdict": {
            **_picked(verdict, "status evidence"),
            "version": verdict.version.key if verdict.version else None,
            "differences": [{"source": v.lemma, "quotation": v.reading} for v in verdict.variants],
        },
    }  # fmt: skip
