"""The work of comparing grows with the words, however wrong a quotation is: counted, not timed."""

from __future__ import annotations

import random
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_edition.model import Mention, Passage, Version
from sphinx_edition.words import alignment, collate, likeness, quotations, tokens, verdicts

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = [f"{first}{vowel}{last}" for first in "bdgklm" for vowel in "aeiou" for last in "nrst"]


def operations(work: Callable[[], Any]) -> int:
    """Count the calls of functions, those of difflib and of the interpreter included."""
    for cached in (
        likeness.likeness, likeness.piece_spans, tokens.tokens, tokens.positions,
        quotations.parse, collate.align, collate._bits,
    ):  # fmt: skip
        cached.cache_clear()
    count = 0

    def see(*_: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def passage(text: str, number: int = 1) -> Passage:
    """Return a passage of one version."""
    version = Version("", "en", "print", "a print", text, f"p{number}", 1)
    return Passage(f"mill:{number}", "sources/mill", str(number), (version,), "", 1)


def judge(quotation: str, text: str) -> verdicts.Verdict:
    """Judge a declared variant of a text."""
    mention = Mention("variant", ("mill:1",), quotation, "essays/on", "1", "r", 1)
    return verdicts.judge(mention, {"mill:1": passage(text)})


def draw(count: int, seed: int = 1) -> list[str]:
    """Return words at random, some of them much more often than others."""
    chosen = random.Random(seed)
    return [WORDS[min(int(chosen.expovariate(0.05)), len(WORDS) - 1)] for _ in range(count)]


def slipped(words: list[str], every: int) -> list[str]:
    """Return words with a letter wrong in some."""
    return [f"{word}x" if n % every == 0 else word for n, word in enumerate(words)]


SHAPES = {
    "a short piece with every word wrong": lambda w: " ".join(slipped(w[50:57], 1)),
    "forty such pieces": lambda w: " … ".join(
        " ".join(slipped(w[n : n + 6], 1)) for n in range(0, len(w), len(w) // 40)
    ),
    "half the passage with slips": lambda w: " ".join(slipped(w[: len(w) // 2], 40)),
    "all of it in another order": lambda w: " ".join(w[::-1]),
    "a word again and again": lambda w: " ".join([w[0]] * (len(w) // 2)),
    "a cut after each tenth word": lambda w: " … ".join(w[::10]),
    "a letter in brackets in each word": lambda w: " ".join(f"[{word[0]}]{word[1:]}" for word in w),
    "each tenth word missing": lambda w: " ".join(word for n, word in enumerate(w) if n % 10),
    "a mark after each word": lambda w: ", ".join(w),
    "a slash after each word": lambda w: " / ".join(w),
    "a bracket before each third word": lambda w: " ".join(f"[x] {word}" for word in w[::3]),
    "a bracket before one word again and again": lambda w: f"{f'[x] {w[0]} ' * (len(w) // 3)} no",
    "brackets that do not close": lambda w: " ".join(f"[{word}" for word in w),
    "one word of all letters": lambda w: "".join(w),
    "short pieces of long words": lambda w: " ".join(["".join(w)[: len(w)]] * 12),
    "cuts and a word that is not there": lambda w: " … ".join([*[w[0]] * 300, "nowhere"]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_wrong_quotation_costs_no_more_than_the_words(shape: str) -> None:
    work = {}
    for size in (800, 6400):
        words = draw(size)
        quotation, text = SHAPES[shape](words), " ".join(words)
        work[size] = operations(lambda q=quotation, t=text: judge(q, t))
    assert work[6400] < 16 * max(work[800], 100_000), work  # of eight times the words


def test_a_thousand_cuts_need_no_recursion() -> None:
    words = [f"{word}{n}" for n, word in enumerate(draw(1500))]
    assert judge(" … ".join(words), " ".join(words)).status == "exact"


def test_brackets_and_cuts_before_equal_words_do_not_multiply() -> None:
    work = {}
    for size in (500, 4000):
        text = "the " * size
        work[size] = [
            operations(lambda q=f"[x] the {gap} " * (size // 3), t=text: collate.places(q, t))
            for gap in ("", "…")
        ]
    assert all(large < 16 * small for small, large in zip(*work.values(), strict=True)), work


def test_long_rows_are_aligned_by_a_longest_common_series() -> None:
    a, b = draw(1200), draw(1200, seed=2)
    blocks = alignment.matching_blocks(a, b)
    assert len(a) * len(b) > alignment._WORDS
    assert all(a[i : i + n] == b[j : j + n] for i, j, n in blocks)
    assert all(i + n <= k and j + n <= m for (i, j, n), (k, m, _) in pairwise(blocks))
    lengths = [0] * (len(b) + 1)  # of the longest series, by the table in every textbook
    for item in a:
        before, lengths = lengths, [0]
        for j, other in enumerate(b):
            lengths.append(before[j] + 1 if item == other else max(before[j + 1], lengths[j]))
    assert sum(block.size for block in blocks) == lengths[-1]


def test_long_rows_are_aligned_nearly_as_difflib_would() -> None:
    words = [f"{word}{n % 8}" for n, word in enumerate(draw(6000))]
    wrong = slipped(words, 50)
    blocks = alignment.matching_blocks(words, wrong)
    assert alignment._pairs(words, wrong) > alignment._PAIRS  # so difflib was not asked at once
    assert sum(block.size for block in blocks) > 0.95 * (len(words) - len(words[::50]))
    assert all(words[i : i + n] == wrong[j : j + n] for i, j, n in blocks)
