"""Play a page of the manual as a reader would: write its files, change them, type its commands.

Its fenced blocks are these; a block of any other language may not name a file.

=============== =====================================================================
``LANG PATH``   a file; if it is there and is no page, the lines are added at its end
``diff PATH``   lines of a file, each ``-`` before the ``+`` lines that take its place
``console``     commands after ``$``; other lines are part of what they print
``sh``          commands that need the network, which are not run
=============== =====================================================================
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from ..project import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
_FENCE = re.compile(r"^(?P<mark>`{3,})(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=mark)$", re.M | re.S)
_CONTINUES = re.compile(r"% continues (\S+)\n")
_LINE_OF_REGISTER = re.compile(r"sources/\S+ p\d+ [0-9a-f]{8} [\d.]+")


class Block(NamedTuple):
    """A fenced block: its language, the file that it names, and its lines."""

    language: str
    file: str
    text: str


def blocks(page: Path) -> list[Block]:
    """Return the blocks of a page, in their order."""
    found = []
    for match in _FENCE.finditer(page.read_text("utf-8")):
        language, _, file = match["info"].strip().partition(" ")
        found.append(Block(language, "" if language.startswith("{") else file, match["text"]))
    return found


class Player:
    """A folder in which pages of the manual are played."""

    def __init__(self, folder: Path, bin_folder: Path | None = None) -> None:
        """Use the commands of ``bin_folder``, or else of this environment."""
        self.folder, self.output = folder, ""
        names = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        first = bin_folder or Path(sys.executable).parent
        self.environment = names | {
            "PATH": f"{first}{os.pathsep}{names['PATH']}", "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
        }  # fmt: skip

    def play(self, page: Path) -> Player:
        """Play a page, and before it the one that it continues."""
        if match := _CONTINUES.match(page.read_text("utf-8")):
            self.play(DOCS / match[1])
        for block in blocks(page):
            if block.language == "console":
                self.type(block.text)
            elif block.language == "diff":
                self.change(block)
            elif block.file:
                self.write(block)
        return self

    def write(self, block: Block) -> None:
        """Write a file, or add to it."""
        path = self.folder / block.file
        path.parent.mkdir(exist_ok=True)
        before = path.read_text("utf-8") if path.exists() and path.suffix != ".md" else ""
        text = block.text
        if "DIGEST" in text:
            for line in _LINE_OF_REGISTER.findall(self.output):
                *start, _, version = line.split()
                text = text.replace(" ".join([*start, "DIGEST", version]), line)
            assert "DIGEST" not in text
        path.write_text(before + text, "utf-8")

    def change(self, block: Block) -> None:
        """Put new lines in the place of old ones, each of which stands once in the file."""
        path = self.folder / block.file
        text = path.read_text("utf-8")
        for old, new in re.findall(r"^-(.*\n)((?:^\+.*\n)+)", block.text, re.M):
            assert text.count(old) == 1, f"{path} has {text.count(old)} lines {old!r}"
            text = text.replace(old, re.sub(r"^\+", "", new, flags=re.M))
        path.write_text(text, "utf-8")

    def type(self, text: str) -> None:
        """Run each command, and ask that it prints what the page says; if not, that it works."""
        for chunk in filter(None, re.split(r"^\$ ", text, flags=re.M)):
            command, *lines = chunk.strip().split("\n")
            status = self.run(command)
            missing = [line for line in lines if line not in self.output]
            assert not missing, f"{command}: not {missing}, but {self.output}"
            assert status == any("WARNING" in line or "add the line" in line for line in lines), (
                command, self.output,
            )  # fmt: skip

    def run(self, command: str) -> int:
        """Run a command, keep what it prints, and return its exit status."""
        words = shlex.split(command)
        if words[0] == "cd":
            self.folder /= words[1]
            return 0
        done = subprocess.run(
            command, shell=True, cwd=self.folder, env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, executable="/bin/bash",
        )  # fmt: skip
        self.output = done.stdout.replace(f"{self.folder}/", "")
        return done.returncode
