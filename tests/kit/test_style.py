"""How the kit is written: short files and functions, and no word of the edition beside it."""

from __future__ import annotations

import ast
import codecs
import re
import subprocess
from pathlib import Path

from ..project import ROOT

KIT = ROOT / "src/sphinx_edition"
WRITTEN = {".py", ".js", ".mjs", ".css", ".html", ".typ", ".jinja"}
LONGEST = {"file": 250, "function": 45, "line of a script or style": 100}
# Its authors and titles, in a cipher: this file, too, may not name them.
NAMES = codecs.decode(
    r"\o(znek|ratryf|fgnyva|yrava|yhkrzohet|zpphar|cebyrgnevna|vagreangvbanyvfz)|\oxvz\o", "rot13"
).replace("\\o", "\\b")


def tracked(*folders: str) -> list[Path]:
    """Return the files of some folders that the repository keeps."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *folders]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def text(path: Path) -> str:
    """Return what a file says; what is no text says nothing."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_is_long() -> None:
    files = [path for path in tracked("src", "tests") if path.suffix in WRITTEN]
    lengths = {named(path): len(text(path).splitlines()) for path in files}
    assert {name: n for name, n in lengths.items() if n > LONGEST["file"]} == {}
    assert len(lengths) > 100


def test_no_function_is_long() -> None:
    found = {}
    for path in (path for path in tracked("src", "tests") if path.suffix == ".py"):
        for node in ast.walk(ast.parse(text(path) or "pass")):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found[f"{named(path)}:{node.lineno}"] = node.end_lineno - node.lineno + 1
    assert {name: n for name, n in found.items() if n > LONGEST["function"]} == {}
    assert len(found) > 500


def test_no_line_of_a_script_or_style_is_long() -> None:
    most = LONGEST["line of a script or style"]
    files = [path for path in tracked("src") if path.suffix in {".js", ".mjs", ".css"}]
    assert files
    assert [
        f"{named(path)}:{number}"
        for path in files
        for number, line in enumerate(text(path).splitlines(), 1)
        if len(line) > most
    ] == []


def test_the_kit_knows_no_word_of_the_edition() -> None:
    assert [
        f"{named(path)}:{number}: {match[0]}"
        for path in tracked("src", "tests/kit")
        for number, line in enumerate([named(path), *text(path).splitlines()])
        for match in re.finditer(NAMES, line, re.IGNORECASE)
    ] == []
    assert re.search(NAMES, codecs.decode("Ebfn Yhkrzohet", "rot13"), re.IGNORECASE)


def test_nothing_at_the_top_is_python_but_the_settings() -> None:
    top = [path.name for path in tracked() if path.parent == ROOT and path.suffix == ".py"]
    assert top in (["conf.py"], [])  # the kit is also tested where there is no edition
