"""The fields of a bibliography: LaTeX commands, dates, and what ``crossref`` brings."""

from __future__ import annotations

import pytest
from pybtex.database import parse_string

from sphinx_edition.citing import dating
from sphinx_edition.citing.chicago import Chicago
from sphinx_edition.citing.entries import inherit
from sphinx_edition.citing.faults import faults
from sphinx_edition.citing.latex import latex, unknown

FIELDS = {
    r"\href{https://a.b/c_d}{Click} and {\em more}": "Click and more",
    r"\emph{a} \textbf{b}, \LaTeX{} 5\,\$ \dots for \noopsort{x}us": "a b, LaTeX 5\u202f$ … for us",
    r"{\'\i} {\'{\i}} \v ek \O rsted {\o}": "í í ěk Ørsted ø",
    r"\enquote{a \enquote{b}}, ``c \enquote{d}'' and '48": "“a ‘b’”, “c “d”” and ’48",
    r"100% of A\_1 \& \#3": "100% of A_1 & #3",
}


@pytest.mark.parametrize(("source", "expected"), FIELDS.items())
def test_commands_are_set(source: str, expected: str | None) -> None:
    assert "\\" not in str(latex(source))
    assert expected is None or str(latex(source)) == expected
    assert unknown(source) == []


def test_commands_and_formulas_that_nothing_sets_are_named_and_not_printed() -> None:
    source = r"\foo{a} \cite{b} $x^2$ \textsc c"
    assert unknown(source) == ["$x^2$", "\\foo", "\\cite", "\\textsc"]
    assert "\\" not in str(latex(source))


DATES = {
    "1857/1858": "1857–1858", "1844~": "[ca. 1844]", "1846?": "[1846?]", "1846%": "[ca. 1846?]",
    "185X": "1850s", "18XX": "1800s", "-0043": "44 BC", "0751": "751", "1975/": "1975–",
    "../1985": "–1985", "1899--1901": "1899–1901", "1850-03-01/1850-11-01": "1850",
    "-0349/-0339": "350–340 BC", "1844~/1846": "[ca. 1844]–1846", "2004-06-XX": "2004",
    "[1847]": "[1847]", "-0350": "351 BC", "0000": "1 BC", "751": "751", "64": "64",
    "184X/185X": "1840s–1850s", "-0009/0014": "10 BC–14", "1848-03~/1848-05": "[ca. 1848]",
}  # fmt: skip


@pytest.mark.parametrize(("date", "year"), DATES.items())
def test_years_as_chicago_has_them(date: str, year: str) -> None:
    assert dating.spelled_year(date) == year


DAYS = {
    "1850-03-01/1850-11-01": "March 1–November 1, 1850", "1851-03/1851-05": "March–May 1851",
    "1853-03-01/1853-03-05": "March 1–5, 1853", "1852-21": "Spring 1852", "1852": "",
    "1850-12-30/1851-01-02": "December 30, 1850–January 2, 1851", "1850-03~": "ca. March 1850",
    "-0043-03-15": "March 15, 44 BC", "1852-XX": "", "1975-05/": "", "1852-21/1852-23":
    "Spring–Fall 1852",
}  # fmt: skip


@pytest.mark.parametrize(("date", "day"), DAYS.items())
def test_days_as_chicago_has_them(date: str, day: str) -> None:
    assert dating.spelled_day(date) == day


@pytest.mark.parametrize(
    "date", ["1999-13-01", "1850-00", "May 1850", "1850/51", "50", "1850-02-33"]
)
def test_what_is_no_date_is_told(date: str) -> None:
    bib = f"@book{{x, title = {{T}}, year = 1900, origdate = {{{date}}}}}"
    (fault,) = faults(parse_string(bib, "bibtex").entries)
    assert fault[0] == "bibliography"
    assert "is no date" in fault[2]


def test_crossref_brings_the_book_and_its_marks() -> None:
    bib = """@incollection{c, author = {Elk, Anne}, title = {C}, pages = {7--12}, crossref = {M}}
    @book{m, editor = {Man, John}, title = {Wells}, subtitle = {And Ropes}, year = 1997,
    publisher = {Prime}, unchecked = {publisher title}}"""
    data = parse_string(bib, "bibtex")
    inherit(data.entries)
    inherit(data.entries)  # twice is once
    texts = [str(one.text) for one in Chicago().format_entries(data.entries.values())]
    assert texts[0] == (
        "Elk, Anne. 1997. “C.” In Wells: And Ropes [?], edited by John Man, 7–12. Prime [?]."
    )
    assert [*faults(data.entries)] == []
