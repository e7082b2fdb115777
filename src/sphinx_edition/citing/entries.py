"""What an entry of the bibliography holds: its fields as text, its names, its years.

Rule: a field prints what was typed, and if ``unchecked`` names it, a mark after it. An entry with
``crossref`` takes what it lacks from the entry that it names, as biblatex does.
"""

import re
from collections.abc import Iterable, Mapping, MutableMapping
from functools import partial

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Entry, Person
from pybtex.richtext import BaseText, HRef, Text

from ..catalogs import _, colon
from ..words.dates import ordinal
from . import dating
from .latex import inner_quotes, italic, latex, stopped

MARK = " [?]"  #: after what nobody has checked
INHERITED = "inherited"  #: a field that lists the others that ``crossref`` brought
SIGLUM = "shorthand"  #: a field, biblatex's: what the work is cited as, instead of name and year
EVERY = "*"  #: in ``unchecked``: mark every field by its own name, which shows what is printed
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.I)
_SUBTITLES = {"title": "subtitle", "booktitle": "booksubtitle", "maintitle": "mainsubtitle",
              "journaltitle": "journalsubtitle", "journal": "journalsubtitle"}  # fmt: skip
_OF_BOOK = {"title": "booktitle", "subtitle": "booksubtitle"}  # what a part inherits it as
_NOT_INHERITED = {
    "crossref", "unchecked", "key", "shorttitle", "shortauthor", SIGLUM, "keywords", INHERITED,
}  # fmt: skip
_WHOLE = {
    "book", "booklet", "collection", "manual", "mvbook", "mvcollection", "mvproceedings",
    "mvreference", "periodical", "proceedings", "reference", "report", "software", "techreport",
}  # fmt: skip


def inherit(entries: MutableMapping[str, Entry]) -> None:
    """Give each entry with ``crossref`` what it lacks, and name that in its field ``inherited``."""
    for key, entry in list(entries.items()):
        if INHERITED not in entry.fields and entry.fields.get("crossref", "") in entries:
            entries[key] = _heir(entry, entries)


def _heir(entry: Entry, entries: Mapping[str, Entry]) -> Entry:
    fields, persons, marks = dict(entry.fields), dict(entry.persons), unchecked(entry)
    seen, parent, got = {entry.key.lower()}, entry, []
    while (key := parent.fields.get("crossref", "").lower()) in entries and key not in seen:
        seen.add(key)
        parent = entries[key]
        renamed = _OF_BOOK if is_whole(parent) and not is_whole(entry) else {}
        source = {**parent.fields, **parent.persons}
        for field in sorted(source, key=lambda field: field in renamed):
            name = renamed.get(field, field)
            if name in fields or name in persons or field in _NOT_INHERITED:
                continue
            (persons if field in parent.persons else fields)[name] = source[field]
            got.append(name)
            marks += [name] * (field in unchecked(parent))
    fields |= {INHERITED: " ".join(got), **({"unchecked": " ".join(marks)} if marks else {})}
    heir = Entry(entry.type, fields, persons)
    heir.key = entry.key
    return heir


def unchecked(entry: Entry) -> list[str]:
    """Return the names of the fields that nobody has checked, in lower case."""
    return re.findall(r"[\w*-]+", entry.fields.get("unchecked", "").lower())


def mark(entry: Entry, *fields: str) -> str:
    """Return the mark for the fields, if they are unchecked."""
    names = unchecked(entry)
    if EVERY in names:
        return "".join(f"\0{field}\0" for field in fields)
    return MARK * any(field in names for field in fields)


def first_field(entry: Entry, *fields: str) -> tuple[str, str]:
    """Return name and content of the first of some fields that is there."""
    return next(((f, entry.fields[f]) for f in fields if entry.fields.get(f)), ("", ""))


def value(entry: Entry, *fields: str, tag: str = "", end: str = "", marks: bool = True) -> BaseText:
    """Return the content of the first of some fields that is there, *end*, and its mark."""
    field, source = first_field(entry, *fields)
    names = [field]
    if field == "pages":
        source = re.sub(r"(?<=\w)\s*-+\s*(?=\w)", "–", source)
    elif field == "edition" and (number := re.fullmatch(r"(\d+)(?:st|nd|rd|th)?", source)):
        source = _("{ordinal} ed.").format(ordinal=ordinal(int(number[1])))
    elif field in ("year", "date", "origdate", "urldate"):
        day = dating.spelled_day(source) if field == "urldate" else ""
        source = day or dating.spelled_year(source)
    doi = f"https://doi.org/{_DOI.sub('', source)}" if field == "doi" else ""
    url = {"doi": doi, "url": source, "archiveurl": source}.get(field, "")
    text = HRef(url, url) if url else latex(source)
    if (subtitle := _SUBTITLES.get(field, "")) and entry.fields.get(subtitle):
        gap = " " if re.search(r"[?!]$", str(text)) else colon()  # 14.96
        text, names = Text(text, gap, latex(entry.fields[subtitle])), [field, subtitle]
    text = italic(text) if tag == "em" else text
    return Text(text, end, mark(entry, *names) if marks else "") if source else Text()


def join(separator: str, *parts: BaseText | str) -> BaseText:
    """Join the parts that are not empty."""
    return Text(separator).join([part for part in parts if part])


def is_whole(entry: Entry) -> bool:
    """Tell whether a work stands by itself, not in a book or a journal."""
    alone = entry.type == "inbook" and not {"booktitle", "crossref"} & {*entry.fields}
    return entry.type in _WHOLE or alone


def shape(entry: Entry) -> str:
    """Return how the title is set: "whole" in italics, "part" in quotation marks, or "letter"."""
    kind = entry.fields.get("type", "").lower()
    if entry.type == "letter" or kind.startswith("letter"):
        return "letter"
    return "whole" if is_whole(entry) else "part"


def day(entry: Entry) -> BaseText:
    """Return the day, month or season of a work, "May 3, 1853", with a mark; empty if none."""
    if text := dating.spelled_day(entry.fields.get("date", "")):
        return Text(text, mark(entry, "date") if EVERY in unchecked(entry) else "")
    year, month, number = (entry.fields.get(f, "") for f in ("year", "month", "day"))
    text = dating.from_fields(year, month, number)
    return Text(text, mark(entry, "month", "day")) if text else Text()


def title(entry: Entry, *fields: str, stop: str = "") -> BaseText:
    """Return the title in its shape, with *stop*; in the list also with a letter's day."""
    form = shape(entry)
    text = value(entry, *fields, tag="em" if form == "whole" else "", marks=stop == ".")
    text = text or Text(str(entry.key))
    if form == "letter" and stop == ".":
        text = join(", ", text, day(entry))
    text = filled(_("“{words}”"), words=inner_quotes(text)) if form == "part" else text
    return stopped(text, stop) if stop else text


def given_names(person: Person) -> str:
    """Return first and middle names."""
    return str(latex(" ".join([*person.first_names, *person.middle_names])))


def name(person: Person, form: str) -> BaseText:
    """Return "John Mill", or by *form* "Mill, John" ("inverted") or "Mill" ("cited").

    A particle in capitals is part of the family name: "Ortiz y Gassol".
    """
    before, last = " ".join(person.prelast_names), " ".join(person.last_names)
    if before[:1].isupper():
        before, last = "", f"{before} {last}"
    family = latex(last)
    lineage = map(latex, person.lineage_names)
    if form == "cited":
        return join(" ", latex(before), family)
    given = join(" ", given_names(person), latex(before))
    if form == "inverted":
        return join(", ", family, given, *lineage)
    return join(" ", given, family, *lineage)


def people(entry: Entry, role: str) -> list[Person]:
    """Return the persons in a role; pybtex knows only authors and editors."""
    typed = partial(entry.fields.get, role, "")
    found: Iterable[Person] = entry.persons.get(role) or map(Person, split_name_list(typed()))
    return [*found]


def filled(sentence: str, **parts: BaseText | str) -> Text:
    """Return a translated sentence with its places filled: “vol. {number}”."""
    pieces = re.split(r"\{(\w+)\}", sentence)
    return Text(*(parts[piece] if n % 2 else piece for n, piece in enumerate(pieces)))


def names(
    entry: Entry, role: str, form: str = "", most: int = 99, shown: int = 1,
    sentence: str = "{names}",
) -> BaseText:  # fmt: skip
    """Return the names in a role, in a sentence: "A, B, and C", of more than *most* "A et al."."""
    persons = people(entry, role)
    texts = [name(p, "" if i and form == "inverted" else form) for i, p in enumerate(persons)]
    *others, last = [*texts[:shown], "others"] if len(texts) > most else texts or [Text()]
    if others:
        first = join(", ", *others)
        has_comma = form == "inverted" or len(others) > 1
        if str(last) == "others":
            both = _("{head}, et al.") if has_comma else _("{head} et al.")
        else:
            both = _("{head}, and {last}") if has_comma else _("{head} and {last}")
        last = filled(both, head=first, last=last)
    marks = mark(entry, role) if form != "cited" else ""
    return last and filled(sentence, names=Text(last, marks))


def lead_role(entry: Entry) -> str:
    """Return the role whose names open the entry; empty if the title does (15.34)."""
    roles = ["author", "editor", "translator"][: 3 if shape(entry) == "whole" else 1]
    return next((role for role in roles if names(entry, role)), "")


def years(entry: Entry, letter: str = "", in_list: bool = False) -> BaseText:
    """Return "1960", "n.d.", or of a reprint "[1850] 1960", in the list "(1850) 1960" (15.40)."""
    year = value(entry, "year", "date", marks=in_list, end=letter)
    if not year and (state := entry.fields.get("pubstate")):
        state = state.capitalize() if in_list else state
        year = Text(latex(state), letter, mark(entry, "pubstate") if in_list else "")
    year = year or Text(_("n.d."), letter)
    original = value(entry, "origdate", marks=in_list)
    if not original or str(original).startswith("["):
        return join(" ", original, year) if original else year
    if str(year).startswith(re.sub(r"\0.*|\[\?\]", "", str(original)).strip()):
        return Text(year, mark(entry, "origdate")) if EVERY in unchecked(entry) else year
    return Text("[("[in_list], original, "])"[in_list], " ", year)
