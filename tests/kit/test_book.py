"""The file of the printed book, asked of the PDF: destinations, page map, metadata, errors."""

from __future__ import annotations

import json
import math
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pdfua
import pikepdf
import pytest
from lxml import html

from sphinx_edition.book import lines
from sphinx_edition.citing import printed
from sphinx_edition.gate import anchors
from sphinx_edition.model import text_key

from ..leaves import NOT_PRINTED, breaches
from ..project import SAMPLE
from .test_print import OPTIONS, add

if TYPE_CHECKING:
    from ..project import Build, Project


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, project_at: type[Project]) -> Build:
    return project_at(tmp_path_factory.mktemp("book")).lay(SAMPLE).build("typst", *OPTIONS)


def destinations(path: Path) -> dict[str, tuple[str, float]]:
    """Map each named destination to the label of its page and its height on it."""
    with pikepdf.open(path) as book:
        sheets = {page.objgen: page.label for page in book.pages}
        names = pikepdf.NameTree(book.Root.Names.Dests)
        return {name: (sheets[at[0].objgen], float(at[3])) for name, at in names.items()}


def test_every_published_address_and_every_heading_is_a_destination(
    made: Build, sample: Build
) -> None:
    found = destinations(made.out / "edition.pdf").keys()
    published = {
        printed.destination(*a).removesuffix("#-") for a in anchors.published(made.pages.values())
    }
    assert published <= found
    for name, page in sample.files().items():
        docname, ids = name.removesuffix(".html"), re.findall(rb'<section[^>]* id="([^"]+)"', page)
        if docname in made.pages:
            assert ids
            assert {printed.destination(docname, ident.decode()) for ident in ids} <= found


def test_the_page_map_says_the_pages_of_the_destinations(made: Build) -> None:
    pages = json.loads((made.out / "pages.json").read_text("utf-8"))
    found = destinations(made.out / "edition.pdf")
    assert pages == {name: page for name, (page, _) in found.items()}
    assert list(pages) == sorted(pages)
    with pikepdf.open(made.out / "edition.pdf") as book:
        sheets = {page.label: [*lines.runs(page, {})] for page in book.pages}
    for passage in (passage for page in made.pages.values() for passage in page.passages):
        page, top = found[passage.key]
        line = "".join(run.text for run in sheets[page] if top - 16 < run.y < top)
        first = passage.incipit or passage.versions[0].text.splitlines()[0]
        assert letters(first)[:20] in letters(line)


def test_pages_are_written_anew_when_the_page_map_changes(project: Project) -> None:
    (project.src / "pages.json").write_text('{"one:1.1": "9"}')
    options = ["-Dedition_page_map=pages.json"]
    build = project.build("html", *options)
    page, before = build.out / "essays/one.html", build.files()
    first = page.stat().st_mtime_ns
    assert project.build("html", *options).files() == before
    assert page.stat().st_mtime_ns == first
    (project.src / "pages.json").write_text('{"one:1.1": "10"}')
    after = project.build("html", *options).files()
    assert b"(p. 9)" in before["cite/essays/one.html"]
    assert b"(p. 10)" in after["cite/essays/one.html"]
    assert after == project.build("html", *options, into="fresh", tree="fresh-trees").files()


@pytest.mark.parametrize("bad", ["{", "[]", '{"one:1.1": 9}'])
def test_a_page_map_that_is_none_is_told(project: Project, bad: str) -> None:
    (project.src / "pages.json").write_text(bad)
    with pytest.raises(ValueError, match="make the book anew"):
        printed.read_page_map(project.src / "pages.json")
    assert project.build("html", "-Dedition_page_map=pages.json").status == 1


def test_a_text_alone_says_pages_of_its_own_and_leads_to_the_web_for_the_rest(
    project: Project,
) -> None:
    options = [*OPTIONS, "-Dtypst_only=essays/one"]
    out = project.build("typst", *options, "-Dhtml_baseurl=https://a.example/well/").out
    text = (out / "one.typ").read_text("utf-8")
    assert not (out / "pages.json").exists()
    assert '#link("https://a.example/well/sources/harms-1841.html#p11")[' in text
    with pikepdf.open(out / "one.pdf") as book:
        info = book.docinfo
        assert (info["/Title"], info["/Author"]) == ("The Well and the Key", "Edith Marsh")
    found = destinations(out / "one.pdf").keys() & {"one:1.1", "one:2.3", "harms-1841:11"}
    assert found == {"one:1.1", "one:2.3"}
    (out / "one.pdf").unlink()
    assert project.build("typst", *options).status == 0
    text = (out / "one.typ").read_text("utf-8").replace("#link(label(", "")
    assert not [words for words in ("a.example", "#link(") if words in text]


def test_a_text_alone_ends_with_the_works_that_it_cites_and_no_others(project: Project) -> None:
    cited = {
        "one": ["byrne-1910"], "anon-1833": ["anon-1833"],  # a source names its own editions
        "harms-1841": ["byrne-1910", "harms-1841", "holt-1852"],
    }  # fmt: skip
    for key, works in cited.items():
        folder = "essays" if key == "one" else "sources"
        out = project.build("typst", *OPTIONS, f"-Dtypst_only={folder}/{key}").out
        names = "\n".join(destinations(out / f"{key}.pdf"))
        assert re.findall(r"bibliography#(\w+-\d{4})", names) == works
        with pikepdf.open(out / f"{key}.pdf") as book, book.open_outline() as outline:
            assert [entry.title for entry in outline.root][1:] == ["Bibliography"]
        text = (out / f"{key}.typ").read_text("utf-8")
        assert "#cited-in" not in text
        assert text.count("#entry[") == len(works)


def test_only_texts_are_printed_alone(project: Project) -> None:
    for name in ("bibliography", "essays/nil"):
        build = project.build("typst", *OPTIONS, f"-Dtypst_only={name}")
        assert build.status == 1
        assert f"no essay and no source “{name}” to print alone" in build.warnings


def test_what_stands_before_the_texts_must_be_there(project: Project) -> None:
    build = project.build("typst", *OPTIONS, "-Dtypst_front=essays/one,preface")
    assert build.status == 1
    assert "typst_front names “preface” in conf.py: there is no such document" in build.warnings
    assert not (build.out / "edition.pdf").exists()


@pytest.mark.parametrize(
    "bad",
    [f"Here is `{'x' * 80}`.", f"*Here* it **is**: ({'x' * 80}), yes.",
     f"| a | b |\n|---|---|\n| {'1' * 60} | {'2' * 60} |"],
    ids=["at the edge", "in a line", "over the next cell"],
)  # fmt: skip
def test_a_line_that_does_not_fit_is_told_with_its_page_and_place(
    project: Project, bad: str
) -> None:
    line = add(project, "essays/one.md", f"\n[2.9] A passage.\n\n{bad}\n\n[2.91] Another.")
    build = project.build("typst", *OPTIONS)
    assert build.status == 1
    told = build.warnings.splitlines()[0]
    assert re.search(
        rf"essays/one\.md:{line + 1}: WARNING: “.*(x|1|2){{60}}.*” on page \d+ rea", told
    )


def letters(text: str) -> str:
    """Return the letters of a text, which neither numbers of pages nor hyphenation change."""
    return "".join(c for c in re.sub(r"\(pp?\.[^)]*\)", "", text) if c.isalpha())


def read_aloud(path: Path) -> tuple[str, str]:
    """Return the letters of a book in the order of its tags, and those of its notes."""
    lines = subprocess.run(
        ["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    texts, note = {"": "", "Note": ""}, math.inf
    for line in lines:
        depth, line = len(line) - len(line.lstrip()), line.strip()
        if depth <= note and not line.startswith('"'):
            note = depth if line.startswith("Note") else math.inf
        if line.startswith('"'):
            texts["Note" if depth > note else ""] += line[1:-1]
    return letters(texts[""]), letters(texts["Note"])


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="no poppler (Debian: poppler-utils)")
def test_all_text_of_the_web_edition_is_read_aloud_and_in_its_order(
    made: Build, sample: Build
) -> None:
    body, notes = read_aloud(made.out / "edition.pdf")
    for name, page in sample.files().items():
        if name.removesuffix(".html") in made.pages.keys() - {"index"}:
            [main] = html.fromstring(page).xpath("//*[@role='main']")
            for node in main.xpath(NOT_PRINTED):
                node.drop_tree()
            for words in (letters(e.text_content()) for e in main.iter("p", "h1", "h2", "td")):
                assert words in body or words in notes, words
    at, order = 0, ["one", "two", "harms-1841", "orlova-1868", "anon-1833"]  # of the toctree
    texts = {text_key(docname): page.passages for docname, page in made.pages.items()}
    versions = (v for text in order for passage in texts[text] for v in passage.versions)
    for line in (line for version in versions for line in version.text.splitlines()):
        found = body.find(letters(line)[:20], at)
        assert found >= at, line
        at = found
    assert at > len(body) / 4


def test_each_printed_page_is_that_to_which_its_link_leads(made: Build) -> None:
    said = 0
    with pikepdf.open(made.out / "edition.pdf") as book:
        labels = {page.objgen: page.label for page in book.pages}
        named, fonts = pikepdf.NameTree(book.Root.Names.Dests), {}
        for page in book.pages:
            words = list(lines.runs(page, fonts))
            for link in (note for note in page.get("/Annots", []) if "/Dest" in note):
                left, low, right, high = map(float, link.Rect)
                here = (w for w in words if low < w.y < high and left - 1 < w.left < right)
                if number := re.fullmatch(r"p\.\s(\w+)", "".join(w.text for w in here)):
                    to = link.Dest
                    to = to if isinstance(to, pikepdf.Array) else named[str(to)]
                    assert number[1] == labels[to[0].objgen]
                    said += 1
    assert said > 30


def test_fonts_are_embedded_and_the_file_says_what_it_is(made: Build) -> None:
    with pikepdf.open(made.out / "edition.pdf") as book:
        fonts = [o for o in book.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o]
        assert fonts
        assert all("/FontFile3" in font or "/FontFile2" in font for font in fonts)
        said = book.open_metadata()
        assert said["dc:title"] == book.docinfo["/Title"] == "A Sample Edition"
        assert said["dc:creator"] == ["The editors"]
        assert said["dc:language"] == {"en"}
        assert said["pdf:Keywords"] == "wells, ropes"
        assert said["pdfaid:part"] + said["pdfaid:conformance"] == "2A"
        assert said["pdfuaid:part"] == "1"
        assert book.Root.ViewerPreferences.DisplayDocTitle
        assert len({page.label for page in book.pages}) == len(book.pages)
    assert (made.out / "edition.pdf").stat().st_size < 200_000


@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_an_independent_checker_finds_nothing_against_the_standards(
    made: Build, tmp_path: Path, profile: str
) -> None:
    assert breaches(made.out / "edition.pdf", profile) == []
    assert pdfua.validate(str(made.out / "edition.pdf")).findings == ()
    with pikepdf.open(made.out / "edition.pdf") as book:
        del book.Root.MarkInfo.Marked
        book.save(tmp_path / "untagged.pdf")
    assert breaches(tmp_path / "untagged.pdf", profile) != []
