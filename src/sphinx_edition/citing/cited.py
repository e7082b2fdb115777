"""What a citation says, as one record that every form of it is written from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from ..bibliography import Name
from ..catalogs import N_, _
from ..words import dates
from . import dating

_FRAGMENT_WORDS = 6  #: at the start and the end of a passage, by which a browser finds it
_FEW_WORDS = 3  #: fewer may stand anywhere else on a page


def labelled(sentence: str, text: str) -> str:
    """Return a text in the place ``{text}`` of a sentence; nothing if there is no text."""
    return sentence.format(text=text) if text else ""


def escaped(words: str) -> str:
    """Return words for prose, in which an asterisk stands for the begin or end of italics."""
    return words.replace("*", r"\*")


def pieces(prose: str) -> Iterator[tuple[str, bool]]:
    """Yield the words of prose, and whether they are in italics."""
    for number, piece in enumerate(re.split(r"(?<!\\)\*", prose)):
        yield piece.replace(r"\*", "*"), bool(number % 2)


def plain(prose: str) -> str:
    """Return the words of prose without its italics."""
    return "".join(words for words, _ in pieces(prose))


@dataclass(frozen=True, slots=True)
class CitedWork:
    """The whole edition, a page, or with a ``locus`` a passage, with ``quoting`` a quotation.

    With ``within`` it is the print that a passage was taken from: what the edition knows of that
    print, and then the edition, as the place where the words were read.
    """

    key: str
    title: str
    authors: tuple[Name, ...] = ()
    container: str = ""  #: the title of the edition; empty for the edition itself
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()  #: of a print, as all of the next three
    is_article: bool = False  #: a print in a journal
    volume: str = ""
    issue: str = ""
    publisher: str = ""
    printed_at: str = ""  #: the place of publication
    within: str = ""  #: the passage of the edition that has the words of a print, as prose
    version: str = ""
    date: str = ""  #: of the edition, ``2026-11-22``, or of a print, as EDTF
    original: str = ""  #: the date of the text
    locus: str = ""
    quoting: str = ""  #: the place that a quotation is from, as prose
    pages: tuple[str, ...] = ()  #: of the printed edition, the first and the last of the text
    page: str = ""  #: of the printed edition, that of the passage
    doi: str = ""  #: of the whole edition
    url: str = ""  #: the public address
    swhid: str = ""  #: of the file with the words, and of their lines
    words: str = ""  #: of the passage, a line each stretch that stands so on the page
    lang: str = "en"

    @property
    def edition(self) -> str:
        """The version of the edition, in words: "version 0.3.0"."""
        return labelled(_("version {text}"), self.version)

    @property
    def place(self) -> str:
        """The locus and its printed page, "passage 22 (p. 41)"; of a whole text, "pp. 39–52".

        Of a print it is its page alone.
        """
        if self.within:
            return labelled(_("p. {text}"), self.page)
        if not self.locus:
            form = _("pp. {text}") if len(self.pages) > 1 else _("p. {text}")
            return labelled(form, "–".join(self.pages))
        form = _("passage {locus} (p. {page})") if self.page else _("passage {locus}")
        return form.format(locus=self.locus, page=self.page)

    @property
    def fragment(self) -> str:
        """The address at which a browser marks the words, as a text fragment; empty without one."""
        lines = [line.split() for line in self.words.splitlines() if line.strip()]
        lines = [line for line in lines if len(line) >= _FEW_WORDS] or lines
        if not lines or not self.url:
            return ""
        is_short = len(lines) == 1 and len(lines[0]) <= 2 * _FRAGMENT_WORDS
        parts = lines if is_short else [lines[0][:_FRAGMENT_WORDS], lines[-1][-_FRAGMENT_WORDS:]]
        text = ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in parts)
        return f"{self.url}{'' if '#' in self.url else '#'}:~:text={text}"

    @property
    def year(self) -> str:
        """The year or years in which it was published, in words."""
        return dating.spelled_year(self.date)

    @property
    def original_date(self) -> str:
        """The date of the text as it is typed; nothing if it is of the year of publication."""
        return "" if self.original_year == self.year else self.original

    @property
    def original_year(self) -> str:
        """The year or years of the text, "ca. 1848" where they are not sure (Chicago, 15.44)."""
        return dates.year_label(self.original, circa=N_("ca. {date}"))
