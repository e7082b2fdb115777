"""The printed book, asked of the PDF itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdf
import pytest

from ..leaves import Leaves

if TYPE_CHECKING:
    from ..project import Build, Project

pytestmark = pytest.mark.filterwarnings("ignore:Comparison between bytes:BytesWarning")  # pypdf’s
HERE = Path(__file__).parent
OPTIONS = ["-Dtypst_date=2026-11-22", "-Dtypst_keywords=wells,ropes"]
MARKS = "! \" # $ % & ' ( ) * + , - . / : ; < = > ? @ [ \\ ] ^ _ ` { | } ~ -- --- ... // /* */ 1."
TYPED = "".join(c if c.isalnum() or c == " " else "\\" + c for c in MARKS)  # as Markdown


def add(project: Project, name: str, text: str) -> int:
    """Add lines to a page; return the number of the first."""
    path = project.src / name
    before = path.read_text("utf-8")
    path.write_text(f"{before}{text}\n", "utf-8")
    return len(before.splitlines()) + 1


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, project_at: type[Project]) -> Build:
    project = project_at(tmp_path_factory.mktemp("book")).lay(HERE / "sample")
    add(project, "essays/one.md", f"\n{TYPED}\n\nCode: `#f[x] // \\n` and *a* **b**.")
    add(project, "sources/harms-1841.md", "\n[14] " + "Ein Brunnen ist tief. " * 120)
    return project.build("typst", *OPTIONS, "-Dhtml_baseurl=https://a.example/well/")


@pytest.fixture(scope="module")
def book(made: Build) -> pypdf.PdfReader:
    assert made.status == 0, made.warnings
    return pypdf.PdfReader(made.out / "edition.pdf")


@pytest.fixture(scope="module")
def pages(book: pypdf.PdfReader) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in book.pages]


def test_texts_stand_in_the_order_of_the_toctrees_in_every_script(pages: list[str]) -> None:
    words = ["The editors", "Contents", "Every village", "wer ihn verschließt", "Вода не помнит"]
    places = [" ".join(pages).find(word) for word in words]
    assert -1 not in places
    assert places == sorted(places)


def test_a_head_says_the_text_and_the_passages_on_the_page(book: pypdf.PdfReader) -> None:
    heads = [page.extract_text().split("\n")[0] for page in book.pages]
    assert any(re.fullmatch(r"\d+ Common Well 1[2-9].*", head) for head in heads)
    assert any(re.fullmatch(r"2\.1–2\.[2-9] Well and Key \d+", head) for head in heads)


def test_the_apparatus_stands_at_the_foot_above_the_remarks(pages: list[str]) -> None:
    [page] = [text for text in pages if "1.5 Others] Some" in text]
    places = [page.find(words) for words in ("Others say", "1.5 Others] Some", "emptied] Her word")]
    assert -1 < places[0] < places[1] < places[2]


def test_the_root_document_is_for_the_web(pages: list[str]) -> None:
    assert "The quarrel about the well" not in " ".join(pages)


def test_remarks_are_footnotes_called_at_their_lemma(pages: list[str]) -> None:
    [page] = [text for text in pages if "wer ihn verschließt" in text]
    assert re.search(r"auch wenn er das Schloß ?2 ?bezahlt hat", page)
    assert re.search(r"who(?:- )?ever locks it ?3 ?is a thief", page)
    assert re.search(r"2 ?das Schloß\] Both lock and castle; the castle", page)
    assert re.search(r"1 ?The lock is still shown", " ".join(pages))


def test_a_lemma_is_found_across_inline_nodes_and_its_call_stands_after_the_comma(
    project: Project,
) -> None:
    add(project, "sources/harms-1841.md", "\n[14] Der *alte* Brunnen, sagt er.\n\n"
        ":::{commentary}\nalte Brunnen\n: The old one.\n:::")  # fmt: skip
    text = (project.build("typst", *OPTIONS).out / "edition.typ").read_text("utf-8")
    assert re.search(r"Der #emph\[alte\] Brunnen\\,#note\(.*\[alte Brunnen\]\], \[The old", text)


def test_every_note_stands_by_its_call_and_every_heading_by_its_text(project: Project) -> None:
    for i in range(20, 60):
        words, remark = "Ein Brunnen ist tief. " * (i % 7), "A long remark on it. " * (1 + i % 11)
        text = f"\n## Teil {i}\n\n[{i}] Anfang{i} {words}Ziel{i} ist hier. {words}\n\n"
        note = f":::{{commentary}}\nZiel{i}\n: {remark}\n:::\n\n"
        note += f":::{{apparatus}}\nAnfang{i}\n: Beginn{i}\n:::"
        add(project, "sources/harms-1841.md", text + note)
    book = pypdf.PdfReader(project.build("typst", *OPTIONS).out / "edition.pdf")
    pages = [re.sub(r"[\s-]", "", page.extract_text()) for page in book.pages[5:]]
    for i in range(20, 60):
        pairs = [(rf"Ziel{i}\d+ist", rf"Ziel{i}\]A"), (rf"Teil{i}(?!\.)", rf"Anfang{i}[^\]]"),
                 (rf"Anfang{i}[^\]]", rf"Anfang{i}\]Beginn")]  # fmt: skip
        for pair in pairs:
            one, two = ([n for n, text in enumerate(pages) if re.search(x, text)] for x in pair)
            assert one == two != [], pair


def test_a_reference_says_the_page_on_which_its_target_stands(pages: list[str]) -> None:
    [at] = [i for i, text in enumerate(pages, 1) if "wer ihn verschließt" in text]
    [essay] = [i for i, text in enumerate(pages, 1) if "Every village has its well" in text]
    assert f"Harms, Common Well 11 (p. {at})" in pages[essay - 1]
    assert f"Quoted by Well and Key 1.1 (p. {essay})" in " ".join(pages[at - 1 : at + 1])


def test_the_file_has_bookmarks_languages_tags_and_properties(book: pypdf.PdfReader) -> None:
    outline = [entry.title for entry in book.outline if not isinstance(entry, list)]
    assert outline[:2] == ["Contents", "The Well and the Key"]
    assert outline[-2:] == ["Concordance", "Bibliography"]
    catalog = book.root_object
    assert catalog["/Lang"] == "en"
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    with pikepdf.open(book.stream) as file:
        tags = [tag for tag in file.objects if isinstance(tag, pikepdf.Dictionary)]
        assert {"de", "ru"} <= {str(tag.get("/Lang")) for tag in tags}
    assert (book.metadata.title, book.metadata.author) == ("A Sample Edition", "The editors")
    assert book.metadata["/Keywords"] == "wells, ropes"
    assert book.metadata.creation_date.strftime("%Y-%m-%d") == "2026-11-22"


def test_every_mark_survives(pages: list[str]) -> None:
    text = " ".join(pages)
    assert MARKS in text
    assert "Code: #f[x] // \\n and a b." in text


def test_a_second_book_is_the_same_byte_for_byte(project: Project) -> None:
    one, two = (project.build("typst", *OPTIONS, into=i, tree=f"{i}t").out for i in "ab")
    assert (one / "edition.pdf").read_bytes() == (two / "edition.pdf").read_bytes()


def test_on_larger_paper_the_numbers_stand_in_the_outer_margin_too(project: Project) -> None:
    made = project.build("typst", *OPTIONS, "-Dtypst_paper=a4")
    assert (made.status, made.warnings) == (0, "")
    book, mm = Leaves(made.out / "edition.pdf"), 72 / 25.4
    assert (book.wide, book.high) == pytest.approx((210 * mm, 297 * mm), abs=0.1)
    for key in "harms-1841:11", "harms-1841:12.2", "one:1.1", "orlova-1868:V":
        sheet, y = book.destinations[key]
        on = [run.x for run in book.sheets[sheet]
              if run.text == key.partition(":")[2] and -2 < run.y - y < 24]  # fmt: skip
        right = [x > book.wide - 43 * mm for x in on if not 41 * mm < x < book.wide - 43 * mm]
        assert right == [sheet % 2 == 0], key


def test_the_book_is_made_again_only_if_something_changed(project: Project) -> None:
    def time(*more: str) -> int:
        return (project.build("typst", *OPTIONS, *more).out / "edition.pdf").stat().st_mtime_ns

    first = time()
    assert time() == first
    add(project, "references.bib", "")
    assert (second := time()) > first
    assert time("-Dtypst_paper=a4") > second


def test_a_note_that_strays_from_its_call_is_told_with_its_place(project: Project) -> None:
    note = "It has a rope of its own. " * 300  # more than a page
    remarks = f":::{{commentary}}\nSome\n: {note}\n\nhave\n: {note}\n:::"
    line = add(project, "essays/one.md", f"\n[2.9] Some have.\n\n{remarks}")
    build = project.build("typst", *OPTIONS)
    assert build.status == 1
    told = re.findall(
        r"one\.md:(\d+): ERROR: this note is not on the page of its call", build.warnings
    )
    assert told
    assert {*told} == {str(line + 1)}
    assert not (build.out / "edition.pdf").exists()


def test_a_line_that_a_long_note_leaves_alone_is_told_and_the_book_is_made(
    project: Project,
) -> None:
    words, note = "and so on " * 9, "It has a rope of its own. " * 300
    remark = f":::{{commentary}}\nhere\n: {note}\n:::"
    line = add(project, "essays/one.md", f"\n[2.9] {words}here {words[:60]}\n\n{remark}")
    build = project.build("typst", *OPTIONS)
    assert re.search(
        rf"one\.md:{line + 1}: WARNING: a line of this stands alone on page \d+:.*typst\.line",
        build.warnings,
    )
    assert (build.out / "edition.pdf").exists()


@pytest.mark.parametrize(
    ("bad", "message"),
    [("```{math}\nx\n```", "“math_block”"), ("A 국 here.", '"국"'), ("![](no.png)", "no.png”"),
     ("![](../dot.svg)", "alt text"), ("See [it](../alone.md).", "“alone”, which is not in")],
)  # fmt: skip
def test_what_cannot_be_printed_is_told_with_its_place_and_leaves_no_book(
    project: Project, bad: str, message: str
) -> None:
    (project.src / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (project.src / "alone.md").write_text("---\norphan: true\n---\n\n# Alone\n\nFor the web.\n")
    assert (project.build("typst", *OPTIONS).out / "edition.pdf").exists()
    line = 1 + add(project, "essays/one.md", f"\n{bad}")
    build = project.build("typst", *OPTIONS)
    found = [told for told in build.warnings.splitlines() if f"essays/one.md:{line}: ERROR" in told]
    assert build.status == 1
    assert any(message in told for told in found), build.warnings
    assert not (build.out / "edition.pdf").exists()


def test_letters_that_no_font_has_are_one_message_a_place(project: Project) -> None:
    line = 1 + add(project, "essays/one.md", "\n全世界无产者，联合起来！")
    add(project, "essays/one.md", "\nA second place: 全世界 and שלום.")
    build = project.build("typst", *OPTIONS)
    first, second = build.warnings.splitlines()
    assert f"essays/one.md:{line}: ERROR" in first
    assert '"全世界无产者，联合起来！" (CJK, FULLWIDTH)' in first
    assert "typst_font_paths" in first
    assert '"全世界" (CJK)' in second  # the font of the book has Hebrew


def test_letters_with_several_marks_are_measured(project: Project) -> None:
    add(
        project,
        "essays/one.md",
        "\nA letter with two marks, q\u0323\u0308, and more x\u0323\u0302.",
    )
    build = project.build("typst", *OPTIONS)
    assert (build.status, build.warnings) == (0, "")
