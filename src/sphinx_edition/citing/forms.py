"""Write the citation of a work in every form: notes, list entries, links, records.

Rule: pure, a ``CitedWork`` in and text out. Notes and entries follow the Chicago Manual of Style
(17th edition, chapters 14 and 15) and the MLA Handbook (9th edition, chapter 5), with italics
between asterisks. What is not known, such as an address or a printed page, is left out and never
guessed.
"""

import re
from collections.abc import Callable

from ..bibliography import Name
from ..catalogs import N_, _, colon, quoted
from ..words.names import series
from .cited import CitedWork, escaped, labelled
from .managers import bibtex, csl, ris


def _inverted_series(names: tuple[Name, ...]) -> str:
    """Return the names that open an entry of a list, the first of them inverted."""
    return series([*(name.inverted for name in names[:1]), *names[1:]])


def _title(work: CitedWork, stop: str = "") -> str:
    """Return the title with a mark after it: of the edition in italics, of a part in quotes."""
    if not work.container:
        return f"*{escaped(work.title)}*{stop}"
    stop = "" if stop == "." and work.title[-1:] in "?!" else stop
    return quoted(escaped(work.title), stop)


def _commas(*parts: str) -> str:
    """Join the parts that are not empty with commas."""
    return ", ".join(filter(None, parts))


def _full_stop(text: str) -> str:
    """Return a sentence with a full stop, unless it ends in a mark of its own."""
    return text if re.search("[.?!][”“»*]?$", text) else re.sub("(”?)$", r".\1", text, count=1)


def _sentences(*parts: str) -> str:
    """Join the parts that are not empty as sentences."""
    return " ".join(_full_stop(part[0].upper() + part[1:]) for part in parts if part)


def _container(work: CitedWork) -> str:
    """Return the title of the edition and its version, or of a print and its volume, after "in"."""
    return _commas(f"*{escaped(work.container or work.title)}*", work.edition, _volume(work))


def _volume(work: CitedWork) -> str:
    issue = _("no. {number}").format(number=work.issue) if work.issue else ""
    return _commas(labelled(_("vol. {text}"), work.volume), issue)


def _year(work: CitedWork) -> str:
    return work.year or _("n.d.")


def _house(work: CitedWork) -> str:
    """Return who published a print, and where: "Berlin: Dietz"."""
    return colon().join(filter(None, (work.printed_at, work.publisher)))


def _within(work: CitedWork) -> str:
    """Return where the words of a print were read."""
    return labelled(_("as in {text}"), work.within)


def _responsible(work: CitedWork, editors: str, translators: str) -> str:
    """Return editors and translators, in the forms that a style has for them."""
    return _commas(labelled(editors, series(work.editors)),
                   labelled(translators, series(work.translators)))  # fmt: skip


def chicago_note(work: CitedWork) -> str:
    """Return a note in the style of Chicago (chapter 14)."""
    people = _responsible(work, _("ed. {text}"), _("trans. {text}"))
    edition = _commas(_container(work), people)
    if work.container and work.original:
        edition = _("{title} ({year}), in {edition}").format(
            title=_title(work), year=work.original_year, edition=edition
        )
    elif work.container:
        edition = _("{title} in {edition}").format(title=_title(work, ","), edition=edition)
    quoting = labelled(_("quoting {text}"), work.quoting) or _within(work)
    source = f"{edition} ({_commas(_house(work), _year(work))})"
    place = work.page if work.within else work.place
    return f"{_commas(series(work.authors), source, place, quoting, work.url)}."


def chicago_entry(work: CitedWork) -> str:
    """Return an entry of a list in the author–date style of Chicago (chapter 15)."""
    year = _year(work)
    years = f"({work.original_year}) {year}" if work.original_date else year
    people = _responsible(work, _("edited by {text}"), _("translated by {text}"))
    place = work.page if work.within else work.place
    edition = [labelled(_("In {text}"), _commas(_container(work), people, place))]
    if not work.container:
        edition = [work.edition, _volume(work), people]
    authors, title = _inverted_series(work.authors), _title(work, ".")
    opening = [authors, years, title] if authors else [title, years]
    quoting = labelled(_("quoting {text}"), work.quoting) or _within(work)
    entry = _sentences(*opening, *edition, _house(work), quoting)
    return f"{entry} {work.url}." if work.url else entry


def mla(work: CitedWork) -> str:
    """Return an entry of a list in the style of the MLA."""
    container = work.container and f"*{escaped(work.container)}*"
    people = _responsible(work, _("edited by {text}"), _("translated by {text}"))
    edition = _commas(
        container, people, work.edition, _volume(work), work.publisher, work.year, work.place,
        "" if work.within else work.url,
    )  # fmt: skip
    original = work.original_year if work.original_date else ""
    quoting = labelled(_("quoting {text}"), work.quoting)
    if work.within:
        quoting = _commas(_within(work), work.url)
    return _sentences(_inverted_series(work.authors), _title(work, "."), original, edition, quoting)


def markdown_link(work: CitedWork) -> str:
    """Return a link in Markdown; nothing without a public address."""
    title = f"{_title(work)} {work.locus}".strip()
    if work.within and work.container:
        title = f"*{escaped(work.container)}* {work.volume}".strip()
    name = _commas(series(work.authors), title, work.page if work.within else "")
    name = re.sub(r"([][])", r"\\\1", name)
    return f"[{name}]({work.url})" if work.url else ""


#: The forms in which a work is cited; one that needs an address is empty where none is known.
FORMS: dict[str, Callable[[CitedWork], str]] = {
    N_("Chicago, note"): chicago_note, N_("Chicago, author–date"): chicago_entry, "MLA": mla,
    "Markdown": markdown_link, N_("Link to the words"): lambda work: work.fragment,
    "BibTeX": bibtex, "RIS": ris, "CSL-JSON": csl,
    N_("Identifier of the words (SWHID)"): lambda work: work.swhid,
}  # fmt: skip
#: Those that are prose, in which asterisks stand for italics.
PROSE = ("Chicago, note", "Chicago, author–date", "MLA")
