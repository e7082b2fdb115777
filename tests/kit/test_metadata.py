"""The metadata of a page: what Zotero and search engines make of its tags."""

from __future__ import annotations

import json

import pytest

from sphinx_edition.bibliography import Name
from sphinx_edition.citing.metadata import agent, json_ld, meta_tags

from .works import IDS, WORKS

#: What Zotero's translator "Embedded Metadata" makes of a tag's content: the field of an item. Its
#: type is that of DC.type, else of citation_book_title; creators of Highwire displace others.
ZOTERO = {
    "citation_title": "title", "citation_book_title": "bookTitle", "citation_author": "creators",
    "citation_publication_date": "date", "citation_language": "language",
    "citation_public_url": "url", "DC.type": "itemType", "DC.creator": "other creators",
    "DC.rights": "rights", "citation_publisher": "publisher", "description": "abstractNote",
}  # fmt: skip


def zotero(found):
    item = {}
    for name, content in found:
        if field := ZOTERO.get(name):
            if name == "citation_author" and "," not in content:  # the last word is the family
                content = ", ".join(content.rsplit(" ", 1)[::-1])
            item[field] = [*item.get(field, []), content]
    item["creators"] = item.get("creators") or item.get("other creators", [])
    return {k: v if k == "creators" else v[0] for k, v in item.items() if k != "other creators"}


@pytest.mark.parametrize("work", WORKS, ids=IDS)
def test_zotero_would_make_the_right_item_of_a_page(work):
    people = [n.inverted for n in work.authors or work.editors]
    item = {
        "itemType": "bookSection" if work.container else "book", "title": work.title,
        "bookTitle": work.container, "date": work.date.replace("-", "/"), "language": "en",
        "url": work.url, "rights": "CC BY", "publisher": "A Press", "abstractNote": "On mills.",
    }  # fmt: skip
    assert zotero(meta_tags(work, "On mills.", "CC BY", "A Press")) == {
        k: v for k, v in item.items() if v
    } | {"creators": people}


@pytest.mark.parametrize(
    ("name", "language", "kind"),
    [(Name("Mill", "Anna"), "en", "Person"), (Name("Aristoteles"), "en", "Person"),
     (Name("The Well Society"), "en", "Organization"), (Name("Die Brunnen"), "de", "Organization"),
     (Name("Die Hard"), "en", "Person")],
)  # fmt: skip
def test_every_author_is_a_person_or_a_body(name: Name, language: str, kind: str) -> None:
    assert agent(name, language) == {"@type": kind, "name": str(name)}


def test_a_page_says_of_what_it_is_a_chapter_and_what_it_quotes():
    quotation = WORKS[2]
    data = json_ld(WORKS[1], [("q4", quotation, "../sources/mills.html#p22")], "../index.html", {})
    assert json.loads(json.dumps(data)) == data
    assert (data["@type"], data["isPartOf"]["@type"]) == ("Chapter", "Book")
    assert data["isPartOf"]["@id"] == "../index.html"
    assert "sameAs" not in data["isPartOf"]
    known = json_ld(WORKS[1], [], "../index.html", {}, "10.5555/mills")
    assert known["isPartOf"]["sameAs"] == "https://doi.org/10.5555/mills"
    assert data["author"] == [{"@type": "Person", "name": "Anna Miller"}]
    assert json_ld(WORKS[4], [], "", {})["editor"] == [
        {"@type": "Person", "name": "B. Brook"}, {"@type": "Person", "name": "S. Stone"},
        {"@type": "Organization", "name": "The Mill Society"},
    ]  # fmt: skip
    assert data["hasPart"] == [{"@type": "Quotation", "@id": "#q4", "text": "the well-worn wheel",
                                "isBasedOn": {"@id": "../sources/mills.html#p22"}}]  # fmt: skip
