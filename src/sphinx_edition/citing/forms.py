"""One citation of the edition, of a page, passage or quotation, in every form that writers ask for.

Pure: a ``Work`` in, text out. Notes and lists follow the Chicago Manual of Style (17th edition,
chapters 14 and 15) and the MLA Handbook (9th edition, chapter 5); italics are between asterisks.
What is not known, an address or a printed page, is left out and never guessed.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ..model import Name

_WORDS = 6  #: of the start and of the end of a passage, by which a browser finds it
_TEX = {char: f"\\{char}" for char in "&%$#_{}"} | {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CitedWork:
    """What is cited: with a ``locus`` a passage, with ``quoting`` a quotation in it."""

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
        """Where in the text: "passage 22 (p. 41)"."""
        locus, page = led("passage", self.locus), led("p.", self.page)
        return f"{locus} ({page})" if locus and page else locus or page

    @property
    def fragment(self) -> str:
        """The address at which a browser shows the very words (a text fragment), if any."""
        lines = [line.split() for line in self.words.splitlines()]
        if not lines or not self.url:
            return ""
        first, last = lines[0][:_WORDS], lines[-1][-_WORDS:]
        short = len(lines) == 1 and len(lines[0]) <= 2 * _WORDS
        parts = lines if short else [first, last]
        text = ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in parts)
        return f"{self.url}{'' if '#' in self.url else '#'}:~:text={text}"


def series(names: Iterable[object]) -> str:
    """Return "A", "A and B", "A, B, and C"."""
    *others, last = [*map(str, names)] or [""]
    head = ", ".join(others)
    return f"{head}{',' * (len(others) > 1 or ',' in head)} and {last}" if others else last


def leading(names: tuple[Name, ...]) -> str:
    """Return the names that open an entry of a list: the first inverted."""
    return series([*(n.inverted for n in names[:1]), *names[1:]])


def led(by: str, text: str) -> str:
    """Return a text led by a word; nothing if there is no text."""
    return f"{by} {text}" if text else ""


def stopped(text: str) -> str:
    """Return a sentence with its full stop, unless it ends in a mark of its own."""
    return text if re.search("[.?!][”*]?$", text) else re.sub("(”?)$", r".\1", text, count=1)


def titled(work: CitedWork, stop: str = "") -> str:
    """Return the title: of the whole in italics, of a part in quotation marks."""
    if not work.container:
        return f"*{work.title}*{stop}"
    return f"“{work.title}{'' if stop == '.' and work.title[-1:] in '?!' else stop}”"


def joined(*parts: str) -> str:
    """Return the parts that are not empty, with commas."""
    return ", ".join(filter(None, parts))


def sentences(*parts: str) -> str:
    """Return the parts that are not empty as sentences."""
    return " ".join(stopped(part[0].upper() + part[1:]) for part in parts if part)


def versioned(work: CitedWork) -> str:
    """Return the container's title and version, as they follow "in"."""
    return joined(f"*{work.container or work.title}*", led("version", work.version))


def note(work: CitedWork) -> str:
    """Return a note in the style of Chicago."""
    original = f" ({work.original[:4]})" if work.original else ""
    title = f"{titled(work)}{original}, in " if work.original else f"{titled(work, ',')} in "
    inside = joined(versioned(work), led("ed.", series(work.editors)))
    source = f"{title if work.container else ''}{inside} ({work.date[:4] or 'n.d.'})"
    quoting = led("quoting", work.quoting)
    return f"{joined(series(work.authors), source, work.place, quoting, work.url)}."


def entry(work: CitedWork) -> str:
    """Return an entry of a list in the author–date style of Chicago."""
    year, first = work.date[:4] or "n.d.", work.original[:4]
    dated = year if first in ("", year) else f"({first}) {year}"
    editors = led("edited by", series(work.editors))
    inside = f"In {joined(versioned(work), editors, work.place)}"
    if not work.container:
        inside = sentences(led("version", work.version), editors)
    lead = leading(work.authors)
    opening = [lead, dated, titled(work, ".")] if lead else [titled(work, "."), dated]
    said = sentences(*opening, inside, led("quoting", work.quoting))
    return f"{said}{work.url and f' {work.url}.'}"


def mla(work: CitedWork) -> str:
    """Return an entry of a list in the style of the MLA."""
    container = work.container and f"*{work.container}*"
    editors, version = led("edited by", series(work.editors)), led("version", work.version)
    facts = joined(container, editors, version, work.date[:4], work.place, work.url)
    original, quoting = work.original[:4].replace(work.date[:4], ""), led("quoting", work.quoting)
    return sentences(leading(work.authors), titled(work, "."), original, facts, quoting)


def remark(work: CitedWork) -> str:
    """Return what the fields of reference managers have no place for."""
    said = led("passage", work.locus), led("quoting", work.quoting)
    text = "; ".join(filter(None, said))
    return text[:1].upper() + text[1:]  # a locus may be in capitals


def bibtex(work: CitedWork) -> str:
    """Return an entry of BibTeX, with the further fields of biblatex."""

    def tex(text: str) -> str:
        return "".join(_TEX.get(char, char) for char in text)

    def people(names: tuple[Name, ...]) -> str:
        return " and ".join(tex(n.inverted) if n.given else f"{{{tex(n.family)}}}" for n in names)

    title, container = (f"{{{tex(text)}}}" if text else "" for text in (work.title, work.container))
    fields = {
        "author": people(work.authors), "title": title, "booktitle": container,
        "editor": people(work.editors), "version": tex(work.version), "year": work.date[:4],
        "date": work.date, "origdate": work.original, "pages": work.page,
        "note": tex(remark(work)), "langid": work.lang, "url": work.url,
    }  # fmt: skip
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    key = unicodedata.normalize("NFKD", work.key).encode("ascii", "ignore").decode()
    return f"@{'incollection' if work.container else 'book'}{{{key},\n{lines}}}"


def ris(work: CitedWork) -> str:
    """Return a record of the tagged format of Research Information Systems."""
    fields = [
        ("TY", "CHAP" if work.container else "BOOK"), ("ID", work.key),
        *(("AU", n.inverted) for n in work.authors), ("TI", work.title), ("T2", work.container),
        *(("A2", n.inverted) for n in work.editors), ("ET", work.version), ("PY", work.date[:4]),
        ("DA", work.date.replace("-", "/")), ("OP", work.original), ("SP", work.page),
        ("N1", remark(work)), ("LA", work.lang), ("UR", work.url),
    ]  # fmt: skip
    return "\n".join(f"{tag}  - {value}" for tag, value in [*fields, ("ER", " ")] if value)


def csl(work: CitedWork) -> str:
    """Return an item of the Citation Style Language as JSON (an array of one, as it is read)."""

    def people(names: tuple[Name, ...]) -> list[dict[str, str]]:
        return [dict(n._asdict()) if n.given else {"literal": n.family} for n in names]

    def date(text: str) -> dict[str, Any]:
        return {"date-parts": [[int(part) for part in text.split("-")]]} if text else {}

    fields = {
        "id": work.key, "type": "chapter" if work.container else "book", "title": work.title,
        "author": people(work.authors), "container-title": work.container,
        "editor": people(work.editors), "version": work.version, "issued": date(work.date),
        "original-date": date(work.original), "page": work.page, "note": remark(work),
        "language": work.lang, "URL": work.url,
    }  # fmt: skip
    return json.dumps([{k: v for k, v in fields.items() if v}], ensure_ascii=False)


def link(work: CitedWork) -> str:
    """Return a link in Markdown; nothing without a public address."""
    name = joined(series(work.authors), f"{titled(work)} {work.locus}".strip())
    escaped = re.sub(r"([][])", r"\\\1", name)
    return f"[{escaped}]({work.url})" if work.url else ""


#: The forms in which a work is cited; one that needs an address is empty where none is known.
FORMS: dict[str, Callable[[CitedWork], str]] = {
    "Chicago, note": note, "Chicago, author–date": entry, "MLA": mla, "Markdown": link,
    "Link to the words": lambda work: work.fragment, "BibTeX": bibtex, "RIS": ris, "CSL-JSON": csl,
}  # fmt: skip
PROSE = ("Chicago, note", "Chicago, author–date", "MLA")
