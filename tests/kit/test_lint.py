"""The linters of scripts and styles, which ``make test`` runs over the theme, find what is bad."""

from __future__ import annotations

import subprocess
from shutil import which

import pytest

from ..project import ROOT

TESTS, THEME = ROOT / "tests", "src/sphinx_edition/web/theme"
LINTERS = {  # the program of each, and the name of a file that is not there
    "eslint": ("eslint/bin/eslint.js", f"{THEME}/scripts/bad.js"),
    "stylelint": ("stylelint/bin/stylelint.mjs", f"{THEME}/styles/bad.css"),
}
GOOD = {"eslint": "export const a = 1;\n", "stylelint": "a {\n  color: red;\n}\n"}
BAD = {  # each with the rules that it breaks
    "eslint": ("export const a = 1, b = unknown;\nb.innerHTML = a;\n" + "\n" * 250, {
        "one-var", "no-undef", "no-restricted-properties", "max-lines",
    }),
    "stylelint": ("a {\n  colr: red;\n  color: #FFFFFF;\n}\n", {
        "property-no-unknown", "color-hex-length",
    }),
}  # fmt: skip


@pytest.mark.parametrize("name", LINTERS)
@pytest.mark.parametrize("planted", [False, True])
def test_a_linter_finds_what_is_bad(name: str, planted: bool) -> None:
    program, file = LINTERS[name]
    node = which("node")
    if node is None or not (TESTS / "node_modules" / program).exists():
        pytest.skip("no linters here (Debian: apt install npm; then make test)")
    text, rules = BAD[name] if planted else (GOOD[name], set())
    run = subprocess.run(
        [node, TESTS / "node_modules" / program, "--config", TESTS / f"{name}.config.mjs",
         "--stdin", "--stdin-filename", file],
        cwd=ROOT, input=text, capture_output=True, text=True,
    )  # fmt: skip
    said = run.stdout + run.stderr
    assert bool(run.returncode) == planted, said
    assert rules <= set(said.split()), said
