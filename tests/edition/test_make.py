"""The Makefile: what is given reaches the command as it was typed."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AWKWARD = "-D 'a\"b' $HOME, $(id) $$ #; `id` \\"
#: In place of the command: prints its arguments, each ended by a zero.
COMMAND = "#!/bin/sh\nprintf '%s\\0' \"$@\"\n"


@pytest.fixture
def make(tmp_path: Path):
    """Return what runs make with a command that only prints what it is given."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("requirements.txt", "pyproject.toml"):
        (tmp_path / name).touch()
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/ready").touch()
    (tmp_path / ".venv/bin/sphinx-edition").write_text(COMMAND)
    (tmp_path / ".venv/bin/sphinx-edition").chmod(0o755)

    def run(*arguments: str) -> list[str]:
        command = ["make", "--no-print-directory", *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout.split("\0")[:-1]

    return run


@pytest.mark.parametrize(
    ("target", "variable", "given"),
    [
        ("all", "COPY", "--copy={}"),
        ("html", "COPY", "--copy={}"),
        ("check", "COPY", "--copy={}"),
        ("digests", "COPY", "--copy={}"),
        ("pdf", "PAPER", "--paper={}"),
        ("pdf", "ONLY", "--only={}"),
        ("booklet", "SHEETS", "--sheets={}"),
        ("serve", "PORT", "--port={}"),
        ("find", "TEXT", "{}"),
    ],
)
def test_no_sign_in_a_variable_is_taken_for_another(make, target, variable, given) -> None:
    assert given.format(AWKWARD) in make(target, f"{variable}={AWKWARD}")


@pytest.mark.parametrize("makefile", ["Makefile", "src/sphinx_edition/starter/common/Makefile"])
def test_a_citation_is_proved_here_and_in_a_new_edition(makefile, make, tmp_path) -> None:
    shutil.copy(ROOT / makefile, tmp_path / "Makefile")
    arguments = make("prove", "ID=sources/well-1900#p1", "VERSION=0.1.0")
    assert arguments == ["prove", "sources/well-1900#p1", "0.1.0"]


def test_what_is_not_given_is_as_usual(make) -> None:
    assert make() == ["build", "--copy="]
    assert make("booklet") == ["booklet", "--copy=", "--paper=", "--sheets=4"]
    assert make("serve") == ["serve", "--copy=", "--port=8000"]
