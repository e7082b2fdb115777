"""Dates of works in Chicago's words, from EDTF (levels 0 and 1, ISO 8601-2) as biblatex has it.

``1857/1858`` is "1857–1858", ``1844~`` "[ca. 1844]", ``1846?`` "[1846?]", ``185X`` "1850s",
``-0349`` "350 BC", ``1975/`` "1975–" (Chicago 14.144–146, 9.34, 9.64). What is no such date stays
as typed.
"""

import re
from calendar import monthrange
from typing import NamedTuple

from ..words.dates import MONTHS

_POINT = re.compile(r"(-?\d{1,4}|\d{2,3}X{1,2})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([~?%]?)")
_SEASONS = {21: "Spring", 22: "Summer", 23: "Fall", 24: "Winter"}
_OPEN = ("", "..")
_MONTH = {name[:3].lower(): name for name in MONTHS}


class Point(NamedTuple):
    """A year with its signs, and perhaps a month or season and a day."""

    year: str
    month: int = 0
    day: int = 0
    sign: str = ""

    @property
    def number(self) -> int:
        """The year as a number, of a decade or century the first."""
        return int(self.year.replace("X", "0"))

    @property
    def era(self) -> str:
        """Nothing, or "BC"."""
        return " BC" if self.number <= 0 else ""

    def written(self, text: str) -> str:
        """Return a text with the signs of doubt around it."""
        return f"[{self.doubted(text)}]" if self.sign else text

    def doubted(self, text: str) -> str:
        """Return a text with the signs of doubt, without brackets."""
        about, doubt = "ca. " * (self.sign in ("~", "%")), "?" * (self.sign in ("?", "%"))
        return f"{about}{text}{doubt}"

    def plain_year(self) -> str:
        """Return the year without signs of doubt and without its era."""
        if "X" in self.year:
            return f"{self.number}s"
        return str(self.number if self.number > 0 else 1 - self.number)


def points(date: str) -> list[Point | None]:
    """Return the date, or both ends of a range, None for an open end; empty if it is no date."""
    ends = re.split(r"/|(?<=\d{4})-{1,2}(?=\d{4}$)|–", date.strip())
    found = [_point(end) for end in ends]
    bad = [end for end, point in zip(ends, found, strict=True) if not point and end not in _OPEN]
    return [] if bad or len(ends) > 2 or not any(found) else found


def _point(text: str) -> Point | None:
    match = _POINT.fullmatch(text)
    if match is None or re.fullmatch(r"\d{1,2}", match[1]):
        return None
    month, day = (int(part) if part and part != "XX" else 0 for part in (match[2], match[3]))
    sound = match[2] in (None, "XX") or (1 <= month <= 12 or (month in _SEASONS and not day))
    if not sound or (match[3] not in (None, "XX") and not 1 <= day <= monthrange(2000, month)[1]):
        return None
    return Point(match[1], month, day, match[4] or "")


def spelled_year(date: str) -> str:
    """Return the year or years of a date; of what is no date, the text."""
    found = points(date)
    if not found:
        return date
    first, last = found[0], found[-1]
    if len(found) == 1 or (first and last and first.number == last.number):
        return first.written(first.plain_year() + first.era) if first else date
    if first and last and first.sign == last.sign:
        era = first.era if first.era != last.era else ""
        return last.written(f"{first.plain_year()}{era}–{last.plain_year()}{last.era}")
    return "–".join(p.written(p.plain_year() + p.era) if p else "" for p in found)


def first_year(date: str) -> int | None:
    """Return the year by which a date is sorted."""
    return next((point.number for point in points(date) if point), None)


def _day(point: Point, year: bool = True) -> str:
    month = _SEASONS.get(point.month) or MONTHS[point.month - 1]
    words = f"{month} {point.day}" if point.day else month
    comma = "," if point.day else ""
    return f"{words}{comma} {point.plain_year()}{point.era}" if year else words


def spelled_day(date: str) -> str:
    """Return "May 3, 1853", "March–May 1851" or "Spring 1852"; empty if it has no month."""
    found = points(date)
    if not found or not all(point and point.month for point in found):
        return ""
    first, last = found[0], found[-1]
    assert first is not None
    assert last is not None
    text = _day(last)
    if first != last:
        if first.year != last.year:
            text = f"{_day(first)}–{text}"
        elif first.month == last.month and first.day:
            text = f"{_day(first, year=False)}–{last.day}, {last.plain_year()}"
        else:
            text = f"{_day(first, year=False)}–{text}"
    return last.doubted(text)


def from_fields(year: str, month: str, day: str) -> str:
    """Return the day that BibTeX's fields ``year``, ``month`` and ``day`` name; empty if none."""
    if not month:
        return ""
    name = _MONTH.get(month[:3].lower(), month) if re.fullmatch(r"[A-Za-z]+\.?", month) else month
    if month.isdigit() and 1 <= int(month) <= 12:
        name = MONTHS[int(month) - 1]
    year = spelled_year(year)
    return f"{name} {day}, {year}" if day else f"{name} {year}".strip()
