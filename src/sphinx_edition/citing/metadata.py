"""What the head of a page tells reference managers, search engines and other clients of it.

Pure. No COinS: where a page has it, Zotero reads nothing else.
"""

from collections.abc import Iterable
from typing import Any

from ..model import Name
from .forms import CitedWork


def meta_tags(work: CitedWork) -> list[tuple[str, str]]:
    """Return name and content of the tags in a page's head (Highwire, Dublin Core, Open Graph).

    What each means to Zotero's translator of embedded metadata is a table in the tests. Highwire
    splits every name in two, so a name that is no person's goes as Dublin Core alone.
    """
    persons = all(name.given for name in work.authors)
    found = [
        ("citation_title", work.title), ("citation_book_title", work.container),
        *(("citation_author", n.inverted) for n in work.authors if persons),
        ("citation_publication_date", work.date.replace("-", "/")),
        ("citation_language", work.lang), ("citation_public_url", work.url),
        ("DC.type", "bookSection" if work.container else "book"), ("DC.title", work.title),
        *(("DC.creator", n.inverted) for n in work.authors or work.editors),
        ("DC.date", work.date), ("DC.language", work.lang),
        ("og:title", work.title), ("og:type", "article" if work.container else "book"),
        ("og:site_name", work.container), ("og:url", work.url),
    ]  # fmt: skip
    return [(name, content) for name, content in found if content]


def json_ld(
    work: CitedWork, parts: Iterable[tuple[str, CitedWork, str]], home: str
) -> dict[str, Any]:
    """Return a page as JSON-LD in the terms of schema.org, with relative addresses.

    ``parts`` are its quotations: id, the quotation, and the address of what it quotes; ``home``
    is the address of the edition.
    """

    def people(names: tuple[Name, ...]) -> list[dict[str, str]]:
        return [{"@type": "Person" if n.given else "", "name": str(n)} for n in names]

    book = {
        "@type": "Book", "@id": home, "name": work.container or work.title,
        "editor": people(work.editors), "version": work.version, "datePublished": work.date,
    }  # fmt: skip
    chapter = {
        "@type": "Chapter", "@id": "", "name": work.title, "author": people(work.authors),
        "dateCreated": work.original, "inLanguage": work.lang, "isPartOf": book,
        "hasPart": [
            {"@type": "Quotation", "@id": f"#{ident}", "text": part.words, "isBasedOn": {"@id": of}}
            for ident, part, of in parts
        ],
    }  # fmt: skip
    found = chapter if work.container else book
    return {"@context": "https://schema.org", **_kept(found)}


def _kept(value: Any) -> Any:
    """Leave out what is empty, but ids."""
    if isinstance(value, dict):
        return {k: _kept(v) for k, v in value.items() if v or k == "@id"}
    return [_kept(v) for v in value] if isinstance(value, list) else value
