"""Comparing costs what it compares: counted in lines of the kit that run, never in seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_edition.model import Page, Passage, Version
from sphinx_edition.words import collate, find, runs, tokens

from ..counting import lines_run

if TYPE_CHECKING:
    from collections.abc import Callable

MODULES = (collate.__file__, find.__file__, runs.__file__)


def lines(work: Callable[[], object]) -> int:
    """Return how many lines of the compared modules run while some work is done."""
    for cached in (tokens.tokens, collate.align, collate._bits):
        cached.cache_clear()
    return lines_run(work, MODULES.__contains__).total()


def cost_of_find(words: int, passages: int) -> int:
    """Return the lines that run to look for a text of other words in some passages."""
    versions = [
        Version("", "en", "print", "a print", f"well{n} rope{n} swan{n}", f"p{n}", 1)
        for n in range(passages)
    ]
    rows = (
        Passage(f"mill:{n}", "sources/mill", str(n), (version,), "Nobody asks", 1)
        for n, version in enumerate(versions)
    )
    page = Page("sources/mill", "Mills", passages=tuple(rows))
    text = " ".join(f"x{n}" for n in range(words))
    return lines(lambda: find.find(text, [page]))


def test_a_text_is_not_read_again_for_each_passage_it_has_no_words_of() -> None:
    small, large = cost_of_find(400, 40), cost_of_find(1600, 160)
    assert small < large < 6 * small  # sixteen times, if every word were asked of every passage


def cost_of_cuts(cuts: int, last: str) -> int:
    """Return the lines that run to look for a word again and again, in a text of nothing else."""
    text = f"{'the ' * 4 * cuts}end"
    quotation = " … ".join(["the"] * cuts) + last
    assert not collate.places(quotation, text)
    return lines(lambda: collate.places(quotation, text))


def test_a_quotation_with_many_cuts_looks_for_equal_words_once() -> None:
    for last in (" … nowhere", " … end … the"):
        small, large = cost_of_cuts(50, last), cost_of_cuts(200, last)
        assert 0 < small <= large < 6 * small  # it was sixteen times


def cost_of_one_word(words: int, quotation: str, text: str) -> int:
    """Return the lines that run to find one word, repeated, in a text of twice as many."""
    quotation, text = " ".join([quotation] * words), text * words
    assert len(collate.places(quotation, text)) >= words
    return lines(lambda: collate.places(quotation, text))


@pytest.mark.parametrize(
    ("quotation", "text"), [("the", "the the "), ("[t]he", "the The "), ("the /", "the\nthe\n")]
)
def test_a_word_repeated_is_not_compared_from_each_place_anew(quotation: str, text: str) -> None:
    small, large = (cost_of_one_word(words, quotation, text) for words in (50, 400))
    assert small < large < 10 * small  # of eight times the words; it was sixty-four times


def test_a_thousand_cuts_need_no_deeper_stack() -> None:
    words = " ".join(f"word{n}" for n in range(2000))
    quotation = " … ".join(f"word{n}" for n in range(0, 2000, 2))
    assert len(collate.places(quotation, words)) == 1
