"""The printed book of the edition itself: its parts, its pages, and its file."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pdfua
import pikepdf
import pytest

from sphinx_edition.model import LOCUS

from ..project import ROOT, build_edition, settings
from .volume import letters

if TYPE_CHECKING:
    from pathlib import Path

    from .volume import Volume

MM = 72 / 25.4
OUTER, INNER = 23 * MM, 19 * MM


def test_the_parts_come_in_their_order_and_texts_open_on_right_pages(volume: Volume) -> None:
    book = volume.book
    said = ["".join(run.text for run in sheet) for sheet in book.sheets[:5]]
    conf = settings()
    assert said[:2] == [conf["project"], ""]
    assert said[2].endswith(f"{conf['author']}{conf['edition_date'][:4]}")
    assert f"Version {conf['release']}, {conf['edition_date']}©" in said[3]
    assert [words for _, words in volume.chapters] == [
        "Contents",
        *(p.title for p in volume.pages.values()),
    ]
    assert all(sheet % 2 == 0 for sheet, _ in volume.chapters)  # counted from 0
    kinds = [name.partition("/")[0] for name in volume.pages]
    assert [*dict.fromkeys(kinds)][:3] == ["about", "essays", "sources"]
    assert "essays" not in kinds[2:] or "sources" not in kinds[: kinds.index("essays")]
    texts = [path for name in {*kinds} for path in (ROOT / name).glob("[a-z]*.md")]
    listed = [path for path in texts if not path.read_text("utf-8").startswith("---\norphan")]
    assert {*volume.pages} == {f"{path.parent.name}/{path.stem}" for path in listed}
    assert [run.text for run in book.sheets[5] if not run.text.strip(". ")] != []  # dots
    assert book.labels == [str(n) for n in range(1, len(book.labels) + 1)]


def test_the_contents_say_the_page_of_every_heading_after_dots(volume: Volume) -> None:
    book = volume.book
    entries = list(book.root.tags("TOCI"))
    headings = [(words, sheet) for _, words, (sheet, _) in volume.outline][1:]
    assert [re.sub(r"\s+\w+$", "", e.text()) for e in entries] == [w for w, _ in headings]
    for entry, (_, sheet) in zip(entries, headings, strict=True):
        assert entry.text().split()[-1] == book.labels[sheet]
        [link] = entry.tags("Link")
        assert book.leads(link.link)[0] == sheet
        *_, last = entry.runs()
        line = [r for r in book.sheets[last.sheet] if abs(r.y - last.y) < 2 and r.mark is None]
        assert sum(run.text.count(".") for run in line) > 3


def test_the_outline_has_every_heading_of_the_web_edition(volume: Volume) -> None:
    book = volume.book
    on_web = [(int(h.tag[1]), h.text_content()) for page in volume.web.values()
              for h in page.xpath(".//h1 | .//h2[not(@class)]")]  # fmt: skip
    marks = volume.outline
    assert [(level, words) for level, words, _ in marks] == [(1, "Contents"), *on_web]
    tags = list(book.root.tags("H1", "H2"))
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
            if run.text == "-" and run.size == 10:
                hyphens[run.lang].append(left + book.wide - OUTER - INNER - run.x)
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
        if tops and number > 4 and number not in [sheet for sheet, _ in volume.chapters]:
            before = max(p for p in places if p[:2] < (number, min(tops)))
            on = [p for p in places if p[0] == number and p[1] >= min(tops) - 20]
            first = [] if any(high < min(tops) for *_, high, _ in on) else [before[2]]
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
            if any(re.search("notes|collation", kinds) for kinds in above):
                assert words in remarks, node.text_content()
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
