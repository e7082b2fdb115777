"""Read the works of the bibliography into records: who, what, where and when, as plain text."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pybtex.database import Entry
from sphinxcontrib.bibtex.domain import BibtexDomain

from ..bibliography import Reference
from . import dating
from .citable import people
from .entries import is_whole, unchecked, value
from .entries import people as persons
from .items import issued


def references(works: BibtexDomain) -> Iterator[Reference]:
    """Yield every work of the bibliography: first those that its list prints, in their order."""
    found = works.bibdata.data.entries
    listed = {citation.key: citation for citation in works.citations}
    for key in dict.fromkeys([*listed, *found]):
        work = _reference(key, found[key])
        if (citation := listed.get(key)) is not None:
            printed, label = citation.formatted_entry, citation.formatted_entry.label
            text = str(printed.text).replace("<newblock>", " ")  # of pybtex’s own styles
            docname = citation.bibliography_key.docname
            work = replace(
                work, label=label, docname=docname, anchor=citation.citation_id, text=text
            )
        yield work


def _reference(key: str, entry: Entry) -> Reference:
    def text(*fields: str) -> str:
        return str(value(entry, *fields, marks=False))

    fields, is_article = entry.fields, entry.type == "article"
    return Reference(
        key, people(entry.persons.get("author", ())), title=text("title"),
        container="" if is_whole(entry) else text("booktitle", "journaltitle", "journal"),
        is_article=is_article, volume=text("volume"), issue=text("number") if is_article else "",
        editors=people(persons(entry, "editor")),
        translators=people(persons(entry, "translator")),
        house=(text("address", "location"), text("publisher")),
        date=dating.edtf(issued(fields)),
        pages=tuple(re.findall(r"\w+", fields.get("pages", "")))[:2],
        unchecked=tuple(unchecked(entry)),
        related=tuple(re.findall(r"[^,\s]+", fields.get("related", ""))),
        undated_url="" if {"urldate", "archiveurl"} & {*fields} else fields.get("url", ""),
    )  # fmt: skip
