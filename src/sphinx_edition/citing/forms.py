"""Write the citation of a work in every form: notes, list entries, links, reference managers.

Rule: pure, a ``CitedWork`` in and text out. Notes and entries follow the Chicago Manual of Style
(17th edition, chapters 14 and 15) and the MLA Handbook (9th edition, chapter 5), with italics
between asterisks. What is not known, such as an address or a printed page, is left out and never
guessed.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ..model import Name
from ..words import dates
from ..words.names import series

_FRAGMENT_WORDS = 6  #: at the start and the end of a passage, by which a browser finds it
_TEX = {char: f"\\{char}" for char in "&%$#_{}"} | {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CitedWork:
    """The whole edition, a page, or with a ``locus`` a passage, with ``quoting`` a quotation."""

    key: str
    title: str
    authors: tuple[Name, ...] = ()
    container: str = ""  #: the title of the edition; empty for the edition itself
    editors: tuple[Name, ...] = ()
    version: str = ""
    date: str = ""  #: of the edition: ``2026-11-22``
    original: str = ""  #: the date of the text
    locus: str = ""
    quoting: str = ""  #: the place that a quotation is from, as prose
    page: str = ""  #: of the printed edition
    url: str = ""  #: the public address
    words: str = ""  #: of the passage, one line a paragraph
    lang: str = "en"

    @property
    def place(self) -> str:
        """The locus and the printed page: "passage 22 (p. 41)"."""
        locus, page = _label("passage", self.locus), _label("p.", self.page)
        return f"{locus} ({page})" if locus and page else locus or page

    @property
    def fragment(self) -> str:
        """The address at which a browser marks the words, as a text fragment; empty without one."""
        lines = [line.split() for line in self.words.splitlines()]
        if not lines or not self.url:
            return ""
        is_short = len(lines) == 1 and len(lines[0]) <= 2 * _FRAGMENT_WORDS
        parts = lines if is_short else [lines[0][:_FRAGMENT_WORDS], lines[-1][-_FRAGMENT_WORDS:]]
        text = ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in parts)
        return f"{self.url}{'' if '#' in self.url else '#'}:~:text={text}"


def _inverted_series(names: tuple[Name, ...]) -> str:
    """Return the names that open an entry of a list, the first of them inverted."""
    return series([*(name.inverted for name in names[:1]), *names[1:]])


def _label(label: str, text: str) -> str:
    """Return a text after its label; nothing if there is no text."""
    return f"{label} {text}" if text else ""


def _title(work: CitedWork, stop: str = "") -> str:
    """Return the title with a mark after it: of the edition in italics, of a part in quotes."""
    if not work.container:
        return f"*{work.title}*{stop}"
    return f"“{work.title}{'' if stop == '.' and work.title[-1:] in '?!' else stop}”"


def _commas(*parts: str) -> str:
    """Join the parts that are not empty with commas."""
    return ", ".join(filter(None, parts))


def _full_stop(text: str) -> str:
    """Return a sentence with a full stop, unless it ends in a mark of its own."""
    return text if re.search("[.?!][”*]?$", text) else re.sub("(”?)$", r".\1", text, count=1)


def _sentences(*parts: str) -> str:
    """Join the parts that are not empty as sentences."""
    return " ".join(_full_stop(part[0].upper() + part[1:]) for part in parts if part)


def _container(work: CitedWork) -> str:
    """Return the title of the edition and its version, as they follow "in"."""
    return _commas(f"*{work.container or work.title}*", _label("version", work.version))


def chicago_note(work: CitedWork) -> str:
    """Return a note in the style of Chicago (chapter 14)."""
    edition = _commas(_container(work), _label("ed.", series(work.editors)))
    if work.container and work.original:
        edition = f"{_title(work)} ({_original(work)}), in {edition}"
    elif work.container:
        edition = f"{_title(work, ',')} in {edition}"
    source, quoting = f"{edition} ({work.date[:4] or 'n.d.'})", _label("quoting", work.quoting)
    return f"{_commas(series(work.authors), source, work.place, quoting, work.url)}."


def chicago_entry(work: CitedWork) -> str:
    """Return an entry of a list in the author–date style of Chicago (chapter 15)."""
    year, original = work.date[:4] or "n.d.", _original(work)
    years = year if original in ("", year) else f"({original}) {year}"
    editors, version = _label("edited by", series(work.editors)), _label("version", work.version)
    edition = [f"In {_commas(_container(work), editors, work.place)}"]
    if not work.container:
        edition = [version, editors]
    authors, title = _inverted_series(work.authors), _title(work, ".")
    opening = [authors, years, title] if authors else [title, years]
    entry = _sentences(*opening, *edition, _label("quoting", work.quoting))
    return f"{entry} {work.url}." if work.url else entry


def mla(work: CitedWork) -> str:
    """Return an entry of a list in the style of the MLA."""
    container = work.container and f"*{work.container}*"
    editors, version = _label("edited by", series(work.editors)), _label("version", work.version)
    edition = _commas(container, editors, version, work.date[:4], work.place, work.url)
    original = "" if _original(work) == work.date[:4] else _original(work)
    quoting = _label("quoting", work.quoting)
    return _sentences(_inverted_series(work.authors), _title(work, "."), original, edition, quoting)


def _original(work: CitedWork) -> str:
    """Return the year or years of the text, "ca. 1848" where they are not sure (15.44)."""
    return dates.year_label(work.original, circa="ca. ")


def _original_date(work: CitedWork) -> str:
    """Return the date of the text: plain as it is typed, any other in words."""
    return work.original if dates.date_parts(work.original) else dates.spelled(work.original)


def _remark(work: CitedWork) -> str:
    """Return what the fields of reference managers have no place for."""
    parts = _label("passage", work.locus), _label("quoting", work.quoting)
    text = "; ".join(filter(None, parts))
    return text[:1].upper() + text[1:]  # not capitalize(): a locus may be in capitals


def bibtex(work: CitedWork) -> str:
    """Return an entry of BibTeX, with the fields that biblatex adds."""

    def tex(text: str) -> str:
        return "".join(_TEX.get(char, char) for char in text)

    def people(names: tuple[Name, ...]) -> str:
        return " and ".join(tex(n.inverted) if n.given else f"{{{tex(n.family)}}}" for n in names)

    title, container = (f"{{{tex(text)}}}" if text else "" for text in (work.title, work.container))
    fields = {
        "author": people(work.authors), "title": title, "booktitle": container,
        "editor": people(work.editors), "version": tex(work.version), "year": work.date[:4],
        "date": work.date, "origdate": work.original, "pages": work.page,
        "note": tex(_remark(work)), "langid": work.lang, "url": work.url,
    }  # fmt: skip
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    key = unicodedata.normalize("NFKD", work.key).encode("ascii", "ignore").decode()
    return f"@{'incollection' if work.container else 'book'}{{{key},\n{lines}}}"


def ris(work: CitedWork) -> str:
    """Return a record in RIS, the tagged format of Research Information Systems."""
    fields = [
        ("TY", "CHAP" if work.container else "BOOK"), ("ID", work.key),
        *(("AU", n.inverted) for n in work.authors), ("TI", work.title), ("T2", work.container),
        *(("A2", n.inverted) for n in work.editors), ("ET", work.version), ("PY", work.date[:4]),
        ("DA", work.date.replace("-", "/")), ("OP", _original_date(work)), ("SP", work.page),
        ("N1", _remark(work)), ("LA", work.lang), ("UR", work.url),
    ]  # fmt: skip
    return "\n".join(f"{tag}  - {value}" for tag, value in [*fields, ("ER", " ")] if value)


def _csl_date(text: str) -> dict[str, Any]:
    """Return a date in CSL-JSON, in which 44 BC is the year -44; in words if an end is open."""
    if (date := dates.parse(text)) is None:
        return {}
    if date.start is None or date.end is None:
        return {"literal": dates.spelled(text)}
    parts = [[p[0] - (p[0] < 1), *p[1:]] for p in dict.fromkeys((date.start.first, date.end.last))]
    seasons = [point.first[1] - 20 for point in date.points if dates.is_season(point.first)]
    if seasons:
        parts = [part[:1] for part in parts]
    found = {"date-parts": parts, "season": next(iter(seasons), 0), "circa": not date.is_sure}
    return {name: value for name, value in found.items() if value}


def csl(work: CitedWork) -> str:
    """Return an array of one item in CSL-JSON, the format of the Citation Style Language."""

    def people(names: tuple[Name, ...]) -> list[dict[str, str]]:
        return [dict(n._asdict()) if n.given else {"literal": n.family} for n in names]

    fields = {
        "id": work.key, "type": "chapter" if work.container else "book", "title": work.title,
        "author": people(work.authors), "container-title": work.container,
        "editor": people(work.editors), "version": work.version, "issued": _csl_date(work.date),
        "original-date": _csl_date(work.original), "page": work.page, "note": _remark(work),
        "language": work.lang, "URL": work.url,
    }  # fmt: skip
    return json.dumps([{k: v for k, v in fields.items() if v}], ensure_ascii=False)


def markdown_link(work: CitedWork) -> str:
    """Return a link in Markdown; nothing without a public address."""
    name = _commas(series(work.authors), f"{_title(work)} {work.locus}".strip())
    escaped = re.sub(r"([][])", r"\\\1", name)
    return f"[{escaped}]({work.url})" if work.url else ""


#: The forms in which a work is cited; one that needs an address is empty where none is known.
FORMS: dict[str, Callable[[CitedWork], str]] = {
    "Chicago, note": chicago_note, "Chicago, author–date": chicago_entry, "MLA": mla,
    "Markdown": markdown_link, "Link to the words": lambda work: work.fragment,
    "BibTeX": bibtex, "RIS": ris, "CSL-JSON": csl,
}  # fmt: skip
#: Those that are prose, in which asterisks stand for italics.
PROSE = ("Chicago, note", "Chicago, author–date", "MLA")
