"""What a preview shows of a passage: the sentence that is quoted, its words, and what differs."""

from __future__ import annotations

from sphinx_edition.web.previews import excerpt
from sphinx_edition.words.differences import quoted_spans

TEXT = "They had no rope. Why? The well was deep, and the day long; nobody came, so they sang. " * 3


def test_the_words_that_a_quotation_has_are_told_from_those_it_changes():
    for quote, has, changes in (
        ("The well was deep", ["The well was deep"], []),
        ("The well was […] the day long", ["The well was", "the day long"], []),
        ("The well was dry, and the day long", ["The well was", ", and the day long"], ["deep"]),
        ("The well was so very dark, and the day", ["The well was", ", and the day"], ["deep"]),
        ("the WELL was deep, and the day long", ["was deep, and the day long"], ["The well"]),
    ):
        spans = quoted_spans(quote, TEXT[:86])
        assert [TEXT[low:high] for low, high, same in spans if same] == has
        assert [TEXT[low:high] for low, high, same in spans if not same] == changes
    assert quoted_spans("The well", "") == []


def test_an_excerpt_begins_with_the_sentence_that_is_quoted():
    low = TEXT.rindex("The well")
    spans = [(low, low + 8, True), (low + 13, low + 17, False)]
    whole = list(excerpt(TEXT, spans, 1000))
    assert "".join(text for text, _ in whole) == TEXT
    assert [(text, same) for text, same in whole if same is not None] == [
        ("The well", True), ("deep", False),
    ]  # fmt: skip
    part = list(excerpt(TEXT, spans, 40))
    assert "".join(text for text, _ in part) == "… The well was deep, and the day long; …"
    assert [same for _, same in part if same is not None] == [True, False]
    assert "".join(text for text, _ in excerpt("字" * 90, [], 40)) == "字" * 20 + " …"
