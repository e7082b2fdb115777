"""Dates of works in Chicago's words, from EDTF (levels 0 and 1) as biblatex has it.

``1857/1858`` is "1857–1858", ``1844~`` "[ca. 1844]", ``1846?`` "[1846?]", ``185X`` "1850s",
``-0349`` "350 BC", ``1975/`` "1975–" (Chicago 14.144–146, 9.34, 9.64). What is no such date stays
as typed.
"""

import re

from ..catalogs import N_, _
from ..words import dates
from ..words.dates import Date, Point, month_name

_SEASONS = {21: N_("Spring"), 22: N_("Summer"), 23: N_("Fall"), 24: N_("Winter")}
#: The months of BibTeX, whose names are English in every language.
_MONTHS = {month_name(number, "en")[:3].lower(): number for number in range(1, 13)}
_RANGE = re.compile(r"(\d{4})(?:-{1,2}|–)(\d{4})")


def parse(text: str) -> Date | None:
    """Return the date that a field holds."""
    return dates.parse(edtf(text))


def edtf(text: str) -> str:
    """Return a date as EDTF, also if it is as old files write it: ``1899--1901``, ``751``."""
    text = _RANGE.sub(r"\1/\2", text.strip())
    return f"0{text}" if re.fullmatch("[1-9][0-9]{2}", text) else text


def spelled_year(date: str) -> str:
    """Return the year or years of a date; of what is no date, the text."""
    if (found := parse(date)) is None:
        return date
    first, last = found
    if first and last and first.first[0] == last.first[0]:
        return _bracketed(first, _year(first) + _era(first))
    if first and last and first.sign == last.sign:
        era = _era(first) if _era(first) != _era(last) else ""
        return _bracketed(last, f"{_year(first)}{era}–{_year(last)}{_era(last)}")
    return "–".join(_bracketed(p, _year(p) + _era(p)) if p else "" for p in found)


def first_year(date: str) -> int | None:
    """Return the year by which a date is sorted."""
    found = parse(date)
    return found.points[0].first[0] if found else None


def spelled_day(date: str) -> str:
    """Return "May 3, 1853", "March–May 1851" or "Spring 1852"; empty if it has no month."""
    first, last = parse(date) or (None, None)
    if not (first and last and len(first.first) > 1 and len(last.first) > 1):
        return ""
    text = _dated(last)
    if first.first[0] != last.first[0]:
        text = f"{_dated(first)}–{text}"
    elif first != last and first.first[:2] == last.first[:2] and len(first.first) > 2:
        days = f"{first.first[2]}–{last.first[2]}"
        text = _spelled(days, _month(first), _year(last))
    elif first != last:
        text = f"{_day(first)}–{text}"
    return _doubted(last, text)


def _year(point: Point) -> str:
    """Return the year of a point without its era; of several, the first: "1850s"."""
    year = point.first[0]
    return f"{year if year > 0 else 1 - year}{'s' * (point.first != point.last)}"


def _era(point: Point) -> str:
    return _("{year} BC").format(year="") if point.first[0] <= 0 else ""


def _month(point: Point) -> str:
    month = point.first[1]
    return _(_SEASONS[month]) if month in _SEASONS else month_name(month)


def _day(point: Point) -> str:
    form = _("{month} {day}") if len(point.first) > 2 else "{month}"
    return form.format(month=_month(point), day=point.first[-1])


def _spelled(day: object, month: str, year: str) -> str:
    form = _("{month} {day}, {year}") if day else _("{month} {year}")
    return form.format(day=day, month=month, year=year)


def _dated(point: Point) -> str:
    day = point.first[2] if len(point.first) > 2 else ""
    return _spelled(day, _month(point), _year(point) + _era(point))


def _doubted(point: Point, text: str) -> str:
    text += "?" * (point.sign in ("?", "%"))
    return _("ca. {date}").format(date=text) if point.sign in ("~", "%") else text


def _bracketed(point: Point, text: str) -> str:
    return f"[{_doubted(point, text)}]" if point.sign else text


def _month_number(month: str) -> int | None:
    """Return the number of a month that is typed as a number or as BibTeX names it."""
    if month.isdigit():
        return int(month) if 1 <= int(month) <= 12 else None
    is_word = re.fullmatch(r"[A-Za-z]+\.?", month)
    return _MONTHS.get(month[:3].lower()) if is_word else None


def numbers(year: str, month: str, day: str) -> str:
    """Return the same fields as a date in numbers, 1844-02-24, as far as they are numbers."""
    number = _month_number(month)
    found = parse(f"{year}-{number:02}" if number else year)
    if found is None or not number or not re.fullmatch(r"\d{1,2}", day):
        return f"{year}-{number:02}" if found and number else year
    return f"{year}-{number:02}-{int(day):02}"


def from_fields(year: str, month: str, day: str) -> str:
    """Return the day that BibTeX's fields ``year``, ``month`` and ``day`` name; empty if none."""
    if not month:
        return ""
    number = _month_number(month)
    name = month_name(number) if number else month
    return _spelled(day, name, spelled_year(year)).strip()
