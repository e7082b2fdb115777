"""The command ``sphinx-edition``: what it makes, what it says, and with which status it ends."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest

from ..project import CONF, SAMPLE

#: All that a shell, make, argparse or a list of settings might take for something else.
NAME = "-D 'a\"b' $HOME, $(id)"
COPY = """\
It is the keeper who errs. Orlova: “The key is kept by whoever woke first.” Then he sleeps.

Nor is the rope to blame, for whoever has the key has the water.
"""
LATE = """
from sphinx.util import logging

def setup(app):
    app.connect("html-page-context", lambda *_: logging.getLogger(__name__).warning("late"))
"""
#: Runs the command as a shell does that listens for Ctrl-C, even if this process does not.
RUN = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from sphinx_edition.cli import main
sys.exit(main())
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a small edition in a folder with an awkward name."""
    shutil.copytree(SAMPLE, tmp_path / NAME)
    (tmp_path / NAME / "conf.py").write_text(CONF)
    return tmp_path / NAME


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", RUN, *arguments]


def run(folder: Path, *arguments: str) -> tuple[int, list[str], list[str]]:
    """Run the command in a folder; return its status, and the lines of its log and of errors."""
    done = subprocess.run(command(*arguments), cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout.splitlines(), done.stderr.splitlines()


def test_a_build_makes_everything_and_logs_a_line_a_step(folder: Path) -> None:
    log = [
        "The report of the check is in _build/check/report.txt",
        "The book is in _build/pdf/edition.pdf",
        "The EPUB is in _build/epub/edition.epub",
        "The web edition is in _build/html/index.html",
    ]
    assert run(folder, "build") == (0, log, [])
    made = {name: (folder / name).read_bytes() for name in (line.split()[-1] for line in log)}
    assert made["_build/pdf/edition.pdf"].startswith(b"%PDF")
    for form in ("edition.pdf", "edition.epub"):  # offered beside the pages
        assert (folder / "_build/html" / form).exists()
    assert run(folder, "build") == (0, log, [])
    assert made == {name: (folder / name).read_bytes() for name in made}


def test_each_output_has_a_command_and_can_go_elsewhere(folder: Path) -> None:
    start, out = folder.parent, ["--source", f"./{NAME}", "--out=-o, $x"]
    check = "The report of the check is in -o, $x/check/report.txt"
    for name, line in {
        "html": "The web edition is in -o, $x/html/index.html",
        "epub": "The EPUB is in -o, $x/epub/edition.epub",
        "pdf --paper a4": "The book is in -o, $x/pdf-a4/edition.pdf",
        "pdf --only sources/harms-1841": "The book is in -o, $x/pdf/harms-1841.pdf",
    }.items():
        assert run(start, *name.split(), *out) == (0, [check, line], []), name
        assert (start / line.split(" is in ")[1]).stat().st_size
    status, lines, errors = run(start, "booklet", f"--source={NAME}", out[2], "--sheets", "2")
    assert (status, len(lines), errors) == (0, 3, [])
    assert (start / "-o, $x/pdf/booklet.pdf").stat().st_size
    assert not (folder / "_build").exists()


def test_reports_are_printed_and_registers_written(folder: Path) -> None:
    words = "whoever locks it is a thief, though he has paid for the lock"
    (folder / NAME).write_text(f"He wrote: {words}.")
    status, lines, errors = run(folder, "find", "--", NAME)
    assert (status, errors) == (0, [])
    assert "Common Well 11, holt-1852" in lines[0]
    status, lines, errors = run(folder, "check")
    assert (status, errors) == (0, [])
    assert re.fullmatch(r"\d+ passages on \d+ pages\.", lines[0])
    assert run(folder, "anchors")[0] == 0
    assert "sources/harms-1841 p11 " in (folder / "anchors.txt").read_text()
    status, _, errors = run(folder, "release")
    assert status == 1
    assert "this needs a git repository" in errors[0]


def test_a_copy_may_have_any_name(folder: Path) -> None:
    (folder / NAME).write_text(COPY)
    given = f"--copy={NAME}"
    assert run(folder, "check", given)[::2] == (0, [])
    assert run(folder, "digests", given)[::2] == (0, [])
    assert "essays/two 1 " in (folder / "copies.txt").read_text()
    status, lines, errors = run(folder, "build", given)
    assert (status, errors) == (0, [])
    assert lines[1:3] == [
        "The book is in _build/own/pdf/edition.pdf",
        "The EPUB is in _build/own/epub/edition.epub",
    ]
    assert "Then he sleeps" in (folder / "_build/own/html/essays/two.html").read_text()
    assert (folder / "_build/own/html/edition.pdf").exists()
    (folder / NAME).write_text(COPY.replace("Then", "So"))
    status, lines, errors = run(folder, "build", given)
    assert (status, lines) == (1, [])
    assert "passage [1] of the copy is not the text" in errors[0]


def misquote(folder: Path) -> None:
    page = folder / "essays/two.md"
    page.write_text(page.read_text().replace("whoever woke first", "whoever slept first"))


def skip_a_heading(folder: Path) -> None:
    with (folder / "concordance.md").open("a") as page:
        page.write("\n#### Too deep\n")


def warn_late(folder: Path) -> None:
    with (folder / "conf.py").open("a") as conf:
        conf.write(LATE)


def spoil_a_header(folder: Path) -> None:
    (folder / "essays/one.md").write_text("---\ntitle: [\n---\n")


@pytest.mark.parametrize(
    ("spoil", "steps", "word"),
    [
        (misquote, 0, "[ed.misquoted]"),
        (skip_a_heading, 0, "[myst.header]"),
        (warn_late, 1, "late"),
        (spoil_a_header, 0, "The edition was not built: "),
    ],
)
def test_what_fails_fails_again_in_the_same_way(
    folder: Path, spoil: Callable[[Path], None], steps: int, word: str
) -> None:
    assert run(folder, "html")[0] == 0
    texts = ["conf.py", "concordance.md", "essays/one.md", "essays/two.md"]
    kept = {name: (folder / name).read_bytes() for name in texts}
    spoil(folder)
    status, lines, errors = run(folder, "html")
    assert (status, len(lines)) == (1, steps)
    assert word in "".join(errors)
    assert not any("Traceback" in line for line in errors)
    again = run(folder, "html")
    assert again[:2] == (status, lines)
    assert {*again[2]} == {*errors}
    for name, content in kept.items():
        (folder / name).write_bytes(content)
    assert run(folder, "html")[::2] == (0, [])


def test_a_fault_of_conf_py_is_told_and_nothing_of_others_is_removed(folder: Path) -> None:
    (folder / "_build/epub").mkdir(parents=True)
    (folder / "_build/epub/mine.txt").touch()
    status, _, errors = run(folder, "epub")
    assert (status, len(errors)) == (1, 1)
    assert "name another --out" in errors[0]
    assert (folder / "_build/epub/mine.txt").exists()
    (folder / "conf.py").write_text("extensions = ['no_such_extension']\n")
    status, lines, errors = run(folder, "html")
    assert (status, lines) == (1, [])
    assert errors[0].startswith("Extension error: Could not import extension no_such_extension")


def test_the_server_shows_the_pages_and_says_when_a_port_is_taken(folder: Path) -> None:
    with subprocess.Popen(
        command("serve", "--port", "0"), cwd=folder, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as server:  # fmt: skip
        try:
            lines = [server.stdout.readline() for _ in range(3)]
            address = lines[2].split()[0]
            assert b"A Sample Edition" in urlopen(address, timeout=20).read()
            server.send_signal(signal.SIGINT)
            assert server.wait(20) == 0
            assert "Traceback" not in server.stderr.read()
        finally:
            server.kill()
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        status, lines, errors = run(folder, "serve", "--port", port)
    assert (status, len(lines), len(errors)) == (1, 2, 1)
    assert errors[0].startswith(f"Port {port}: ")


def test_a_terminal_shows_which_step_of_how_many_runs(folder: Path) -> None:
    ours, theirs = os.openpty()
    with subprocess.Popen(command("html"), cwd=folder, stdout=theirs, stderr=theirs) as build:
        os.close(theirs)
        seen = b""
        try:
            while part := os.read(ours, 4096):
                seen += part
        except OSError:  # the other end is closed
            pass
    os.close(ours)
    assert build.returncode == 0
    text = seen.decode()
    assert text.index("[1/2] check") < text.index("[2/2] web edition")
    assert text.count("Running Sphinx") == 2
