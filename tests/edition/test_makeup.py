"""The pages of the printed edition: its critical apparatus, its notes, and how they are made up."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest

from sphinx_edition.model import RENDERING

from ..leaves import lines

if TYPE_CHECKING:
    from sphinx_edition.model import Passage

    from ..leaves import Tag
    from .volume import Volume

APPARATUS = """.//div[contains(@class, 'apparatus')]//dd | .//*[contains(@class, 'entries')]/p
    | .//*[contains(@class, 'collation')][not(ancestor::*[contains(@class, 'side')])]/p"""
MM = 72 / 25.4
SIGNS = {"exact": "=", "variant": "≠", "unverified": "?"}  # by what comparison says


def sheets(tag: Tag) -> list[int]:
    return sorted({run.sheet for run in tag.runs()})


def test_each_remark_is_a_note_under_its_lemma_on_the_page_that_calls_it(volume: Volume) -> None:
    remarks = [c for page in volume.pages.values() for c in page.comments]
    wanted = Counter(c.lemma for c in remarks if c.kind == "commentary")
    found: Counter[str] = Counter()
    numbers: dict[int, list[int]] = defaultdict(list)
    openings = [sheet for sheet, _ in volume.chapters]
    for call, note in volume.notes:
        number = "".join(tag.text() for tag in note.tags("Lbl"))
        if not number:  # the apparatus
            continue
        assert sheets(call)[:1] == sheets(note)[:1]
        assert normalize("NFKC", call.text()) == normalize("NFKC", number)
        numbers[sum(o <= sheets(call)[0] for o in openings)].append(int(normalize("NFKC", number)))
        lemma = note.text()[len(number) :].partition("] ")[0]
        found[re.sub("^the author: “(.*)”$", r"\1", lemma)] += 1  # of words that are not restated
        lowest = max(run.y for run in note.runs() if run.sheet == sheets(note)[0])
        assert lowest > next(call.runs()).y
    assert found == wanted
    assert all(each == [*range(1, len(each) + 1)] for each in numbers.values())


def test_the_apparatus_of_a_page_is_its_first_note_and_says_of_which_passages(
    volume: Volume,
) -> None:
    on: dict[int, list[tuple[float, Tag]]] = defaultdict(list)
    for _, note in volume.notes:
        first = next(run for run in note.runs() if run.text.strip())
        on[first.sheet].append((first.y, note))
    said = []
    for sheet, found in on.items():
        stood = [note for _, note in sorted(found, key=lambda pair: pair[0])]
        apparatus = [note for note in stood if not [*note.tags("Lbl")]]
        assert apparatus in ([], stood[:1])
        for note in apparatus:
            loci = [strong.text().strip() for strong in note.tags("Strong")]
            assert loci == [*dict.fromkeys(loci)]
            for locus in loci:
                [passage] = [
                    p for p in volume.passages if p.locus == locus and "essays" in p.docname
                ]
                assert sheet in {r.sheet for runs in volume.drawn[passage.key] for r in runs}
            said.append(note.text())
    slips = [c for p in volume.pages.values() for c in p.comments if c.kind == "apparatus"]
    assert [" ".join(said).count(f"{slip.lemma}] ") for slip in slips] == [1] * len(slips) != []


def test_after_each_quotation_stands_what_comparison_says_of_it(volume: Volume) -> None:
    essay = next(page for name, page in volume.web.items() if name.startswith("essays"))
    boxes = essay.xpath(".//*[contains(@class, 'collation')]/@class")
    wanted = [SIGNS[kinds.split()[1]] for kinds in boxes]
    said = [t.text()[-1] for q in volume.book.root.tags("BlockQuote") for t in q.tags("P")
            if t.text().startswith("— ")]  # fmt: skip
    assert said == wanted
    assert {*said} == {*SIGNS.values()}


def test_no_line_of_a_paragraph_stands_alone_on_a_page(volume: Volume) -> None:
    alone = []
    for tag in volume.book.root.tags("P"):
        counts = [n for _, n in sorted(lines(tag.runs("Note", "Lbl")).items())]
        if len(counts) > 1 and 1 in (counts[0], counts[-1]):
            alone.append(tag.text("Note"))
    assert alone == []


def test_every_heading_is_on_the_page_of_its_text(volume: Volume) -> None:
    [document] = volume.book.root.tags("Document")
    for one, two in pairwise(tag for tag in document.kids if tag.kind != "Figure"):
        if one.kind in ("H1", "H2") and two.kind not in ("H1", "H2"):
            assert sheets(one) == sheets(two)[:1], one.text()


def test_a_text_and_the_translation_beside_it_are_on_one_opening(volume: Volume) -> None:
    assert parted(volume) == []


def test_a_text_and_its_translation_stand_side_by_side(volume: Volume) -> None:
    pairs = 0
    for passage in volume.passages:
        if passage.docname.startswith("sources") and len(passage.versions) > 1:
            others = volume.drawn[passage.key][1:]
            first, beside = volume.drawn[passage.key][0][0], others[facing(passage)][0]
            assert (beside.sheet, beside.y) == (first.sheet, pytest.approx(first.y, abs=1))
            assert beside.x > first.x + 130
            pairs += 1
    assert pairs > 60


def test_a_page_has_a_hole_only_where_a_text_ends(volume: Volume) -> None:
    """No page has white over a fifth of its text but at an end, which is never only a few lines.

    Columns may not be parted by the turn of a leaf, so some pages of sources end early.
    """
    book = volume.book
    top, bottom = 16.5 * MM, book.high - 15.5 * MM
    openings = [sheet for sheet, _ in volume.chapters]
    blank = {number for number, sheet in enumerate(book.sheets) if not sheet}
    ends = {number - 1 for number in {*openings, *blank, len(book.sheets)}}
    parts = {sheet for sheet, words in volume.chapters if words in volume.parts}
    holes, spills = {}, {}
    for number in range(openings[1], len(book.sheets)):
        if number in blank | parts:
            continue
        feet = sorted({run.y for run in book.sheets[number] if top - 4 < run.y < bottom + 4})
        white = max(b - a for a, b in pairwise([top, *feet, bottom])) / (bottom - top)
        (spills if number in ends else holes)[number + 1] = white
    assert {page: white for page, white in holes.items() if white > 1 / 5} == {}
    assert {page: white for page, white in spills.items() if white > 9 / 10} == {}


def test_the_book_has_no_more_pages_than_it_needs(volume: Volume) -> None:
    assert len(volume.book.sheets) <= 155


def test_tables_are_large_enough_to_read(volume: Volume) -> None:
    sizes = [run.size for table in volume.book.root.tags("Table") for run in table.runs()]
    assert min(sizes) >= 7.5


def test_only_commas_between_calls_are_smaller_than_what_stands_above_tight_columns(
    volume: Volume,
) -> None:
    runs = [run for sheet in volume.book.sheets for run in sheet if run.text.strip()]
    assert {run.text for run in runs if run.size < 6.93} == {","}


def facing(passage: Passage) -> int:
    """Return which of the other versions of a passage stands beside its own words."""
    keys = [version.key for version in passage.versions[1:]]
    return next((n for n, key in enumerate(keys) if key != RENDERING), 0)


def parted(volume: Volume) -> list[str]:
    """Return the passages of sources whose two columns are parted by the turn of a leaf."""
    found = []
    for passage in volume.passages:
        if passage.docname.startswith("sources") and len(passage.versions) > 1:
            own, *others = volume.drawn[passage.key]
            columns = [*own, *others[facing(passage)]]
            on = {run.sheet for run in columns}
            if any(right % 2 == 0 and right + 1 in on for right in on):
                found.append(passage.key)
    return found


def test_what_stands_by_itself_is_read_aloud_by_itself(volume: Volume) -> None:
    [document] = volume.book.root.tags("Document")
    assert {tag.kind for tag in document.kids} == {
        "P", "H1", "H2", "Div", "L", "BlockQuote", "Table", "Figure", "TOC",
    }  # fmt: skip


def test_words_that_are_read_aloud_are_parted_by_spaces(volume: Volume) -> None:
    def spaced(text: str) -> str:
        return " ".join(re.sub(r" \(p\.\s\w+\)", "", text).split())

    text = spaced(volume.book.root.text("Note", "Lbl"))
    notes = " ".join(spaced(note.text("Lbl")) for _, note in volume.notes)
    for passage in volume.passages:
        for line in (line for version in passage.versions for line in version.text.splitlines()):
            assert spaced(line).removeprefix(f"{passage.incipit} ") in text, line
    for box in (box for page in volume.web.values() for box in page.xpath(APPARATUS)):
        assert spaced(box.text_content()) in notes
