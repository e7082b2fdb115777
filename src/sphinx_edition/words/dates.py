"""Dates as an editor types them: ``1875``, ``1875-04`` or ``1875-04-16``.

Sorted as text, they are in order of time. What is no such date is treated as text, not as an error.
"""

import re
from datetime import date

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def date_parts(text: str) -> tuple[int, ...]:
    """Return the year and, if given, the month and the day; an empty tuple if it is no date."""
    found = _DATE.fullmatch(text)
    numbers = tuple(int(part) for part in found.groups() if part) if found else ()
    try:
        date(*(*numbers, 1, 1)[:3])
    except (TypeError, ValueError):
        return ()
    return numbers


def spelled(text: str) -> str:
    """Return a date in words, ``16 April 1875``; any other text as it is."""
    year, month, day = (*date_parts(text), 0, 0, 0)[:3]
    words = (str(day or ""), MONTHS[month - 1] if month else "", str(year or text))
    return " ".join(filter(None, words))


def year_fraction(text: str) -> float:
    """Return a date as a number of years; a year or a month counts from its first day.

    Raises:
        ValueError: if it is no date.
    """
    year, month, day = (*date_parts(text), 1, 1)[:3]
    return year + (month - 1) / 12 + (day - 1) / 372


def split_entry(text: str) -> tuple[str, str]:
    """Return the date and the name of an entry of a chronology; no date if it opens with none."""
    text = text.strip()
    opening, _, name = text.partition(" ")
    return (opening, name.strip()) if date_parts(opening) and name else ("", text)
