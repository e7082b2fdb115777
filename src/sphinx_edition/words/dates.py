"""Dates as an editor types them, in the Extended Date/Time Format (EDTF), levels 0 and 1.

``1875``, ``1875-04``, ``1875-04-16``, ``1848-21`` (spring), ``-0043`` (44 BC: there is a year 0),
``184X``, ``1848-03-XX``, ``Y17000``; each with ``~`` (about), ``?`` (doubtful) or ``%`` (both), and
two with a slash, ``1845/1846``, ``1848/..``. The source is the specification of the Library of
Congress (2019). Other text is no date and is returned as it is.
"""

import re
from calendar import isleap
from functools import cache
from typing import NamedTuple

from babel import Locale
from edtf import parse_edtf
from edtf.parser import parser_classes as edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from ..catalogs import N_, _, locale

FORMS = "write 1875, 1875-04 or 1875-04-16"
OTHER_FORMS = "1875~ (about 1875), 1875?, 187X, 1875/1876, 0064 (AD 64), -0043 (44 BC)"
_SEASONS = {21: N_("spring"), 22: N_("summer"), 23: N_("autumn"), 24: N_("winter")}
_FIRST_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}  #: of seasons, in the north
_POINT = re.compile(r"Y?(-?)(\d+)(X*)(?:-(\d\d|XX))?(?:-(\d\d|XX))?([~?%]?)")
#: Plain dates, which are EDTF in any year. The library, which takes 10 ms each, is not asked.
_PLAIN = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?")
_KINDS = (
    edtf.Date, edtf.UncertainOrApproximate, edtf.Unspecified, edtf.Season, edtf.LongYear
)  # fmt: skip
_LONGEST = 40  #: characters: a date has no more, and a number of 5,000 digits is none


class Point(NamedTuple):
    """A day, a month, a season, a year or, with unspecified digits, some years."""

    first: tuple[int, ...]  #: year, month or season, day, as far as they are known
    last: tuple[int, ...]  #: differs from ``first`` in the year only
    sign: str = ""  #: ``~``, ``?`` or ``%``


class Date(NamedTuple):
    """A point, or a span of two; an end that is open is none."""

    start: Point | None
    end: Point | None

    @property
    def points(self) -> list[Point]:
        """The points that are given, each once."""
        return [p for p in dict.fromkeys((self.start, self.end)) if p]

    @property
    def signs(self) -> str:
        """How sure the points are: their signs."""
        return "".join(point.sign for point in self.points)

    @property
    def is_sure(self) -> bool:
        """Whether no point has a sign, or years that are not specified."""
        return not self.signs and all(point.first == point.last for point in self.points)


@cache
def parse(text: str) -> Date | None:
    """Return the date that a text is; none if it is no date."""
    ends = text.split("/")
    if len(ends) == 1:
        point = _parse_point(text)
        return Date(point, point) if point else None
    points = [None if end in ("", "..") else _parse_point(end) for end in ends]
    if len(ends) > 2 or not any(points):
        return None
    if any(end not in ("", "..") and not point for end, point in zip(ends, points, strict=True)):
        return None
    start, end = points
    return None if start and end and _start(start) >= _end(end) else Date(start, end)


def _parse_point(text: str) -> Point | None:
    found = _POINT.fullmatch(text) if len(text) <= _LONGEST else None
    if not found or not (_PLAIN.fullmatch(text) or _is_edtf(text)):
        return None
    minus, digits, unknown, *rest, sign = found.groups()
    low, span = int(digits) * 10 ** len(unknown), 10 ** len(unknown) - 1
    years = (-low - span, -low) if minus else (low, low + span)
    parts = tuple(int(part) for part in rest if part and part != "XX")
    if parts == (2, 29) and not isleap(years[0]):  # which the library does not mind
        return None
    return Point((years[0], *parts), (years[1], *parts), sign)


def _is_edtf(text: str) -> bool:
    """Tell whether the library reads a text as one date."""
    try:
        return type(parse_edtf(text)) in _KINDS
    except EDTFParseException:
        return False


def date_parts(text: str) -> tuple[int, ...]:
    """Return the year and, if given, the month and the day of a plain date; else nothing."""
    date = parse(text)
    is_plain = date and re.fullmatch(r"-?\d{4}(-[01]\d(-\d\d)?)?", text)
    return date.start.first if date and date.start and is_plain else ()


def is_season(parts: tuple[int, ...]) -> bool:
    """Tell whether the second part is a season and no month."""
    return len(parts) > 1 and parts[1] in _SEASONS


def spelled(text: str, circa: str = N_("c. {date}")) -> str:
    """Return a date in words: "16 April 1875", "c. 1848", "44 BC", "the 1840s", "1845–1846"."""
    date = parse(text)
    return _span([_words(p, circa) if p else "" for p in date]) if date else text


def year_label(text: str, circa: str = N_("c. {date}")) -> str:
    """Return the year or years of a date in words, without month and day."""
    if (date := parse(text)) is None:
        return text
    years = [Point(p.first[:1], p.last[:1], p.sign) if p else None for p in date]
    return _span([_words(p, circa) if p else "" for p in years])


def _span(ends: list[str]) -> str:
    start, end = ends
    if start == end or not start:
        return end if start else _("until {date}").format(date=end)
    year = start.rpartition(" ")[2]
    if " " in start and year.isdigit() and end.endswith(f" {year}"):
        start = start.removesuffix(f" {year}")
    era = _("{year} BC").format(year="")
    if start.endswith(era):
        start = start.removesuffix(era) if end.endswith(era) else start
        end = _("AD {year}").format(year=end) if end.isdigit() else end
    return f"{start} – {end}" if end and " " in start else f"{start}–{end}"


def _words(point: Point, circa: str) -> str:
    (year, *rest), last = point.first, point.last[0]
    unit = last - year + 1
    if unit == 10 and year >= 100:
        words = _("the {year}s").format(year=year)
    elif unit == 100 and year >= 100:
        words = _("the {number} century").format(number=ordinal(year // 100 + 1))
    else:
        words = _span([_year(year), _year(last)])
    if rest:
        name = _(_SEASONS[rest[0]]) if rest[0] in _SEASONS else month_name(rest[0])
        form = _("{day} {month} {year}") if rest[1:] else _("{month} {year}")
        words = form.format(day=rest[-1], month=name, year=words)
    words += "?" * (point.sign in ("?", "%"))
    return _(circa).format(date=words) if point.sign in ("~", "%") else words


def month_name(number: int, language: str = "") -> str:
    """Return the name of a month, from 1, in the language of the interface or in another."""
    names = Locale(language).months if language else locale().months
    return str(names["format"]["wide"][number])


def ordinal(number: int) -> str:
    """Return a number in a row: "1st", "12th"."""
    tail = 0 if number % 100 in (11, 12, 13) else number % 10
    forms = {1: _("{number}st"), 2: _("{number}nd"), 3: _("{number}rd")}
    return forms.get(tail, _("{number}th")).format(number=number)


def _year(year: int) -> str:
    form = _("{year} BC") if year < 1 else _("AD {year}") if year < 100 else "{year}"
    return form.format(year=1 - year if year < 1 else year)


def year_fraction(text: str) -> float:
    """Return the beginning of a date as a number of years, for a scale.

    A scale has no year 0: 1 BC runs from -1 to 0, AD 1 from 1 to 2. A date without a beginning
    stands at its end.

    Raises:
        ValueError: if it is no date.
    """
    if (date := parse(text)) is None:
        raise ValueError(f"“{text}” is no date")
    return _start(date.points[0])


def sort_key(text: str) -> tuple[float, float]:
    """Return the key of a date in order of time; a year comes before its months.

    Raises:
        ValueError: if it is no date.
    """
    date = parse(text)
    return year_fraction(text), -_end(date.points[-1]) if date else 0


def _start(point: Point) -> float:
    year, month, day = (*point.first, 1, 1)[:3]
    return year - (year < 1) + (_FIRST_MONTHS.get(month, month) - 1) / 12 + (day - 1) / 372


def _end(point: Point) -> float:
    length = (1.0, (3 if is_season(point.last) else 1) / 12, 1 / 372)
    return _start(Point(point.last, point.last)) + length[len(point.last) - 1]


def iso_dates(text: str, has_year_0: bool = True) -> tuple[str, str]:
    """Return the first and the last day, month or year of a date by ISO 8601; "" if it is open.

    XML Schema 1.0, by which TEI goes, has no year 0 (3.2.7).
    """

    def iso(parts: tuple[int, ...]) -> str:
        year = parts[0] - (parts[0] < 1 and not has_year_0)
        digits = [f"{'-' * (year < 0)}{abs(year):04}", *(f"{number:02}" for number in parts[1:])]
        return "-".join(digits)

    def months(parts: tuple[int, ...], later: int) -> tuple[int, ...]:
        """Return the first month of a season or, two later, its last; else the parts."""
        if not is_season(parts):
            return parts
        year, month = divmod(parts[0] * 12 + _FIRST_MONTHS[parts[1]] - 1 + later, 12)
        return year, month + 1

    start, end = parse(text) or (None, None)
    return (
        iso(months(start.first, 0)) if start else "", iso(months(end.last, 2)) if end else ""
    )  # fmt: skip


def split_entry(text: str) -> tuple[str, str]:
    """Return the date and the name of an entry of a chronology; no date if it opens with none."""
    text = text.strip()
    opening, _, name = text.partition(" ")
    return (opening, name.strip()) if parse(opening) and name else ("", text)
