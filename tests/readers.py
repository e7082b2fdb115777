"""What readers of other hands find in the records for reference managers."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import rispy
from pybtex.database import parse_string
from pybtex.richtext import Text

#: Commands of LaTeX that stand for a sign, and that pybtex does not know.
TEX = {r"\textbraceleft ": "{", r"\textbraceright ": "}", r"\textasciicircum ": "^", r"\$": "$"}


TYPES = {
    "incollection": "chapter", "article": "article-journal",
    "CHAP": "chapter", "JOUR": "article-journal", "BOOK": "book",
}  # fmt: skip
CSL = {
    "title": "title", "container": "container-title", "version": "edition", "volume": "volume",
    "issue": "issue",
    "publisher": "publisher", "place": "publisher-place", "pages": "page", "note": "note",
    "url": "URL", "language": "language",
}  # fmt: skip


def sections(text: str) -> dict[str, dict[str, str]]:
    """Return of a page of citations each section's id, and its forms."""
    found = re.findall(r'<section id="(.*?)">(.*?)</section>', text, re.DOTALL)
    form = re.compile(r"<dt>(.*?)</dt><dd><(?:span|pre)>(.*?)</(?:span|pre)></dd>", re.DOTALL)
    return {i: {n: unescape(re.sub("</?i>", "*", t)) for n, t in form.findall(s)} for i, s in found}


def text_of(source: str) -> str:
    """Return what a field of BibTeX says, by pybtex and the signs that it does not know."""
    text = str(Text.from_latex(re.sub(r"(?<!\\)%", r"\\%", source)))
    for command, sign in TEX.items():
        text = text.replace(command, sign)
    return text


def sure(date: str) -> str:
    """Return a date without the sign that it is not sure, for which each format has its own."""
    return re.sub("[~?%]", "", date)


def read_bibtex(text: str) -> dict[str, str]:
    """Read by pybtex."""
    entry = next(iter(parse_string(text, "bibtex").entries.values()))
    get = entry.fields.get

    def plain(name: str) -> str:
        return text_of(get(name, ""))

    def people(role: str) -> str:
        return " / ".join(
            ", ".join(filter(None, [
                text_of(" ".join([*p.prelast_names, *p.last_names])),
                text_of(" ".join([*p.first_names, *p.middle_names])),
            ]))
            for p in entry.persons.get(role, [])
        )  # fmt: skip

    assert re.findall(r"^\d{4}", get("date", "")) == [get("year")] * ("year" in entry.fields)
    return {
        "type": TYPES.get(entry.type, entry.type), "title": plain("title"),
        "container": plain("journal") or plain("booktitle"), "authors": people("author"),
        "editors": people("editor"), "translators": plain("translator").replace(" and ", " / "),
        "volume": plain("volume"), "issue": plain("number"),
        "publisher": plain("publisher"), "place": plain("address"),
        "version": plain("edition"), "date": sure(get("date", "")),
        "original": sure(get("origdate", "")), "language": plain("language"),
        "pages": plain("pages").replace("–", "-"), "note": plain("note"), "url": get("url", ""),
    }  # fmt: skip


def read_ris(text: str) -> dict[str, str]:
    """Read by rispy."""
    (item,) = rispy.loads(text)
    get = item.get
    date, _, words = get("date", "").partition("///")
    assert re.findall(r"^\d{4}", date) == [get("year")] * ("year" in item)
    if words:
        date = {"44 BC": "-0043"}.get(words, re.sub(r"\[|\]|ca\. ", "", words).replace("–", "/"))
    note = re.fullmatch("(Original date ([^;]+)(?:; )?)?(.*)", "".join(get("notes", "")))
    original = {"March 1850": "1850-03"}.get(note[2], sure(note[2] or "").replace("–", "/"))
    return {
        "type": TYPES[item["type_of_reference"]], "title": item["title"],
        "container": get("secondary_title", ""), "authors": " / ".join(get("authors", [])),
        "editors": " / ".join(get("secondary_authors", [])), "version": get("edition", ""),
        "translators": " / ".join(get("subsidiary_authors", [])), "volume": get("volume", ""),
        "issue": get("number", ""),
        "publisher": get("publisher", ""), "place": get("place_published", ""),
        "date": date if words else date.replace("/", "-"), "original": original,
        "language": get("language"),
        "pages": "-".join(filter(None, [get("start_page"), get("end_page")])),
        "note": note[3][:1].upper() + note[3][1:], "url": "".join(get("urls", "")),
    }  # fmt: skip


def read_csl(text: str) -> dict[str, str]:
    """Read as JSON."""
    (item,) = json.loads(text)

    def people(role: str) -> str:
        names = item.get(role, [])
        return " / ".join(
            n.get("literal") or ", ".join(filter(None, (n["family"], n.get("given"))))
            for n in names
        )

    def date(name: str) -> str:
        parts = item.get(name, {}).get("date-parts", [])
        years = [f"{p[0] + 1:05}" if p[0] < 0 else f"{p[0]:04}" for p in parts]  # EDTF has a year 0
        rest = ["".join(f"-{number:02}" for number in part[1:]) for part in parts]
        return "/".join(map("".join, zip(years, rest, strict=True)))

    return {
        "type": item["type"], "authors": people("author"), "editors": people("editor"),
        "translators": people("translator"), "date": date("issued"),
        "original": date("original-date"),
        **{name: item.get(variable, "") for name, variable in CSL.items()},
    }  # fmt: skip


def check_records(folder: Path) -> int:
    """Check that every record of an edition says the same in each format; return their number.

    All entries of BibTeX stand in one file, which must not have a key twice.
    """
    entries = []
    for file in sorted((folder / "cite").rglob("*.html")):
        for ident, forms in sections(file.read_text("utf-8")).items():
            found = read_csl(forms["CSL-JSON"])
            assert read_bibtex(forms["BibTeX"]) == found, (file, ident)
            assert read_ris(forms["RIS"]) == found, (file, ident)
            entries.append(forms["BibTeX"])
    assert len(parse_string("".join(entries), "bibtex").entries) == len(entries)
    return len(entries)
