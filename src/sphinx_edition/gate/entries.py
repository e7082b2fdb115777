"""Check the bibliography before its own extension reads it, which would end in a traceback.

Pure: bytes in, keys and problems out.
"""

from collections.abc import Iterator, Mapping

from pybtex.database.input.bibtex import LowLevelParser
from pybtex.scanner import PybtexSyntaxError

from ..model import Problem
from ..words.names import name_faults
from .preflight import decoded
from .rules import Fault

_NAMES = ("author", "editor", "translator")
Fields = dict[str, str]  #: the fields of an entry, by their names in lower case


def bibliography(name: str, data: bytes) -> tuple[dict[str, int], list[Problem]]:
    """Return the keys of a BibTeX file with their lines, and what is wrong with the file."""
    text, problems = decoded(name, data)
    keys: dict[str, int] = {}
    entries: dict[str, Fields] = {}
    starts: dict[str, int] = {}  # offsets
    faults: list[Fault] = []
    parser = LowLevelParser(text)
    try:
        for kind, (key, *rest) in parser:
            if kind.casefold() in ("string", "preamble"):
                continue
            line = text.count("\n", 0, parser.command_start) + 1
            if keys.setdefault(key, line) != line:
                message = f"“{key}” is also the key of the entry at line {keys[key]}: rename one"
                faults.append(("key", line, message))
            fields = [(field.lower(), "".join(parts)) for field, parts in rest[0]]
            entries[key], starts[key] = dict(fields), parser.command_start
            names = [field for field, _ in fields]
            faults += (
                ("bibliography", line, f"{key}: there are two fields “{field}”: remove one")
                for field in sorted({field for field in names if names.count(field) > 1})
            )
    except PybtexSyntaxError as error:
        message = f"{str(error).partition(': ')[2]}: look for a missing comma or brace just above"
        faults.append(("key", error.lineno, message))
    else:
        faults += (
            ("bibliography", _line(text, starts[key], words), f"{key}: {message}")
            for key in entries
            for words, message in _entry_faults(key, entries)
        )
    return keys, problems + [Problem(code, name, line, message) for code, line, message in faults]


def _line(text: str, start: int, words: str) -> int:
    """Return the line of words after an offset; of the offset if they are typed otherwise."""
    return text.count("\n", 0, max(text.find(words, start), start)) + 1


def _entry_faults(key: str, entries: Mapping[str, Fields]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an entry, after the words that are at fault or nothing."""
    fields = entries[key]
    for field in _NAMES:
        yield from name_faults(fields.get(field, ""))
    seen = [key]
    while parent := entries[seen[-1]].get("crossref"):
        if parent not in entries:
            message = f"there is no entry “{parent}” for its crossref: add it, or correct the key"
            yield "", message
            return
        if parent in seen:
            yield "", f"its crossref leads back to “{parent}”: remove one of them"
            return
        seen.append(parent)
    if not any(entries[ancestor].get("title") for ancestor in seen):
        yield "", "the entry has no title: add one"
