"""Small things that were once lost, refused wrongly, or had the address of something else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sphinx_edition
from sphinx_edition import command
from sphinx_edition.reading.ids import _TAKEN

if TYPE_CHECKING:
    from ..project import Project

THEME = Path(sphinx_edition.__file__).with_name("web") / "theme"
LAW = "[2.3] The law"


def test_a_quotation_within_another_needs_no_source_of_its_own(project: Project) -> None:
    project.edit(
        "essays/one.md", LAW,
        "[2.2a] So:\n\n> A well belongs to all\n>\n> > who drink from it\n>\n"
        f"> — Harms, {{quote}}`harms-1841:11`\n\n{LAW}",
    )  # fmt: skip
    build = project.build("dummy")
    assert (build.status, build.warnings) == (0, "")


def test_the_name_of_a_work_is_no_word_of_a_passage_that_is_quoted(project: Project) -> None:
    words = "Ein Brunnen gehört allen, die aus ihm trinken"
    cited = words.replace("allen, ", "allen, {cite:p}`byrne-1910` ")
    project.themed().edit("sources/harms-1841.md", words, cited)
    build = project.build()
    assert (build.status, build.warnings) == (0, "")
    page = (build.out / "sources/harms-1841.html").read_text("utf-8")
    passage = page[page.index("<mark>Ein Brunnen") : page.index("; wer ihn verschließt")]
    assert "<mark> die aus ihm trinken</mark>" in passage
    assert "other" not in passage  # no other words stand in the quotation


@pytest.mark.parametrize("name", ["essays", "sources"])
def test_a_page_may_have_the_name_of_a_folder(project: Project, name: str) -> None:
    page = "---\ntitle: All texts\norphan: true\n---\n\n> Nobody is quoted here.\n"
    (project.src / f"{name}.md").write_text(page, "utf-8")
    build = project.build("dummy")
    assert (build.status, build.warnings) == (0, "")


LOST = {
    "A {abbr}`N (not)` word.": "would not stand in every output",
    "A word.\n\n:::{only} html\nNot so.\n:::": "would not stand in every output",
    "A word.\n\n+++ not so\n\nAnother.": "opens with +++ is not printed",
    "A word.\n\n#### Too deep\n\n[3] Another.": "[myst.header]",
    "A &#2; word.": "U+FFFD is a control character",
    "A \ufffd word.": "U+FFFD is a control character",
    "A \u202eton\u202c word.": "U+202E is a control character",
    "A word\U000e0041.": "U+E0041 is a control character",
}


@pytest.mark.parametrize("typed", LOST)
def test_words_that_some_reader_would_not_have_are_refused(project: Project, typed: str) -> None:
    stanza = "[1] One rope, one well, and one long drink for all."
    project.edit("sources/anon-1833.md", "evidence: secondhand", "evidence: print\ncopy: a scan")
    project.edit("sources/anon-1833.md", stanza, f"{stanza}\n\n[2] {typed}")
    build = project.build("dummy")
    [said] = build.warnings.splitlines()
    assert build.status
    assert LOST[typed] in said


def test_the_address_of_a_link_may_be_typed_in_other_capitals(project: Project) -> None:
    text = "[2.2a] As [Byrne] has it.\n\n[byrne]: https://example.org\n\n"
    project.edit("essays/one.md", LAW, f"{text}{LAW}")
    build = project.build("dummy")
    assert (build.status, build.warnings) == (0, "")


def test_no_id_of_the_page_is_that_of_a_heading(project: Project) -> None:
    typed = {ident for file in THEME.glob("*.html")
             for ident in re.findall(r'\bid="([^"{]+)"', file.read_text("utf-8"))}  # fmt: skip
    assert {"main", "menu"} <= typed
    assert not [ident for ident in typed if not _TAKEN.fullmatch(ident)]
    project.themed().edit(
        "concordance.md", "# Concordance", "# Concordance\n\n## Menu\n\n[So](#menu).\n\n## Note 1"
    )
    page = project.build().files()["concordance.html"].decode()
    idents = re.findall(r'\bid="([^"]+)"', page)
    assert len(idents) == len({*idents})
    assert {"s-menu", "s-note-1"} <= {*idents}
    assert 'href="#s-menu"' in page


def test_what_a_page_says_of_itself_stays_in_its_head(project: Project) -> None:
    project.themed()
    with (project.src / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("myst_html_meta = {'keywords': 'wells, ropes', 'description': 'Of <wells>'}\n")
    build = project.build()
    assert (build.status, build.warnings) == (0, "")
    page = build.files()["concordance.html"].decode()
    found = re.findall(r'<meta name="(keywords|description)" content="([^"]*)"', page)
    assert found == [("keywords", "wells, ropes"), ("description", "Of &lt;wells&gt;")]


def test_no_title_ends_the_script_with_the_data_of_a_page(project: Project) -> None:
    title = "<!--<script>The </script> Well"
    typed = title.replace("<", "\\<")
    project.themed().edit("essays/one.md", "title: The Well and the Key", f"title: '{typed}'")
    build = project.build()
    assert (build.status, build.warnings) == (0, "")
    page = build.files()["essays/one.html"].decode()
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert "<" not in data
    assert json.loads(data)["name"] == title


def test_find_says_that_nothing_was_found(project: Project, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("Completely other words.\n", "utf-8")
    build = project.build("find", f"-Dedition_text={text}")
    assert (build.status, build.warnings) == (0, "")
    report = (build.out / "report.txt").read_text("utf-8")
    assert report == "Nothing in text.txt is like a passage of the edition.\n"


def test_the_command_ends_quietly_from_its_first_moment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Interrupted:
        @staticmethod
        def find_spec(name: str, *_: object) -> None:
            if name == "sphinx_edition.cli":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "sphinx_edition.cli", raising=False)
    monkeypatch.delattr(sphinx_edition, "cli", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupted, *sys.meta_path])
    assert command.main() == 130
    assert capsys.readouterr().err == "\nInterrupted.\n"
    code = "import sphinx_edition.command, sys; sys.exit('sphinx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
