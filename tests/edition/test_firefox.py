"""In Firefox as in Chromium: quotations lead there and back, previews open, layers hide."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from shutil import which

import playwright
import pytest

from ..project import MODULES

HERE = Path(__file__).parent
NODE = Path(playwright.__file__).parent / "driver/node"


@pytest.fixture(scope="module")
def answers(site, serve):
    firefox = which("firefox-esr") or which("firefox")
    if firefox is None or not (MODULES / "puppeteer-core").exists():
        pytest.skip("no Firefox, or no puppeteer-core (Debian: apt install firefox-esr npm)")
    essay = next(site.glob("essays/*.html"))
    places = essay.as_uri(), f"{serve(site)}/{essay.relative_to(site)}"
    run = subprocess.run(
        [NODE, HERE / "firefox.mjs", firefox, *places], capture_output=True, text=True, timeout=400
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    return {"file": found[places[0]], "server": found[places[1]], "plain": found["plain"]}


@pytest.mark.parametrize("where", ["file", "server", "plain"])
def test_in_firefox_a_quotation_leads_to_its_passage_and_back(where, answers):
    count, wrong = answers[where]["ways"]
    assert (count >= 6, wrong) == (True, [])


@pytest.mark.parametrize("where", ["file", "server", "plain"])
def test_in_firefox_a_preview_opens_and_closes_by_pointer_and_by_keyboard(where, answers):
    opened, closed, pressed, escaped = answers[where]["previews"]
    assert (opened > 0, closed, pressed > 0, escaped) == (True, 0, True, 0)


@pytest.mark.parametrize("where", ["file", "server"])
def test_in_firefox_notes_layers_and_search_work(where, answers):
    found = answers[where]
    before, hidden, kept, after = found["layers"]
    assert (before > 0, hidden, kept, after) == (True, 0, 0, before)
    notes = found["notes"]
    assert (notes["astray"], notes["shifted"]) == ([], notes["noted"])
    assert len(notes["noted"]) > 20
    assert found["search"].removeprefix("./") == "sources/engels-1875b.html#p556"


def test_in_firefox_the_page_is_dark_where_the_system_is(answers):
    assert answers["file"]["light"] == [True, False]  # the paper, and the ink
    assert answers["plain"]["light"] == [False, True]
