"""Format the bibliography and its citations in Chicago's author–date system.

The source is the Chicago Manual of Style, 17th edition, chapter 15; numbers in brackets are its
sections. Rule: an entry prints what its fields hold, as typed, and a field that is named in the
field ``unchecked`` gets a mark. A citation leaves out a particle ("Humboldt, Wilhelm von") unless
braces join it to the name ("{de Gaulle}, Charles"). Days come from ``date``. The ``type`` "letter"
is not printed, but leaves the title plain.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Any

from pybtex.backends import plaintext
from pybtex.bibtex.utils import split_name_list
from pybtex.database import Entry, Person
from pybtex.plugin import register_plugin
from pybtex.richtext import BaseText, HRef, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.template import Node
from sphinxcontrib.bibtex.plugin import register_plugin as register_reference_style
from sphinxcontrib.bibtex.style.referencing import BaseReferenceStyle, BracketStyle
from sphinxcontrib.bibtex.style.template import reference

from ..words.dates import MONTHS, date_parts

MARK = " [?]"  #: after what nobody has checked
URL = re.compile(r"(?<![\w{])(https?://[^\s,;{}]*[\w/])")
BOOKS = {"book", "booklet", "collection", "manual", "mvbook", "proceedings", "report", "techreport"}
TYPES = {"phdthesis": "PhD diss.", "mastersthesis": "Master’s thesis", "techreport": "Report"}
ROLES = "p ps alp alps t ts ct cts author authors cauthor authorpar authorpars year yearpar label"


@cache  # each is asked for by the list, the citations and the checks
def latex(source: str) -> BaseText:
    """Return the text of a field or of a part of a name, which is typed in LaTeX."""
    return Text.from_latex(source)


def link(source: str) -> BaseText:
    """Return an address as a link, anything else as LaTeX in which % starts no comment."""
    return HRef(source, source) if URL.match(source) else latex(re.sub(r"(?<!\\)%", r"\\%", source))


def unchecked(entry: Entry) -> list[str]:
    """Return the names of the fields that nobody has checked, in lower case."""
    return re.findall(r"[\w-]+", entry.fields.get("unchecked", "").lower())


def long_date(date: str) -> str:
    """Turn ``2026-05-03`` into "May 3, 2026", ``2026-05`` into "May 2026", the rest into ""."""
    year, *rest = date_parts(date) or (0,)
    day = "".join(f" {number}," for number in rest[1:])
    return f"{MONTHS[rest[0] - 1]}{day} {year}" if rest else ""


def join(separator: str, *parts: BaseText | str) -> BaseText:
    """Join the parts that are not empty."""
    return Text(separator).join([part for part in parts if part])


def value(entry: Entry, *fields: str, tag: str = "", end: str = "", mark: bool = True) -> BaseText:
    """Return the content of the first of some fields that is there, *end*, and its mark."""
    field, source = next(((f, entry.fields[f]) for f in fields if entry.fields.get(f)), ("", ""))
    if field == "pages":
        source = re.sub(r"(?<=\w)\s*-+\s*(?=\w)", "–", source)
    elif field == "edition" and source.isdigit():
        unit = source[-1] if source[-2:-1] != "1" else ""  # 11th, 12th, 13th
        source += {"1": "st", "2": "nd", "3": "rd"}.get(unit, "th") + " ed."
    elif field.endswith("date") and long_date(source):
        source = long_date(source) if field == "urldate" else source[:4]
    url = {"doi": f"https://doi.org/{source}", "url": source}.get(field, "")
    text = HRef(url, url) if url else join("", *map(link, URL.split(source)))
    text = Tag(tag, text) if tag else text
    return Text(text, end, MARK * (mark and field in unchecked(entry))) if source else Text()


def shape(entry: Entry) -> str:
    """Return how the title is set: "whole" in italics, "part" in quotation marks, or "letter"."""
    letter = entry.fields.get("type", "").lower().startswith("letter")
    book = entry.type in BOOKS or (entry.type == "inbook" and not entry.fields.get("booktitle"))
    return "letter" if letter else "whole" if book else "part"


def title(entry: Entry, *fields: str, stop: str = "") -> BaseText:
    """Return the title in its shape; in the list with *stop* after it, and a letter's day."""
    form = shape(entry)
    day = long_date(entry.fields.get("date", "")) if stop and form == "letter" else ""
    text = value(entry, *fields, tag="em" if form == "whole" else "", mark=stop != "")
    text = join(", ", text or str(entry.key), day).add_period(stop)
    return Text("“", text, "”") if form == "part" else text


def name(person: Person, form: str) -> BaseText:
    """Return "John Mill", or by *form* "Mill, John" ("inverted") or "Mill" ("cited")."""
    given = map(latex, [*person.first_names, *person.middle_names, *person.prelast_names])
    family, lineage = join(" ", *map(latex, person.last_names)), map(latex, person.lineage_names)
    if form == "inverted":
        return join(", ", family, join(" ", *given), *lineage)
    return family if form else join(" ", *given, family, *lineage)


def names(entry: Entry, role: str, form: str = "", most: int = 99, lead: str = "") -> BaseText:
    """Return *lead* and the names in a role: "A, B, and C", or "A et al." if over *most*."""
    persons = entry.persons.get(role) or [*map(Person, split_name_list(entry.fields.get(role, "")))]
    texts = [name(p, "" if i and form == "inverted" else form) for i, p in enumerate(persons)]
    *others, last = [texts[0], "others"] if len(texts) > most else texts or [Text()]
    if others:
        first = join(", ", *others)
        end = " et al." if str(last) == "others" else Text(" and ", last)
        last = Text(first, "," * ("," in str(first)), end)
    return last and Text(lead, last, MARK * (role in unchecked(entry) and form != "cited"))


def lead_role(entry: Entry) -> str:
    """Return the role whose names open the entry; empty if the title does (15.34)."""
    roles = ["author", "editor", "translator"][: 3 if shape(entry) == "whole" else 1]
    return next((role for role in roles if names(entry, role)), "")


def short_names(entry: Entry, most: int = 2) -> BaseText:
    """Return the names in a citation, "Mill and Taylor" or "Mill et al.", or a short title."""
    return names(entry, lead_role(entry), "cited", most) or title(entry, "shorttitle", "title")


def years(entry: Entry, letter: str = "", in_list: bool = False) -> BaseText:
    """Return "1960", "n.d.", or of a reprint "[1850] 1960", in the list "(1850) 1960" (15.40)."""
    year = value(entry, "year", "date", mark=in_list, end=letter) or Text("n.d.", letter)
    original = value(entry, "origdate", mark=in_list)
    same = str(year).startswith(str(original).replace(MARK, ""))  # or there is none
    return year if same else Text("[("[in_list], original, "])"[in_list], " ", year)


def labels(entries: Sequence[Entry]) -> list[str]:
    """Return the labels of sorted entries, "Mill 1960", "Mill, n.d."; equal ones get a, b, c."""
    bare = [re.sub(r" (?=n\.d\.$)", ", ", f"{short_names(e)} {years(e)}") for e in entries]  # 15.44
    letters = [chr(97 + bare[:i].count(x)) * (bare.count(x) > 1) for i, x in enumerate(bare)]
    return [x + "-" * (x[-1] == "." and a > "") + a for x, a in zip(bare, letters, strict=True)]


def sort_key(entry: Entry) -> list[str]:
    """Return the sort key: names, first year, title; "n.d." comes last (15.16–18)."""
    people, heading = names(entry, lead_role(entry), "inverted"), value(entry, "title")
    row = [str(x).replace(MARK, "") for x in (people or heading, years(entry), heading)]
    return [re.sub("[\u0300-\u036f[]", "", unicodedata.normalize("NFD", x.casefold())) for x in row]


def sentences(entry: Entry) -> Iterator[BaseText]:
    """Yield what follows the title (14.100), without periods; some sentences are empty."""
    get, form, opens = partial(value, entry), shape(entry), lead_role(entry)
    editor = Text() if opens == "editor" else names(entry, "editor", lead="edited by ")
    yield names(entry, "translator", lead="Translated by ") if opens != "translator" else Text()
    volume, number, pages, series = (get(x) for x in ("volume", "number", "pages", "series"))
    date, kind = long_date(entry.fields.get("date", "")), get("type") or TYPES.get(entry.type, "")
    if entry.type == "article":
        issue = join(" ", get("journal", "journaltitle", tag="em"), volume)
        issue = join(", ", issue, number and Text("no. ", number), date)
        yield join(": " if number or date else ":", issue, pages)
    else:
        if volume:  # of a set, which is a ``maintitle`` or else the ``series``
            volume = join(" of ", Text("vol. ", volume), get("maintitle", "series", tag="em"))
        if form != "whole" and get("booktitle"):
            book = Text("In ", get("booktitle", tag="em"))
            yield join(", ", book, get("edition"), editor, volume, pages)
        else:
            yield from (editor.capfirst(), get("edition"), join(", ", volume, pages).capfirst())
        yield series and join(" ", series, number) if get("maintitle") or not volume else Text()
        kind = kind and join(" ", Text(kind).capfirst(), "" if series else number)
        kind, date = ("", "") if form == "letter" else (kind, date)
        yield join(", ", kind, get("eventtitle"), get("school"), get("howpublished"), date)
    yield join(": ", get("address", "location"), get("publisher", "organization", "institution"))
    accessed = get("urldate") and Text("Accessed ", get("urldate"))
    yield from (get("note"), get("bookaddendum"), accessed, get("doi"), get("url"))


def entry_text(entry: Entry, letter: str = "") -> BaseText:
    """Return the entry of the list; *letter* follows its year, if others have the same label."""
    role, many = lead_role(entry), len(entry.persons.get("editor", "")) > 1
    sign = {"editor": "eds." if many else "ed.", "translator": "trans."}.get(role, "")
    people = join(", ", names(entry, role, "inverted"), sign).add_period()
    heading, year = title(entry, "title", stop="."), years(entry, letter, in_list=True).add_period()
    start = [people, year, heading] if people else [heading, year]
    return join(" ", *start, *(text.add_period() for text in sentences(entry)))


def faults(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Yield key and message for each unchecked field that the entry does not print."""
    for entry in entries:
        for field in unchecked(entry):
            alone = Entry(entry.type, {**entry.fields, "unchecked": field}, entry.persons)
            if MARK not in str(entry_text(alone)):
                yield entry.key, f"unchecked names “{field}”, but the entry prints no such field"


class Chicago(BaseStyle):  # type: ignore[misc] # pybtex ships no types
    """The bibliography: pybtex formatting style ``chicago``."""

    def __init__(self, **options: Any) -> None:
        """Take the *options* of any pybtex style; order and labels are Chicago's own."""
        super().__init__(**options)
        self.sort, self.format_labels = partial(sorted, key=sort_key), labels

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        """Return the entry with its text, whose year has the letter of the label."""
        text = entry_text(entry, letter=label.rpartition(str(years(entry)))[2])
        return FormattedEntry(entry.key, text, label)


def citation(_: object, data: dict[str, Any], role: str) -> BaseText:
    """Return one citation without brackets, "see Mill 1859, 22", or textual, "Mill (1859, 22)"."""
    info, textual = data["reference_info"], role.startswith(("t", "ct"))
    who = short_names(data["entry"], 99 if role.endswith("s") else 2)
    year = data["formatted_entry"].label.rpartition(str(short_names(data["entry"])))[2]  # " 1850a"
    core = year.lstrip(", ") if textual or "year" in role else Text(who, year)
    link = reference[who if "author" in role else core].format_data(data)
    text = join(", ", join(" ", info.pre_text, link), info.post_text)
    return Text(who, " (", text, ")") if textual else text


class ChicagoReferences(BaseReferenceStyle):
    """The citations in the text: sphinxcontrib-bibtex referencing style ``chicago``."""

    def role_names(self) -> list[str]:
        """Return the names of the roles, as they are typed after ``cite:``."""
        return ROLES.split()

    def inner(self, role_name: str) -> Node:
        """Return the template of one citation."""
        return Node(role_name, citation)(role=role_name)

    def outer(self, role_name: str, children: list[BaseText]) -> Node:
        """Return the template of several: "(Mill 1859; Taylor 1875)", "Mill (1859) and …"."""
        seps = (", ", " and ", ", and ") if role_name.startswith(("t", "c", "author")) else ("; ",)
        brackets = role_name in ("p", "ps") or "par" in role_name
        return BracketStyle("(", ")", *seps).outer(children, brackets, role_name.startswith("c"))


def register() -> None:
    """Register both styles under the name ``chicago``, for ``setup`` of an extension."""
    register_plugin("pybtex.style.formatting", "chicago", Chicago)
    # pybtex has it, but would look for it among all installed packages for each citation
    register_plugin("pybtex.backends", "plaintext", plaintext.Backend, force=True)
    register_reference_style("sphinxcontrib.bibtex.style.referencing", "chicago", ChicagoReferences)
