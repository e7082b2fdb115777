"""The manual: each of its examples is built, its tables are those of the code, it has no slip."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sphinx_edition import cli
from sphinx_edition.model import EVIDENCE, KINDS
from sphinx_edition.settings import SETTINGS

from .manual import DOCS, PAGES, Player, blocks

if TYPE_CHECKING:
    from pathlib import Path

TUTORIAL = DOCS / "tutorial.md"
EXAMPLES = [page for page in PAGES if any(block.file for block in blocks(page))]
PLAYED = {TUTORIAL, DOCS / "howto/moving.md"}  # which say themselves what is typed


def name(page: Path) -> str:
    return page.relative_to(DOCS).as_posix()


@pytest.fixture
def player(tmp_path: Path) -> Player:
    if not shutil.which("git"):
        pytest.skip("no git here (Debian: apt install git)")
    return Player(tmp_path)


def test_the_tutorial_makes_and_publishes_an_edition(player: Player) -> None:
    player.play(TUTORIAL)
    pages = player.folder / "_build/html"
    assert "miller</span>" in (pages / "essays/on-brooks.html").read_text("utf-8")
    assert not list(pages.glob("*/seneca*"))
    assert "sources/mill-1859 p22 " in (player.folder / "anchors.txt").read_text("utf-8")


def test_what_is_published_is_changed_and_moved(player: Player) -> None:
    player.play(DOCS / "howto/moving.md")
    page = (player.folder / "_build/html/sources/mill-1859.html").read_text("utf-8")
    assert 'id="p21"' in page
    assert "it stands on page 20" in page
    assert "a slip of ours, for “rain”" in page


def test_the_tutorial_says_how_long_it_is() -> None:
    found = blocks(TUTORIAL)
    commands = [line for b in found if b.language == "console" for line in b.text.split("\n$ ")]
    commands += [line for b in found if b.language == "sh" for line in b.text.splitlines()]
    files = [block for block in found if block.file]
    lines = [line for block in files for line in block.text.splitlines() if line[:1] != "-"]
    said = re.search(r"(\d+) commands, (\d+) files, (\d+) lines", TUTORIAL.read_text("utf-8"))
    counted = [len(commands), len({block.file for block in files}), len(lines)]
    assert said is not None
    assert [*map(int, said.groups())] == counted


@pytest.mark.parametrize("page", [page for page in EXAMPLES if page not in PLAYED], ids=name)
def test_the_examples_of_a_page_build_in_every_form(player: Player, page: Path) -> None:
    player.run('sphinx-edition new edition --title "A Trial" --editors "The editors"')
    player.run("cd edition")
    player.play(page)
    assert player.run("sphinx-edition build") == 0, player.output
    for block in blocks(page):
        if block.file.endswith(".md"):
            assert (player.folder / "_build/html" / block.file).with_suffix(".html").is_file()


def test_no_example_is_left_out() -> None:
    assert len(EXAMPLES) > 10
    for page in PAGES:
        for block in blocks(page):
            is_page = block.language == "markdown"
            assert block.file or not is_page, f"{name(page)}: no file is named: {block.text}"


def test_the_manual_builds_without_a_warning_and_lists_what_the_code_has(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-WqE", "-d", tmp_path / "trees", DOCS]
    subprocess.run([*command, tmp_path / "out"], check=True)
    read = {path.stem: path.read_text("utf-8") for path in tmp_path.glob("out/**/*.html")}
    for setting, *_ in SETTINGS:
        assert f">{setting}<" in read["settings"]
    for command in cli.COMMANDS:
        assert f"usage: sphinx-edition {command} " in read["commands"]
    assert "ed.misquoted" in read["messages"]
    assert "sources-map" in read["syntax"]
    assert "searchindex.js" in {path.name for path in tmp_path.glob("out/*")}


def test_the_manual_names_every_kind_and_every_evidence() -> None:
    manual = (DOCS / "texts.md").read_text("utf-8")
    for word in (*KINDS, *EVIDENCE):
        assert f"| `{word}`" in manual or f"`{word}`, " in manual or f", `{word}`" in manual, word
