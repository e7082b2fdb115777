"""All records of the edition as JSON, in the shape that ``edition.schema.json`` defines."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from ..model import Citation, Mention, Notice, Page, Passage, Version, is_essay, is_text, text_key
from ..words.headwords import IndexLine
from ..words.identifiers import identifier_url
from ..words.pairs import Pair
from ..words.witnesses import witness
from .publication import Publication, json_text

SCHEMA = "edition.schema.json"
#: The fields of a text's header that are published, where they are given.
_HEADER = ("short", "author", "date", "lang", "locus", "text", "copy", "evidence", "rights", "url")


def edition_json(publication: Publication, items: Iterable[dict[str, Any]]) -> str:
    """Return the file ``edition.json``: texts, other pages, mentions, citations, bibliography.

    ``items`` are the works of the bibliography in CSL-JSON.
    """
    publication = publication.at("edition.json")
    edition = publication.edition
    facts = ("title", "version", "editors", "language", "date", "licence")
    return json_text({
        "$schema": SCHEMA, **_fields(edition.facts, *facts), "address": publication.base,
        "doi": edition.facts.cited_doi, "repository": edition.facts.repository,
        "changes": [_change(notice) for notice in edition.notices],
        "people": [asdict(person) for person in edition.facts.people],
        "texts": [_text(publication, page) for page in edition.texts],
        "pages": [_page(publication, p) for p in edition.pages.values() if not is_text(p.docname)],
        "index": [_index_line(publication, line) for line in edition.index],
        "mentions": [_mention(publication, mention) for mention in publication.mentions],
        "citations": [
            _citation(publication, page, citation)
            for page in edition.pages.values() for citation in page.citations
        ],
        "bibliography": [_work(publication, item) for item in items],
    }, indent=1)  # fmt: skip


def _change(notice: Notice) -> dict[str, str]:
    places = {"newPage": notice.new_page, "newIdent": notice.new_ident}
    return {**_fields(notice, "page", "ident", "since", "why", "state"), **places}


def _fields(record: object, *names: str) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _text(publication: Publication, page: Page) -> dict[str, Any]:
    key = text_key(page.docname)
    return {
        "key": key,
        "kind": "essay" if is_essay(page.docname) else "source",
        "title": page.title,
        **{field: page.header[field] for field in _HEADER if field in page.header},
        "address": publication.place_url(page.docname),
        "tei": publication.url(f"tei/{key}.xml"),
        "swhid": publication.edition.swhid(page.docname),
        "introduction": publication.plain_text(page.introduction),
        "passages": [_passage(publication, page, passage) for passage in page.passages],
    }


def _page(publication: Publication, page: Page) -> dict[str, Any]:
    """Return a page that is no text: its words, its entries, its events."""
    return {
        "page": page.docname, "title": page.title,
        "address": publication.place_url(page.docname),
        "text": publication.plain_text(page.prose),
        "entries": [
            {
                "head": word.head, "kind": word.kind, "forms": [*word.forms],
                "authorities": [
                    {"register": register, "number": number, "address": url}
                    for register, number in word.authorities
                    for url in [identifier_url(register, number)]
                ],
                "address": publication.place_url(word.docname, word.anchor),
                "text": publication.plain_text(word.definition),
                "passages": [*dict.fromkeys(
                    passage.key for block in word.definition for piece in block.pieces
                    for passage in publication.passages_of(piece)
                )],
            }
            for word in page.head_words
        ],
        "events": [
            {"date": event.date, "name": event.name, "text": publication.plain_text(event.blocks)}
            for event in page.events
        ],
    }  # fmt: skip


def _index_line(publication: Publication, line: IndexLine) -> dict[str, Any]:
    """Return a line of the index; one that only says what to see has no places."""
    entry = line.entry
    return {
        "head": line.head, "entry": publication.place_url(entry.docname, entry.anchor),
        "places": [
            {
                "page": place.docname, "place": place.locus, "named": place.is_named,
                "address": publication.place_url(place.docname, place.anchor),
            }
            for place in line.places
        ],
    }  # fmt: skip


def _work(publication: Publication, item: dict[str, Any]) -> dict[str, Any]:
    """Return a work: how it is cited, its entry as printed, and its record in CSL-JSON."""
    reference = publication.reference(item["id"])
    address = publication.reference_url(reference.key)
    return {**_fields(reference, "key", "label", "text"), "address": address, "csl": item}


def _passage(publication: Publication, page: Page, passage: Passage) -> dict[str, Any]:
    return {
        **_fields(passage, "key", "locus", "section", "incipit"),
        "noteTo": passage.note_to,
        "address": publication.passage_url(passage),
        "swhid": publication.edition.swhid(page.docname, passage.locus),
        "versions": [_version(publication, page, passage, version) for version in passage.versions],
        "notes": [
            {**_fields(c, "kind", "lemma"), "text": publication.plain_text(c.blocks)}
            for c in page.comments if c.passage == passage.key
        ],
    }  # fmt: skip


def _version(
    publication: Publication, page: Page, passage: Passage, version: Version
) -> dict[str, Any]:
    text = version.text if version.key else version.text.removeprefix(passage.incipit).lstrip()
    before = len(version.text) - len(text)
    emphases = [(start - before, end - before) for start, end in version.emphases]
    address = publication.place_url(passage.docname, version.anchor)
    fields = _fields(version, "key", "lang", "evidence", "copy")
    emphases = [span for span in emphases if span[0] >= 0]
    digest = publication.edition.copy_digests[page.docname][version.key, version.copy]
    where = _witness(version.copy, digest)
    return {**fields, "witness": where, "text": text, "emphases": emphases, "address": address}


def _witness(copy: str, digest: str) -> dict[str, Any]:
    """Return where a wording was read, with a digest of all words of the text read there."""
    found = witness(copy)
    return {
        "addresses": [
            {**_fields(a, "url", "commit", "files"), "archive": a.is_archive}
            for a in found.addresses
        ],
        "accessed": found.accessed,
        "digest": digest,
    }  # fmt: skip


def _citation(publication: Publication, page: Page, citation: Citation) -> dict[str, Any]:
    address = publication.place_url(page.docname, citation.anchor)
    fields = _fields(citation, "keys", "place", "printed")
    return {**fields, "page": page.docname, "address": address}


def _pair(pair: Pair) -> dict[str, Any]:
    return _fields(pair, "kind", "quotation", "source")


def _mention(publication: Publication, mention: Mention) -> dict[str, Any]:
    verdict = publication.edition.verdict(mention)
    return {
        **_fields(mention, "kind", "place", "text", "targets"), "page": mention.docname,
        "address": publication.place_url(mention.docname, mention.anchor),
        "verdict": {
            **_fields(verdict, "status", "evidence"),
            "version": verdict.version.key if verdict.version else None,
            "differences": [
                {"source": v.lemma, "quotation": v.reading, "accidental": v.is_accidental}
                for v in verdict.variants
            ],
            "conventions": [_pair(pair) for pair in verdict.conventions],
            "pairs": [*map(_pair, verdict.pairs)],
        },
    }  # fmt: skip
