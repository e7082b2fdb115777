"""Dates as an editor types them: ``1875``, ``1875-04``, ``1875-04-16``; their text is their order.

Pure: text in, text and numbers out; what is no such date is none, and never an error.
"""

import re
from datetime import date

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def date_parts(text: str) -> tuple[int, ...]:
    """Return the year, and if they are given the month and the day; nothing if it is no date."""
    found = _DATE.fullmatch(text)
    numbers = tuple(int(part) for part in found.groups() if part) if found else ()
    try:
        date(*(*numbers, 1, 1)[:3])
    except (TypeError, ValueError):
        return ()
    return numbers


def spelled(text: str) -> str:
    """Return a date in words: ``16 April 1875``; what is no date, as it is."""
    year, *rest = date_parts(text) or (text,)
    return " ".join([*map(str, rest[1:]), *(MONTHS[int(n) - 1] for n in rest[:1]), str(year)])


def year_fraction(text: str) -> float:
    """Return where a date stands on a scale of years, a year or month at its beginning.

    Raises:
        ValueError: if it is no date.
    """
    year, month, day = (*date_parts(text), 1, 1)[:3]
    return year + (month - 1) / 12 + (day - 1) / 372


def split_entry(text: str) -> tuple[str, str]:
    """Return the date and the name that an entry of a chronology opens with, if it does."""
    when, _, name = text.strip().partition(" ")
    return (when, name.strip()) if date_parts(when) and name.strip() else ("", text.strip())
