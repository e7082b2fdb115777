"""Several passages are quoted in a row only if they are in a row, and each gives words."""

import pytest

from sphinx_edition.model import BASE, Mention, Passage, Version
from sphinx_edition.words.verdicts import judge


def passage(key, words):
    name = key.partition(":")[0]
    version = Version(BASE, "en", "print", "a print", words, "p1", 1)
    return Passage(key, f"sources/{name}", key.partition(":")[2], (version,), "", 1)


PASSAGES = {
    p.key: p
    for p in (
        passage("a:1", "The well belongs to all who drink from it."),
        passage("a:2", "Then it will be asked who buys the rope."),
        passage("a:3", "Whoever has no thirst today will have it tomorrow."),
        passage("b:1", "The well belongs to the keeper."),
    )
}


@pytest.mark.parametrize(
    ("known", "status", "best"),
    [
        (["transcription", "print"], "exact", "print"),
        (["sense", "transcription"], "exact", "transcription"),
        (["secondhand", "sense"], "unverified", "sense"),
    ],
)
def test_the_strongest_evidence_counts(known, status, best):
    words = "The well belongs to all."
    versions = tuple(Version(e, "en", e, "a copy", words, e, 1) for e in known)
    mention = Mention("quote", ("a:1",), words, "essays/x", "1", "q1", 1)
    found = judge(mention, {"a:1": Passage("a:1", "sources/a", "1", versions, "", 1)})
    assert (found.status, found.evidence) == (status, best)


def verdict(words, *targets):
    return judge(Mention("quote", targets, words, "essays/x", "1", "q1", 1), PASSAGES)


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("all who drink from it. Then it will be asked", ("a:1", "a:2")),
        ("The well belongs to all […] Whoever has no thirst", ("a:1", "a:3")),
        ("drink from it. […] Whoever has no thirst", ("a:1", "a:3")),
        ("from it. Then it […] rope. Whoever has", ("a:1", "a:2", "a:3")),
    ],
)
def test_passages_in_a_row_are_right(words, targets):
    assert verdict(words, *targets).status == "exact"


@pytest.mark.parametrize(
    ("words", "targets", "reason"),
    [
        ("Then it will be asked […] The well belongs", ("a:2", "a:1"), "order of their text"),
        ("The well belongs to the keeper. The well", ("b:1", "a:1"), "different texts"),
        ("The well belongs", ("a:1", "a:1"), "named twice"),
        ("The well belongs to all", ("a:1", "a:2"), "none of these words stand in a:2"),
        ("Then it will be asked", ("a:1", "a:2"), "none of these words stand in a:1"),
        ("all … asked who … thirst today", ("a:1", "a:3"), "some of these words stand in a:2"),
        ("The well [] all", ("a:1",), "empty bracket"),
    ],
)
def test_passages_that_are_in_no_row_are_refused_with_the_reason(words, targets, reason):
    found = verdict(words, *targets)
    assert found.status == "wrong"
    assert reason in found.reason


def test_passages_far_apart_without_a_cut_have_other_words():
    found = verdict("drink from it. Whoever has no thirst", "a:1", "a:3")
    assert (found.status, found.reason) == ("wrong", "")
    assert found.variants


def test_what_a_cut_leaves_out_is_kept_with_the_verdict():
    found = verdict("The well […] drink from it", "a:1")
    assert [c.source for c in found.conventions] == ["belongs to all who"]


def test_emphasis_of_one_side_only_is_kept_with_the_verdict_on_a_variant():
    words = "The well belongs to all who sleep beside it."
    emphasised = Mention("variant", ("a:1",), words, "essays/x", "1", "q1", 1, "", ((4, 8),))
    found = judge(emphasised, PASSAGES)
    assert (found.status, [v.reading for v in found.variants]) == ("variant", ["sleep beside"])
    assert [(c.kind, c.quotation) for c in found.conventions] == [("emphasis", "*well*")]
