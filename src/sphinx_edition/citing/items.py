"""Write the bibliography for other programs: as a ``.bib`` file, and as CSL-JSON.

Rule: pure, entries of a bibliography in and text out. What is typed in LaTeX becomes plain text in
CSL-JSON; a field that its format has no place for is left to the ``.bib`` file.
"""

import json
from collections.abc import Mapping
from typing import Any

from pybtex.database import Entry

from . import dating
from .citable import people
from .entries import INHERITED, value
from .entries import people as persons
from .managers import csl_date, csl_names

#: The type of a work, by the type of its entry; of any other it is a document.
_TYPES = {
    "article": "article-journal", "book": "book", "booklet": "pamphlet", "collection": "book",
    "conference": "paper-conference", "dataset": "dataset", "inbook": "chapter",
    "incollection": "chapter", "inproceedings": "paper-conference", "inreference": "entry",
    "letter": "personal_communication", "manual": "book", "mastersthesis": "thesis",
    "mathesis": "thesis", "mvbook": "book", "online": "webpage", "patent": "patent",
    "phdthesis": "thesis", "proceedings": "book", "reference": "book", "report": "report",
    "software": "software", "techreport": "report", "thesis": "thesis",
}  # fmt: skip
#: The variables of CSL, and the fields of an entry of which each has the first.
_FIELDS = {
    "title": ("title",), "container-title": ("booktitle", "journaltitle", "journal"),
    "collection-title": ("series",), "volume": ("volume",), "issue": ("issue",),
    "page": ("pages", "eid"), "edition": ("edition",), "genre": ("type",),
    "publisher": ("publisher", "school", "institution", "organization"),
    "publisher-place": ("address", "location"), "language": ("langid",), "note": ("note",),
    "URL": ("url",), "DOI": ("doi",), "ISBN": ("isbn",), "citation-label": ("shorthand",),
}  # fmt: skip
_ROLES = ("author", "editor", "translator")


def bib_file(entries: Mapping[str, Entry]) -> str:
    """Return the entries as a ``.bib`` file: what was typed, without comments."""
    # pybtex would write what was typed in LaTeX as if it were plain text: \\& for \&
    return "\n".join(_typed_entry(key, entry) for key, entry in entries.items())


def _typed_entry(key: str, entry: Entry) -> str:
    people = {role: " and ".join(map(str, persons)) for role, persons in entry.persons.items()}
    fields = {name: text for name, text in entry.fields.items() if name != INHERITED}
    lines = "".join(f"  {name} = {{{text}}},\n" for name, text in {**people, **fields}.items())
    return f"@{entry.type}{{{key},\n{lines}}}\n"


def csl_items(entries: Mapping[str, Entry]) -> list[dict[str, Any]]:
    """Return the entries as items of CSL-JSON."""
    return [_item(key, entry) for key, entry in entries.items()]


def csl_file(entries: Mapping[str, Entry]) -> str:
    """Return the entries as a file of CSL-JSON."""
    return json.dumps(csl_items(entries), ensure_ascii=False, indent=1) + "\n"


def _item(key: str, entry: Entry) -> dict[str, Any]:
    """Return one work: its type, its text fields, its people, its dates."""
    texts = {name: _text(entry, *fields) for name, fields in _FIELDS.items()}
    number = "issue" if entry.type == "article" else "number"
    texts[number] = texts.get(number) or _text(entry, "number")
    dates = {"issued": issued(entry.fields), "original-date": entry.fields.get("origdate", ""),
             "accessed": entry.fields.get("urldate", "")}  # fmt: skip
    item: dict[str, Any] = {"id": key, "type": _TYPES.get(entry.type, "document"), **texts}
    item |= {role: csl_names(people(persons(entry, role))) for role in _ROLES}
    item |= {name: _date(date) for name, date in dates.items()}
    return {name: content for name, content in item.items() if content}


def _text(entry: Entry, *fields: str) -> str:
    """Return the first of some fields that is there, as plain text; a DOI without its address."""
    text = str(value(entry, *fields, marks=False))
    return text.replace("–", "-") if "pages" in fields else text.removeprefix("https://doi.org/")


def issued(fields: Mapping[str, str]) -> str:
    """Return the date of a work: its ``date``, or its year with month and day."""
    if date := fields.get("date", ""):
        return date
    return dating.numbers(*(fields.get(name, "") for name in ("year", "month", "day")))


def _date(text: str) -> dict[str, Any]:
    """Return a date as CSL-JSON has it; what is no date, as it is typed."""
    return csl_date(dating.edtf(text)) or ({"literal": text} if text else {})
