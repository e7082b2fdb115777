"""A folder of texts that tests change and build, and what a build leaves."""

from __future__ import annotations

import pickle
import runpy
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.cmd.build import build_main

from sphinx_edition.edition import Edition, ordered

if TYPE_CHECKING:
    from sphinx_edition.model import Page

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "tests/kit/sample"
#: A ``conf.py`` for the sample that leaves all else to the kit.
CONF = """\
project = "A Sample Edition"
author = project_copyright = "The editors"
version = release = "0.1"
extensions = ["sphinx_edition"]
html_theme = "edition"
"""
MODULES = ROOT / "tests/node_modules"


class Build(NamedTuple):
    """What a build left: its exit status, its warnings as plain text, its folder."""

    status: int
    warnings: str
    out: Path
    doctrees: Path

    def files(self, pattern: str = "**/*.html") -> dict[str, bytes]:
        """Map the files that were written to what they hold."""
        found = sorted(self.out.glob(pattern))
        return {str(f.relative_to(self.out)): f.read_bytes() for f in found if f.is_file()}

    @property
    def data(self) -> dict[str, Any]:
        """What the domain keeps."""
        return pickle.loads((self.doctrees / "environment.pickle").read_bytes()).domaindata["ed"]

    @property
    def pages(self) -> dict[str, Page]:
        """The records, by document."""
        return self.data["pages"]

    @property
    def edition(self) -> Edition:
        """The edition of the records."""
        return Edition(pages=ordered(self.pages.values()))


class Project:
    """A folder of texts; ``lay`` puts files over it, ``build`` runs Sphinx as ``make`` does."""

    def __init__(self, folder: Path) -> None:
        """Set the project up in a folder that may be empty."""
        self.src, self.made = folder / "src", folder / "made"

    def lay(self, folder: Path) -> Project:
        """Copy a folder over the project's."""
        shutil.copytree(folder, self.src, dirs_exist_ok=True)
        return self

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace words that stand once in a file."""
        text = (self.src / name).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        (self.src / name).write_text(text.replace(old, new), "utf-8")

    def themed(self) -> Project:
        """Give the sample the looks of the kit."""
        self.edit("conf.py", 'html_theme = "basic"', 'html_theme = "edition"')
        return self

    def build(self, builder: str = "html", *options: str, into: str = "", tree: str = "") -> Build:
        """Build strictly; ``into`` names the output, ``tree`` the doctrees, if not as usual."""
        out, doctrees = self.made / (into or builder), self.made / (tree or "doctrees")
        log = self.made / "warnings.txt"
        arguments = ["-nW", "--keep-going", "-q", "--no-color", "-w", str(log), "-b", builder,
                     "-d", str(doctrees), *options, str(self.src), str(out)]  # fmt: skip
        with warnings.catch_warnings():
            # MyST 5 uses what Sphinx 11 will drop.
            warnings.filterwarnings("ignore", module=r"myst_parser\.", message=".*deprecated")
            try:
                status = build_main(arguments)
            except SystemExit as stop:  # files that cannot be read rightly
                status = stop.code if isinstance(stop.code, int) else 1
        return Build(status, log.read_text("utf-8"), out, doctrees)


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, in the name of an editor; return its output."""
    names = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    command = ["git", "-C", str(folder), *names, *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def build_edition(out: Path, *options: str) -> None:
    """Build the edition of this repository as HTML, strictly; its doctrees stand beside."""
    command = [sys.executable, "-m", "sphinx", "-nWq", "-d", f"{out}.trees", *options, ROOT, out]
    subprocess.run(command, check=True)


def settings() -> dict[str, Any]:
    """Return what ``conf.py`` of this repository sets."""
    return runpy.run_path(str(ROOT / "conf.py"))
