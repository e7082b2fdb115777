"""The core is pure: its modules know words and records, and neither Sphinx nor docutils."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

import pytest

from ..project import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = ROOT / "src/sphinx_edition"
#: From below.
FLOORS = (
    "catalogs",
    "loci",
    "model",
    "bibliography",
    "words",
    "edition",
    "gate",
    "copies",
    "showing",
)
PURE = (
    "catalogs", "loci", "model", "bibliography",
    *(f"words.{path.stem}" for path in sorted(FOLDER.glob("words/[a-z]*.py"))), "edition",
    "gate.rules", "gate.anchors", "gate.addresses", "gate.citation", "gate.headers",
    "gate.people", "gate.preflight", "gate.proof", "gate.release", "gate.review", "gate.slips",
    "gate.witnesses", "copies.decode", "copies.matching", "copies.reports", "copies.checking",
    "showing.drawing", "showing.pictures", "showing.sections",
)  # fmt: skip
READERS = {
    "yaml",
    "pybtex",
    "pyuca",
    "snowballstemmer",
    "babel",
    "edtf",
    "langcodes",
}  # of what is typed
ALONE = """
import importlib, sys, types
sys.modules.update(dict.fromkeys(["sphinx", "docutils", "myst_parser", "sphinxcontrib"]))
folder, name, *rooms = sys.argv[1:]
for room in ["", *rooms]:  # none of which is entered by its front door, where Sphinx is met
    package = "sphinx_edition" + (room and f".{room}")
    sys.modules[package] = types.ModuleType(package)
    sys.modules[package].__path__ = [f"{folder}/{room}"]
importlib.import_module(f"sphinx_edition.{name}")
"""


def imported(module: str) -> Iterator[str]:
    """Yield what a module imports anywhere in it; with a dot before what is of the kit."""
    path = FOLDER / f"{module.replace('.', '/')}.py"
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").partition(".")[0]
        elif isinstance(node, ast.ImportFrom):
            home = [*module.split(".")[: -node.level], *(node.module or "").split(".")]
            inside = ".".join(filter(None, home))
            names = (f"{inside}.{name.name}".strip(".") for name in node.names)
            yield from (f".{name if is_module(name) else inside}" for name in names)


def is_module(name: str) -> bool:
    return (FOLDER / f"{name.replace('.', '/')}.py").is_file()


@pytest.mark.parametrize("module", PURE)
def test_a_pure_module_imports_only_pure_ones(module: str) -> None:
    allowed = sys.stdlib_module_names | READERS | {f".{name}" for name in PURE}
    assert set(imported(module)) <= allowed


@pytest.mark.parametrize("module", PURE)
def test_a_pure_module_works_where_there_is_no_sphinx(module: str) -> None:
    rooms = sorted({name.partition(".")[0] for name in PURE if "." in name})
    subprocess.run([sys.executable, "-c", ALONE, str(FOLDER), module, *rooms], check=True)


def test_the_core_knows_nothing_of_what_is_built_upon_it() -> None:
    graph = {name: {m[1:] for m in imported(name) if m[0] == "."} for name in PURE}
    assert len([*TopologicalSorter(graph).static_order()]) == len(PURE)  # and there is no circle
    for name, others in graph.items():
        floors = {FLOORS.index(other.partition(".")[0]) for other in others}
        assert max(floors, default=0) <= FLOORS.index(name.partition(".")[0]), name
