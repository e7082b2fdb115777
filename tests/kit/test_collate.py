"""The law of comparison in ``collate.toml``, row by row, and what holds of any text whatever."""

from __future__ import annotations

import tomllib
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from sphinx_edition.words import collate, likeness
from sphinx_edition.words.collate import places
from sphinx_edition.words.digests import digestible
from sphinx_edition.words.pairs import variants

LAW = tomllib.loads(Path(__file__).with_name("collate.toml").read_text("utf-8"))
DIFFERENCES = LAW.pop("differences")
TEXT = (
    "One well – “the common one” – is deep; the other, dug in '41, isn't.\nWhose is it? "
    "Ours! Für alle, naturally: вода не помнит, so the archive, who drew it. The end."
)


def rows(tables: dict[str, list[list[Any]]]) -> list[Any]:
    return [
        pytest.param(*row, id=f"{clause} {number}")
        for clause, cases in tables.items()
        for number, row in enumerate(cases, 1)
    ]


@pytest.mark.parametrize(
    ("quotation", "source", "verdict"), [row for chapter in LAW.values() for row in rows(chapter)]
)
def test_a_source_bears_a_quotation_out_or_not(quotation: str, source: str, verdict: bool) -> None:
    assert bool(places(quotation, source)) is verdict


@pytest.mark.parametrize(("quotation", "source", "entries"), rows(DIFFERENCES))
def test_differences_are_shown_as_entries(quotation: str, source: str, entries: list[str]) -> None:
    assert [f"{v.lemma} ] {v.reading}" for v in variants(quotation, source)] == entries


@pytest.mark.parametrize(
    ("quotation", "source"),
    [row.values[:2] for row in rows(LAW["never-forgiven"]) if not row.values[2]],
)
def test_what_is_refused_and_near_has_differences_to_show(quotation: str, source: str) -> None:
    cut = "…" in quotation
    assert variants(quotation, source) or cut or not likeness.is_near(quotation, source)


def test_every_stretch_of_whole_words_is_found_where_it_stands() -> None:
    words = TEXT.split()
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            stretch = " ".join(words[start:end])
            if any(c.isalnum() for c in stretch):
                assert places(stretch, TEXT), stretch


def test_the_places_are_those_of_the_pieces() -> None:
    found = places("the rope […] the key", "Pull the rope; turn the key. The rope, the key.")
    assert found == [((5, 13), (20, 27))]


def test_every_place_is_found() -> None:
    assert len(places("the well", "the well, the well and The well")) == 2


def test_the_digest_is_of_words_and_not_of_typography() -> None:
    assert digestible("“The well’s  rope”—long") == digestible('"The well\'s rope" - long')
    assert digestible("the well") != digestible("The well")
    assert digestible("the well") != digestible("the well!")


def counted(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> list[int]:
    """Count the calls of a function."""
    calls, function = [0], getattr(owner, name)

    def call(*args: Any) -> Any:
        calls[0] += 1
        return function(*args)

    monkeypatch.setattr(owner, name, call)
    return calls


@pytest.mark.parametrize("gap", ["…", "[one]"])
@pytest.mark.parametrize("gaps", [4, 60])
def test_the_work_on_gaps_grows_with_them_and_not_with_the_places_of_the_words(
    monkeypatch: pytest.MonkeyPatch, gaps: int, gap: str
) -> None:
    calls = counted(monkeypatch, collate, "_led_back")
    text = "the old well and " * 600
    assert not places(f"the {gap} " * gaps + "a key", text)
    assert places(f"the {gap} " * gaps + "the", text)
    assert 0 < calls[0] <= 2 * (gaps + 3)  # the stretches of both, and once each that is new


@pytest.mark.parametrize(("words", "cuts"), [(400, 3), (4000, 3), (40_000, 3), (40_000, 60)])
def test_the_work_on_likeness_is_bounded(
    monkeypatch: pytest.MonkeyPatch, words: int, cuts: int
) -> None:
    text = " ".join(f"{'abcde'[n % 5]}{n % 97} well" for n in range(words // 2))
    compared = counted(monkeypatch, SequenceMatcher, "real_quick_ratio")
    aligned = counted(monkeypatch, likeness, "matcher")
    quotation = " … ".join(["a1 rope well keys", *["no wall"] * cuts])
    assert likeness.likeness(quotation, text) < 1
    sizes = 2 * 2 + 1  # stretches of a piece's length, and of two words more or fewer
    assert 0 < compared[0] <= 2 * sizes * likeness._TRIED
    assert 0 < aligned[0] <= 6 * (cuts + 1) + 1
