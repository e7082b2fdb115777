"""Lists of names as an editor types them, "A. One and B. Two", and as they are read."""

import re
from collections.abc import Iterable, Iterator

from pybtex.bibtex.utils import split_name_list
from pybtex.database import InvalidNameString, Person

from ..catalogs import _

#: What stands between two names in prose; "and" alone parts them in a list (BibTeX).
_BETWEEN_NAMES = re.compile(r"[;&+/|、]|\s(?:et|und(?! zu))\s")
_BRACED = re.compile(r"\{[^{}]*\}")


def author_names(text: str) -> list[str]:
    """Return the names in a list as typed; braces hold together a name with an “and”."""
    return [name.strip("{}") for name in split_name_list(text)]


def series(names: Iterable[object]) -> str:
    """Return names as "A", "A and B", "A, B, and C"."""
    *others, last = [*map(str, names)] or [""]
    head = ", ".join(others)
    has_comma = len(others) > 1 or "," in head
    both = _("{head}, and {last}") if has_comma else _("{head} and {last}")
    return both.format(head=head, last=last) if others else last


def author_series(text: str) -> str:
    """Return a list of names as it is read: "A. One, B. Two, and C. Three"."""
    return series(author_names(text))


def name_faults(text: str) -> Iterator[tuple[str, str]]:
    """Yield each name in a list that a citation cannot divide, and what to write."""
    for name in split_name_list(text):
        fault = ""
        if _BETWEEN_NAMES.search(_BRACED.sub("", name)):
            fault = "looks like several names: put one into braces, write"
        try:
            Person(name)
        except InvalidNameString:
            fault = "has too many commas: write one as “Family, Given”,"
        if fault:
            yield name, f"“{name}” {fault} several as “A. One and B. Two”"
