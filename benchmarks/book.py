"""Print what the printed book costs, in time, memory and size, and how that grows with its pages.

    python benchmarks/book.py [--runs N] [--pages 50,750]

Each build is a process of its own. *Cold* begins with nothing read or written; *warm* has all read
but for one text, which was changed: a word more in its introduction. The growing books are in a
made-up language (``synthetic.py``), of about so many pages. Memory is the most that any of its
processes had. The ratios compare these builds with *one pass*: Typst alone, in a process of its
own, setting the very file that the build ended with.
Where XeTeX is, the edition goes through Sphinx's
own LaTeX builder, too, cold; the pages that TeX makes of it are not the same book, so the time for
a page is printed for both.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import pikepdf
import synthetic
from overhead import PAGES, ROOT

TEX = ("latexmk", "xelatex")
DEBIAN = "latexmk texlive-xetex texlive-latex-extra texlive-fonts-recommended fonts-freefont-otf"
PASSAGES = 3.7  #: of a synthetic edition on a page, about
SETTINGS = """
suppress_warnings = ["ed", "toc", "bibtex", "ref", "myst", "typst"]
nitpicky = False
latex_engine = "xelatex"
"""

#: Builds a book, and writes down how many seconds of processors Typst's processes had of it.
TIMED = """
import sys
from resource import RUSAGE_CHILDREN, getrusage
from sphinx.cmd.build import main
from sphinx_edition.book.press import Press
spent, close = [], Press.close
def timed(press):
    before = getrusage(RUSAGE_CHILDREN)
    close(press)
    after = getrusage(RUSAGE_CHILDREN)
    spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
Press.close = timed
status = main(sys.argv[1:])
open("spent.txt", "w").write(str(sum(spent)))
sys.exit(status)
"""
ONE_PASS = """
import pathlib, typst
pdf = typst.compile(
    "typst/edition.typ", root="typst", ignore_system_fonts=True,
    font_paths=[p for p in ["fonts"] if pathlib.Path(p).is_dir()], pdf_standards=["ua-1", "a-2a"],
)
"""


class Cost(NamedTuple):
    """What a build took: seconds by the clock, seconds of processors, MiB at most."""

    wall: float
    cpu: float
    memory: float


def run(folder: Path, *command: str) -> Cost:
    """Run a command in a folder; the edition may tell of what the copies break, but not fail."""
    begun = time.perf_counter()
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        _, status, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - begun
    if status:
        sys.exit(f"{' '.join(command)} failed:\n{(folder / 'log.txt').read_text()[-2000:]}")
    return Cost(took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def laid(folder: Path) -> Path:
    """Lay the edition in a folder."""
    folder.mkdir()
    for name in [*PAGES, "fonts", "copies.txt", "anchors.txt"]:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.is_file():
            shutil.copy(source, folder / name)
    with (folder / "conf.py").open("a") as conf:
        conf.write(SETTINGS)
    return folder


def built(folder: Path, builder: str) -> Cost:
    """Build what is laid in a folder."""
    return run(
        folder, sys.executable, "-m", "sphinx", "-q", "-b", builder, "-d", "trees", ".", builder
    )


def typeset(folder: Path, runs: int) -> None:
    """Print the median costs of the book, cold and warm."""
    costs: dict[str, list[Cost]] = {"cold": [], "warm": []}
    for _ in range(runs):
        for name in ("typst", "trees"):
            shutil.rmtree(folder / name, ignore_errors=True)
        costs["cold"].append(built(folder, "typst"))
        change(folder)
        costs["warm"].append(built(folder, "typst"))
    pdf = folder / "typst/edition.pdf"
    with pikepdf.open(pdf) as book:
        tell(costs, len(book.pages), pdf.stat().st_size)


def ratios(folder: Path) -> None:
    """Print how a build, cold and warm, compares with one pass of Typst over what it made."""
    for name in ("typst", "trees"):
        shutil.rmtree(folder / name, ignore_errors=True)
    options = ["-q", "-b", "typst", "-d", "trees", ".", "typst"]
    for name in ("cold", "warm"):
        whole = run(folder, sys.executable, "-c", TIMED, *options)
        spent = float((folder / "spent.txt").read_text())
        one = run(folder, sys.executable, "-c", ONE_PASS)
        with pikepdf.open(folder / "typst/edition.pdf") as book:
            pages = len(book.pages)
        print(
            f"ratios {name} {pages:5} pages  Typst {spent / one.cpu:.2f} passes, "
            f"build {whole.cpu / one.cpu:.2f}  ({one.cpu:.2f} s of processors a pass)  "
            f"{whole.memory / pages:.1f} MiB a page, one pass {one.memory / pages:.1f}",
            flush=True,
        )
        change(folder)


def change(folder: Path) -> None:
    """Put a word into the introduction of a text."""
    text = min(folder.glob("sources/[!_]*.md"))
    *head, body = text.read_text("utf-8").split("\n---\n\n", 1)
    text.write_text("\n---\n\n".join([*head, f"Moreover, {body}"]), "utf-8")


def tell(costs: dict[str, list[Cost]], pages: int, size: int) -> None:
    """Print the medians of some builds of one book."""
    for name, runs in costs.items():
        wall, cpu, memory = (statistics.median(values) for values in zip(*runs, strict=True))
        print(
            f"{name:6} {pages:5} pages  {wall:7.2f} s ({cpu:7.2f} s of processors)  "
            f"{1000 * cpu / pages:6.1f} ms a page  {memory:6.0f} MiB  PDF {size / 1e6:.2f} MB",
            flush=True,
        )


def tex(folder: Path) -> None:
    """Print the cost of the same texts by Sphinx's LaTeX builder and XeTeX."""
    if not all(map(shutil.which, TEX)):
        print(f"tex    not here (Debian: apt install {DEBIAN})")
        return
    first = built(folder, "latex")
    [source] = (folder / "latex").glob("*.tex")
    options = ["-xelatex", "-interaction=nonstopmode", "-f", "-silent", "-cd"]
    second = run(folder, "latexmk", *options, f"latex/{source.name}")
    cost = Cost(first.wall + second.wall, first.cpu + second.cpu, max(first.memory, second.memory))
    with pikepdf.open(source.with_suffix(".pdf")) as book:
        tell({"tex": [cost]}, len(book.pages), source.with_suffix(".pdf").stat().st_size)


def main() -> None:
    """Build the edition, also by TeX, then the growing books."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pages", default="50,750")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        print("the edition")
        edition = laid(Path(place, "edition"))
        typeset(edition, args.runs)
        ratios(edition)
        tex(laid(Path(place, "tex")))
        print("as it grows")
        for pages in map(int, args.pages.split(",")):
            book = Path(place, str(pages))
            synthetic.write(book, round(PASSAGES * pages))
            ratios(book)


if __name__ == "__main__":
    main()
