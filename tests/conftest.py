"""What all tests share: a small ``project`` for any builder, a browser, and a server."""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from fcntl import LOCK_EX, flock
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from playwright.sync_api import expect, sync_playwright
from sphinx.util.docutils import docutils_namespace

from sphinx_edition.web.serve import Handler

from .project import ROOT, SAMPLE, Build, Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

pytest.register_assert_rewrite("tests.addresses", "tests.links", "tests.tei")

# The tests read what programs print: without colours, whatever the machine asks for.
os.environ.pop("FORCE_COLOR", None)
os.environ["NO_COLOR"] = "1"

OPTIONS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
           "--disable-background-networking", "--disable-component-update"]  # fmt: skip


@pytest.fixture(autouse=True)
def _apart() -> Iterator[None]:
    """Leave no directive, role or node that a test registers to the next."""
    with docutils_namespace():
        yield


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path).lay(SAMPLE)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the sample as HTML, built once."""
    return Project(tmp_path_factory.mktemp("sample")).lay(SAMPLE).build()


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


@pytest.fixture(scope="session")
def tei_all() -> etree.RelaxNG:
    """Return the schema of TEI."""
    schema = ROOT / ".venv/tei/tei_all.rng"
    if not schema.is_file():
        pytest.skip("the schema of TEI is not here: make test installs it")
    return etree.RelaxNG(etree.parse(schema))
