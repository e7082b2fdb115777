"""Print how the cost of builds grows with the passages of an edition, and what a change costs.

    python benchmarks/scale.py [--sizes 1000,3000,10000] [--builders check,html,epub] [--seed N]

The editions are made up (``synthetic.py``), and their registers are filled. For each size and
builder there are four builds, each a process of its own: *cold*, with nothing read or written;
*unchanged*; after *one word of a source*; after *one word of an essay*. A row has

- the seconds of processor time, and its share of the cold build;
- the most memory that the process had, and the bytes that it wrote in all;
- its ratio to the same build of the same Markdown by plain Sphinx and MyST, whose roles and
  directives make plain nodes (``overhead.py``), in the same run; a check is compared with a build
  that writes nothing;
- the exponent with which its time has grown since the size before: 1 is linear, 2 quadratic.

The rows *data* are that part of the web build that writes JSON, TEI, DTS and annotations. What
else the machine does disturbs processor time least, but it does: on a busy machine differences
under a fifth say nothing.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import synthetic
from book import run
from overhead import PLAIN, SETTINGS, THEME

if TYPE_CHECKING:
    from collections.abc import Iterator

STATES = ("cold", "unchanged", "one word of a source", "one word of an essay")
#: The builder of plain Sphinx that does least, but as much as ours must.
COUNTERPARTS = {"check": "dummy"}
#: Runs Sphinx, and writes down the seconds that writing the data takes.
TIMED = """
import sys, time
from pathlib import Path
from sphinx.cmd.build import main
from sphinx_edition import data

write = data.write

def timed(app, exception):
    begun = time.process_time()
    write(app, exception)
    Path(app.srcdir, "data-seconds").write_text(str(time.process_time() - begun))

data.write = timed
sys.exit(main(sys.argv[1:]))
"""


class Row(NamedTuple):
    """One build: seconds of processors, MiB at most, bytes of its output, seconds for the data."""

    cpu: float
    memory: float
    size: int
    data: float


def lay(folder: Path, passages: int, seed: int, is_plain: bool) -> Path:
    """Lay an edition in a folder: with its register, or for plain Sphinx and MyST."""
    synthetic.write(folder, passages, seed)
    if is_plain:
        with (folder / "conf.py").open("a") as conf:
            conf.write(f"{SETTINGS}\nhtml_theme = 'basic'\nhtml_css_files = html_js_files = []\n")
        (folder / "plain.py").write_text(PLAIN.replace("THEME", str(THEME)), "utf-8")
    else:
        sphinx(folder, "anchors")
    return folder


def sphinx(folder: Path, builder: str) -> Row:
    """Build, and say what it took. What an edition warns of would cost the next build, so it fails.

    Raises:
        SystemExit: if the build failed.
    """
    program = ["-m", "sphinx"] if (folder / "plain.py").exists() else ["-c", TIMED, "-W"]
    options = [*program, "-q", "-b", builder, "-d", f"trees/{builder}", ".", f"out/{builder}"]
    cost = run(folder, sys.executable, *options)
    size = sum(path.stat().st_size for path in (folder / "out" / builder).rglob("*"))
    seconds = folder / "data-seconds"
    return Row(cost.cpu, cost.memory, size, float(seconds.read_text()) if seconds.exists() else 0)


def change(folder: Path, state: str) -> None:
    """Change what a state names: no quotation and no lemma has the word."""
    if state == "one word of a source":
        path = folder / "sources/text-0001.md"
        before, number, after = path.read_text("utf-8").partition("\n[2] ")
        words, end, rest = after.partition("\n")
        text = "".join([before, number, words[:-1], " anew.", end, rest])
    elif state == "one word of an essay":
        path = folder / "essays/essay-001.md"
        text = path.read_text("utf-8").replace("He says", "He says now", 1)
    else:
        return
    path.write_text(text, "utf-8")


def builds(folder: Path, builder: str) -> Iterator[tuple[str, Row]]:
    """Yield each state with its build."""
    for name in ("trees", "out"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for state in STATES:
        change(folder, state)
        yield state, sphinx(folder, builder)


def compared(place: Path, passages: int, seed: int, builders: list[str]) -> Iterator[tuple]:
    """Yield ``(builder, state, the row, seconds, seconds of plain Sphinx)``, data after html."""
    edition = lay(place / f"edition-{passages}", passages, seed, is_plain=False)
    plain = lay(place / f"plain-{passages}", passages, seed, is_plain=True)
    for builder in builders:
        theirs = dict(builds(plain, COUNTERPARTS.get(builder, builder)))
        ours = dict(builds(edition, builder))
        for state, row in ours.items():
            yield builder, state, row, row.cpu, theirs[state].cpu
        for state, row in ours.items() if builder == "html" else ():
            yield "data", state, row, row.data, theirs[state].cpu


def main() -> None:
    """Build each size by each builder in each state, and print the rows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1000,3000,10000")
    parser.add_argument("--builders", default="check,html,epub")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    print("| passages | build | state | CPU s | of cold | MiB | MB | / plain | exponent |")
    print("|---|---|---|---|---|---|---|---|---|")
    before: dict[tuple[str, str], tuple[int, float]] = {}
    for passages in map(int, args.sizes.split(",")):
        with tempfile.TemporaryDirectory() as place:
            rows = compared(Path(place), passages, args.seed, args.builders.split(","))
            for builder, state, row, cpu, plain in rows:
                cold = before[builder, STATES[0]][1] if state != STATES[0] else cpu
                last = before.get((builder, state))
                grown = log(cpu / last[1]) / log(passages / last[0]) if last else None
                before[builder, state] = (passages, cpu)
                print(
                    f"| {passages} | {builder} | {state} | {cpu:.1f} | {cpu / cold:.0%} "
                    f"| {row.memory:.0f} | {row.size / 1e6:.1f} | {cpu / plain:.2f} "
                    f"| {'' if grown is None else f'{grown:.2f}'} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
