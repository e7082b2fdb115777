"""The Chicago style, as tables: what stands in the .bib, and what the reader gets."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from pybtex.database import Entry, parse_string
from sphinx.application import Sphinx

from sphinx_edition.citing.chicago import Chicago
from sphinx_edition.citing.faults import faults
from sphinx_edition.citing.references import register


def entries(bib: str) -> list[Entry]:
    return list(parse_string(bib, "bibtex").entries.values())


def rendered(bib: str, form: str = "text") -> list[str]:
    formatted = Chicago().format_entries(entries(bib))
    return [one.text.render_as("html") if form == "html" else str(one.text) for one in formatted]


LIST = {
    "a book of two authors, a reprint, nobody having checked its place": (
        """@book{x, author = {Bax, Emil and Dunkel, Gottlieb}, title = {Manifest der
        Städtischen Partei}, origdate = {1848}, year = 1959, address = {Berlin},
        publisher = {Dietz}, unchecked = {address}}""",
        "Bax, Emil, and Gottlieb Dunkel. (1848) 1959. <em>Manifest der Städtischen "
        "Partei</em>. Berlin [?]: Dietz.",
    ),
    "every piece of a book, each unchecked": (
        """@book{x, author = {Орлин, В. И.}, title = {Что сеять?}, translator = {Fineberg, Joe and
        Hanna, George}, editor = {Jerome, V.}, edition = 2, volume = 5, maintitle = {Works},
        series = {Scientific Gardening}, number = 3, year = 1961, origdate = {1902-03},
        address = {Moscow}, publisher = {FLPH}, url = {https://a.org/x_y%20z}, urldate =
        {2026-05-03}, note = {With a preface}, unchecked = {author title translator editor edition
        volume maintitle series number year origdate address publisher url urldate note}}""",
        "Орлин, В. И. [?]. (1902 [?]) 1961 [?]. <em>Что сеять?</em> [?]. Translated by "
        "Joe Fineberg and George Hanna [?]. Edited by V. Jerome [?]. 2nd ed. [?]. Vol. 5 [?] of "
        "<em>Works</em> [?]. Scientific Gardening [?] 3 [?]. Moscow [?]: FLPH [?]. With a preface "
        '[?]. Accessed May 3, 2026 [?]. <a href="https://a.org/x_y%20z">https://a.org/x_y%20z</a> '
        "[?].",
    ),
    "an address in a note, with a % and a comma after it": (
        """@misc{x, title = {Wells}, year = 1901, note = {From a review, https://a.org/x_y%20z, at
        100% second hand}}""",
        "“Wells.” 1901. From a review, "
        '<a href="https://a.org/x_y%20z">https://a.org/x_y%20z</a>, at 100% second hand.',
    ),
    "a volume of a set, with an editor only": (
        """@collection{x, editor = {Hayes, Mary}, title = {{Letters}}, volume = 7, series = {Werke},
        year = {1960}, unchecked = {year}}""",
        "Hayes, Mary, ed. 1960 [?]. <em>Letters</em>. Vol. 7 of <em>Werke</em>.",
    ),
    "proceedings, editors only; an organisation in braces": (
        """@proceedings{x, editor = {{Institut für Obst-und-Weinbau} and Rjazanov, David and
        others}, title = {Protokoll}, year = 1907, organization = {SPD}, address = {Stuttgart}}""",
        "Institut für Obst-und-Weinbau, David Rjazanov, et al., eds. 1907. "
        "<em>Protokoll</em>. Stuttgart: SPD.",
    ),
    "a part of a book": (
        """@incollection{x, author = {Bax, Emil}, title = {Die Obstgärten in Frankreich 1848
        bis 1850}, booktitle = {Werke}, editor = {Heyden, Günter and Jedsson, A.}, volume = 7,
        pages = {9--107}, publisher = {Dietz}, address = {Berlin}, year = {1960}, origdate =
        {1850}, translator = {Kuhn, Henry}}""",
        "Bax, Emil. (1850) 1960. “Die Obstgärten in Frankreich 1848 bis 1850.” Translated by "
        "Henry Kuhn. In <em>Werke</em>, edited by Günter Heyden and A. Jedsson, 7:9–107. "
        "Berlin: Dietz.",
    ),
    "inbook without a booktitle: pages of the book itself": (
        "@inbook{x, author = {von Humboldt, Wilhelm}, title = {Werke}, pages = {3-9}, date = 1903}",
        "Humboldt, Wilhelm von. 1903. <em>Werke</em>. 3–9.",
    ),
    "an article": (
        """@article{x, author = {Davis, Ann and {de Gaulle}, Charles and Fry, Jr., John}, title =
        {Who Won?}, journal = {Science \\& Society}, volume = 23, number = 2, pages = {45--60}}""",
        "Davis, Ann, Charles de Gaulle, and John Fry Jr. n.d. “Who Won?” <em>Science &amp; "
        "Society</em> 23 (2): 45–60.",
    ),
    "an article without an issue, and with a DOI": (
        "@article{x, author = {Ли, Ян}, title = {О 50% рабочих}, journal = {Летопись}, volume = 3,"
        "pages = {1-2}, year = 1925, doi = {10.1/x}}",
        "Ли, Ян. 1925. “О 50% рабочих.” <em>Летопись</em> 3 (1925): 1–2. "
        '<a href="https://doi.org/10.1/x">https://doi.org/10.1/x</a>.',
    ),
    "a newspaper, with nobody named": (
        "@article{x, title = {An das Volk}, journal = {Rheinische Zeitung}, date = {1849-05-19}}",
        "“An das Volk.” 1849. <em>Rheinische Zeitung</em>, May 19, 1849.",
    ),
    "a letter": (
        """@misc{x, type = {letter}, author = {Dunkel, Gottlieb}, title = {Letter to A. Weber},
        date = {1875-03-28}, institution = {IISG}, address = {Amsterdam}}""",
        "Dunkel, Gottlieb. 1875. Letter to A. Weber, March 28, 1875. Amsterdam: IISG.",
    ),
    "a speech": (
        """@unpublished{x, author = {Stolin, I. V.}, title = {Die ganze Lage}, type = {speech},
        eventtitle = {Plenum of the Committee}, date = {1927-08-01}, note = {Typescript}}""",
        "Stolin, I. V. 1927. “Die ganze Lage.” Speech, Plenum of the Committee, "
        "August 1, 1927. Typescript.",
    ),
    "a web page of an unknown entry type": (
        "@weblog{x, author = {McCade}, title = {Where?}, date = {2026-02}, howpublished = {Blog}}",
        "McCade. 2026. “Where?” Blog, February 2026.",
    ),
    "a thesis": (
        "@phdthesis{x, author = {Roe, A.}, title = {Бунд}, school = {TU Berlin}, year = 1999}",
        "Roe, A. 1999. “Бунд.” PhD diss., TU Berlin.",
    ),
    "a report": (
        """@techreport{x, author = {Roe, A.}, title = {Zahlen}, number = 12, institution = {ILO},
        address = {Geneva}, year = 1999}""",
        "Roe, A. 1999. <em>Zahlen</em>. Report 12. Geneva: ILO.",
    ),
    "a translation that is cited by its translator": (
        """@book{x, author = {Bax, Emil}, title = {Wage}, translator = {Holt, T.}, year = 1960,
        shorthand = {Holt 1960}, unchecked = {shorthand}}""",
        "Bax, Emil. 1960. <em>Wage</em>. Translated by T. Holt. Cited as Holt 1960 [?].",
    ),
    "a book that nobody signed": (
        "@book{x, title = {Der {Bund}}, year = 1999}",
        "<em>Der Bund</em>. 1999.",
    ),
}


@pytest.mark.parametrize(("bib", "expected"), LIST.values(), ids=LIST)
def test_an_entry_of_the_list(bib: str, expected: str) -> None:
    (html,) = rendered(bib, "html")
    assert re.sub(r"</?span[^>]*>", "", html) == expected


def test_order_labels_and_letters() -> None:
    bib = """
    @book{b, author = {Bax, Emil}, title = {B}, year = 1960, unchecked = {year}}
    @book{a, author = {Bax, Emil}, title = {A}, year = 1960, origdate = 1960}
    @book{o, author = {Bax, Emil}, title = {O}, year = 1970, origdate = 1850}
    @book{n, author = {Bax, Emil}, title = {N}}
    @book{m, author = {Bax, Emil}, title = {M}}
    @book{w, author = {Bax, Emil and Dunkel, Gottlieb}, title = {W}, year = 1848}
    @book{t, author = {Öhm, A. and Bo, B. and Co, C.}, title = {T}, year = 1900}
    @incollection{s, title = {Sehr lang}, shorttitle = {Sehr}, unchecked = {shorttitle}}
    @book{z, author = {Ort, Z.}, title = {Z}, year = 1900}"""
    formatted = list(Chicago().format_entries(entries(bib)))
    assert [one.label for one in formatted] == [
        "Bax [1850] 1970", "Bax 1960a", "Bax 1960b", "Bax, n.d.-a", "Bax, n.d.-b",
        "Bax and Dunkel 1848", "Öhm, Bo, and Co 1900", "Ort 1900", "“Sehr,” n.d.",
    ]  # fmt: skip
    assert [str(one.text) for one in formatted][2:4] == [
        "Bax, Emil. 1960b [?]. B.",
        "Bax, Emil. n.d.-a. M.",
    ]


def test_after_z_come_two_letters() -> None:
    works = (
        f"@book{{k{n:02}, author = {{A, B}}, title = {{T{n:02}}}, year = 1853}}" for n in range(29)
    )
    labels = [one.label for one in Chicago().format_entries(entries("\n".join(works)))]
    assert labels[0] == "A 1853a"
    assert labels[25:] == ["A 1853z", "A 1853aa", "A 1853ab", "A 1853ac"]


def test_faults_name_what_no_mark_can_stand_beside() -> None:
    bib = """@book{x, title = {T}, address = {B}, langid = {german}, translator = {A, B},
    unchecked = {adress, address, langid, translator, editor}}"""
    assert list(faults(parse_string(bib, "bibtex").entries)) == [
        ("unchecked", "x", "unchecked names “adress”, but the entry prints no such field"),
        ("unchecked", "x", "unchecked names “langid”, but the entry prints no such field"),
        ("unchecked", "x", "unchecked names “editor”, but the entry prints no such field"),
    ]
    assert rendered(bib) == ["A, B [?], trans. n.d. T. B [?]."]


CITATIONS = {
    "{cite:p}`a`": "(Bax 1960)",
    "{cite:p}`{see}a{22}`": "(see Bax 1960, 22)",
    "{cite:p}`a{p. 22, 25},e`": "(Bax 1960, p. 22, 25; Bax and Dunkel [1848] 1959)",
    "{cite:alp}`e{iv}`": "Bax and Dunkel [1848] 1959, iv",
    "{cite:t}`e`": "Bax and Dunkel ([1848] 1959)",
    "{cite:t}`a{22},e`": "Bax (1960, 22) and Bax and Dunkel ([1848] 1959)",
    "{cite:p}`n{22}`": "(Öhm, Bo, and Co, n.d., 22)",
    "{cite:p}`m`": "(Öhm et al., n.d.)",
    "{cite:ps}`m`": "(Öhm, Bo, Co, and Do, n.d.)",
    "{cite:p}`r{9}`": "(A. Reed 1875, 9)",
    "{cite:t}`f`": "F. Reed (1875)",
    "{cite:author}`f`": "F. Reed",
    "{cite:ps}`f`": "(F. Reed 1875)",
    "{cite:p}`q`": "(“Leaf,” n.d.)",
    "{cite:ps}`n`": "(Öhm, Bo, and Co, n.d.)",
    "{cite:t}`n`": "Öhm, Bo, and Co (n.d.)",
    "{cite:author}`e`": "Bax and Dunkel",
    "{cite:year}`e`": "[1848] 1959",
    "{cite:label}`e`": "Bax and Dunkel [1848] 1959",
    "{cite:p}`{see}s{9}`": "(see Holt 1960, 9)",
    "{cite:t}`s`": "Holt 1960",
}
BIB = """@book{a, author = {Bax, Emil}, title = {Lohn}, year = 1960, unchecked = {year}}
@book{e, author = {Bax, Emil and Dunkel, Gottlieb}, title = {M}, year = 1959, origdate = 1848}
@misc{n, author = {Öhm, A. and Bo, B. and Co, C.}, title = {N}}
@misc{m, author = {Öhm, A. and Bo, B. and Co, C. and Do, D.}, title = {N}}
@book{r, author = {Reed, Anna}, title = {R}, year = 1875}
@book{f, author = {Reed, Fred}, title = {F}, year = 1875}
@book{s, author = {Bax, Emil}, title = {Wage}, year = 1960, shorthand = {Holt 1960}}
@misc{q, title = {Leaf}}"""


def test_a_built_page(tmp_path: Path) -> None:
    register()
    register()  # twice is once
    (tmp_path / "refs.bib").write_text(BIB, "utf-8")
    lines = [f"- {citation}\n" for citation in CITATIONS]
    page = "# Page\n\n" + "".join(lines) + "\n```{bibliography}\n```\n"
    (tmp_path / "index.md").write_text(page, "utf-8")
    warnings = io.StringIO()
    config = {
        "extensions": ["myst_parser", "sphinxcontrib.bibtex"],
        "bibtex_bibfiles": ["refs.bib"],
        "bibtex_default_style": "chicago",
        "bibtex_reference_style": "chicago",
        "html_theme": "basic",
    }
    app = Sphinx(
        tmp_path, None, tmp_path / "out", tmp_path / "tree", "html", config, None, warnings
    )
    app.build()
    assert warnings.getvalue() == ""
    html = (tmp_path / "out" / "index.html").read_text("utf-8")
    plain = re.sub(r"<[^>]+>", "", html)
    shown = re.findall(r"<li><p>(.*?)</p></li>", html)
    assert [re.sub(r"<[^>]+>", "", item) for item in shown] == list(CITATIONS.values())
    assert "Bax, Emil. 1960 [?]. Lohn." in plain
    assert "Bax, Emil, and Gottlieb Dunkel. (1848) 1959. M." in plain
