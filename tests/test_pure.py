"""The core is pure: its modules know words and records, and neither Sphinx nor docutils."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parents[1] / "edition"
PURE = (
    "model", "dates", "collate", "differences", "verdicts", "checks", "anchors", "preflight",
    "formats", "copies", "reports", "stems", "find", "entries", "drawing", "pictures", "sections",
)  # fmt: skip
READERS = {"yaml", "pybtex", "snowballstemmer"}  # of front matter, bibliographies, words
ALONE = """
import importlib, sys, types
sys.modules.update(dict.fromkeys(["sphinx", "docutils", "myst_parser", "sphinxcontrib"]))
package = sys.modules["edition"] = types.ModuleType("edition")
package.__path__ = [sys.argv[1]]
importlib.import_module(f"edition.{sys.argv[2]}")
"""


def imported(path: Path) -> Iterator[str]:
    """Yield what a module imports anywhere in it; with a dot before what is its neighbour."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").partition(".")[0]
        elif isinstance(node, ast.ImportFrom):
            yield from (f".{node.module or name.name}" for name in node.names)


@pytest.mark.parametrize("module", PURE)
def test_a_pure_module_imports_only_pure_ones(module: str) -> None:
    allowed = sys.stdlib_module_names | READERS | {f".{name}" for name in PURE}
    assert set(imported(FOLDER / f"{module}.py")) <= allowed


@pytest.mark.parametrize("module", PURE)
def test_a_pure_module_works_where_there_is_no_sphinx(module: str) -> None:
    subprocess.run([sys.executable, "-c", ALONE, str(FOLDER), module], check=True)


def test_the_core_knows_nothing_of_what_is_built_upon_it() -> None:
    order = {f".{name}": at for at, name in enumerate(PURE)}
    for name in PURE:
        neighbours = {m for m in imported(FOLDER / f"{name}.py") if m.startswith(".")}
        assert all(order[m] < order[f".{name}"] for m in neighbours), name
