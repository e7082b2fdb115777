"""The fixture ``project``: a small complete edition in a folder of its own, for any builder."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from sphinx.cmd.build import build_main
from sphinx.util.docutils import docutils_namespace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edition.model import Page

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # where the extension is


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
        with (self.doctrees / "environment.pickle").open("rb") as stored:
            return pickle.load(stored).domaindata["ed"]

    @property
    def pages(self) -> dict[str, Page]:
        """The records, by document."""
        return self.data["pages"]


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


@pytest.fixture(autouse=True)
def _apart() -> Iterator[None]:
    """Leave no directive, role or node that a test registers to the next."""
    with docutils_namespace():
        yield


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path).lay(HERE / "sample")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the sample as HTML, built once."""
    return Project(tmp_path_factory.mktemp("sample")).lay(HERE / "sample").build()


@pytest.fixture(scope="session")
def project_at() -> type[Project]:
    """Return what makes a project of a folder, for tests that share one."""
    return Project


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failed one: nothing there may go unproved in silence."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
