"""Lists of names as an editor types them, "A. One and B. Two", and as they are read."""

from collections.abc import Iterable, Iterator

from pybtex.bibtex.utils import split_name_list
from pybtex.database import InvalidNameString, Person

from ..catalogs import _


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


def name_faults(text: str) -> Iterator[str]:
    """Yield, for each name in a list that a citation cannot divide, what to write."""
    for name in split_name_list(text):
        try:
            Person(name)
        except InvalidNameString:
            yield f"“{name}” has too many commas: write several as “A. One and B. Two”"
