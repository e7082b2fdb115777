"""What a quoter does by convention is said beside the verdict, with the words on both sides."""

import pytest

from sphinx_edition.words.conventions import conventions


@pytest.mark.parametrize(
    ("quotation", "source", "expected"),
    [
        ("the well … the key", "the well, the rope and the key", [("cut", "…", "the rope and")]),
        ("the well […] the key", "the well the key", []),
        ("he is […] guilty", "he is not guilty", [("cut", "…", "not")]),
        ("a [deep] well", "a well", [("insertion", "[deep]", "")]),
        ("he is [not] guilty", "he is guilty", [("insertion", "[not]", "")]),
        ("then [Ida] slept", "then the old man slept", [("substitution", "[Ida]", "the old man")]),
        ("[T]he well", "and the well", [("capital", "[T]he", "the")]),
        ("[T]he well", "The well", []),
        ("the “free” well", "the free well", [("quotation marks", "“free”", "free")]),
        ("the free well", "the ‘free’ well", [("quotation marks", "free", "‘free’")]),
        ("“the free well”", "the free well", []),
        ("the “free” well", "the «free» well", []),
        ("the old [sic] well", "the old well", []),
        ("[Harms] slept", "he slept", [("insertion", "[Harms]", "")]),
        ("the well", "another rope", []),
    ],
)  # fmt: skip
def test_conventions(quotation, source, expected):
    found = conventions(quotation, source)
    assert [(c.kind, c.quotation, c.source) for c in found] == expected
