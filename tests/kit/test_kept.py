"""Where an edition is kept, and by what it is known, is said from the settings alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sphinx_edition.citing.archives import archive_files
from sphinx_edition.edition import Contributor, Facts

from ..project import SAMPLE

if TYPE_CHECKING:
    from ..project import Project

PAGE = "---\nbook: front\n---\n# Kept\n\n:::{preservation}\n:::\n\n:::{identifiers}\n:::\n"
DOI = "10.1234/well.2"
SETTINGS = f"""
edition_doi = "10.1234/well"
edition_version_doi = "{DOI}"
edition_repository = "https://example.org/well.git"
edition_afterwards = "The district library takes over."
"""
ADA = Contributor("Ada Well", "0000-0002-1825-0097", institution="Wells Institute")
FACTS = Facts(
    "A Sample", "0.2", "Ada Well and {The Well Society}", date="2027-01-02",
    licence="https://creativecommons.org/licenses/by-sa/4.0/", people=(ADA,), version_doi=DOI,
    repository="https://example.org/well.git",
)  # fmt: skip


@pytest.fixture
def kept(project: Project) -> Project:
    """Return the sample with a page that says where it is kept."""
    (project.src / "kept.md").write_text(PAGE)
    project.edit("index.md", "concordance\n", "concordance\nkept\n")
    return project


def configure(project: Project, text: str) -> None:
    path = project.src / "conf.py"
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def test_nothing_is_claimed_that_is_not_set(kept: Project) -> None:
    page = kept.build().files("kept.html")["kept.html"].decode()
    assert page.count("None has been named.") == 5
    assert page.count("Nothing has been settled.") == 3
    assert page.count("swh:1:cnt:") == len([*SAMPLE.glob("[es]*s/*.md")])


def test_what_is_set_stands_wherever_it_is_asked_for(kept: Project) -> None:
    before = kept.themed().build()
    assert before.status == 0
    configure(kept, SETTINGS)
    files = kept.build().files("**/*.*")
    page = files["kept.html"].decode()
    assert f'href="https://doi.org/{DOI}"' in page
    assert "The district library takes over." in page
    assert (
        f'DOI <a href="https://doi.org/{DOI}">{DOI}</a>'
        in files["sources/harms-1841.html"].decode()
    )
    assert f'<idno type="DOI">{DOI}</idno>' in files["tei/harms-1841.xml"].decode()
    assert json.loads(files["edition.json"])["doi"] == DOI
    assert f"DO  - {DOI}" in files["cite/index.html"].decode()
    assert files == kept.build(into="fresh", tree="fresh-trees").files("**/*.*")


def test_a_citation_file_has_the_doi(project: Project) -> None:
    configure(project, f'\nedition_doi = "{DOI}"\n')
    (project.src / "CITATION.cff").write_text("cff-version: 1.2.0\ndoi: 10.1234/other\n")
    assert f"CITATION.cff:2: WARNING: the DOI is {DOI} in conf.py" in project.build().warnings
    (project.src / "CITATION.cff").write_text(f"cff-version: 1.2.0\ndoi: {DOI}\n")
    assert project.build().status == 0


def test_archives_are_told_who_what_and_under_which_licence() -> None:
    files = archive_files(FACTS, "Of wells.", {".zenodo.json": '{"grants": [1], "title": "Old"}'})
    zenodo, codemeta = (json.loads(files[name]) for name in (".zenodo.json", "codemeta.json"))
    assert zenodo["creators"] == [
        {"name": "Well, Ada", "orcid": ADA.orcid, "affiliation": "Wells Institute"},
        {"name": "The Well Society"},
    ]
    assert (zenodo["license"], zenodo["title"], zenodo["grants"]) == (
        "cc-by-sa-4.0",
        "A Sample",
        [1],
    )
    assert codemeta["identifier"] == f"https://doi.org/{DOI}"
    assert [author["@type"] for author in codemeta["author"]] == ["Person", "Organization"]
    assert archive_files(FACTS, "Of wells.", files) == files
    empty = json.loads(archive_files(Facts("A"), "", {})["codemeta.json"])
    assert {*empty} == {"@context", "@type", "name"}


@pytest.mark.parametrize(("text", "message"), [("{\n,", "zenodo.json:2"), ("[]", "json:1: ")])
def test_a_file_for_archives_that_cannot_be_read_is_one_message(text: str, message: str) -> None:
    with pytest.raises(SystemExit, match=message):
        archive_files(FACTS, "", {".zenodo.json": text})
