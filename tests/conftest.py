"""What tests share: a small ``project`` for any builder, the real edition built once, a browser."""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import subprocess
import sys
import threading
import warnings
from fcntl import LOCK_EX, flock
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from playwright.sync_api import expect, sync_playwright
from sphinx.cmd.build import build_main
from sphinx.util.docutils import docutils_namespace

from .volume import ROOT, Volume

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from edition.model import Page

sys.path.insert(0, str(ROOT))  # where the extension is

from edition.collate import places
from edition.model import COMPARED
from edition.serve import Handler

OPTIONS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
           "--disable-background-networking", "--disable-component-update"]  # fmt: skip
FILLER = "and so it is said, here and elsewhere, by many who were never asked, with few words,"


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
    return Project(tmp_path).lay(ROOT / "tests/sample")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the sample as HTML, built once."""
    return Project(tmp_path_factory.mktemp("sample")).lay(ROOT / "tests/sample").build()


@pytest.fixture(scope="session")
def project_at() -> type[Project]:
    """Return what makes a project of a folder, for tests that share one."""
    return Project


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[..., Path]:
    """Return what lets one of the test processes fill a folder, and the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def get(name: str, fill: Callable[[Path], None]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with (shared / f"{name}.lock").open("w") as lock:
            flock(lock, LOCK_EX)
            if not done.exists():
                fill(folder)
                done.touch()
        return folder

    return get


def sphinx(out: Path, *options: str) -> None:
    """Build the edition itself as HTML, strictly; its doctrees stand beside."""
    command = [sys.executable, "-m", "sphinx", "-nWq", "-d", f"{out}.trees", *options, ROOT, out]
    subprocess.run(command, check=True)


@pytest.fixture(scope="session")
def site(once: Callable[..., Path]) -> Path:
    """Return the folder of the real edition as HTML."""
    return once("site", sphinx)


@pytest.fixture(scope="session")
def volume(site: Path, once: Callable[..., Path]) -> Volume:
    """Return the real edition as a book, beside its pages."""
    return Volume(once("volume", lambda out: sphinx(out, "-b", "typst")), site)


@pytest.fixture(scope="session")
def copy(site: Path, once: Callable[..., Path]) -> Path:
    """Return a made-up copy of the essay: its incipits, quotations and lemmata, and filler."""
    pages = Build(0, "", site, Path(f"{site}.trees")).pages
    essay = next(p for p in pages.values() if p.header.get("text") == "restated")

    def fill(file: Path) -> None:
        text = ""
        for passage in essay.passages:
            held = [m for m in essay.mentions if m.place == passage.locus and m.kind in COMPARED]
            lemmas = [c.lemma for c in essay.comments if c.passage == passage.key]
            words = [passage.incipit, *(m.text for m in held)]
            for lemma in sorted(lemmas, key=len, reverse=True):
                if not any(places(lemma, part) for part in words):
                    words.append(lemma)
            text += f" {FILLER} ".join([*words, ""]) + "that is all.\n\n"
        file.write_text(text, "utf-8")

    return once("copy.txt", fill)


@pytest.fixture(scope="session")
def own(copy: Path, once: Callable[..., Path]) -> Path:
    """Return the folder of the real edition with the made-up copy bound in."""
    given = [f"-Dedition_copy={copy}", "-Dedition_digests=none.txt"]
    return once("own", lambda out: sphinx(out, *given))


@pytest.fixture(scope="session")
def kinds() -> Callable[[Path], list[str]]:
    """Return what names one page of each kind: of the sources the longest, and all others."""

    def named(folder: Path) -> list[str]:
        longest = max(folder.glob("sources/*.html"), key=lambda file: file.stat().st_size)
        files = [*folder.glob("*.html"), *folder.glob("essays/*.html"), longest]
        files.sort(key=lambda file: (-file.stat().st_size, file))
        return [file.relative_to(folder).as_posix() for file in files]

    return named


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Debian's Chromium."""
    if not (chromium := shutil.which("chromium")):
        pytest.skip("no Chromium here (Debian: apt install chromium)")
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        yield browser
        browser.close()


class Quiet(Handler):
    """Serves as ``make serve`` does, and says nothing."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Bear that a page is left before all it asked for has come."""
        with contextlib.suppress(ConnectionError):
            super().copyfile(source, outputfile)

    def log_message(self, *args: object) -> None:
        """Keep the tests' output clean."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Return what serves a folder, strictly, and gives its address."""
    servers: dict[Path, ThreadingHTTPServer] = {}

    def start(folder: Path) -> str:
        if folder not in servers:
            handler = partial(Quiet, directory=str(folder))
            servers[folder] = ThreadingHTTPServer(("127.0.0.1", 0), handler)
            threading.Thread(target=servers[folder].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[folder].server_port}"

    yield start
    for server in servers.values():
        server.shutdown()
        server.server_close()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failed one: nothing there may go unproved in silence."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
