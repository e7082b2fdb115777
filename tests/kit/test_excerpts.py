"""What is quoted of a passage, what differs, and how much of a long text is shown."""

from __future__ import annotations

from sphinx_edition.showing.sides import shortened
from sphinx_edition.words.pairs import compare, quoted_spans

TEXT = "They had no rope. Why? The well was deep, and the day long; nobody came, so they sang. " * 3


def test_the_words_that_a_quotation_has_are_told_from_those_it_changes():
    for quote, has, changes in (
        ("The well was deep", ["The well was deep"], []),
        ("The well was […] the day long", ["The well was", "the day long"], []),
        ("The well was dry, and the day long", ["The well was", ", and the day long"], ["deep"]),
        ("The well was so very dark, and the day", ["The well was", ", and the day"], ["deep"]),
        ("the WELL was deep, and the day long", ["was deep, and the day long"], ["The well"]),
    ):
        spans = quoted_spans(compare(quote, TEXT[:86]))
        assert [TEXT[low:high] for low, high, same in spans if same] == has
        assert [TEXT[low:high] for low, high, same in spans if not same] == changes
    assert quoted_spans(compare("The well", "")) == []


def test_what_does_not_fit_ends_with_a_word():
    assert shortened(TEXT, 1000) == TEXT
    assert shortened(TEXT, 40) == "They had no rope. Why? The well was …"
    assert shortened("字" * 90, 40) == "字" * 20 + " …"
