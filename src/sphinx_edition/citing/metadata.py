"""Describe a page in its head, for reference managers, search engines and other clients.

Rule: pure, a ``CitedWork`` in and text out. There is no COinS: where a page has it, Zotero reads
nothing else.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from ..bibliography import Name
from ..catalogs import _
from ..edition import Contributor
from ..model import HeadWord
from ..words.dates import iso_dates
from ..words.headwords import natural_name
from ..words.identifiers import identifier_url
from .chicago import ARTICLES
from .cited import CitedWork

#: What schema.org calls what an entry names.
_TYPES = {"person": "Person", "org": "Organization", "place": "Place", "title": "CreativeWork"}


def meta_tags(
    work: CitedWork, description: str, rights: str, publisher: str, picture: str = ""
) -> list[tuple[str, str]]:  # fmt: skip
    """Return name and content of each ``meta`` tag (Highwire, Dublin Core, Open Graph).

    ``description`` is a sentence or two; ``rights`` are those under which the words of the page
    may be used; ``picture`` is the public address of one that links to the page show.
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
        ("DC.date", work.date), ("DC.language", work.lang), ("DC.rights", rights),
        ("citation_publisher", publisher), ("description", description),
        ("og:description", description), ("og:image", picture),
        ("og:image:alt", picture and _("A quotation beside its source")),
        ("twitter:card", "summary_large_image" if picture else "summary"),
        ("og:title", work.title), ("og:type", "article" if work.container else "book"),
        ("og:site_name", work.container), ("og:url", work.url),
    ]  # fmt: skip
    return [(name, content) for name, content in tags if content]


def json_ld(
    work: CitedWork, parts: Iterable[tuple[str, CitedWork, str]], home: str,
    known: Mapping[str, Mapping[str, Any]], doi: str = "", entries: Iterable[HeadWord] = (),
) -> dict[str, Any]:  # fmt: skip
    """Return a page as JSON-LD in the terms of schema.org, with relative addresses.

    ``parts`` are its quotations, each as id, work, and the address of what it quotes; ``home`` is
    the address of the edition. ``known`` is what else is known of somebody, by name; ``doi`` is
    that of the edition; ``entries`` are those of the page.
    """

    def person(name: Name) -> dict[str, Any]:
        return {**agent(name, work.lang), **known.get(str(name), {})}

    book = {
        "@type": "Book", "@id": home, "name": work.container or work.title,
        "editor": [*map(person, work.editors)], "version": work.version,
        "datePublished": work.date, "sameAs": identifier_url("DOI", doi) if doi else "",
    }  # fmt: skip
    chapter = {
        "@type": "Chapter", "@id": "", "name": work.title, "author": [*map(person, work.authors)],
        "dateCreated": "/".join(dict.fromkeys(iso_dates(work.original))),
        "inLanguage": work.lang, "isPartOf": book,
        "hasPart": [
            {"@type": "Quotation", "@id": f"#{ident}", "text": part.words,
             "isBasedOn": {"@id": source}}
            for ident, part, source in parts
        ],
        "mentions": [
            {"@type": _TYPES[entry.kind], "@id": f"#{entry.anchor}", "name": name,
             **known.get(name, {})}
            for entry in entries if entry.kind for name in [natural_name(entry)]
        ],
    }  # fmt: skip
    page = chapter if work.container else book
    return {"@context": "https://schema.org", **_without_empty(page)}


def agent(name: Name, language: str) -> dict[str, Any]:
    """Return a person, or a body: a single name that begins with an article, "The Well Society"."""
    articles = ARTICLES.get(language[:2], ARTICLES["en"]).split()
    is_body = not name.given and name.family.partition(" ")[0].lower() in articles
    return {"@type": "Organization" if is_body else "Person", "name": str(name)}


def known_of(people: Iterable[Contributor]) -> dict[str, dict[str, Any]]:
    """Return what schema.org can say of each contributor, by name."""
    return {
        person.name: {
            "sameAs": [identifier_url("ORCID", person.orcid)] if person.orcid else [],
            "affiliation": person.institution and {
                "@type": "Organization", "name": person.institution,
                "@id": identifier_url("ROR", person.ror) if person.ror else None,
            },
        }
        for person in people
    }  # fmt: skip


def _without_empty(value: Any) -> Any:
    """Leave out empty values, but not empty ids: these stand for the page itself."""
    if isinstance(value, dict):
        return {
            k: _without_empty(v) for k, v in value.items() if v or (k == "@id" and v is not None)
        }
    return [_without_empty(v) for v in value] if isinstance(value, list) else value
