"""All records of the edition as JSON."""

from typing import Any

from ..model import ESSAYS, Mention, Page, Passage, Version, text_key
from .publication import Publication, dumped

SCHEMA = "edition.schema.json"


def as_json(publication: Publication, file: str = "edition.json") -> str:
    """Return all records of the edition as JSON; ``edition.schema.json`` says what it holds."""
    facts = _picked(publication.facts, "title version editors language date licence")
    return dumped({
        "$schema": SCHEMA, **facts, "address": publication.base,
        "texts": [_text(publication, page, file) for page in publication.texts],
        "mentions": [_mention(publication, mention, file) for mention in publication.mentions],
        "citations": [
            {**_picked(c, "keys place printed"), "page": p.docname,
             "address": publication.address(p.docname, c.anchor, file)}
            for p in publication.edition.pages.values() for c in p.citations
        ],
    }, indent=1)  # fmt: skip


def _picked(record: object, names: str) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names.split()}


_FIELDS = "short author date lang locus text copy evidence rights url".split()  # noqa: SIM905


def _text(publication: Publication, page: Page, file: str) -> dict[str, Any]:
    return {
        "key": text_key(page.docname),
        "kind": "essay" if page.docname.startswith(ESSAYS) else "source",
        "title": page.title,
        **{field: page.header[field] for field in _FIELDS if field in page.header},
        "address": publication.address(page.docname, "", file),
        "tei": publication.path(f"tei/{text_key(page.docname)}.xml", file),
        "introduction": publication.plain(page.introduction),
        "passages": [
            {**_picked(p, "key locus section incipit"), "address": publication.passage(p.key, file),
             "versions": [_version(publication, p, v, file) for v in p.versions],
             "notes": [
                 {"kind": c.kind, "lemma": c.lemma, "text": publication.plain(c.blocks)}
                 for c in page.comments if c.passage == p.key
             ]}
            for p in page.passages
        ],
    }  # fmt: skip


def _version(
    publication: Publication, passage: Passage, version: Version, file: str
) -> dict[str, Any]:
    text = version.text if version.key else version.text.removeprefix(passage.incipit).lstrip()
    address = publication.address(passage.docname, version.anchor, file)
    return {**_picked(version, "key lang evidence copy"), "text": text, "address": address}


def _mention(publication: Publication, mention: Mention, file: str) -> dict[str, Any]:
    verdict = publication.verdict(mention)
    return {
        **_picked(mention, "kind place text targets"), "page": mention.docname,
        "address": publication.address(mention.docname, mention.anchor, file),
        "verdict": {
            **_picked(verdict, "status evidence"),
            "version": verdict.version.key if verdict.version else None,
            "differences": [
                {"source": v.lemma, "quotation": v.reading, "accidental": v.is_accidental}
                for v in verdict.variants
            ],
            "conventions": [_picked(c, "kind quotation source") for c in verdict.conventions],
        },
    }  # fmt: skip
