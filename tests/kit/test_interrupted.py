"""A build that was interrupted at any moment leaves nothing old for the next one."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from sphinx_edition import cli

from ..project import CONF, SAMPLE

#: Runs the command until it has used so many seconds of the processor, which do not depend on what
#: else this machine does. Ctrl-C is a signal to Python; what SIGPROF does of itself is to kill.
RUN = """
import signal, sys, time
from sphinx_edition.cli import main
how, moment = sys.argv.pop(1), float(sys.argv.pop(1))
signal.signal(signal.SIGINT, signal.default_int_handler)
if how == "SIGINT":
    signal.signal(signal.SIGPROF, lambda *_: signal.raise_signal(signal.SIGINT))
start = time.process_time()
signal.setitimer(signal.ITIMER_PROF, moment)
status = main()
signal.setitimer(signal.ITIMER_PROF, 0)
print(time.process_time() - start)
sys.exit(status)
"""


class Trial(NamedTuple):
    """A command, an edition that was built and then changed, and what a fresh build makes of it."""

    command: str
    edition: Path
    seconds: float
    fresh: dict[str, bytes]


def run(folder: Path, command: str, how: str = "", moment: float = 0) -> tuple[int, str, str]:
    arguments = [sys.executable, "-c", RUN, how, str(moment), command]
    done = subprocess.run(arguments, cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def files(folder: Path) -> dict[str, bytes]:
    """Map all output to what it holds; the Typst file names the folder in its comments."""
    found = [p for form in ("html", "epub", "pdf") for p in (folder / "_build" / form).rglob("*")]
    held = {str(p.relative_to(folder)): p.read_bytes() for p in found if p.is_file()}
    return {name: content.replace(bytes(folder), b"") for name, content in held.items()}


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Trial]:
    """Return what prepares the trial of a command; built once, each measured once."""
    edition, trials = tmp_path_factory.mktemp("built") / "edition", dict[str, Trial]()
    shutil.copytree(SAMPLE, edition)
    (edition / "conf.py").write_text(CONF)
    assert run(edition, "build")[0] == 0
    source = edition / "sources/harms-1841.md"  # its short title stands on other pages, too
    source.write_text(source.read_text().replace("short: Common Well", "short: Village Well"))

    def prepare(command: str) -> Trial:
        if command not in trials:
            fresh = Path(shutil.copytree(edition, tmp_path_factory.mktemp("fresh") / "edition"))
            for name in ("doctrees", "html", *(["pdf", "epub"] if command == "build" else [])):
                shutil.rmtree(fresh / "_build" / name)
            status, said, _ = run(fresh, command)
            assert status == 0
            trials[command] = Trial(command, edition, float(said.split()[-1]), files(fresh))
        return trials[command]

    return prepare


MOMENTS = [
    *(("html", "SIGINT", (n + 0.5) / 20) for n in range(20)),
    *(("html", "SIGKILL", n / 3) for n in (1, 2)),
    *(("build", how, n / 3) for how in ("SIGINT", "SIGKILL") for n in (1, 2)),
]


@pytest.mark.parametrize(("command", "how", "fraction"), MOMENTS)
def test_after_an_interruption_the_next_build_is_like_a_fresh_one(
    trial: Callable[[str], Trial], tmp_path: Path, command: str, how: str, fraction: float
) -> None:
    _, edition, seconds, fresh = trial(command)
    folder = Path(shutil.copytree(edition, tmp_path / "edition"))
    status, _, errors = run(folder, command, how, seconds * fraction)
    if how == "SIGINT" and status:
        assert (status, errors.count("\n")) == (130, 2)  # an empty line ends that of the progress
        assert errors.startswith("\nInterrupted: ")
    assert run(folder, command)[::2] == (0, "")
    after = files(folder)
    assert after.keys() == fresh.keys()
    assert [name for name in after if after[name] != fresh[name]] == []


@pytest.mark.parametrize("place", ["_parser", "_examine", "_build"])
@pytest.mark.parametrize("then", [None, UnboundLocalError(), FileNotFoundError()])
def test_ctrl_c_is_told_in_a_line_wherever_it_comes_and_whatever_comes_of_it(
    place: str, then: Exception | None, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def interrupt(*_: object) -> None:
        try:
            raise KeyboardInterrupt
        finally:
            if then:
                raise then

    monkeypatch.setattr(cli, place, interrupt)
    assert cli.main(["check", f"--source={SAMPLE}"]) == 130
    assert capsys.readouterr().err.startswith("\nInterrupted: ")


def test_the_moments_lie_within_the_run(trial: Callable[[str], Trial], tmp_path: Path) -> None:
    _, edition, seconds, _ = trial("html")
    folder = Path(shutil.copytree(edition, tmp_path / "edition"))
    assert run(folder, "html", "SIGINT", seconds / 2)[0] == 130
    assert run(folder, "html", "SIGKILL", seconds / 2)[0] < 0


IMPORT = """
import signal, sys
class Interruption:
    def find_spec(self, name, *_):
        if name == "pikepdf._core":
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Interruption())
from sphinx_edition.book import load_pikepdf
try:
    load_pikepdf()
except KeyboardInterrupt:
    print("pikepdf._core" in sys.modules)
"""


def test_an_interruption_waits_until_pikepdf_is_there() -> None:
    command = [sys.executable, "-c", IMPORT]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("True\n", "")
