"""The printed book of the edition itself: its parts, its pages, and its file."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pdfua
import pikepdf
import pytest

from sphinx_edition.loci import LOCUS
from sphinx_edition.words.names import author_names, author_series

from ..leaves import breaches
from ..project import ROOT, build_edition, settings
from .volume import letters

if TYPE_CHECKING:
    from pathlib import Path

    from .volume import Volume

MM = 72 / 25.4
OUTER, INNER = 19 * MM, 16 * MM


def test_the_parts_come_in_their_order_on_rectos_and_texts_on_the_next_page(volume: Volume) -> None:
    book = volume.book
    said = ["".join(run.text for run in sheet) for sheet in book.sheets[:5]]
    conf = settings()
    assert said[0] == conf["project"]
    assert "An essay and the texts" in said[1]  # the jacket
    assert said[2].endswith(f"{conf['author']}{conf['edition_date'][:4]}")
    assert all(author_names(page.header["author"])[0] in said[2] for page in volume.pages.values()
               if page.docname.startswith(("essays", "sources")))  # fmt: skip
    assert f"Version {conf['release']}, {conf['edition_date']}" in said[3]
    assert all(words in said[3] for words in ("©", "Libertinus Serif", "Typst", "Licence"))
    titles = [page.title for page in volume.pages.values()]
    chapters = [words for _, words in volume.chapters if words not in volume.parts]
    assert chapters == ["Contents", *titles]
    parts = [(sheet, words) for sheet, words in volume.chapters if words in volume.parts]
    assert [words for _, words in parts] == volume.parts != []
    assert all(sheet % 2 == 0 for sheet, _ in parts)  # counted from 0
    kinds = [name.partition("/")[0] for name in volume.pages]
    assert [*dict.fromkeys(kinds)][:3] == ["about", "essays", "sources"]
    assert book.labels == [str(n) for n in range(1, len(book.labels) + 1)]


def test_no_page_is_blank_but_the_one_before_a_part(volume: Volume) -> None:
    parts = {sheet for sheet, words in volume.chapters if words in volume.parts}
    blank = {n for n, sheet in enumerate(volume.book.sheets) if not any(r.text for r in sheet)}
    assert blank <= {sheet - 1 for sheet in parts}


def test_the_contents_name_parts_and_texts_with_authors_and_their_pages(volume: Volume) -> None:
    book = volume.book
    essays = [p.title for n, p in volume.pages.items() if n.startswith("essays")]
    wanted, chapter = [], ""
    for level, words, (sheet, _) in volume.outline[1:]:
        chapter = words if level == 1 else chapter
        if level == 1 or chapter in essays:
            wanted.append((words, sheet))
    authors = {p.title: author_series(p.header.get("author", "")) for p in volume.pages.values()}
    entries = list(book.root.tags("TOCI"))
    for entry, (words, sheet) in zip(entries, wanted, strict=True):
        author = authors.get(words, "")
        said = " ".join(re.sub(r"[\s.]*\d+$", "", entry.text()).split())
        assert said == " ".join(f"{author}, {words}".removeprefix(", ").rstrip(".").split())
        assert entry.text().split()[-1].lstrip(".") == book.labels[sheet]
        [link] = entry.tags("Link")
        assert book.leads(link.link)[0] == sheet
    assert len({run.sheet for toc in book.root.tags("TOC") for run in toc.runs()}) <= 2


def test_the_outline_has_every_heading_of_the_web_edition(volume: Volume) -> None:
    book = volume.book
    on_web = [(int(h.tag[1]), h.text_content()) for page in volume.web.values()
              for h in page.xpath(".//h1 | .//h2[not(@class)]")]  # fmt: skip
    marks = [mark for mark in volume.outline if mark[1] not in volume.parts]
    assert [(level, words) for level, words, _ in marks] == [(1, "Contents"), *on_web]
    headings = book.root.tags("H1", "H2")
    tags = [tag for tag in headings if tag.text() not in volume.parts]
    for tag, (level, words, (sheet, y)) in zip(tags, marks, strict=True):
        assert (tag.kind, tag.text()) == (f"H{level}", words)
        assert next(tag.runs()).sheet == sheet
        assert y - 5 < next(tag.runs()).y < y + 60


def test_numbers_stand_in_the_outer_margin_by_the_line_that_they_open(volume: Volume) -> None:
    book = volume.book
    for key, [first, *_] in volume.drawn.items():
        sheet, high = book.destinations[key]
        number, line = key.partition(":")[2], first[0]
        assert line.sheet == sheet
        assert -2 < line.y - high < 24
        [at] = [run.x for run in book.sheets[sheet]
                if run.text == number and abs(run.y - line.y) < 3
                and not INNER < run.x < book.wide - OUTER]  # fmt: skip
        assert at > book.wide - OUTER if sheet % 2 == 0 else at < OUTER - 5


def test_the_inner_margin_is_the_narrow_one_and_hyphens_hang(volume: Volume) -> None:
    book = volume.book
    assert (book.wide, book.high) == pytest.approx((148 * MM, 210 * MM), abs=0.1)
    hyphens = defaultdict(list)
    for tag in book.root.tags("P"):
        for run in tag.runs("Note"):
            left = INNER if run.sheet % 2 == 0 else OUTER
            assert run.x > left - 0.1 or re.fullmatch(r"[\dIVX.]+|\s", run.text)
            if run.text == "-" and run.size in (9, 10):
                width = book.wide - OUTER - INNER
                edges = [left + width] + [left + (width - 4.5 * MM) / 2] * (run.size == 9)
                hyphens[run.lang].append(min((edge - run.x for edge in edges), key=abs))
    assert {"en", "de", "ru"} <= hyphens.keys()  # each has patterns of its own
    assert all(0 < over < 2 for found in hyphens.values() for over in found)  # it is 3.3 wide


def test_heads_name_the_text_and_the_passages_on_the_page(volume: Volume) -> None:
    book = volume.book
    places = [(*book.destinations[p.key], p.locus) for p in volume.passages]
    places += [(*place, "") for _, _, place in volume.outline]
    short = {page.title: page.label for page in volume.pages.values()} | {"Contents": "Contents"}
    said, wanted = {}, {}
    for number, sheet in enumerate(book.sheets):
        head = sorted((run.x, run.text) for run in sheet if run.mark is None and run.y < 45)
        said[number] = [words for _, words in head][:: 1 if number % 2 else -1]
        tops = [run.y for run in sheet if run.mark is not None]
        wanted[number] = []
        opens = number in [sheet for sheet, _ in volume.chapters]
        chapter = max(c for c in [(0, ""), *volume.chapters] if c[0] <= number)[1]
        if tops and number > 4 and not opens and chapter not in volume.parts:  # a plate
            before = max(p for p in places if p[:2] < (number, min(tops)))
            on = [p for p in places if p[0] == number and p[1] >= min(tops) - 20]
            # above a passage in columns stands only the name of the translation, on the right
            left, size = min(
                (r.x, r.size) for r in sheet if r.y == min(tops) and r.mark is not None
            )
            opens = (left > 60 * MM and size < 8) or any(high < min(tops) for *_, high, _ in on)
            first = [] if opens else [before[2]]
            loci = [*filter(None, [*first, *(locus for *_, locus in sorted(on))])]
            text = short[max(c for c in volume.chapters if c[0] <= number)[1]]
            span = "–".join(dict.fromkeys([loci[0], loci[-1]])) if loci else None
            wanted[number] = [*filter(None, [book.labels[number], text, span])]
    assert {n: head for n, head in said.items() if head != wanted[n]} == {}


def test_all_text_of_the_web_edition_is_in_the_book_and_in_its_order(volume: Volume) -> None:
    book = volume.book
    body = letters(book.root.text("Note"))
    remarks = letters("".join(note.text() for _, note in volume.notes))
    at = 0
    for page in volume.web.values():
        for node in page.xpath(".//p | .//h1 | .//h2 | .//dt | .//td | .//th | .//li | .//pre"):
            words, above = letters(node.text_content()), {*node.xpath("ancestor::*/@class")}
            if node.xpath(".//p | .//li") or "index-line" in node.get("class", ""):
                continue  # the index says pages for passages
            is_remark = not node.xpath("ancestor::*[contains(@class, 'side')]")
            if is_remark and any(re.search("notes|collation|entries", kinds) for kinds in above):
                # the apparatus does not say that words are the author's
                assert words.removeprefix("theauthor") in remarks, node.text_content()
            elif node.get("class") == "witness":  # which stands above its version
                assert words in body
            else:
                assert body.find(words, at) - at >= 0, node.text_content()
                at = body.find(words, at) + len(words)
    assert at > len(body) * 0.98


def test_every_foreign_stretch_is_marked_with_its_language(volume: Volume) -> None:
    for passage in volume.passages:
        for version, runs in zip(passage.versions, volume.drawn[passage.key], strict=True):
            assert {run.lang for run in runs} == {version.lang}
    for lang in "de", "ru", "it":
        runs = (r for r in volume.book.root.runs() if not LOCUS.fullmatch(r.text))
        said = "".join(run.text for run in runs if run.lang == lang)
        path = f".//text()[ancestor::*[@lang][1][@lang='{lang}']][not(parent::*[@class='locus'])]"
        on_web = "".join(text for page in volume.web.values() for text in page.xpath(path))
        assert sorted(letters(said)) == sorted(letters(on_web)) != []


def test_the_file_is_whole_described_and_sound(volume: Volume) -> None:
    pdf, path = volume.book.pdf, volume.folder / "edition.pdf"
    assert pdfua.validate(str(path)).findings == ()
    assert breaches(path, "2a") == breaches(path, "ua1") == []
    said = pdf.open_metadata()
    assert said["pdfaid:part"] + said["pdfaid:conformance"] + said["pdfuaid:part"] == "2A1"
    assert said["dc:title"] == str(pdf.docinfo["/Title"]) == settings()["project"]
    keywords = re.search("^keywords: (.*)", (ROOT / "index.md").read_text("utf-8"), re.M)[1]
    assert said["pdf:Keywords"] == keywords != ""
    fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o]
    assert len({str(font.FontName) for font in fonts}) > 4
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
    pictures = [figure.alt for figure in volume.book.root.tags("Figure")]
    said = "".join(path.read_text("utf-8") for path in ROOT.glob("back/*.md"))
    assert len(pictures) == len(re.findall(r"^:::\{(?:chronology|sources-map)\}", said, re.M)) > 0
    assert all(len(alt) > 80 for alt in pictures)
    assert path.stat().st_size < 12_000 * len(pdf.pages)


def test_a_second_book_is_the_same_byte_for_byte(volume: Volume, tmp_path: Path) -> None:
    build_edition(tmp_path / "again", "-b", "typst")
    for name in "edition.pdf", "pages.json":
        assert (tmp_path / "again" / name).read_bytes() == (volume.folder / name).read_bytes()


def test_latex_is_written_without_a_warning(volume: Volume, tmp_path: Path) -> None:
    build_edition(tmp_path / "latex", "-b", "latex")
    text = "".join(file.read_text("utf-8") for file in (tmp_path / "latex").glob("*.tex"))
    assert all(f"\\label{{\\detokenize{{{name}:" in text for name in volume.pages)
