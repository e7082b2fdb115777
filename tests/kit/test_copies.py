"""A reader's copy bears out what a restated page says of its text, or the build says where not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sphinx_edition.copies import checking, decode, matching, reports
from sphinx_edition.model import Comment, Mention, Page, Passage
from sphinx_edition.words.digests import checksum

TEXT = """Title

Everyone knows the brook. It runs. Is it “mine”? The wheel turns so long as the brook runs.

But who would own the rain? Everyone would.
"""


def page(*incipits: str, lemma: str = "brook", quoted: str = "the wheel turns") -> Page:
    """Return a restated page of passages 1, 2 …, with a lemma and a quotation in the first."""
    return Page(
        docname="essays/on-brooks",
        header={"text": "restated"},
        passages=tuple(
            Passage(f"on-brooks:{n}", "essays/on-brooks", str(n), (), incipit, n)
            for n, incipit in enumerate(incipits, 1)
        ),
        comments=(Comment("commentary", lemma, "on-brooks:1", 7),),
        mentions=(
            Mention("quote", ("mill:1",), quoted, "essays/on-brooks", "1", "q1-mill.1", 9),
        ),
    )  # fmt: skip


GOOD = ("Everyone knows the", "But who would")


def problems(of: Page) -> list[tuple[str, int]]:
    return [(p.code, p.line) for p in matching.author_words(of, TEXT, {})[1]]


def test_a_true_page_has_no_problems():
    assert problems(page(*GOOD, lemma="knows the", quoted="[t]he wheel turns")) == []


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (page(*GOOD, lemma="knows", quoted="the wheel turned"), [("copy", 9)]),
        (page(*GOOD, lemma="brook", quoted="It runs"), [("lemma", 7)]),
        (page(*GOOD, lemma="rain", quoted="It runs"), [("lemma", 7)]),
        (page("knows the brook", GOOD[1], lemma="knows"), [("incipit", 1)]),
        (page(*GOOD[::-1], lemma="rain", quoted="But"), [("incipit", 2)]),
        (page(GOOD[0], "But whoever", lemma="knows", quoted="It runs"), [("incipit", 2)]),
        (page("Everyone", lemma="knows", quoted="It runs"), [("incipit", 1)]),
    ],
    ids=["quotation", "lemma twice", "lemma elsewhere", "not a sentence", "order", "gone",
         "ambiguous"],
)  # fmt: skip
def test_what_the_copy_does_not_bear_out_is_told(of, expected):
    assert problems(of) == expected


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ("\nSubmitted by nobody", ""),
        ("\n\nComments\n\nNice.", ""),
        ("\n\nNo one did. \n\n7 replies\n\nGood.", "\n\nNo one did."),
    ],
    ids=["a name", "comments", "another paragraph"],
)
def test_the_last_passage_ends_before_the_first_line_that_is_no_sentence(after, words):
    end = "But who would own the rain? Everyone would."
    found, _ = matching.author_words(page(*GOOD), TEXT.strip() + after, {})
    assert found["2"] == end + words


def test_the_share_counts_the_authors_own_words_only():
    of = page(*GOOD, lemma="It runs", quoted="The wheel turns so long as the brook runs")
    assert reports.reproduced_share(of, matching.author_words(of, TEXT, {})[0]) == pytest.approx(
        (3 + 3 + 2) / (26 - 9)
    )


def test_the_header_states_the_share_that_a_copy_proves(tmp_path):
    of = page(*GOOD, lemma="It runs", quoted="The wheel turns so long as the brook runs")
    copy, register = tmp_path / "copy.txt", tmp_path / "copies.txt"
    copy.write_text(TEXT, "utf-8")

    def stated(share):
        page = replace(of, header={**of.header, "reproduced": share})
        return [problem.message for problem in checking.check_copy([page], copy, register)]

    assert stated("20%") == []  # nothing proves yet that it is the text that was restated
    words = matching.author_words(of, TEXT, {})[0]
    lines = [f"{of.docname} {locus} {checksum(text)}\n" for locus, text in words.items()]
    register.write_text("".join(lines), "utf-8")
    assert stated("") == stated("47%") == []
    assert stated("20%") == [
        "incipits and lemmata have 47% of the author's words: put “reproduced: 47%”"
    ]


def test_a_copy_that_is_no_text_is_refused_in_words(tmp_path):
    with pytest.raises(ValueError, match="cannot be read: No such file"):
        decode.read_file(tmp_path / "none.txt")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\x00\x81")
    with pytest.raises(ValueError, match="no text in UTF-8"):
        decode.read_file(tmp_path / "picture.txt")
