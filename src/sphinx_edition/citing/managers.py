"""Write the record of a work for reference managers: BibTeX, RIS and CSL-JSON.

Rule: pure, a ``CitedWork`` in and text out. A record says of a passage on which pages the whole
text stands, and names the passage in a note, so that all passages of one text are of one chapter.
"""

import json
import re
from typing import Any

from ..bibliography import Name
from ..catalogs import _
from ..words import dates
from .cited import CitedWork, labelled, plain

_TEX = {char: f"\\{char}" for char in "&%$#_"} | {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}", "}": r"\textbraceright{}",  # BibTeX would count \{ as a brace
}  # fmt: skip


def _kind(work: CitedWork, article: str, part: str, book: str) -> str:
    """Return what a format calls such a work."""
    return article if work.is_article else part if work.container else book


def _key(work: CitedWork) -> str:
    """Return a key of ASCII, which no other work has: ``mills.IV`` is ``mills._I_V``.

    BibTeX takes capitals for small letters, and what is not ASCII for none.
    """
    key = re.sub("[A-Z]", r"_\g<0>", work.key)
    return key if key.isascii() else f"xn--{key.encode('punycode').decode()}"


def _year(work: CitedWork) -> str:
    """Return the year of publication, if it is one of four digits: all that a year may be."""
    return "".join(re.findall(r"^\d{4}", work.date))


def _dated(work: CitedWork) -> str:
    """Return the date of the text as a remark, for readers that have no field for it."""
    date = work.original_date
    return labelled(
        _("original date {text}"), date if dates.date_parts(date) else dates.spelled(date)
    )


def _remark(*parts: str) -> str:
    """Return what the fields of reference managers have no place for, without marks of italics."""
    text = plain("; ".join(filter(None, parts)))
    return text[:1].upper() + text[1:]  # not capitalize(): a locus may be in capitals


def _place_remark(work: CitedWork) -> tuple[str, str]:
    """Return the place of a passage, which is no page range of a text, and what it quotes.

    Of a print, it is the page, and where the words were read.
    """
    if work.within:
        return work.place, labelled(_("as in {text}"), work.within)
    return work.place if work.locus else "", labelled(_("quoting {text}"), work.quoting)


def bibtex(work: CitedWork) -> str:
    """Return an entry of BibTeX, with the fields that biblatex adds.

    Zotero knows no ``version``, ``langid`` or ``origdate``, but ``edition``, ``language`` and
    ``annote``; the last is printed by no style.
    """

    def tex(text: str) -> str:
        return "".join(_TEX.get(char, char) for char in text)

    def people(names: tuple[Name, ...]) -> str:
        return " and ".join(tex(n.inverted) if n.given else f"{{{tex(n.family)}}}" for n in names)

    title, container = (f"{{{tex(text)}}}" if text else "" for text in (work.title, work.container))
    fields = {
        "author": people(work.authors), "title": title,
        "journal" if work.is_article else "booktitle": container,
        "editor": people(work.editors), "translator": people(work.translators),
        "volume": tex(work.volume), "number": tex(work.issue), "edition": tex(work.edition),
        "publisher": tex(work.publisher), "address": tex(work.printed_at),
        "year": _year(work), "date": work.date, "origdate": work.original_date,
        "pages": "--".join(work.pages), "note": tex(_remark(*_place_remark(work))),
        "annote": tex(_remark(_dated(work))), "language": work.lang, "langid": work.lang,
        "doi": work.doi, "url": work.url,
    }  # fmt: skip
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    kind = _kind(work, "article", "incollection", "book")
    return f"@{kind}{{{_key(work)},\n{lines}}}"


def _day(work: CitedWork) -> str:
    """Return the date of publication as RIS has it: year, month, day, and what else is known."""
    if not work.date or (_year(work) and dates.date_parts(work.date)):
        return work.date.replace("-", "/")
    return f"{_year(work)}///{work.year}"


def ris(work: CitedWork) -> str:
    """Return a record in RIS, the tagged format of Research Information Systems.

    There is no ``OP``: some read a title in it, and others nothing.
    """
    fields = [
        ("TY", _kind(work, "JOUR", "CHAP", "BOOK")), ("ID", _key(work)),
        *(("AU", n.inverted) for n in work.authors), ("TI", work.title), ("T2", work.container),
        *(("A2", n.inverted) for n in work.editors),
        *(("A4", n.inverted) for n in work.translators), ("VL", work.volume),
        ("IS", work.issue), ("ET", work.edition),
        ("PB", work.publisher), ("CY", work.printed_at), ("PY", _year(work)),
        ("DA", _day(work)), *zip(("SP", "EP"), work.pages, strict=False),
        ("N1", _remark(_dated(work), *_place_remark(work))), ("LA", work.lang), ("DO", work.doi),
        ("UR", work.url),
    ]  # fmt: skip
    return "\n".join(f"{tag}  - {value}" for tag, value in [*fields, ("ER", " ")] if value)


def csl_date(text: str) -> dict[str, Any]:
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


def csl_names(names: tuple[Name, ...]) -> list[dict[str, str]]:
    """Return names in CSL-JSON: a body, which has no given names, in one.

    A particle stays with the family name, where processors find it: Zotero would lose it elsewhere.
    """
    return [n._asdict() if n.given else {"literal": n.family} for n in names]


def csl(work: CitedWork) -> str:
    """Return an array of one item in CSL-JSON, the format of the Citation Style Language.

    There is no ``version``: a book that has one is a program to Zotero.
    """
    fields = {
        "id": _key(work), "type": _kind(work, "article-journal", "chapter", "book"),
        "title": work.title,
        "author": csl_names(work.authors), "container-title": work.container,
        "editor": csl_names(work.editors), "translator": csl_names(work.translators),
        "volume": work.volume, "issue": work.issue, "edition": work.edition,
        "publisher": work.publisher, "publisher-place": work.printed_at,
        "issued": csl_date(work.date), "original-date": csl_date(work.original_date),
        "page": "-".join(work.pages), "note": _remark(*_place_remark(work)),
        "language": work.lang, "DOI": work.doi, "URL": work.url,
    }  # fmt: skip
    return json.dumps([{k: v for k, v in fields.items() if v}], ensure_ascii=False)
