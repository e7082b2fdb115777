"""No quotation of the sample can be falsified unnoticed, in any way and at any place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ..falsified import figures, report
from ..mutations import KINDS

if TYPE_CHECKING:
    from ..project import Build


@pytest.fixture(scope="module")
def edition(sample: Build):
    return sample.edition


def test_no_falsified_quotation_passes(edition) -> None:
    found = figures(edition)
    assert {*found} == {*KINDS}
    for kind, (counts, passed) in found.items():
        assert not passed, (kind, passed[0][0])
        assert counts["told"] + counts["shown"] >= 50, kind


def test_a_gate_that_tells_nothing_is_found_out(edition, monkeypatch) -> None:
    mention = next(m for m in edition.mentions if m.kind == "quote")
    monkeypatch.setattr("tests.falsified.judge", lambda *_: edition.verdict(mention))
    lines = [*report("The sample", edition)]
    assert sum(line.startswith("    (") for line in lines) > 100
