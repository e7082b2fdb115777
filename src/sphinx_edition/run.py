"""One run of Sphinx, which is left out if nothing has changed: what goes in, and what came out.

Rule: in doubt Sphinx runs. It is left out only if all that can matter is in the stamp of its last
run: the files of the project, the settings, the kit, Python and its packages, git's references and
the day; and if what it wrote still stands as it was written. A ``conf.py`` that runs code, names
files elsewhere or has other extensions might read anything, and so may a page that includes files.
"""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from .state import is_only_of_kit
from .words.digests import file_digest, short_digest

_APART = {".git", ".venv", "node_modules", "__pycache__"}  #: no folder of these has texts
_LASTING = ("check", "typst", "epub", "html")  #: builders that leave nothing but their output
_UNPAGED = ("check", "typst")  #: builders whose output names no page of the book
_PLAIN = (  #: what a conf.py without code is made of
    ast.Module, ast.Assign, ast.AnnAssign, ast.Expr, ast.Constant, ast.List, ast.Tuple, ast.Dict,
    ast.Set, ast.Name, ast.expr_context, ast.Subscript, ast.BinOp, ast.Add,
)  # fmt: skip


class Run(NamedTuple):
    """A run of Sphinx: its builder, folders, and settings from the command line."""

    builder: str
    source: Path
    made: Path  #: the folder of everything that is built
    out: Path
    doctrees: Path
    settings: dict[str, Any]

    @property
    def stamp(self) -> Path:
        """The file that says of what the output was made."""
        return self.doctrees / f"made-{short_digest(str(self.out))}"

    def build(self) -> int:
        """Run the builder, with warnings as errors, unless its output stands; return the status.

        Raises:
            SystemExit: if Sphinx cannot run, for instance because of an error in ``conf.py``.
        """
        inputs = self.inputs()  # as they are before the run: a file may change during it
        if self.builder in _LASTING and self.is_made(inputs):
            return 0
        self.stamp.unlink(missing_ok=True)
        if self.builder == "epub":  # which packs all that it finds there
            shutil.rmtree(self.out, ignore_errors=True)
        try:
            with patch_docutils(self.source), docutils_namespace():
                app = Sphinx(
                    self.source, self.source, self.out, self.doctrees, self.builder,
                    self.settings, sys.stdout if sys.stdout.isatty() else None, sys.stderr,
                    warningiserror=True,
                )  # fmt: skip
                app.build()
        except SphinxError as error:
            raise SystemExit(f"{error.category}: {error}") from error
        if not app.statuscode and self.is_closed(app):
            self.stamp.write_bytes(self.mark(inputs))
        return app.statuscode

    def is_made(self, inputs: str) -> bool:
        """Tell whether the output is what a run would write."""
        try:
            return self.stamp.read_bytes() == self.mark(inputs)
        except OSError:
            return False

    def mark(self, inputs: str) -> bytes:
        """Return a digest of what went in, and of the size and the time of each file written."""
        stats = [(path, path.stat()) for path in sorted(self.out.rglob("*")) if path.is_file()]
        outputs = repr([(str(path), stat.st_size, stat.st_mtime_ns) for path, stat in stats])
        return file_digest((), inputs, outputs).encode()

    def is_closed(self, app: Sphinx) -> bool:
        """Tell whether a run has read no more than what ``inputs`` has."""
        env, conf = app.env, (self.source / "conf.py").read_text("utf-8")
        files = chain.from_iterable(env.dependencies.values())
        read = {Path(os.path.normpath(self.source / file)) for file in files}
        read |= {Path(env.doc2path(name)) for name in env.found_docs}
        return is_only_of_kit(app.config) and is_plain(conf) and read <= {*self.files()}

    def inputs(self) -> str:
        """Return a digest of all that goes into the build."""
        settings = sorted(self.settings.items())
        values = [
            value if isinstance(value, list) else [str(value)]
            for name, value in settings
            if name != "edition_page_map" or self.builder not in _UNPAGED
        ]
        named = (self.source / value for value in chain.from_iterable(values))
        kit = (path for path in Path(__file__).parent.rglob("*") if path.suffix != ".pyc")
        packages = sorted(path.name for p in sys.path for path in Path(p).glob("*.dist-info"))
        files = {path for path in {*self.files(), *named, *kit} if os.access(path, os.R_OK)}
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        return file_digest(
            files, self.builder, repr(settings), repr(packages), sys.version, epoch,
            f"{date.today()}", _references(self.source),
        )  # fmt: skip

    def files(self) -> Iterator[Path]:
        """Yield the files of the project."""
        for folder, folders, names in os.walk(self.source, followlinks=True):
            folders[:] = {*folders} - _APART
            folders[:] = (name for name in folders if Path(folder, name) != self.made)
            yield from (Path(folder, name) for name in names)


def is_plain(conf: str) -> bool:
    """Tell whether a ``conf.py`` only sets values, and none is a path that leads out of it."""
    for node in ast.walk(ast.parse(conf)):
        is_future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
        if not isinstance(node, (*_PLAIN, ast.alias)) and not is_future:
            return False
        value = getattr(node, "value", "")
        if isinstance(value, str) and (Path(value).is_absolute() or ".." in Path(value).parts):
            return False
    return True


def _references(folder: Path) -> str:
    """Return what git's references name, since the register is compared with the last release."""
    command = ["git", "-C", str(folder), "show-ref", "--head"]
    try:
        return subprocess.run(command, check=False, capture_output=True, encoding="utf-8").stdout
    except OSError:
        return ""
