"""Describe a page in its head, for reference managers, search engines and other clients.

Rule: pure, a ``CitedWork`` in and text out. There is no COinS: where a page has it, Zotero reads
nothing else.
"""

from collections.abc import Iterable
from typing import Any

from ..model import Name
from ..words.dates import iso_dates
from .forms import CitedWork


def meta_tags(work: CitedWork) -> list[tuple[str, str]]:
    """Return name and content of each ``meta`` tag (Highwire, Dublin Core, Open Graph).

    A table in the tests says what each means to Zotero's translator of embedded metadata. Readers
    of Highwire tags split every name in two, so the name of a body goes as Dublin Core alone.
    """
    are_persons = all(name.given for name in work.authors)
    tags = [
        ("citation_title", work.title), ("citation_book_title", work.container),
        *(("citation_author", n.inverted) for n in work.authors if are_persons),
        ("citation_publication_date", work.date.replace("-", "/")),
        ("citation_language", work.lang), ("citation_public_url", work.url),
        ("DC.type", "bookSection" if work.container else "book"), ("DC.title", work.title),
        *(("DC.creator", n.inverted) for n in work.authors or work.editors),
        ("DC.date", work.date), ("DC.language", work.lang),
        ("og:title", work.title), ("og:type", "article" if work.container else "book"),
        ("og:site_name", work.container), ("og:url", work.url),
    ]  # fmt: skip
    return [(name, content) for name, content in tags if content]


def json_ld(
    work: CitedWork, parts: Iterable[tuple[str, CitedWork, str]], home: str
) -> dict[str, Any]:
    """Return a page as JSON-LD in the terms of schema.org, with relative addresses.

    ``parts`` are its quotations, each as id, work, and the address of what it quotes; ``home`` is
    the address of the edition.
    """

    def people(names: tuple[Name, ...]) -> list[dict[str, str]]:
        return [{"@type": "Person" if n.given else "", "name": str(n)} for n in names]

    book = {
        "@type": "Book", "@id": home, "name": work.container or work.title,
        "editor": people(work.editors), "version": work.version, "datePublished": work.date,
    }  # fmt: skip
    chapter = {
        "@type": "Chapter", "@id": "", "name": work.title, "author": people(work.authors),
        "dateCreated": "/".join(dict.fromkeys(iso_dates(work.original))),
        "inLanguage": work.lang, "isPartOf": book,
        "hasPart": [
            {"@type": "Quotation", "@id": f"#{ident}", "text": part.words,
             "isBasedOn": {"@id": source}}
            for ident, part, source in parts
        ],
    }  # fmt: skip
    page = chapter if work.container else book
    return {"@context": "https://schema.org", **_without_empty(page)}


def _without_empty(value: Any) -> Any:
    """Leave out empty values, but not empty ids: these stand for the page itself."""
    if isinstance(value, dict):
        return {k: _without_empty(v) for k, v in value.items() if v or k == "@id"}
    return [_without_empty(v) for v in value] if isinstance(value, list) else value
