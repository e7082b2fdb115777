"""A quotation stands beside its source in pairs: none of its letters is lost, none is made up."""

from __future__ import annotations

import re
import unicodedata

import pytest

from sphinx_edition.words.pairs import compare
from sphinx_edition.words.tokens import word_tokens

from .test_collate import DIFFERENCES, LAW, rows

CASES = {row.values[:2] for table in (*LAW.values(), DIFFERENCES) for row in rows(table)}


def words(side: str, is_open: bool) -> list[str]:
    """Return the words of one side of a pair, without the quoter's brackets and remarks.

    A letter in brackets leaves the case open.
    """
    plain = re.sub(r"\[(sic.?|[!?])\]", "", side, flags=re.IGNORECASE)
    plain = re.sub(r"\[(\w)\](?=\w)", r"\1", plain)
    return [token.text for token in word_tokens(plain.casefold() if is_open else plain)]


@pytest.mark.parametrize(("quotation", "source"), sorted(CASES), ids=str)
def test_the_pairs_of_the_law_are_the_quotation_and_words_of_the_source(quotation, source):
    pairs = compare(quotation, source)
    if pairs:
        typed = unicodedata.normalize("NFC", quotation)
        assert "".join(pair.quotation for pair in pairs) == typed
        stretches = "".join(pair.source for pair in pairs).split(" … ")
        assert all(stretch in source for stretch in stretches)
    for pair in pairs:
        if pair.kind == "same":
            is_open = "[" in pair.quotation
            assert words(pair.quotation, is_open) == words(pair.source, is_open)
        assert pair.kind != "context" or not pair.quotation
        for start, end in pair.spans:
            assert source[start:end].strip() == source[start:end]


def test_an_omission_an_insertion_and_a_substitution_have_their_places():
    pairs = compare(
        "[T]he well is [not] deep … and [Ida] slept",
        "Once they sang. They said the well is deep, men say, and the old man slept. It rained.",
    )
    assert [(pair.kind, pair.quotation, pair.source) for pair in pairs] == [
        ("context", "", "They said "),
        ("capital", "[T]he", "the"),
        ("same", " well is ", " well is"),
        ("insertion", "[not]", ""),
        ("same", " deep ", " deep, "),
        ("cut", "…", "men say"),
        ("same", " and ", ", and "),
        ("substitution", "[Ida]", "the old man"),
        ("same", " slept", " slept"),
        ("context", "", "."),
    ]


def test_context_is_the_sentence_and_no_more_than_fits():
    text = "One. " + "a word and " * 60 + "the well is deep, " + "and so on " * 60 + "end. Two."
    before, *_, after = compare("the well is deep", text)
    assert before.source.startswith("… ")
    assert after.source.endswith(" …")
    assert max(len(before.source), len(after.source)) < 250
    assert compare("The well!", "So. The well! Then") == compare("The well!", "So. The well!")
