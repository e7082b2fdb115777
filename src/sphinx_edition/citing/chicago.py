"""The bibliography and its citations in the author–date system of Chicago (CMOS 17, chapter 15).

The rule: an entry prints what its fields say, as typed, and a field named in ``unchecked`` carries
a mark. A particle is not cited ("Humboldt, Wilhelm von") unless braced with the name ("{de Gaulle},
Charles"); days come from ``date``; a ``type`` "letter" is not printed but leaves the title plain.
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

MARK = " [?]"
ADDRESS = re.compile(r"(?<![\w{])(https?://[^\s,;{}]*[\w/])")
WHOLE = {"book", "booklet", "collection", "manual", "mvbook", "proceedings", "report", "techreport"}
KINDS = {"phdthesis": "PhD diss.", "mastersthesis": "Master’s thesis", "techreport": "Report"}
ROLES = "p ps alp alps t ts ct cts author authors cauthor authorpar authorpars year yearpar label"


@cache  # each is asked for by the list, the citations and the checks
def latex(said: str) -> BaseText:
    """Return what a field or a part of a name says."""
    return Text.from_latex(said)


def linked(said: str) -> BaseText:
    """Return an address as a link, any other words as what they say."""
    return HRef(said, said) if ADDRESS.match(said) else latex(re.sub(r"(?<!\\)%", r"\\%", said))


def unchecked(entry: Entry) -> list[str]:
    """Return the field names that the entry's ``unchecked`` lists, in lower case."""
    return re.findall(r"[\w-]+", entry.fields.get("unchecked", "").lower())


def spelled(date: str) -> str:
    """Turn ``2026-05-03`` into "May 3, 2026", ``2026-05`` into "May 2026", the rest into ""."""
    year, *rest = date_parts(date) or (0,)
    day = "".join(f" {number}," for number in rest[1:])
    return f"{MONTHS[rest[0] - 1]}{day} {year}" if rest else ""


def between(separator: str, *parts: BaseText | str) -> BaseText:
    """Join the parts that are not empty."""
    return Text(separator).join([part for part in parts if part])


def words(entry: Entry, *fields: str, tag: str = "", end: str = "", mark: bool = True) -> BaseText:
    """Return what the first of *fields* found says (a % is no TeX comment), *end*, and its mark."""
    field, said = next(((f, entry.fields[f]) for f in fields if entry.fields.get(f)), ("", ""))
    if field == "pages":
        said = re.sub(r"(?<=\w)\s*-+\s*(?=\w)", "–", said)
    elif field == "edition" and said.isdigit():
        unit = said[-1] if said[-2:-1] != "1" else ""  # 11th, 12th, 13th
        said += {"1": "st", "2": "nd", "3": "rd"}.get(unit, "th") + " ed."
    elif field.endswith("date") and spelled(said):
        said = spelled(said) if field == "urldate" else said[:4]
    url = {"doi": f"https://doi.org/{said}", "url": said}.get(field, "")
    text = HRef(url, url) if url else between("", *map(linked, ADDRESS.split(said)))
    text = Tag(tag, text) if tag else text
    return Text(text, end, MARK * (mark and field in unchecked(entry))) if said else Text()


def shape(entry: Entry) -> str:
    """Return how the title is set: "whole" in italics, "part" in quotation marks, or "letter"."""
    letter = entry.fields.get("type", "").lower().startswith("letter")
    book = entry.type in WHOLE or (entry.type == "inbook" and not entry.fields.get("booktitle"))
    return "letter" if letter else "whole" if book else "part"


def title(entry: Entry, *fields: str, stop: str = "") -> BaseText:
    """Return the title as its shape demands; in the list closed by *stop*, and a letter dated."""
    form = shape(entry)
    day = spelled(entry.fields.get("date", "")) if stop and form == "letter" else ""
    text = words(entry, *fields, tag="em" if form == "whole" else "", mark=stop != "")
    text = between(", ", text or str(entry.key), day).add_period(stop)
    return Text("“", text, "”") if form == "part" else text


def name(person: Person, form: str) -> BaseText:
    """Return "Karl Marx" or, by *form*, "Marx, Karl" ("inverted") or "Marx" ("cited")."""
    given = map(latex, [*person.first_names, *person.middle_names, *person.prelast_names])
    family, lineage = between(" ", *map(latex, person.last_names)), map(latex, person.lineage_names)
    if form == "inverted":
        return between(", ", family, between(" ", *given), *lineage)
    return family if form else between(" ", *given, family, *lineage)


def names(entry: Entry, role: str, form: str = "", most: int = 99, lead: str = "") -> BaseText:
    """Return *lead* and a role's names: "A and B", "A, B, and C"; "A et al." if over *most*."""
    persons = entry.persons.get(role) or [*map(Person, split_name_list(entry.fields.get(role, "")))]
    shown = [name(p, "" if i and form == "inverted" else form) for i, p in enumerate(persons)]
    *others, last = [shown[0], "others"] if len(shown) > most else shown or [Text()]
    if others:
        first = between(", ", *others)
        end = " et al." if str(last) == "others" else Text(" and ", last)
        last = Text(first, "," * ("," in str(first)), end)
    return last and Text(lead, last, MARK * (role in unchecked(entry) and form != "cited"))


def leader(entry: Entry) -> str:
    """Return the role whose names open the entry; none if its title does, as in a part (15.34)."""
    roles = ["author", "editor", "translator"][: 3 if shape(entry) == "whole" else 1]
    return next((role for role in roles if names(entry, role)), "")


def cited(entry: Entry, most: int = 2) -> BaseText:
    """Return what a citation names: "Marx", "Marx and Engels", "Marx et al.", or a short title."""
    return names(entry, leader(entry), "cited", most) or title(entry, "shorttitle", "title")


def dated(entry: Entry, letter: str = "", listed: bool = False) -> BaseText:
    """Return "1960", "n.d.", or of a reprint "[1850] 1960", *listed* "(1850) 1960" (15.40, 44)."""
    year = words(entry, "year", "date", mark=listed, end=letter) or Text("n.d.", letter)
    original = words(entry, "origdate", mark=listed)
    same = str(year).startswith(str(original).replace(MARK, ""))  # or there is none
    return year if same else Text("[("[listed], original, "])"[listed], " ", year)


def labels(entries: Sequence[Entry]) -> list[str]:
    """Return "Marx 1960", "Marx, n.d." … for a sorted list; those that are equal get a, b, c …."""
    bare = [re.sub(r" (?=n\.d\.$)", ", ", f"{cited(e)} {dated(e)}") for e in entries]  # 15.44
    letters = [chr(97 + bare[:i].count(x)) * (bare.count(x) > 1) for i, x in enumerate(bare)]
    return [x + "-" * (x[-1] == "." and a > "") + a for x, a in zip(bare, letters, strict=True)]


def place(entry: Entry) -> list[str]:
    """Return the key to sort by: names, first year, title; "n.d." comes last (15.16–18)."""
    people, heading = names(entry, leader(entry), "inverted"), words(entry, "title")
    row = [str(x).replace(MARK, "") for x in (people or heading, dated(entry), heading)]
    return [re.sub("[\u0300-\u036f[]", "", unicodedata.normalize("NFD", x.casefold())) for x in row]


def sentences(entry: Entry) -> Iterator[BaseText]:
    """Yield what follows the title, in the order of 14.100; some are empty, none has its period."""
    get, form, opens = partial(words, entry), shape(entry), leader(entry)
    editor = Text() if opens == "editor" else names(entry, "editor", lead="edited by ")
    yield names(entry, "translator", lead="Translated by ") if opens != "translator" else Text()
    volume, number, pages, series = (get(x) for x in ("volume", "number", "pages", "series"))
    date, kind = spelled(entry.fields.get("date", "")), get("type") or KINDS.get(entry.type, "")
    if entry.type == "article":
        issue = between(" ", get("journal", "journaltitle", tag="em"), volume)
        issue = between(", ", issue, number and Text("no. ", number), date)
        yield between(": " if number or date else ":", issue, pages)
    else:
        if volume:  # of a set, which is a ``maintitle`` or else the ``series``
            volume = between(" of ", Text("vol. ", volume), get("maintitle", "series", tag="em"))
        if form != "whole" and get("booktitle"):
            book = Text("In ", get("booktitle", tag="em"))
            yield between(", ", book, get("edition"), editor, volume, pages)
        else:
            yield from (editor.capfirst(), get("edition"), between(", ", volume, pages).capfirst())
        yield series and between(" ", series, number) if get("maintitle") or not volume else Text()
        kind = kind and between(" ", Text(kind).capfirst(), "" if series else number)
        kind, date = ("", "") if form == "letter" else (kind, date)
        yield between(", ", kind, get("eventtitle"), get("school"), get("howpublished"), date)
    yield between(": ", get("address", "location"), get("publisher", "organization", "institution"))
    accessed = get("urldate") and Text("Accessed ", get("urldate"))
    yield from (get("note"), get("bookaddendum"), accessed, get("doi"), get("url"))


def listed(entry: Entry, letter: str = "") -> BaseText:
    """Return the entry as the list has it; *letter* tells it from others of the same label."""
    role, many = leader(entry), len(entry.persons.get("editor", "")) > 1
    sign = {"editor": "eds." if many else "ed.", "translator": "trans."}.get(role, "")
    people = between(", ", names(entry, role, "inverted"), sign).add_period()
    heading, year = title(entry, "title", stop="."), dated(entry, letter, listed=True).add_period()
    start = [people, year, heading] if people else [heading, year]
    return between(" ", *start, *(text.add_period() for text in sentences(entry)))


def faults(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Yield (key, message) for each ``unchecked`` field beside which no mark can be printed."""
    for entry in entries:
        for field in unchecked(entry):
            alone = Entry(entry.type, {**entry.fields, "unchecked": field}, entry.persons)
            if MARK not in str(listed(alone)):
                yield entry.key, f"unchecked names “{field}”, but the entry prints no such field"


class Chicago(BaseStyle):  # type: ignore[misc] # pybtex ships no types
    """The bibliography: pybtex formatting style ``chicago``."""

    def __init__(self, **options: Any) -> None:
        """Take the *options* of any pybtex style; order and labels are Chicago's own."""
        super().__init__(**options)
        self.sort, self.format_labels = partial(sorted, key=place), labels

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        """Return the entry with its text; its year has the letter that its label has."""
        text = listed(entry, letter=label.rpartition(str(dated(entry)))[2])
        return FormattedEntry(entry.key, text, label)


def cite(_: object, data: dict[str, Any], role: str) -> BaseText:
    """Return one citation, without its brackets: "see Marx 1850, 22"; textual "Marx (1850, 22)"."""
    info, textual = data["reference_info"], role.startswith(("t", "ct"))
    who = cited(data["entry"], 99 if role.endswith("s") else 2)
    year = data["formatted_entry"].label.rpartition(str(cited(data["entry"])))[2]  # " 1850a"
    core = year.lstrip(", ") if textual or "year" in role else Text(who, year)
    link = reference[who if "author" in role else core].format_data(data)
    text = between(", ", between(" ", info.pre_text, link), info.post_text)
    return Text(who, " (", text, ")") if textual else text


class ChicagoReferences(BaseReferenceStyle):
    """The citations in the text: sphinxcontrib-bibtex referencing style ``chicago``."""

    def role_names(self) -> list[str]:
        """Return the roles it knows, as they are written after ``cite:``."""
        return ROLES.split()

    def inner(self, role_name: str) -> Node:
        """Return the template of one citation."""
        return Node(role_name, cite)(role=role_name)

    def outer(self, role_name: str, children: list[BaseText]) -> Node:
        """Return the template of several: "(Marx 1850; Engels 1875)", "Marx (1850) and …"."""
        seps = (", ", " and ", ", and ") if role_name.startswith(("t", "c", "author")) else ("; ",)
        brackets = role_name in ("p", "ps") or "par" in role_name
        return BracketStyle("(", ")", *seps).outer(children, brackets, role_name.startswith("c"))


def register() -> None:
    """Make both styles known under the name ``chicago``; call it in the extension's ``setup``."""
    register_plugin("pybtex.style.formatting", "chicago", Chicago)
    # known already, but else sought in all that is installed, for each citation
    register_plugin("pybtex.backends", "plaintext", plaintext.Backend, force=True)
    register_reference_style("sphinxcontrib.bibtex.style.referencing", "chicago", ChicagoReferences)
