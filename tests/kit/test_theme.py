"""The scripts and styles of the theme stay small, readable, and what a browser can load."""

from __future__ import annotations

import gzip
import subprocess
from pathlib import Path
from shutil import which

import pytest

from sphinx_edition.web import bundle

THEME = Path(bundle.__file__).with_name("theme")
SCRIPTS, STYLES = THEME / "scripts", THEME / "styles"
ENTRIES = ("theme", "copy", "search", "cite", "moved")
SHEETS = {"edition": STYLES, "cite": [STYLES / "cite.css"], "search": [STYLES / "search.css"]}
FILES = [*SCRIPTS.rglob("*.js"), *STYLES.glob("*.css")]


def packed(texts: list[str]) -> int:
    """Return how many bytes texts have when a host sends them, each by itself."""
    return sum(len(gzip.compress(text.encode(), 9)) for text in texts)


def test_the_scripts_are_within_their_budget() -> None:
    assert packed([bundle.bundle_script(SCRIPTS / f"{name}.js") for name in ENTRIES]) <= 14_000


def test_the_styles_are_within_their_budget() -> None:
    assert packed([bundle.bundle_style(sheets) for sheets in SHEETS.values()]) <= 9_000


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_says_what_it_is_for(file: Path) -> None:
    assert file.read_text("utf-8").startswith(("// ", "/* "))


def test_every_module_is_part_of_a_script_and_every_sheet_of_a_style() -> None:
    scripts = [bundle.bundle_script(SCRIPTS / f"{name}.js") for name in ENTRIES]
    joined = {line for script in scripts for line in script.splitlines()}
    for file in SCRIPTS.rglob("*.js"):
        assert {*bundle.bundle_script(file).splitlines()} <= joined, file
    assert {f.stem for f in STYLES.glob("[!0-9]*.css")} == {"cite", "search"}


@pytest.mark.parametrize("name", ENTRIES)
def test_a_joined_script_is_a_classic_one(name: str, tmp_path: Path) -> None:
    if not (node := which("node")):
        pytest.skip("no Node.js here (Debian: apt install nodejs)")
    script = tmp_path / f"{name}.cjs"
    script.write_text(bundle.bundle_script(SCRIPTS / f"{name}.js"), "utf-8")
    subprocess.run([node, "--check", script], check=True)
