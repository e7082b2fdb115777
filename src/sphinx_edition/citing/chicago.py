"""Format the bibliography in Chicago's author–date system.

The source is the Chicago Manual of Style, 17th edition, chapter 15; numbers in brackets are its
sections. citeproc-js judges the result (``tests/kit/test_judge.py``). Days come from ``date``, or
from ``month`` and ``day``. The ``type`` "letter" is not printed, but leaves the title plain.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from pybtex.database import Entry
from pybtex.richtext import BaseText, HRef, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle

from ..catalogs import N_, _, colon
from ..words.collation import collation_key
from . import dating
from .entries import (
    SIGLUM,
    day,
    filled,
    first_field,
    join,
    lead_role,
    mark,
    name,
    names,
    people,
    shape,
    title,
    value,
    years,
)  # fmt: skip
from .labels import labels
from .latex import stopped

TYPES = {
    "phdthesis": N_("PhD diss."), "thesis": N_("Thesis"), "mastersthesis": N_("Master’s thesis"),
    "mathesis": N_("Master’s thesis"), "techreport": N_("Report"), "patent": N_("Patent"),
}  # fmt: skip
ARTICLES = {
    "en": "a an the", "de": "der die das ein eine", "fr": "le la les l un une",
    "it": "il lo la i gli le l un una", "es": "el la los las un una", "nl": "de het een",
}  # fmt: skip


def sort_key(entry: Entry) -> tuple[Any, ...]:
    """Return the sort key: names, first year, title; "n.d." comes last (15.16–18)."""
    language = entry.fields.get("langid", "en")[:2].lower()
    words = f"({'|'.join(ARTICLES.get(language, ARTICLES['en']).split())})"
    heading = str(value(entry, "title", marks=False))
    heading = re.sub(rf"^\W*{words}\b[’\s]\s*", "", heading, flags=re.I)
    persons = people(entry, lead_role(entry))
    rows = [str(name(person, "inverted")) for person in persons] or [heading]
    keys = [  # by the letters of the family name, and the words of the given: "J. L." before "Jean"
        [collation_key(family), *map(collation_key, " ".join(given).split())]
        for family, *given in (row.split(", ", 1) for row in rows)
    ]
    date = first_field(entry, "origdate", "year", "date")[1]
    year = dating.first_year(date)
    late = (3 if entry.fields.get("pubstate") else 2) if not date else 1 if year is None else 0
    printed = dating.first_year(first_field(entry, "year", "date")[1]) or 0
    return keys, late, year or 0, date if late else "", printed, collation_key(heading), heading


def _article(entry: Entry) -> BaseText:
    """Return journal, volume, issue or date, and pages (15.46–49)."""
    get, when = partial(value, entry), day(entry)
    volume, number, pages = get("volume"), get("number"), get("pages", "eid")
    journal = get("journal", "journaltitle", tag="em")
    date = first_field(entry, "year", "date")[1]
    year = Text(dating.spelled_year(date)) if date else Text()
    if volume and number:
        issue = Text(journal, " ", volume, " (", number, ")")
        return join(colon(), issue, pages)
    if not volume and not number:
        return join(", ", journal, when or year, pages)
    issue = join(
        ", ", join(" ", journal, volume), number and filled(_("no. {number}"), number=number)
    )
    when = when or year
    dated = Text(issue, " (", when, ")") if when else issue
    return join(colon() if when or number else ":", dated, pages)


def _volume(entry: Entry, whole: bool) -> BaseText:
    """Return "vol. 3 of *Works*, 7–12", or "3:7–12" if the pages follow at once (14.116)."""
    get = partial(value, entry)
    volume, pages, chapter = get("volume"), get("pages", "eid"), get("chapter")
    of = get("maintitle", "series", tag="em") if volume else Text()
    pages = join(", ", chapter and filled(_("chap. {number}"), number=chapter), pages)
    if volume and pages and not of and not chapter and not whole:
        return Text(volume, ":", pages)
    if volume:
        volume = filled(
            _("vol. {number} of {work}") if of else _("vol. {number}"), number=volume, work=of
        )
    return join(", ", volume, pages)


def sentences(entry: Entry) -> Iterator[BaseText]:
    """Yield what follows the title (14.100), without periods; some sentences are empty."""
    get, form, opens = partial(value, entry), shape(entry), lead_role(entry)
    editor = (
        Text() if opens == "editor" else names(entry, "editor", sentence=_("edited by {names}"))
    )
    translated = names(entry, "translator", sentence=_("Translated by {names}"))
    yield translated if opens != "translator" else Text()
    number, series, typed = get("number"), get("series"), entry.fields.get("type", "")
    kind = Text(_(TYPES[typed]), mark(entry, "type")) if typed in TYPES else get("type")
    kind = kind or Text(_(TYPES[entry.type]) if entry.type in TYPES else "")
    thesis = entry.type.endswith("thesis")
    if entry.type in ("article", "suppperiodical"):
        yield _article(entry)
    else:
        volume = _volume(entry, form == "whole")
        if form != "whole" and get("booktitle"):
            book = join(", ", get("booktitle", tag="em"), get("edition"), editor, volume)
            yield filled(_("In {work}"), work=book)
        else:
            edition = get("edition").capfirst() if get("edition") else Text()
            yield from (editor.capfirst(), edition, volume.capfirst() if volume else volume)
        volumes = get("volumes")
        yield volumes and filled(_("{number} vols."), number=volumes)
        yield series and join(" ", series, number) if get("maintitle") or not get("volume") else ""
        yield get("version") and filled(_("Version {number}"), number=get("version"))
        if form != "letter":
            if number and not kind:
                number = filled(_("no. {number}"), number=number)
            kind = join(" ", kind and Text(kind).capfirst(), Text() if series else number)
            at = get("school", "institution") if thesis else get("school")
            yield join(", ", kind, get("eventtitle"), at, get("howpublished"), day(entry))
    house = ["publisher", "organization", *["institution"] * (not thesis)]
    yield join(colon(), get("address", "location"), get(*house))
    yield from (get("note"), get("addendum"), get("bookaddendum"))
    yield get(SIGLUM) and filled(_("Cited as {siglum}"), siglum=get(SIGLUM))
    yield get("urldate") and filled(_("Accessed {date}"), date=get("urldate"))
    yield from (_eprint(entry), get("doi", "url"))  # 14.8
    yield get("archiveurl") and filled(_("Archived at {address}"), address=get("archiveurl"))


def _eprint(entry: Entry) -> BaseText:
    """Return the number of a work in an archive of preprints or the like (14.11)."""
    kind, number = value(entry, "eprinttype", "archiveprefix"), entry.fields.get("eprint", "")
    if str(kind).lower().startswith("arxiv"):
        link = HRef(f"https://arxiv.org/abs/{number}", f"arXiv:{number}")
        return Text(link, mark(entry, "eprint", "eprinttype", "archiveprefix"))
    return join(" ", kind, value(entry, "eprint"))


def entry_text(entry: Entry, letter: str = "") -> BaseText:
    """Return the entry of the list; *letter* follows its year, if others have the same label."""
    role, many = lead_role(entry), len(people(entry, "editor")) > 1
    editors = _("eds.") if many else _("ed.")
    sign = {"editor": editors, "translator": _("trans.")}.get(role, "")
    heads = names(entry, role, "inverted", most=10, shown=7)  # 15.9
    heading, year = title(entry, "title", stop="."), stopped(years(entry, letter, in_list=True))
    start = [stopped(join(", ", heads, sign)), year, heading] if heads else [heading, year]
    return join(" ", *start, *(stopped(Text(text)) for text in sentences(entry) if text))


class Chicago(BaseStyle):  # type: ignore[misc] # pybtex ships no types
    """The bibliography: pybtex formatting style ``chicago``."""

    def __init__(self, **options: Any) -> None:
        """Take the *options* of any pybtex style; order and labels are Chicago's own."""
        super().__init__(**options)
        self.sort, self.format_labels = partial(sorted, key=sort_key), labels

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        """Return the entry with its text, whose year has the letter of the label."""
        letter = "" if SIGLUM in entry.fields else label.rpartition(str(years(entry)))[2]
        text = entry_text(entry, letter=letter)
        return FormattedEntry(entry.key, text, label)
