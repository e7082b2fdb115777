"""The data of the edition: its annotations find their words, and a reader's copy is not in it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from ..project import MODULES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


MADE_UP = "with few words,"  # around each quotation in the copy that is bound in


PACKAGES = ("ancestors", "diff-match-patch", "dom-anchor-text-position", "dom-anchor-text-quote",
            "dom-node-iterator", "dom-seek", "index-of")  # fmt: skip


@pytest.mark.parametrize("which", ["site", "own"])
def test_an_annotation_client_finds_the_words_of_every_mention(
    which: str, browser: Browser, request: pytest.FixtureRequest
) -> None:
    if not (MODULES / "dom-anchor-text-quote").is_dir():
        pytest.skip("npm is not here (Debian: apt install npm)")
    folder = request.getfixturevalue(which)
    modules = {
        file.relative_to(MODULES).as_posix(): file.read_text("utf-8")
        for name in PACKAGES for file in (MODULES / name).rglob("*.js")
    }  # fmt: skip
    client = (ROOT / "tests/anchoring.js").read_text("utf-8")
    total = json.loads((folder / "annotations.jsonld").read_text("utf-8"))["total"]
    lost, found = [], 0
    with browser.new_page() as page:
        for file in sorted((folder / "annotations").rglob("*.jsonld")):
            items = json.loads(file.read_text("utf-8"))["items"]
            page.goto((file.parent / items[0]["target"]["source"]).resolve().as_uri())
            for said, place, anchored in page.evaluate(client, [modules, items]):
                found += 1
                lost += [] if said == place == anchored else [(file.stem, said, place, anchored)]
    assert lost == []
    assert found == total > 0


def test_of_a_readers_own_copy_nothing_is_in_the_records(site: Path, own: Path) -> None:
    def data(folder: Path) -> dict[str, bytes]:
        files = [folder / "edition.json", *folder.glob("tei/**/*.*"), *folder.glob("dts/**/*.*")]
        return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}

    assert data(own) == data(site)
    assert len(data(site)) > 500
    for file in site.glob("annotations/**/*.*"):
        assert MADE_UP not in file.read_text("utf-8")
    assert MADE_UP in next(own.glob("annotations/essays/*")).read_text("utf-8")


def test_the_page_about_the_data_leads_to_every_kind_of_them(site: Path) -> None:
    page = (site / "about/data.html").read_text("utf-8").partition('id="main"')[2]
    files = [
        link
        for link in re.findall(r'class="external[^"]*" href="([^"]+)"', page)
        if ":" not in link
    ]
    typed = (ROOT / "about/data.md").read_text("utf-8")
    assert files == re.findall(r"\]\((\.\./[^)]+)\)\{\.external\}", typed) != []
    assert [file for file in files if not (site / "about" / file).is_file()] == []
