"""``sphinx-edition new`` writes editions that build at once; texts that are added need no list."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
import yaml

import sphinx_edition
from sphinx_edition import cli

from ..links import dead_links
from ..project import ROOT

TITLE = 'O’Neill\'s "Notes" & $1'
STARTER = Path(sphinx_edition.__file__).parent / "starter"
ANSWERS = ["--title", TITLE, "--editors", "A. One and B. Two"]


def new(folder: Path, *options: str) -> Path:
    assert cli.main(["new", str(folder), *ANSWERS, *options]) == 0
    return folder


def build(folder: Path, command: str = "check") -> int:
    return cli.main([command, "--source", str(folder)])


@pytest.mark.parametrize("options", [("--kind", "essay"), ("--kind", "source"),
                                     ("--kind", "volume"), ("--bare",)])  # fmt: skip
def test_a_new_edition_builds_in_every_form(tmp_path: Path, options: tuple[str, ...]) -> None:
    folder = new(tmp_path / "my edition", *options)
    assert build(folder, "build") == 0
    index = unescape((folder / "_build/html/index.html").read_text("utf-8"))
    assert TITLE in index
    assert not dead_links(folder / "_build/html")
    texts = sorted(path.stem for path in folder.glob("*s/*.md"))
    assert bool(texts) == ("--bare" not in options)
    for name in texts:
        assert f"{name}.html" in index
    assert (folder / "_build/pdf/edition.pdf").stat().st_size > 10_000
    assert (folder / "_build/epub/edition.epub").stat().st_size > 10_000


@pytest.mark.parametrize(
    ("options", "heading"),
    [
        (("--language", "de"), "Über diese Ausgabe"),
        (("--language", "de-AT", "--kind", "source"), "Über diese Ausgabe"),
        (("--language", "fr", "--kind", "volume"), "À propos de l’édition"),
        (("--language", "nl", "--bare"), "About the edition"),
    ],
)
def test_a_new_edition_is_written_in_its_language(
    tmp_path: Path, options: tuple[str, ...], heading: str
) -> None:
    folder = new(tmp_path / "new", *options)
    assert build(folder, "build") == 0
    index = (folder / "_build/html/index.html").read_text("utf-8")
    assert heading in index
    assert not dead_links(folder / "_build/html")
    assert f'<html lang="{options[1]}"' in index
    english = {path.name: path.read_text("utf-8") for path in STARTER.joinpath("en").rglob("*.md")}
    for path in (path for path in folder.rglob("*.md") if options[1] != "nl"):
        paragraphs = english.get(path.name, "").split("\n\n")[1:]
        shared = {text for text in paragraphs if len(text.split()) > 8}
        quoted = {text for text in shared if text.startswith("[")}  # passages of the sources
        assert not {*path.read_text("utf-8").split("\n\n")} & shared - quoted, path


def test_languages_have_the_same_pages() -> None:
    """The folders of the starter differ in words alone."""
    names = {
        folder.name: {path.relative_to(folder) for path in folder.rglob("*.*")}
        for folder in STARTER.iterdir()
        if re.fullmatch("[a-z]{2}", folder.name)
    }
    assert {"en", "de", "fr"} <= {*names}
    assert all(found == names["en"] for found in names.values())


def test_a_new_edition_can_be_cited_as_software(tmp_path: Path) -> None:
    folder = new(tmp_path / "new", "--bare")
    found = yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))
    assert found["title"] == TITLE
    assert found["authors"] == [
        {"family-names": "One", "given-names": "A."},
        {"family-names": "Two", "given-names": "B."},
    ]
    assert build(folder) == 0
    found["title"] = "Another"
    (folder / "CITATION.cff").write_text(yaml.safe_dump(found), "utf-8")
    assert build(folder) == 1


def test_editors_are_names(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"--editors: “A, B, C, D” has too many commas"):
        cli.main(["new", str(tmp_path / "new"), "--editors", "A, B, C, D"])
    assert not (tmp_path / "new").exists()


def test_a_new_edition_has_no_word_of_this_one(tmp_path: Path) -> None:
    folder = new(tmp_path / "new", "--kind", "volume")
    assert build(folder, "html") == 0
    conf = (ROOT / "conf.py").read_text("utf-8") if (ROOT / "conf.py").exists() else ""
    title = re.search(r'^html_title = "(.*)"', conf, re.MULTILINE)
    names = [title[1]] if title else []
    names += [path.stem for path in (ROOT / "sources").glob("[a-z]*.md")]
    for path in folder.rglob("*.*"):
        if path.suffix in (".html", ".md", ".json", ".py", ".xml"):
            text = path.read_text("utf-8")
            assert not [name for name in names if name in text], path


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(SystemExit, match="is not an empty folder: name another"):
        new(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_language_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"--language: .*German"):
        new(tmp_path / "new", "--language", "German")
    assert not (tmp_path / "new").exists()


def test_a_text_that_is_added_takes_its_place_by_date(tmp_path: Path) -> None:
    folder = new(tmp_path / "new")
    assert build(folder, "html") == 0
    text = (folder / "sources/emerson-1841.md").read_text("utf-8")
    between = text.replace("date: 1841", "date: 1600").replace("title: Self-", "title: Un-")
    (folder / "sources/zeno-1600.md").write_text(between, "utf-8")
    works = folder / "references.bib"
    entry = "\n@book{zeno-1600, author = {Zeno}, title = {Z}, publisher = {Y}, year = {1600}}\n"
    works.write_text(works.read_text("utf-8") + entry, "utf-8")

    def order() -> list[str]:
        assert build(folder, "html") == 0
        index = (folder / "_build/html/index.html").read_text("utf-8")
        return [*dict.fromkeys(re.findall(r"sources/([a-z]+-\d+)\.html", index))]

    assert order() == ["seneca-0064", "zeno-1600", "emerson-1841"]
    (folder / "sources/zeno-1600.md").write_text(between.replace("1600", "1900", 1), "utf-8")
    assert order() == ["seneca-0064", "emerson-1841", "zeno-1600"]
    first = between.replace("date: 1600", "date: 1600\norder: 1")
    (folder / "sources/zeno-1600.md").write_text(first, "utf-8")
    assert order() == ["zeno-1600", "seneca-0064", "emerson-1841"]


def test_a_text_that_no_contents_lists_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = new(tmp_path / "new", "--bare")
    page = "---\norphan: true\n---\n\n# A page apart\n"
    (folder / "apart.md").write_text(page, "utf-8")
    assert build(folder) == 0
    (folder / "apart.md").write_text("# A page apart\n", "utf-8")
    (folder / "notes").mkdir()
    (folder / "notes/x.md").write_text("# X\n", "utf-8")
    assert build(folder) == 1
    said = capsys.readouterr().err
    assert "x.md:1: WARNING: no contents lists this page: write notes/* into" in said
    assert "apart.md:1: WARNING: no contents lists this page: write apart into" in said
    assert "toc.not_included" not in said
