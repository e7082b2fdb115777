"""Dates as historians know them: in words, in order, on the timeline, in citations and data."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_edition.citing.cited import CitedWork
from sphinx_edition.citing.forms import FORMS
from sphinx_edition.citing.metadata import json_ld
from sphinx_edition.showing import pictures
from sphinx_edition.words import dates

if TYPE_CHECKING:
    from ..project import Project

DATES = {  # in words, its year as a citation has it, first and last by ISO 8601, CSL-JSON
    "1875": ("1875", "1875", "1875", "1875", {"date-parts": [[1875]]}),
    "1875-04": ("April 1875", "1875", "1875-04", "1875-04", {"date-parts": [[1875, 4]]}),
    "1875-04-16": ("16 April 1875", "1875", "1875-04-16", "1875-04-16",
                   {"date-parts": [[1875, 4, 16]]}),
    "0064": ("AD 64", "AD 64", "0064", "0064", {"date-parts": [[64]]}),
    "0751": ("751", "751", "0751", "0751", {"date-parts": [[751]]}),
    "-0043": ("44 BC", "44 BC", "-0043", "-0043", {"date-parts": [[-44]]}),
    "-0350": ("351 BC", "351 BC", "-0350", "-0350", {"date-parts": [[-351]]}),
    "-0043-03-15": ("15 March 44 BC", "44 BC", "-0043-03-15", "-0043-03-15",
                    {"date-parts": [[-44, 3, 15]]}),
    "0000": ("1 BC", "1 BC", "0000", "0000", {"date-parts": [[-1]]}),
    "1848~": ("c. 1848", "ca. 1848", "1848", "1848", {"date-parts": [[1848]], "circa": True}),
    "1848?": ("1848?", "1848?", "1848", "1848", {"date-parts": [[1848]], "circa": True}),
    "1848%": ("c. 1848?", "ca. 1848?", "1848", "1848", {"date-parts": [[1848]], "circa": True}),
    "1848-03?": ("March 1848?", "1848?", "1848-03", "1848-03",
                 {"date-parts": [[1848, 3]], "circa": True}),
    "184X": ("the 1840s", "the 1840s", "1840", "1849",
             {"date-parts": [[1840], [1849]], "circa": True}),
    "11XX": ("the 12th century", "the 12th century", "1100", "1199",
             {"date-parts": [[1100], [1199]], "circa": True}),
    "-004X": ("50–41 BC", "50–41 BC", "-0049", "-0040",
              {"date-parts": [[-50], [-41]], "circa": True}),
    "1848-XX": ("1848", "1848", "1848", "1848", {"date-parts": [[1848]]}),
    "1848-03-XX": ("March 1848", "1848", "1848-03", "1848-03", {"date-parts": [[1848, 3]]}),
    "1848-21": ("spring 1848", "1848", "1848-03", "1848-05",
                {"date-parts": [[1848]], "season": 1}),
    "1848-24": ("winter 1848", "1848", "1848-12", "1849-02",
                {"date-parts": [[1848]], "season": 4}),
    "1845/1846": ("1845–1846", "1845–1846", "1845", "1846", {"date-parts": [[1845], [1846]]}),
    "-0099/0100": ("100 BC – AD 100", "100 BC – AD 100", "-0099", "0100",
                   {"date-parts": [[-100], [100]]}),
    "1848-03/1848-04": ("March–April 1848", "1848", "1848-03", "1848-04",
                        {"date-parts": [[1848, 3], [1848, 4]]}),
    "1850-03-01/1850-11-01": ("1 March – 1 November 1850", "1850", "1850-03-01", "1850-11-01",
                              {"date-parts": [[1850, 3, 1], [1850, 11, 1]]}),
    "1845~/1846?": ("c. 1845 – 1846?", "ca. 1845 – 1846?", "1845", "1846",
                    {"date-parts": [[1845], [1846]], "circa": True}),
    "1975/..": ("1975–", "1975–", "1975", "", {"literal": "1975–"}),
    "1975/": ("1975–", "1975–", "1975", "", {"literal": "1975–"}),
    "../1975": ("until 1975", "until 1975", "", "1975", {"literal": "until 1975"}),
    "Y17000": ("17000", "17000", "17000", "17000", {"date-parts": [[17000]]}),
    "Y-17000": ("17001 BC", "17001 BC", "-17000", "-17000", {"date-parts": [[-17001]]}),
}  # fmt: skip
PARSED = ["1875", "0064", "-0043", "1848~", "184X", "1845/1846", "1848-03?", "1848-21", "Y17000"]


@pytest.mark.parametrize("text", DATES)
def test_a_date_is_said_in_words_and_cited(text: str) -> None:
    words, year, first, last, csl = DATES[text]
    assert dates.parse(text)
    assert dates.spelled(text) == words
    assert dates.iso_dates(text) == (first, last)
    work = CitedWork("key", "Title", container="Edition", date="2026-01-02", original=text)
    written = {name: form(work) for name, form in FORMS.items()}
    assert json.loads(written["CSL-JSON"])[0]["original-date"] == csl
    assert f"origdate = {{{text}}}" in written["BibTeX"]  # biblatex reads EDTF itself
    assert f"“Title” ({year}), in *Edition*" in written["Chicago, note"]
    assert f"({year}) 2026" in written["Chicago, author–date"]
    stop = "" if year.endswith("?") else "."
    assert f"“Title.” {year[0].upper()}{year[1:]}{stop} *Edition*" in written["MLA"]
    assert json_ld(work, [], "", {})["dateCreated"] == "/".join(dict.fromkeys([first, last]))


@pytest.mark.parametrize(
    "text",
    ["", "soon", "ca. 1850", "44 BC", "64", "751", "12345", "1850-51", "1848-13", "1848-00",
     "1848-02-30", "1900-02-29", "1848/1849/1850", "/", "../..", "1846/1845", "1848 / 1849",
     "1848-03-01T10:00:00", "[1848,1849]", "1848-?03", "1848-25", "18X8", "184X-03", "٢٠٢٠",
     "9" * 5000, "Y" + "9" * 5000, "1848\n", "1848/soon"],
)  # fmt: skip
def test_what_is_no_date_stays_as_it_is(text: str) -> None:
    assert dates.parse(text) is None
    assert dates.spelled(text) == dates.year_label(text) == text
    assert dates.date_parts(text) == ()
    with pytest.raises(ValueError, match="is no date"):
        dates.year_fraction(text)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.from_regex(r"\A(\.\.|Y?-?[0-9X]{1,6}(-[0-9X]{2}){0,2}[~?%]?)?(/|\Z)", fullmatch=False))
def test_no_text_makes_a_traceback(text: str) -> None:
    for name in ("spelled", "year_label", "date_parts", "iso_dates", "split_entry"):
        getattr(dates, name)(text)
    if dates.parse(text):
        assert isinstance(dates.sort_key(text), tuple)
        assert "/" in text or parse_edtf(text)


def test_dates_are_in_order_of_time() -> None:
    order = ["-0099", "-004X", "-0043", "-0043-03-15", "0000", "0001", "0064", "0751", "11XX",
             "1845/1846", "1845", "1845-01", "1845-02-03", "1848-21", "1848-04", "../1849",
             "1849-12-31", "1850"]  # fmt: skip
    backwards = order[::-1]
    assert sorted(backwards, key=dates.sort_key) == order


CHRONOLOGY = """# Chronology

:::{chronology}
-0043-03-15 The Ides
: A murder.

0064 The fire
: It burned.

1845/1846 The famine
: No bread.

184X The decade
: It was long.

1848~ The lock
: It is put on, {passage}`harms-1841:11`.
:::
"""


def test_the_timeline_runs_from_bc_to_ours(project: Project) -> None:
    (project.src / "chronology.md").write_text(CHRONOLOGY, "utf-8")
    project.edit("index.md", "concordance\n", "chronology\nconcordance\n")
    project.edit("sources/anon-1833.md", "date: 1833", "date: 183X?")
    project.edit("sources/harms-1841.md", "date: 1841", "date: -0350~/..")
    build = project.build()
    assert (build.status, build.warnings) == (0, "")
    page = build.files()["chronology.html"].decode()
    cells = re.findall(r"<tr[^>]*><td><p>([^<]*)</p>", page)
    assert cells == ["c. 351 BC–", "15 March 44 BC", "AD 64", "the 1830s?", "the 1840s",
                     "1845–1846", "c. 1848", "1868", "1902", "1903"]  # fmt: skip
    assert "Timeline of events and texts, c. 351 BC– to 1903" in page
    svg = page[page.index("<svg") : page.index("</svg>")]
    ticks = re.findall(r">(\d+ BC|AD \d+|\d+)</tspan>", svg)
    assert {"400 BC", "100 BC", "AD 1", "100", "1900"} <= {*ticks}
    anon = build.files()["sources/anon-1833.html"].decode()
    assert re.search(r"Date.*?the 1830s\?", anon, re.DOTALL)
    tei = (build.out / "tei/anon-1833.xml").read_text("utf-8")
    assert '<date notBefore="1830" notAfter="1839" cert="low">the 1830s?</date>' in tei
    tei = (build.out / "tei/harms-1841.xml").read_text("utf-8")
    assert '<date notBefore="-0351" cert="medium">c. 351 BC–</date>' in tei
    texts = json.loads((build.out / "edition.json").read_text("utf-8"))["texts"]
    assert "183X?" in {text["date"] for text in texts}
    assert project.build("typst").warnings == ""


def test_no_label_of_a_year_runs_into_its_name() -> None:
    labels = ["1840", "15 BC", "c. 1848 – 1849?", "the 12th century", "1845–1846"]
    points = [
        pictures.Point(1840 + n, label, f"name {n}", n % 2 == 0) for n, label in enumerate(labels)
    ]
    for form in (pictures.WIDE, pictures.NARROW, pictures.BOOK):
        for draw in (
            pictures.timeline(points, form),
            pictures.sources_map(["left"], points, [pictures.Bond(0, 0, "solid", 1)], form),
        ):
            groups = [labels for labels, _ in draw.groups if labels[-1].kind == "name"]
            assert groups
            for year, name in (group for group in groups if len(group) == 2):
                gap = abs(name.x - year.x)
                assert gap > pictures.text_width(year.lines[0], year.size)


@pytest.mark.parametrize("years", [(-10_000, 2000), (-44, 64), (1848, 1848), (-(10**6), 10**6)])
def test_a_scale_of_any_length_has_its_ticks_in_order(years: tuple[int, int]) -> None:
    points = [pictures.Point(float(year), str(year), "name") for year in years]
    drawing = pictures.timeline(points, pictures.WIDE)
    ticks = [label.y for label in drawing.groups[0][0]]
    assert len(ticks) <= 45
    assert all(above < below for above, below in pairwise(ticks))
