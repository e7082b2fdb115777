"""The contract of addresses: who cites this edition from outside arrives."""

from __future__ import annotations

from sphinx_edition.gate import anchors

from ..addresses import replay
from ..project import ROOT


def test_the_edition_s_own_register_is_kept(browser, site):
    register, problems = anchors.read_register(
        (ROOT / "anchors.txt").read_text("utf-8"), "anchors.txt"
    )
    broken, ways = replay(browser, site, register)
    assert (problems, broken, ways["words"] > 200) == ([], [], True)
