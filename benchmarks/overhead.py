"""Print what the extension adds to a plain Sphinx and MyST build of the same edition, as ratios.

    python benchmarks/overhead.py [--runs N] [--copies N]

All builds are clean `html` builds with the same theme, bibliography and style of citation, in
processes of their own, by turns; what counts is their processor time, which other work on the
machine disturbs least.

- `typed` is the fair baseline: the same pages with everything on them typed by hand (`byhand.py`).
- `plain` reads the Markdown that we read, but its roles and directives make plain inline and
  container nodes. It leaves out work that any edition has, by hand or not: its pages are half as
  long, with none of the links, lists, tables and the index.

With ``--copies`` the sources are multiplied under new names, to see how the ratios grow.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import byhand

ROOT = Path(__file__).parent.parent
PAGES = ["conf.py", "index.md", "references.bib", "essays", "sources", "back", "about"]
THEME = ROOT / "src/sphinx_edition/web/theme"
PLAIN = """
from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.domains import Domain
from sphinx.util.docutils import SphinxDirective, SphinxRole

from sphinx_edition.citing import references
from sphinx_edition.reading.markup import DIRECTIVES, ROLES


class Role(SphinxRole):
    def run(self):
        return [nodes.inline(self.rawtext, self.text)], []


class Block(SphinxDirective):
    has_content = True
    optional_arguments = 1
    option_spec = dict.fromkeys(("evidence", "copy", "lang"), directives.unchanged)

    def run(self):
        node = nodes.container()
        node += self.parse_content_to_nodes()
        return [node]


class Plain(Domain):
    name = "ed"
    label = "Plain"
    roles = dict.fromkeys(ROLES, Role())
    directives = dict.fromkeys(DIRECTIVES, Block)


def setup(app):
    references.register()
    for extension in ("myst_parser", "sphinx_design", "sphinxcontrib.bibtex"):
        app.setup_extension(extension)
    for name in ("date", "licence", "report"):
        app.add_config_value(f"edition_{name}", "", "", str)
    app.add_html_theme("edition", "THEME")
    app.add_domain(Plain)
    return {"parallel_read_safe": True}
"""

SETTINGS = """
import sys
sys.path.insert(0, ".")
extensions = ["plain"]
primary_domain = "ed"
smartquotes = False
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
myst_title_to_header = True
myst_footnote_sort = False
bibtex_bibfiles = ["references.bib"]
bibtex_default_style = bibtex_reference_style = "chicago"
bibtex_cite_id = "{key}"
bibtex_bibliography_id = "references-{bibliography_count}"
html_permalinks_icon = ""
html_css_files = ["edition.css"]
html_js_files = ["theme.js", "copy.js"]
html_copy_source = html_show_sourcelink = html_use_index = False
"""


def project(folder: Path, plain: bool, copies: int) -> None:
    """Lay the edition's pages in a folder, for the extension or for the baseline."""
    for name in PAGES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.is_file():
            shutil.copy(source, folder / name)
    conf = (folder / "conf.py").read_text("utf-8")
    conf += '\nsuppress_warnings = ["ed", "toc", "bibtex"]\n'
    if plain:
        conf += SETTINGS
        (folder / "plain.py").write_text(PLAIN.replace("THEME", str(THEME)), "utf-8")
    (folder / "conf.py").write_text(conf, "utf-8")
    for source in list((folder / "sources").glob("[!_]*.md")):
        for number in range(1, copies):
            shutil.copy(source, source.with_name(f"{source.stem}-{number}.md"))


def build(folder: Path) -> float:
    """Return the seconds of processor time that a clean build takes."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-b",
        "html",
        "-d",
        "out/trees",
        ".",
        "out/html",
    ]
    before = getrusage(RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    after = getrusage(RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"the build failed:\n{done.stderr}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Build both by turns and print medians and ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--copies", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folders = {name: Path(place, name) for name in ("plain", "typed", "edition")}
        for name, folder in folders.items():
            folder.mkdir()
            project(folder, name != "edition", args.copies)
        byhand.write(folders["edition"], folders["typed"])
        times: dict[str, list[float]] = {name: [] for name in folders}
        for run in range(args.runs + 1):
            for name, folder in folders.items():
                took = build(folder)
                times[name] += [took] if run else []  # the first fills caches
    median = {name: statistics.median(values) for name, values in times.items()}
    for name, value in median.items():
        low, high = min(times[name]), max(times[name])
        print(f"{name:8} {value:6.2f} s (median of {args.runs}; {low:.2f} to {high:.2f})")
    for name in ("typed", "plain"):
        print(f"edition / {name} {median['edition'] / median[name]:6.2f}")


if __name__ == "__main__":
    main()
