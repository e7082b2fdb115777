"""The commands that read the versions of an edition in its repository: ``prove``.

Rule: a setting is read in ``conf.py`` as it is typed there; the file is not run, since a stranger
proves a citation with it.
"""

import argparse
import ast
from pathlib import Path

from .gate.proof import prove
from .gate.release import Files
from .settings import SETTINGS


def run_prove(args: argparse.Namespace) -> int:
    """Print what was cited, and what stands there now; return the exit status.

    Raises:
        SystemExit: with one sentence if there is no such passage, version or repository.
    """
    print("\n".join(prove(repository(args.source), args.ident, args.version)))
    return 0


def repository(folder: Path) -> Files:
    """Return the files of the edition in a folder that are compared with its versions."""
    names = (_setting(folder, name) for name in ("edition_register", "edition_changes"))
    return Files(folder, *names)


def _setting(folder: Path, name: str) -> str:
    """Return a setting that ``conf.py`` assigns as plain text, or its default."""
    try:
        body = ast.parse((folder / "conf.py").read_bytes()).body
    except SyntaxError as error:
        raise SystemExit(f"conf.py:{error.lineno}: {error.msg}") from error
    values = {
        goal.id: node.value.value
        for node in body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for goal in node.targets if isinstance(goal, ast.Name)
    }  # fmt: skip
    default = next(str(default) for other, default, *_ in SETTINGS if other == name)
    return str(values.get(name, default))
