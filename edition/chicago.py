"""The bibliography and its citations in the author–date system of Chicago (CMOS 17, chapter 15).

The rule: an entry prints what its fields say, as typed, and a field named in ``unchecked`` carries
a mark. A particle follows the given names and is not cited ("Humboldt, Wilhelm von") unless braced
as part of the name ("{de Gaulle}, Charles"). Days and months come from ``date`` (2026-05-03). A
``type`` that begins with "letter" leaves the title plain and is not itself printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

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

MARK = " [?]"
WHOLE = ["book", "mvbook", "booklet", "collection", "manual", "proceedings", "report", "techreport"]
KINDS = {"phdthesis": "PhD diss.", "mastersthesis": "Master’s thesis", "techreport": "Report"}
LEADERS = {"author": "", "editor": "ed.", "translator": "trans."}
MONTHS = "January February March April May June July August September October November December"
ROLES = (
    "p ps alp alps t ts ct cts author authors cauthor cauthors authorpar authorpars year yearpar"
)


def unchecked(entry: Entry) -> list[str]:
    """Return the field names that the entry's ``unchecked`` lists, in lower case."""
    return re.findall(r"[\w-]+", entry.fields.get("unchecked", "").lower())


def spelled(date: str) -> str:
    """Turn ``2026-05-03`` into "May 3, 2026", ``2026-05`` into "May 2026", all else into nothing."""
    if not (found := re.match(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?$", date)):
        return ""
    month = MONTHS.split()[int(found[2]) - 1]
    return f"{month} {int(found[3])}, {found[1]}" if found[3] else f"{month} {found[1]}"


def words(entry: Entry, *names: str, tag: str = "", end: str = "", mark: bool = True) -> BaseText:
    """Return what the first of the fields *names* to be found says, then *end*, then its mark."""
    name = next((name for name in names if entry.fields.get(name)), "")
    value = entry.fields.get(name, "")
    if name == "pages":
        value = re.sub(r"(?<=\w)\s*-+\s*(?=\w)", "–", value)
    elif name == "edition" and value.isdigit():
        ending = {"1": "st", "2": "nd", "3": "rd"}.get(value[-1], "th")
        value += f"{'th' if value[-2:-1] == '1' else ending} ed."
    elif name.endswith("date") and spelled(value):
        value = spelled(value) if name == "urldate" else value[:4]
    text = Text.from_latex(re.sub(r"(?<!\\)%", r"\\%", value))  # to TeX, % opens a comment
    text = Tag(tag, text) if tag else text
    return Text(text, end, MARK * (mark and name in unchecked(entry))) if value else text


def between(separator: str, *parts: BaseText | str) -> BaseText:
    """Join the parts that are not empty."""
    return Text(separator).join([part for part in parts if part])


def shape(entry: Entry) -> str:
    """Return how the title is set: "whole" in italics, "part" in quotation marks, "letter" plain."""
    if entry.fields.get("type", "").lower().startswith("letter"):
        return "letter"
    book = entry.type in WHOLE or (entry.type == "inbook" and not entry.fields.get("booktitle"))
    return "whole" if book else "part"


def title(entry: Entry, *names: str, stop: str = "") -> BaseText:
    """Return the title as its shape demands, closed by *stop*; a letter is then dated."""
    form = shape(entry)
    text = words(entry, *names, tag="em" if form == "whole" else "")
    if stop:
        day = spelled(entry.fields.get("date", "")) if form == "letter" else ""
        text = between(", ", text, day).add_period(stop)
    return Text("“", text, "”") if text and form == "part" else text


def name(person: Person, form: str) -> BaseText:
    """Return "Karl Marx" or, by *form*, "Marx, Karl" ("inverted") or "Marx" ("cited")."""
    given = [*person.rich_first_names, *person.rich_middle_names, *person.rich_prelast_names]
    family = between(" ", *person.rich_last_names)
    if form == "inverted":
        return between(", ", family, between(" ", *given), *person.rich_lineage_names)
    return family if form else between(" ", *given, family, *person.rich_lineage_names)


def names(entry: Entry, role: str, form: str = "", most: int = 99) -> BaseText:
    """Return the names of a role: "A", "A and B", "A, B, and C", or "A et al." if over *most*."""
    persons = entry.persons.get(role) or split_name_list(entry.fields.get(role, ""))
    persons = [
        Person(p) if isinstance(p, str) else p for p in persons if p
    ]  # pybtex parses two roles
    all_ = [name(p, form if form == "cited" or not i else "") for i, p in enumerate(persons)]
    others = len(all_) > most or "others" in map(str, all_[1:])
    shown = all_[:1] if len(all_) > most else all_[:-1]
    if len(all_) < 2:
        return between("", *all_)
    comma = "," * (len(shown) > 1 or "," in str(shown[0]))
    return Text(between(", ", *shown), comma, " et al." if others else Text(" and ", all_[-1]))


def leader(entry: Entry) -> str:
    """Return the role whose names open the entry; none if its title does, as in a part (15.34)."""
    roles = LEADERS if shape(entry) == "whole" else ["author"]
    return next((role for role in roles if names(entry, role)), "")


def opening(entry: Entry) -> BaseText:
    """Return "Marx, Karl, and Friedrich Engels, eds."; empty if the title opens the entry."""
    role = leader(entry)
    sign = LEADERS.get(role, "")
    if role == "editor" and len(entry.persons[role]) > 1:
        sign = "eds."
    text = between(", ", names(entry, role, "inverted"), sign)
    return text and Text(text, MARK * (role in unchecked(entry)))


def credit(entry: Entry, verb: str, role: str) -> BaseText:
    """Return "edited by Karl Marx and Friedrich Engels", unless that role opens the entry."""
    text = names(entry, role) if role != leader(entry) else Text()
    return text and Text(verb, " by ", text, MARK * (role in unchecked(entry)))


def cited(entry: Entry, most: int = 2) -> BaseText:
    """Return what a citation names: "Marx", "Marx and Engels", "Marx et al.", or a short title."""
    people = names(entry, leader(entry), "cited", most)
    return people or title(entry, "shorttitle", "title") or Text(entry.key)


def dated(entry: Entry, letter: str = "", listed: bool = False) -> BaseText:
    """Return "1960", "n.d.", or of a reprint "[1850] 1960", *listed* "(1850) 1960" (15.40, 44)."""
    year = words(entry, "year", "date", mark=listed, end=letter)
    year = year or Text("n.d.", letter and "-" + letter)
    original = words(entry, "origdate", mark=listed)
    return Text("[("[listed], original, "])"[listed], " ", year) if original else year


def label(entry: Entry, letter: str = "") -> str:
    """Return "Marx [1850] 1960" or "Marx, n.d.", with a comma before a word (15.44)."""
    year = str(dated(entry, letter))
    return f"{cited(entry)}{' ' if year[0] in '[0123456789' else ', '}{year}"


def labels(entries: Sequence[Entry]) -> list[str]:
    """Return the label of each entry of a list; those that are equal get a, b, c … in its order."""
    plain = [label(entry) for entry in entries]
    letters = [chr(97 + plain[:i].count(a)) * (plain.count(a) > 1) for i, a in enumerate(plain)]
    return [label(entry, letter) for entry, letter in zip(entries, letters, strict=True)]


def place(entry: Entry) -> list[str]:
    """Return the key to sort by: names, first year, title; "n.d." comes last (15.16–18)."""
    heading = words(entry, "title")
    row = [opening(entry) or heading, str(dated(entry)).lstrip("["), heading]
    return [unicodedata.normalize("NFD", str(text).casefold()) for text in row]


def sentences(entry: Entry) -> Iterator[BaseText | str]:
    """Yield what follows the title, in the order of 14.100; some are empty, none has its period."""
    get, form = partial(words, entry), shape(entry)
    volume, number, series, date = (
        get("volume"),
        get("number"),
        Text(),
        get("date") and spelled(entry.fields["date"]),
    )
    yield credit(entry, "Translated", "translator")
    if entry.type == "article":
        issue = between(" ", get("journal", "journaltitle", tag="em"), volume)
        issue = between(", ", issue, number and Text("no. ", number), date)
        yield between(": ", issue, get("pages"))
    else:
        set_ = get("maintitle", "series", tag="em") if volume else ""
        volume = between(" of ", volume and Text("vol. ", volume), set_)
        if form != "whole" and get("booktitle"):
            yield between(
                ", ",
                Text("In ", get("booktitle", tag="em")),
                get("edition"),
                credit(entry, "edited", "editor"),
                volume,
                get("pages"),
            )
        else:
            yield from (credit(entry, "Edited", "editor"), get("edition"))
            yield between(", ", volume, get("pages")).capfirst()
        series = get("series") if not volume or get("maintitle") else Text()
        yield series and between(" ", series, number)
        kind = Text() if form == "letter" else get("type") or Text(KINDS.get(entry.type, ""))
        kind = kind and between(" ", kind, "" if series else number).capfirst()
        yield between(
            ", ", kind, get("eventtitle"), get("school"), "" if form == "letter" else date
        )
    yield get("howpublished")
    yield between(": ", get("address", "location"), get("publisher", "organization", "institution"))
    yield from (get("note"), get("addendum"), get("bookaddendum"))
    yield get("urldate") and Text("Accessed ", get("urldate"))
    for link, base in (("doi", "https://doi.org/"), ("url", "")):
        if url := entry.fields.get(link):
            yield Text(HRef(base + url, base + url), MARK * (link in unchecked(entry)))


def listed(entry: Entry, letter: str = "") -> BaseText:
    """Return the entry as the list has it; *letter* tells it from others of the same label."""
    heading = title(entry, "title", stop=".")
    opens = [opening(entry).add_period(), dated(entry, letter, listed=True).add_period(), heading]
    rest = [Text(part).add_period() for part in sentences(entry)]
    return between(" ", *(opens if opens[0] else [heading, opens[1]]), *rest)


def faults(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Yield (key, message) for each name in an ``unchecked`` beside which no mark can be printed."""
    for entry in entries:
        for field in unchecked(entry):
            fields = {**entry.fields, "unchecked": field}
            if not (fields.get(field) or entry.persons.get(field)):
                yield entry.key, f"unchecked names “{field}”, a field that the entry does not have"
            elif MARK not in str(listed(Entry(entry.type, fields, entry.persons))):
                yield entry.key, f"unchecked names “{field}”, which the bibliography does not print"


class Chicago(BaseStyle):  # type: ignore[misc] # pybtex ships no types
    """The bibliography: pybtex formatting style ``chicago``."""

    def __init__(self, **options: Any) -> None:
        """Take the *options* of any pybtex style; order and labels are Chicago's own."""
        super().__init__(**options)
        self.sort = partial(sorted, key=place)
        self.format_labels = labels

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        """Return the entry with its text, whose year has the letter that its label has."""
        letter = re.search(r"(?<=\d)[a-z]$|(?<=-)[a-z]$", label)
        return FormattedEntry(entry.key, listed(entry, letter[0] if letter else ""), label)


def cite(_children: object, data: dict[str, Any], role: str) -> BaseText:
    """Return one citation, without brackets: "see Marx 1850, 22", textual "Marx (1850, 22)"."""
    entry, info = data["entry"], data["reference_info"]
    who = cited(entry, 99 if role.endswith("s") else 2)
    year = data["formatted_entry"].label.rpartition(str(cited(entry)))[2]
    textual = role.startswith(("t", "ct"))
    if "author" in role or role == "empty":
        return reference[who].format_data(data)
    core = year.lstrip(", ") if textual or "year" in role else Text(who, year)
    core = Text(
        info.pre_text,
        " " * bool(info.pre_text),
        reference[core].format_data(data),
        info.post_text and ", " + info.post_text,
    )
    return Text(who, " (", core, ")") if textual else core


class ChicagoReferences(BaseReferenceStyle):
    """The citations in the text: sphinxcontrib-bibtex reference style ``chicago``."""

    def role_names(self) -> list[str]:
        """Return the roles after ``cite:``; each is known from the manual of the extension."""
        return ROLES.split()

    def inner(self, role_name: str) -> Node:
        """Return the template of one citation."""
        return Node(role_name, cite)(role=role_name)

    def outer(self, role_name: str, children: list[BaseText]) -> Node:
        """Return the template of several: "(Marx 1850; Engels 1875)", "Marx (1850) and …"."""
        textual = role_name.startswith(("t", "c", "author"))
        style = BracketStyle("(", ")", *((", ", " and ", ", and ") if textual else ("; ",)))
        brackets = role_name in ("p", "ps") or "par" in role_name
        return style.outer(children, brackets=brackets, capfirst=role_name.startswith("c"))


def register() -> None:
    """Make both styles known under the name ``chicago``; call it in the extension's ``setup``."""
    register_plugin("pybtex.style.formatting", "chicago", Chicago)
    register_reference_style("sphinxcontrib.bibtex.style.referencing", "chicago", ChicagoReferences)
