"""What a quoter does by convention is said beside the verdict, with the words on both sides."""

from itertools import accumulate

import pytest

from sphinx_edition.words.emphases import emphasis
from sphinx_edition.words.pairs import CONVENTIONS, compare


@pytest.mark.parametrize(
    ("quotation", "source", "expected"),
    [
        ("the well … the key", "the well, the rope and the key", [("cut", "…", "the rope and")]),
        ("the well […] the key", "the well the key", []),
        ("he is […] guilty", "he is not guilty", [("cut", "[…]", "not")]),
        ("a [deep] well", "a well", [("insertion", "[deep]", "")]),
        ("he is [not] guilty", "he is guilty", [("insertion", "[not]", "")]),
        ("then [Ida] slept", "then the old man slept", [("substitution", "[Ida]", "the old man")]),
        ("[T]he well", "and the well", [("capital", "[T]he", "the")]),
        ("[T]he well", "The well", []),
        ("the “free” well", "the free well", [("quotation marks", "“free”", "free")]),
        ("the free well", "the ‘free’ well", [("quotation marks", "free", "‘free’")]),
        ("“the free well”", "the free well", []),
        ("the “free” well", "the «free» well", []),
        ("“free” well", "free well", [("quotation marks", "“free”", "free")]),
        ("the “free”", "the free", [("quotation marks", "“free”", "free")]),
        ("the “free / well”", "the free\nwell", [("quotation marks", "“free", "free")]),
        ("the old [sic] well", "the old well", []),
        ("[Harms] slept", "he slept", [("insertion", "[Harms]", "")]),
        ("the well", "another rope", []),
    ],
)  # fmt: skip
def test_conventions(quotation, source, expected):
    found = [pair for pair in compare(quotation, source) if pair.kind in CONVENTIONS]
    assert [(pair.kind, pair.quotation, pair.source) for pair in found] == expected


def parted(marked):
    """Return a text without its asterisks, and the offsets of what stands between them."""
    pieces = marked.split("*")
    ends = [*accumulate(map(len, pieces))]
    return "".join(pieces), tuple(zip(ends[::2], ends[1::2], strict=False))


@pytest.mark.parametrize(
    ("quotation", "source", "expected"),
    [
        ("the *free* well", "the free well", [("*free*", "free")]),
        ("the free well", "the *free* well", [("free", "*free*")]),
        ("the *free* well", "the *free* well", []),
        ("*the free* well", "the *free well*", [("*the*", "the"), ("well", "*well*")]),
        ("[T]he *free* / well", "and the free\nwell", [("*free*", "free")]),
        ("the *e\u0301te\u0301* well", "the été well", [("*été*", "été")]),
        ("the … *free* well", "the old and *free* well", []),
        ("the [old] *free* well", "the free well", [("*free*", "free")]),
        ("*free*, *well*", "free, well", [("*free*", "free"), ("*well*", "well")]),
        (
            "the *free* [sic] old *well*",
            "the free old well",
            [("*free*", "free"), ("*well*", "well")],
        ),
        (
            "the *free* spring of all",
            "the free well of *all*",
            [("*free*", "free"), ("all", "*all*")],
        ),
        ("the *spring* of all", "the well of all", []),
        ("all *free* men", "free *men* all", [("*free*", "free"), ("men", "*men*")]),
    ],
)
def test_emphasis_of_one_side_only_is_said(quotation, source, expected):
    (ours, here), (theirs, there) = parted(quotation), parted(source)
    found = emphasis(ours, theirs, compare(ours, theirs), here, there)
    assert [(pair.quotation, pair.source) for pair in found] == expected
