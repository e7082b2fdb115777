"""Label works as they are cited: "Mill 1960a", "A. Reed 1875", or by a siglum.

The source is the Chicago Manual of Style, 17th edition, chapter 15, as in ``chicago``.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from string import ascii_lowercase

from pybtex.database import Entry, Person
from pybtex.richtext import BaseText

from .entries import SIGLUM, given_names, lead_role, name, names, people, title, years
from .latex import latex

MOST = 3  #: the most names in a citation, before "et al." (15.29)


def short_names(entry: Entry, most: int = MOST) -> BaseText:
    """Return the names in a citation, "Mill and Taylor" or "Mill et al.", or a short title."""
    if entry.fields.get("shortauthor"):
        return latex(entry.fields["shortauthor"])
    stop = "," if re.match("[a-z]", str(years(entry))) else ""  # “A Leaf,” n.d. (15.44)
    cited = names(entry, lead_role(entry), "cited", most)
    return cited or title(entry, "shorttitle", "title", stop=stop)


def _initials(person: Person) -> str:
    return " ".join(re.sub(r"(\w)[^-]*", r"\1.", word) for word in given_names(person).split())


def _first_names(entries: Sequence[Entry]) -> dict[tuple[str, str], str]:
    """Map family and given name of those who share the family name to what tells them apart.

    That is their initials or, if these are equal, their given names (15.22).
    """
    families: dict[str, dict[str, Person]] = defaultdict(dict)
    for entry in entries:
        for person in people(entry, lead_role(entry))[:1]:
            if not entry.fields.get("shortauthor"):
                families[str(name(person, "cited"))][given_names(person)] = person
    found = {}
    for family, persons in families.items():
        initials = [_initials(person) for person in persons.values()]
        for given, short in zip(persons, initials, strict=True):
            if len(persons) > 1:
                found[family, given] = short if initials.count(short) == 1 else given
    return found


def _letter(number: int) -> str:
    """Return the letter of a work among those of a year: a to z, then aa and so on."""
    before, last = divmod(number, len(ascii_lowercase))
    return (_letter(before - 1) if before else "") + ascii_lowercase[last]


def labels(entries: Sequence[Entry]) -> list[str]:
    """Return the labels of sorted entries: a siglum, "Mill 1960a", "A. Reed 1875", "Mill, n.d."."""
    plain = iter(_labels([entry for entry in entries if SIGLUM not in entry.fields]))
    return [entry.fields[SIGLUM] if SIGLUM in entry.fields else next(plain) for entry in entries]


def _labels(entries: Sequence[Entry]) -> list[str]:
    first_names = _first_names(entries)
    found = [_label(entry, first_names) for entry in entries]
    same: dict[str, list[int]] = defaultdict(list)
    for at, label in enumerate(found):
        same[label].append(at)
    for group in same.values():  # of different people: as many names as tell them apart (15.29)
        authors = {at: tuple(_everybody(entries[at])) for at in group}
        for shown in range(2, max(map(len, authors.values())) + 1):
            if len(set(authors.values())) == len({found[at] for at in group}):
                break
            for at in group:
                found[at] = _label(entries[at], first_names, shown)
    count, before, lettered = Counter(found), Counter[str](), []
    for label in found:
        letter = _letter(before[label]) if count[label] > 1 else ""
        before[label] += 1
        lettered.append(label + "-" * bool(letter and not label[-1].isdigit()) + letter)
    return lettered


def _everybody(entry: Entry) -> list[str]:
    return [str(name(person, "")) for person in people(entry, lead_role(entry))]


def _label(entry: Entry, first_names: dict[tuple[str, str], str], shown: int = 1) -> str:
    """Return the label without a letter; *shown* names stand before "et al."."""
    persons, who = people(entry, lead_role(entry)), str(short_names(entry))
    if persons and not entry.fields.get("shortauthor"):
        if shown > 1:
            who = str(names(entry, lead_role(entry), "cited", max(MOST, shown), shown))
        key = str(name(persons[0], "cited")), given_names(persons[0])
        who = f"{first_names.get(key, '')} {who}".strip()
    year = str(years(entry))
    return f"{who}{',' * (year[0].islower() and who[-1] not in '”“»')} {year}"
