"""The floors of the kit: the contracts in ``pyproject.toml`` hold, and are looked at."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ..project import ROOT

LINT = Path(sys.executable).with_name("lint-imports")
UPWARD, CIRCLE = "A room knows those below it", "There is no circle"
ONLY_TYPES = "\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from {}\n"
PLANTED = {  # in which file, what it imports besides, and which contracts that breaks
    "upward": ("words/collate.py", "\nfrom ..web import search\n", {UPWARD, CIRCLE}),
    "upward, for types only": (
        "model.py", ONLY_TYPES.format(".gate import rules"), {UPWARD, CIRCLE},
    ),
    "from one output to another": ("web/search.py", "\nfrom ..book import lines\n", {UPWARD}),
    "in a circle": ("words/collate.py", "\nfrom . import differences\n", {CIRCLE}),
    "in a circle, for types only": (
        "words/collate.py", ONLY_TYPES.format(".differences import Variant"), {CIRCLE},
    ),
    "a room without a floor": ("attic/__init__.py", "", {UPWARD}),
}  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a copy of the package, beside what import-linter is told."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src/sphinx_edition", tmp_path / "sphinx_edition")
    return tmp_path


def broken(folder: Path) -> set[str]:
    """Return the names of the contracts that are broken in a folder."""
    run = subprocess.run(
        [LINT, "--no-cache", "--no-logo"], cwd=folder, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "200"},
    )  # fmt: skip
    said = run.stdout + run.stderr
    found = dict(re.findall(r"^(.+?) (KEPT|BROKEN)", said, re.MULTILINE))
    assert {*found} == {UPWARD, CIRCLE}, said
    assert run.returncode == ("BROKEN" in found.values())
    return {name for name, state in found.items() if state == "BROKEN"}


def test_the_house_stands(house: Path) -> None:
    assert broken(house) == set()


@pytest.mark.parametrize("what", PLANTED)
def test_an_import_is_refused(what: str, house: Path) -> None:
    name, line, contracts = PLANTED[what]
    path = house / "sphinx_edition" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text("utf-8") if path.exists() else "") + line, "utf-8")
    assert broken(house) == contracts
