"""Find what the bibliography holds and does not print, or cannot print.

Yields faults: the code of a rule, the key of the entry, and the message.
"""

import re
from collections.abc import Iterator, Mapping

from pybtex.database import Entry

from . import dating
from .chicago import entry_text
from .entries import EVERY, INHERITED, is_whole, unchecked
from .latex import unknown

#: Fields that say something to programs, or that choose how others are printed.
SILENT = {
    "abstract", "annotation", "annote", "crossref", "entrysubtype", "eprintclass", "file",
    "gender", "groups", "ids", "inherited", "isbn", "issn", "key", "keywords", "langid",
    "language", "options", "owner", "primaryclass", "related", "relatedtype", "shortauthor",
    "shorttitle", "sortkey", "sortname", "sorttitle", "sortyear", "timestamp", "type", "unchecked",
    "xref",
}  # fmt: skip
DATES = ("date", "origdate", "urldate", "eventdate")


def faults(entries: Mapping[str, Entry]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with the entries."""
    for entry in entries.values():
        for code, message in _faults(entry):
            yield code, entry.key, message


def _printed(entry: Entry) -> set[str]:
    """Return the names of the fields and roles that the entry prints."""
    marked = Entry(entry.type, {**entry.fields, "unchecked": EVERY}, entry.persons)
    marked.key = entry.key
    return set(re.findall("\0(.*?)\0", str(entry_text(marked))))


def _faults(entry: Entry) -> Iterator[tuple[str, str]]:
    printed, names = _printed(entry), {*entry.fields, *entry.persons}
    for field in unchecked(entry):
        if field not in printed & names:
            yield "unchecked", f"unchecked names “{field}”, but the entry prints no such field"
    if not entry.fields.get("title"):
        yield "bibliography", "there is no title: give one, in brackets if it is yours"
    inherited = entry.fields.get(INHERITED, "").split()
    for field in sorted(names - printed - SILENT - {*inherited}):
        if not _is_redundant(entry, field):
            advice = "put what readers shall know into “note”, or remove the field"
            yield "bibliography", f"“{field}” is not printed in an entry “{entry.type}”: {advice}"
    yield from _words(entry)


def _is_redundant(entry: Entry, field: str) -> bool:
    """Tell whether another field says the same: a date the year, an issue the month (15.48)."""
    fields = entry.fields
    issue = entry.type == "article" and fields.get("volume") and fields.get("number")
    book = is_whole(entry) and fields.get(field) == fields.get("title")
    return bool(
        (field in ("date", "year") and fields.get("year") and fields.get("date"))
        or (field in ("month", "day") and (issue or fields.get("date")))
        or (field == "url" and fields.get("doi"))
        or (field == "booktitle" and book)  # for the parts of old BibTeX, which inherit it
    )


def _words(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield commands that nothing sets, and dates that are none."""
    people = {role: " ".join(map(str, found)) for role, found in entry.persons.items()}
    for field, source in [*entry.fields.items(), *people.items()]:
        if field in SILENT or field in ("url", "archiveurl", "doi", "eprint"):
            continue
        for command in unknown(source):
            what = "a formula" if command[0] == "$" else "a command"
            advice = "type the letters or signs themselves"
            yield "bibliography", f"“{field}” has {what} that is not set, {command}: {advice}"
        date = field in DATES or (field == "year" and re.search(r"[/~]|\dX|^-\d", source))
        if date and not dating.parse(source):
            forms = "write 1875, 1875-04-16, 1875/1876, 1875~ or 1875?"
            yield "bibliography", f"“{field} = {source}” is no date: {forms}"
