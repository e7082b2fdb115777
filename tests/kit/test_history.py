"""Random histories: after any of them, a build leaves what a fresh one would."""

from __future__ import annotations

import os
import random
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from ..project import Project

STEPS = 200  #: of each seed; every tenth is built, every 25th compared, and the book twice
HEADER = """---
title: {title}
short: {title}
author: Anonymous
date: 1833
lang: en
locus: stanza
text: a broadside
copy: a scan
rights: Public domain
evidence: print
---
"""
ENTRY = (
    "@book{{{0}, author = {{Nemo, A.}}, title = {{{0}}}, publisher = {{Nemo}}, year = {{1833}}}}\n"
)
WORDS = ["rope", "well", "bucket", "lock", "key", "spring", "stone", "chain"]


class History:
    """Changes a project at random; texts that come and go are named by number."""

    def __init__(self, src: Path, seed: int) -> None:
        """Begin with the sample."""
        self.src, self.random, self.bin = src, random.Random(seed), src.parent / "bin"
        self.bin.mkdir(parents=True)
        self.lists = {
            name: (src / name).read_text("utf-8") for name in ("references.bib", "index.md")
        }

    def texts(self) -> list[Path]:
        """Return the texts that come and go."""
        return sorted(self.src.glob("sources/new-*.md"))

    def passage(self, locus: int) -> str:
        """Return a passage of words at random."""
        return f"\n[{locus}] One {' '.join(self.random.choices(WORDS, k=5))}.\n"

    def step(self) -> str:
        """Make one change, and return its name."""
        change = self.random.choice(
            [self.add, self.change, self.move, self.delete, self.retitle, self.put_back, self.cut]
        )
        change()
        self.list()
        return change.__name__

    def list(self) -> None:
        """Enter the texts in the bibliography and in the contents."""
        keys = [path.stem for path in self.texts()]
        self.random.shuffle(keys)
        entries = "".join(map(ENTRY.format, keys))
        contents = "".join(f"sources/{key}\n" for key in keys)
        self.write("references.bib", self.lists["references.bib"] + entries)
        self.write(
            "index.md", self.lists["index.md"].replace("essays/two\n", f"essays/two\n{contents}")
        )

    def write(self, name: str, text: str) -> None:
        """Write a file, if it has another text."""
        if text != (self.src / name).read_text("utf-8"):
            (self.src / name).write_text(text, "utf-8")

    def add(self) -> None:
        """Write a text."""
        path = self.src / f"sources/new-{self.random.randrange(6)}.md"
        body = "".join(map(self.passage, range(1, self.random.randrange(2, 5))))
        path.write_text(f"{HEADER.format(title=path.stem)}{body}", "utf-8")

    def some(self) -> Path:
        """Return a text; write one if there is none."""
        if not self.texts():
            self.add()
        return self.random.choice(self.texts())

    def change(self) -> None:
        """Add words to the last passage."""
        path = self.some()
        path.write_text(f"{path.read_text('utf-8')} And {self.random.choice(WORDS)}.\n", "utf-8")

    def cut(self) -> None:
        """Take the last passage out."""
        path = self.some()
        head = path.read_text("utf-8").rpartition("\n[")[0]
        if "\n[" in head:
            path.write_text(head, "utf-8")

    def move(self) -> None:
        """Rename a text, perhaps to the name of another."""
        path = self.some()
        path.rename(self.src / f"sources/new-{self.random.randrange(6)}.md")

    def delete(self) -> None:
        """Take a text away."""
        path = self.some()
        path.rename(self.bin / path.name)

    def retitle(self) -> None:
        """Give a text another title."""
        path = self.some()
        title = f"Of {self.random.choice(WORDS)}s"
        lines = path.read_text("utf-8").split("\n")
        lines[1:3] = [f"title: {title}", f"short: {title}"]
        path.write_text("\n".join(lines), "utf-8")

    def put_back(self) -> None:
        """Put a file back with the time that it had."""
        path = self.some()
        kept = self.bin / path.name
        if kept.exists():
            os.utime(kept, (1e9, 1e9))
            shutil.move(kept, path)
        else:
            shutil.copyfile(path, kept)


def test_what_is_gone_leaves_the_output(project: Project) -> None:
    fresh = project.build(into="fresh", tree="fresh-trees").files("**/*")
    history = History(project.src, 1)  # of the random changes only some are made here
    history.add()
    history.texts()[0].rename(project.src / "sources/new-1.md")
    history.list()
    for builder in ("html", "text", "epub"):
        assert project.build(builder).status == 0, builder
    assert (project.made / "html/tei/new-1/1.xml").is_file()
    history.delete()
    history.list()
    build = project.build()
    assert build.status == 0, build.warnings
    project.build("text")
    project.build("epub")
    folders = ("html", "text", "epub")
    assert not [path for name in folders for path in (project.made / name).rglob("*new-1*")]
    assert build.files("**/*").keys() == fresh.keys()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_build_of_a_history_is_a_fresh_one(project: Project, seed: int) -> None:
    history, done = History(project.themed().src, seed), []
    for number in range(1, STEPS + 1):
        done.append(history.step())
        compared = {"html": "**/*", "epub": "**/*"} if number % 25 == 0 else {}
        if number % 100 == 0:
            compared["typst"] = "*"
        for builder in compared or {"html"} if number % 10 == 0 else compared:
            build = project.build(builder)
            assert build.status == 0, (done, build.warnings)
            if pattern := compared.get(builder):
                fresh = project.build(
                    builder, into=f"fresh-{number}-{builder}", tree=f"trees-{number}"
                )
                found, expected = build.files(pattern), fresh.files(pattern)
                differ = {n for n in {*found, *expected} if found.get(n) != expected.get(n)}
                assert not {n for n in differ if ".buildinfo" not in n}, (builder, done)
