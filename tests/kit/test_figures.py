"""The chronology in each builder: pictures where they can be seen, and tables that say the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

import pikepdf
import pypdf
import pytest

from sphinx_edition.showing.sections import bonds, sections

if TYPE_CHECKING:
    from ..project import Project

SVG = "{http://www.w3.org/2000/svg}"
PAGE = """# Chronology

:::{chronology}
1868-03 The lock
: It is put on, {passage}`harms-1841:11`.

1841-05-02 The quarrel
: So says Byrne {cite:p}`byrne-1910`.

  And others.
:::

## Map

:::{sources-map}
:::
"""


@pytest.fixture
def edition(project: Project) -> Project:
    (project.src / "chronology.md").write_text(PAGE, "utf-8")
    project.edit("index.md", "concordance\n", "chronology\nconcordance\n")
    return project


def plain(markup: str) -> str:
    return " ".join(re.sub("<.*?>", "", markup).split())


def test_the_page_has_pictures_and_tables_that_say_the_same(edition: Project) -> None:
    build = edition.build()
    assert (build.status, build.warnings) == (0, "")
    page = build.files()["chronology.html"].decode()
    svgs = [fromstring(text) for text in re.findall("<svg.*?</svg>", page)]
    assert [svg.get("class") for svg in svgs] == ["wide", "narrow"] * 2
    texts = {f"{p}.html" for p in build.pages if p.startswith(("sources", "essays"))}
    for svg, shown in zip(svgs, [texts] * 2 + [texts - {"essays/two.html"}] * 2, strict=True):
        image, links = svg.findall(f"{SVG}g")
        assert (image.get("role"), links.get("aria-hidden")) == ("img", "true")
        assert {a.get("href") for a in links.iter(f"{SVG}a")} == shown
        assert [child.tag for child in image][:2] == [f"{SVG}title", f"{SVG}desc"]
    first, second = re.findall("<table.*?</table>", page, re.DOTALL)
    rows = [re.findall("<td.*?</td>", row, re.DOTALL) for row in first.split("<tr")[2:]]
    assert [plain(row[0]) for row in rows] == [
        "1833", "1841", "2 May 1841", "1868", "March 1868", "1902", "1903"
    ]  # fmt: skip
    assert plain(rows[2][1]) == "The quarrel. So says Byrne [Byrne, 1910]. And others."
    assert texts <= set(re.findall('href="(.*?)"', first))
    places = [plain(cell) for cell in re.findall("<td.*?</td>", second, re.DOTALL)[2::3]]
    found = [item for p in places for kind in p.split("; ") for item in kind.split(", ")]
    counted = sum(int(item.partition("×")[2] or 1) for item in found)
    mentions = [m for p in build.pages.values() for m in p.mentions if p.docname[:6] == "essays"]
    assert counted == sum(m.kind != "passage" and m.place != "" for m in mentions)
    passages = {q.key: q for p in build.pages.values() for q in p.passages}
    lefts = sections([build.pages["essays/one"], build.pages["essays/two"]], passages)
    assert sum(bond.count for bond in bonds(lefts, list(build.pages))) == counted


@pytest.mark.parametrize("builder", ["text", "man", "latex", "epub", "dirhtml", "gettext", "xml"])
def test_other_builders_have_the_tables(edition: Project, builder: str) -> None:
    build = edition.build(builder)
    assert (build.status, build.warnings) == (0, "")
    written = b"".join(build.files("**/*").values()).decode("utf-8", "ignore")
    assert ("<svg" in written) == (builder == "dirhtml")
    if builder == "text":
        page = (build.out / "chronology.txt").read_text("utf-8")
        assert re.search(
            r"March 1868 +\| \*\*The lock\*\*\. It is put on, \*Common Well\*\s11\.", page
        )
        assert re.search(r"1\. Of digging.*Common Well.*1841.*quote 1\.1", page)


def test_the_book_has_the_pictures_with_their_descriptions(edition: Project) -> None:
    build = edition.build("typst")
    assert (build.status, build.warnings) == (0, "")
    with pikepdf.open(build.out / "edition.pdf") as book:
        tags = [tag for tag in book.objects if isinstance(tag, pikepdf.Dictionary)]
        alts = {str(tag["/Alt"]) for tag in tags if "/Alt" in tag}
    assert {alt.partition(".")[0] for alt in alts} == {
        "Timeline of events and texts, 1833 to 1903", "Which section draws on which text"
    }  # fmt: skip
    pages = pypdf.PdfReader(build.out / "edition.pdf").pages
    words = " ".join(page.extract_text() for page in pages)
    assert words.count("The quarrel") == 2


@pytest.mark.parametrize(
    "edit",
    [
        ("sources/anon-1833.md", "date: 1833", "date: 1834"),
        ("essays/one.md", "## 1. Of digging", "## 1. Of the spade"),
        ("chronology.md", "1868-03 The lock", "1868-04 The lock"),
    ],
)  # fmt: skip
def test_an_incremental_build_is_a_fresh_one(edition: Project, edit: tuple[str, str, str]) -> None:
    before = edition.build().files()
    edition.edit(*edit)
    after = edition.build().files()
    assert after == edition.build(into="fresh", tree="fresh").files()
    assert after["chronology.html"] != before["chronology.html"]
