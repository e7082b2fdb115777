"""Join the modules of a script, and the sheets of a style, into the one file that a page loads.

A page opened from a file may not load modules, so each script is joined into a classic one. This
takes no parser of JavaScript, because our modules keep to a few forms, which stand unindented on
one line: ``import { a, b } from "./x.js";``, ``export function …`` and ``export const …``. The
modules of a script share one scope, so a name must be defined only once in them. Anything else is
an error. Comments, and spaces without a meaning, are left out by rjsmin and rcssmin. The strings in
modules of the folder ``messages`` are put into the language of the interface.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

from ..catalogs import _

_IMPORT = re.compile(r'import \{ (\w+(?:, \w+)*) \} from "(\.\.?/[\w./-]+\.js)";')
_DECLARATION = re.compile(
    r"(?:(export )?(?:(?:async )?function\*?|const)|let|class) (\w+)(?![\w$,])"
)
#: A line of a module of messages: its name, and what readers are told.
MESSAGE = re.compile(r'^  (\w+): (".*"),$', re.MULTILINE)
_COMMENT = re.compile(r"\s*(?://|/?\*)")
_NOT_UNDERSTOOD = {
    r"\s*import\b|.*\bimport *[.(]": 'an import must read: import { a, b } from "./x.js";',
    rf"(?!{_DECLARATION.pattern})\s*export\b": (
        "an export must read: export function …, or: export const …"
    ),
    rf"(?!{_DECLARATION.pattern})(?:async|class|const|function|let|var)\b": (
        "a declaration must define one plain name"
    ),
    r"[^`]*`(?:[^`]*`[^`]*`)*[^`]*$|.*\\$": "a string must end in the line in which it begins",
}


def bundle_script(entry: Path) -> str:
    """Join a module and all modules that it imports into one classic script.

    Args:
        entry: The module that stands for the script.

    Returns:
        The script, in a function of its own, each module after those that it imports.

    Raises:
        ValueError: If a module is missing or has a form that is not understood; with the place.
    """
    bundle = _Bundle()
    bundle.add(entry.resolve())
    text: str = jsmin("\n".join(["(() => {", '"use strict";', *bundle.lines, "})();"]))
    return f"{text}\n"


def bundle_style(sheets: Iterable[Path]) -> str:
    """Join style sheets, in their order, into one.

    Raises:
        ValueError: If a sheet is missing, or must stand alone; with the place.
    """
    lines = []
    for file in sheets:
        for place, line in _lines(file):
            if re.match(r"\s*@(?:charset|import|namespace)\b", line):
                raise ValueError(f"{place}: this cannot stand in a sheet that is joined to others")
            lines.append(line)
    text: str = cssmin("\n".join(lines))
    return f"{text}\n"


class _Bundle:
    """The modules of one script that have been joined so far."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._exports: dict[Path, set[str]] = {}
        self._defined: dict[str, str] = {}  # where each name is

    def add(self, file: Path, importers: tuple[Path, ...] = (), place: str = "") -> None:
        """Add a module, unless it is there, after those that it imports."""
        if file in importers:
            raise ValueError(f"{place}: this import closes a circle")
        if file in self._exports:
            return
        lines: list[str] = []
        exports: set[str] = set()
        for here, line in _lines(file, place):
            if match := _IMPORT.fullmatch(line):
                imported = (file.parent / match[2]).resolve()
                self.add(imported, (*importers, file), here)
                if missing := {*match[1].split(", ")} - self._exports[imported]:
                    raise ValueError(f"{here}: {match[2]} does not export {min(missing)}")
                continue
            for form, message in _NOT_UNDERSTOOD.items():
                if re.match(form, line) and not _COMMENT.match(line):
                    raise ValueError(f"{here}: {message}")
            if match := _DECLARATION.match(line):
                self._define(match[2], here)
                exports |= {match[2]} if match[1] else set()
            if file.parent.name == "messages":
                line = MESSAGE.sub(_translated, line)
            lines.append(line.removeprefix("export "))
        self._exports[file] = exports
        self.lines += lines

    def _define(self, name: str, place: str) -> None:
        if name in self._defined:
            raise ValueError(f"{place}: {name} is defined already, in {self._defined[name]}")
        self._defined[name] = place


def _translated(line: re.Match[str]) -> str:
    return f"  {line[1]}: {json.dumps(_(json.loads(line[2])), ensure_ascii=False)},"


def _lines(file: Path, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield the lines of a file, each after its place."""
    if not file.is_file():
        raise ValueError(f"{place or file}: there is no file {file.name}")
    for number, line in enumerate(file.read_text("utf-8").split("\n"), 1):
        yield f"{file}:{number}", line
