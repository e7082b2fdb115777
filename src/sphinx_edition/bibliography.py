"""The records of the bibliography: works, and the names of those who made them."""

from dataclasses import dataclass
from typing import NamedTuple


class Name(NamedTuple):
    """The name of a person. One who has no given names, or a body, has it all in ``family``."""

    family: str
    given: str = ""

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def inverted(self) -> str:
        """The form to sort by: "Mill, John"."""
        return ", ".join(filter(None, self))


@dataclass(frozen=True, slots=True)
class Reference:
    """A work of the bibliography; what its list prints is empty if no page has the list."""

    key: str
    authors: tuple[Name, ...] = ()
    label: str = ""  #: as it is cited: “Mill 1960”
    docname: str = ""
    anchor: str = ""
    text: str = ""  #: the entry, as plain text
    title: str = ""
    container: str = ""  #: of a part, the book or the journal
    is_article: bool = False  #: in a journal
    volume: str = ""
    issue: str = ""  #: of a journal
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    house: tuple[str, str] = ("", "")  #: its place and its publisher
    date: str = ""  #: as EDTF
    pages: tuple[str, ...] = ()  #: of a part, the first and the last
    unchecked: tuple[str, ...] = ()  #: which of its fields nobody has checked
    related: tuple[str, ...] = ()  #: keys of the works of which it is an edition or a translation
    undated_url: str = ""  #: its address, if nothing says when it was read
