"""The file of the printed book, asked of the PDF: destinations, page map, metadata, errors."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

from edition import anchors, printed
from edition.typst import booklet

from .test_print import HERE, OPTIONS, add

if TYPE_CHECKING:
    from .conftest import Build, Project


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, project_at: type[Project]) -> Build:
    build = (
        project_at(tmp_path_factory.mktemp("book")).lay(HERE / "sample").build("typst", *OPTIONS)
    )
    assert build.status == 0, build.warnings
    return build


@pytest.fixture(scope="module")
def pages(made: Build) -> dict[str, str]:
    return json.loads((made.out / "pages.json").read_text("utf-8"))


def destinations(path: Path) -> dict[str, tuple[str, float]]:
    """Map each named destination to the label of its page and its height on it."""
    with pikepdf.open(path) as book:
        sheets = {page.objgen: page.label for page in book.pages}
        names = pikepdf.NameTree(book.Root.Names.Dests)
        return {name: (sheets[at[0].objgen], float(at[3])) for name, at in names.items()}


def test_every_published_address_and_every_id_of_the_web_edition_is_a_destination(
    made: Build, sample: Build
) -> None:
    found = destinations(made.out / "edition.pdf").keys()
    published = {printed.place(*a).removesuffix("#-") for a in anchors.current(made.pages.values())}
    assert published <= found
    for name, page in sample.files().items():
        ids = set(re.findall(r' id="([^"]+)"', page.decode())) - {"searchbox", "searchlabel"}
        if name.removesuffix(".html") in made.pages.keys() - {"index"}:  # that is the title page
            assert ids
            assert {printed.place(name.removesuffix(".html"), i) for i in ids} <= found


def test_the_page_map_says_the_pages_of_the_destinations(
    made: Build, pages: dict[str, str]
) -> None:
    found = destinations(made.out / "edition.pdf")
    assert pages == {name: page for name, (page, _) in found.items()}
    assert list(pages) == sorted(pages)
    assert pages["harms-1841:11"] > pages["one:1.1"]


def test_pages_are_written_anew_when_the_page_map_changes(project: Project) -> None:
    (project.src / "pages.json").write_text('{"one:1.1": "9"}')
    options = ["-Dedition_page_map=pages.json"]
    page = project.build("html", *options).out / "essays/one.html"
    first = page.stat().st_mtime_ns
    project.build("html", *options)
    assert page.stat().st_mtime_ns == first
    (project.src / "pages.json").write_text('{"one:1.1": "10"}')
    project.build("html", *options)
    assert page.stat().st_mtime_ns > first


@pytest.mark.parametrize("bad", ["{", "[]", '{"one:1.1": 9}'])
def test_a_page_map_that_is_none_is_told(project: Project, bad: str) -> None:
    (project.src / "pages.json").write_text(bad)
    with pytest.raises(ValueError, match="make the book anew"):
        printed.read(project.src / "pages.json")
    assert project.build("html", "-Dedition_page_map=pages.json").status == 1


def test_a_booklet_has_each_page_once_and_folds_to_the_book() -> None:
    assert booklet.imposed(8) == [(7, 0), (1, 6), (5, 2), (3, 4)]
    for pages, sheets in [(1, 4), (16, 4), (17, 4), (157, 5), (160, 99)]:
        sides = booklet.imposed(pages, sheets)
        papers = list(zip(sides[::2], sides[1::2], strict=True))
        assert sorted(n for side in sides for n in side) == list(range(-(-pages // 4) * 4))
        assert all(front[1] + 1 == back[0] for front, back in papers)  # on one leaf's two sides
        assert all(front[0] - 1 == back[1] for front, back in papers)
        middles = [n for n, side in enumerate(sides, 1) if side[0] + 1 == side[1] and n % 2 == 0]
        lengths = [b - a for a, b in zip([0, *middles], middles, strict=False)]
        assert max(lengths) <= 2 * sheets
        assert max(lengths) - min(lengths) <= 2


def test_a_booklet_is_on_paper_twice_as_wide(made: Build, tmp_path: Path) -> None:
    booklet.main(str(made.out / "edition.pdf"), str(tmp_path / "one.pdf"))
    booklet.main(str(made.out / "edition.pdf"), str(tmp_path / "two.pdf"), "4")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    with (
        pikepdf.open(tmp_path / "one.pdf") as sheets,
        pikepdf.open(made.out / "edition.pdf") as book,
    ):
        assert len(sheets.pages) == -(-len(book.pages) // 4) * 2
        wide, high = (float(n) for n in sheets.pages[0].mediabox[2:])
        assert (wide, high) == pytest.approx((2 * 419.528, 595.276), abs=0.1)
        assert [*sheets.pages[1].Resources.XObject] == ["/Left", "/Right"]
    with pytest.raises(SystemExit, match="SHEETS=no"):
        booklet.main(str(made.out / "edition.pdf"), str(tmp_path / "no.pdf"), "no")


def test_a_text_alone_says_pages_of_its_own_and_leads_to_the_web_for_the_rest(
    project: Project,
) -> None:
    options = [*OPTIONS, "-Dtypst_only=essays/one"]
    out = project.build("typst", *options, "-Dhtml_baseurl=https://a.example/well/").out
    text = (out / "one.typ").read_text("utf-8")
    assert not (out / "pages.json").exists()
    assert '#link("https://a.example/well/sources/harms-1841.html#p11")[' in text
    with pikepdf.open(out / "one.pdf") as book:
        assert book.docinfo["/Title"] == "The Well and the Key"
        assert book.docinfo["/Author"] == "Edith Marsh"
    found = destinations(out / "one.pdf")
    assert {"one:1.1", "one:2.3"} <= found.keys()
    assert "harms-1841:11" not in found
    (out / "one.pdf").unlink()
    assert project.build("typst", *options).status == 0
    text = (out / "one.typ").read_text("utf-8")
    assert "a.example" not in text
    assert "#link(" not in text.replace("#link(label(", "")


def test_only_texts_are_printed_alone(project: Project) -> None:
    for name in ("bibliography", "essays/nil"):
        build = project.build("typst", *OPTIONS, f"-Dtypst_only={name}")
        assert build.status == 1
        assert f"no essay and no source “{name}” to print alone" in build.warnings


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
