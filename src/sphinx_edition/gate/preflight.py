"""Check the files before Sphinx parses them: encoding, fences, front matter, bibliography keys.

Pure: bytes in, front matter or keys and problems out. What is wrong here would otherwise end in a
traceback or in a page that is wrong without a message, so no such build goes on.
"""

import re
from collections.abc import Iterator

from pybtex.database.input.bibtex import LowLevelParser
from pybtex.scanner import PybtexSyntaxError

from ..model import Problem, is_text
from .headers import Header, header_faults, read_header
from .rules import Fault

#: What XML cannot hold, or what nobody can see and no text means.
_CONTROL = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_FENCE = re.compile(r"[ >]{0,6}(`{3,}(?!.*`)|~{3,}|:{3,})[ \t]*(.*?)[ \t]*\r?")


def page(docname: str, data: bytes) -> tuple[dict[str, str], list[Problem]]:
    """Return the front matter of a Markdown file as text, and what is wrong with the file."""
    text, problems = _decoded(docname, data)
    if problems:
        return {}, problems
    lines = text.split("\n")
    header: Header = {}
    faults = list(_fence_faults(lines))
    try:
        header = read_header(lines)
        faults += header_faults(docname, header)
    except ValueError as error:
        message, line = error.args
        faults.append(("header", line, message))
    if not text.strip() and not is_text(docname):
        faults.append(("header", 1, "the file is empty: give the page a heading"))
    found = [Problem(code, docname, line, message) for code, line, message in faults]
    return {field: value for field, (value, _) in header.items()}, found


def _decoded(name: str, data: bytes) -> tuple[str, list[Problem]]:
    """Return the text of a file, or what is wrong with its encoding."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        byte = error.object[error.start]
        message = f"byte 0x{byte:02x} is not UTF-8: save the file as UTF-8 in your editor"
        return "", [Problem("encoding", name, line, message)]
    if found := _CONTROL.search(text):
        line, code = text.count("\n", 0, found.start()) + 1, ord(found[0])
        message = f"U+{code:04X} is a control character, which no page can hold: remove it"
        return "", [Problem("encoding", name, line, message)]
    return text, []


def _fence_faults(lines: list[str]) -> Iterator[Fault]:
    """Yield each fence that never closes, and each that closes nothing."""
    stack: list[tuple[str, int, bool]] = []  # of open fences: mark, line, and whether literal
    for number, line in enumerate(lines, 1):
        match = _FENCE.fullmatch(line)
        if not match:
            continue
        mark, info = match.groups()
        if stack and not info and mark.startswith(stack[-1][0]):
            stack.pop()
        elif stack and stack[-1][2]:
            continue  # literal text
        elif info or mark[0] != ":":
            literal = mark[0] != ":" and not info.startswith("{")
            stack.append((mark, number, literal))
        else:
            yield "fence", number, f"“{mark}” closes no fence: remove it, or open one above"
    for mark, number, _ in stack:
        message = f"this fence never closes: put {mark} on a line of its own where it ends"
        yield "fence", number, message


def bibliography(name: str, data: bytes) -> tuple[dict[str, int], list[Problem]]:
    """Return the keys of a BibTeX file with their lines, and what is wrong with the file."""
    text, problems = _decoded(name, data)
    keys: dict[str, int] = {}
    parser = LowLevelParser(text)
    try:
        for kind, (key, *_) in parser:
            if kind.casefold() in ("string", "preamble"):
                continue
            line = text.count("\n", 0, parser.command_start) + 1
            if keys.setdefault(key, line) != line:
                message = f"“{key}” is also the key of the entry at line {keys[key]}: rename one"
                problems.append(Problem("key", name, line, message))
    except PybtexSyntaxError as error:
        message = f"{str(error).partition(': ')[2]}: look for a missing comma or brace just above"
        problems.append(Problem("key", name, error.lineno, message))
    return keys, problems
