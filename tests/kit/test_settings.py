"""A value of ``conf.py`` that has no sense is one line, which names the setting."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

import pytest
from sphinx.application import Sphinx

if TYPE_CHECKING:
    from ..project import Project

WRONG = {  # a line of conf.py, and what is said of it
    'edition_date = "soon"': "edition_date is “soon”, which is no day: write",
    'edition_date = "2026"': "edition_date is “2026”, which is no day",
    'edition_date = "2026-02-30"': "edition_date is “2026-02-30”, which is no day",
    "edition_date = 2026": "edition_date is 2026, but must be text",
    "edition_date = None": "edition_date is None, but must be text",
    'typst_date = "x"': "typst_date is “x”, which is no day",
    "typst_keywords = [3]": "typst_keywords is [3], but must be a list of texts",
    'typst_keywords = "wells"': "typst_keywords is 'wells', but must be a list of texts",
    "typst_font_paths = 3": "typst_font_paths is 3, but must be a list of texts",
    "typst_front = {3: 4}": "typst_front is {3: 4}, but must be a list of texts",
    "typst_paper = 5": "typst_paper is 5, but must be text",
    "edition_copy = 3": "edition_copy is 3, but must be text",
    "edition_register = 3": "edition_register is 3, but must be text",
    'edition_register = "sources"': "edition_register names “sources”, which is a folder",
    'edition_register = ""': "edition_register names “”, which is a folder",
    'edition_digests = "."': "edition_digests names “.”, which is a folder",
    "edition_forms = [None]": "edition_forms is [None], but must be a list of texts",
    "edition_registers = 1": "edition_registers is 1, but must be a list of texts",
    "edition_licence = ['x']": "edition_licence is ['x'], but must be text",
    "edition_report = b'x'": "edition_report is b'x', but must be text",
    "release = 0.1": 'release is 0.1, but must be text: write release = "0.1"',
    "project = 3": 'project is 3, but must be text: write project = "3"',
    "author = ['A', 'B']": "author is ['A', 'B'], but must be text",
    'bibtex_bibfiles = ["refs.bib"]': "bibtex_bibfiles names “refs.bib”, but there is no such file",
    'bibtex_bibfiles = "references.bib"': "bibtex_bibfiles is 'references.bib', but must be a list",
    'typst_template = "x.typ"': "typst_template names “x.typ”, but there is no such file",
    'epub_style = "x.css"': "epub_style names “x.css”, but there is no such file",
    'html_theme = "edition"\nhtml_use_index = True': "html_use_index is on, but the theme",
    'language = "German"': "language: “German” is no language: write de",
    'edition_volumes = {"First": "x"}': "edition_volumes is {'First': 'x'}: write the name of",
    'edition_doi = "doi:10.1/x"': "edition_doi: “doi:10.1/x” is no DOI: write it as in",
    'edition_archive = "Zenodo"': "edition_archive is “Zenodo”, which is no address",
    "edition_volumes = []": "edition_volumes is []: write the name of each volume",
    'author = "A, B, C, D"': "author: “A, B, C, D” has too many commas: write one as",
    'author = "A. One; B. Two"': "author: “A. One; B. Two” looks like several names: put one into",
    "edition_people = 3": "edition_people is no list",
    "edition_people = ['A. One']": "edition_people: entry 1 is no dictionary",
    'edition_people = [{"name": "A"}]': "author names “The editors”, who is not in edition_people",
    "myst_enable_extensions = 3": "myst_enable_extensions is 3, but must be a list of texts",
}

PERSON = {  # a field of an entry of edition_people, and what is said of it
    '"orcid": "0000-0002-1825-0098"': "the ORCID 0000-0002-1825-0098 has a wrong check",
    '"orcid": "https://orcid.org/0000-0002-1825-0097"': "“https://orcid.org/0000-0002-18",
    '"institution": "B", "ror": "03yrm5c27"': "the ROR 03yrm5c27 has a wrong check digit",
    '"ror": "03yrm5c26"': "there is a ror, but no institution: name it",
    '"role": "Software"': "“role” is no field: write name, orcid, roles",
    '"roles": ["Editing"]': "“Editing” is no role of CRediT: write one of Conceptual",
    '"roles": "Software"': "roles must be a list",
    '"since": "soon"': "since is “soon”, which is no date: write 1875",
    '"machine": 3': "machine must be text",
}
WRONG |= {
    f'author = "A. One"\nedition_people = [{{"name": "A. One", {field}}}]': (
        f"edition_people: A. One: {fault}"
    )
    for field, fault in PERSON.items()
}


def said(project: Project, lines: str) -> list[str]:
    """Return what is said of a project with more lines in its ``conf.py``."""
    conf = project.src / "conf.py"
    conf.write_text(f"{conf.read_text('utf-8')}\n{lines}\n", "utf-8")
    places = project.src, project.src, project.made / "dummy", project.made / "trees"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            Sphinx(*places, "dummy", status=None)
        except SystemExit as stop:
            return str(stop).splitlines()
    return []


@pytest.mark.parametrize("lines", WRONG)
def test_a_wrong_value_is_one_line(lines: str, project: Project) -> None:
    [line] = said(project, lines)
    place, _, fault = line.partition(": ")
    assert fault.startswith(WRONG[lines])
    number = int(place.removeprefix("conf.py:"))
    conf = (project.src / "conf.py").read_text("utf-8").splitlines()
    assert fault.startswith(re.match(r"\w+", conf[number - 1])[0])


def test_all_wrong_values_are_told_at_once(project: Project) -> None:
    assert len(said(project, 'edition_date = "soon"\ntypst_date = "x"')) == 2


@pytest.mark.parametrize(
    "lines",
    ['language = "pt_BR"', 'edition_date = "2026-11-22"', 'edition_date = ""',
     'typst_keywords = ("wells", "ropes")', "bibtex_bibfiles = ['references.bib']"],
)  # fmt: skip
def test_a_right_value_passes(lines: str, project: Project) -> None:
    assert said(project, lines) == []
