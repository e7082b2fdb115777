"""Read every file as bytes before Sphinx does: encoding, fences, front matter, bibliography keys.

What is found here would otherwise end in a traceback or a silently wrong page, so a build with
any of it does not start. Pure: bytes in, header and problems out.
"""

import re
from collections.abc import Iterator, Mapping

import yaml
from pybtex.database.input.bibtex import LowLevelParser
from pybtex.scanner import PybtexSyntaxError

from ..model import ESSAYS, EVIDENCE, SOURCES, Problem, is_text, text_key

_REQUIRED = {
    SOURCES: ("title", "short", "author", "date", "lang", "locus", "text", "rights", "evidence"),
    ESSAYS: ("title", "author", "date", "lang", "text", "rights"),
}
_FORMS = ("full", "restated")
_STEM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FENCE = re.compile(r"[ >]{0,6}(`{3,}(?!.*`)|~{3,}|:{3,})[ \t]*(.*?)[ \t]*\r?")


def page(docname: str, data: bytes) -> tuple[dict[str, str], list[Problem]]:
    """Return the front matter of a Markdown file as text, and what is wrong with the file."""
    text, problems = _decoded(docname, data)
    if problems:
        return {}, problems
    lines = text.split("\n")
    told = [("fence", line, message) for line, message in _fences(lines)]
    header: dict[str, str] = {}
    try:
        header = _front(lines)
    except ValueError as error:
        message, line = error.args
        told.append(("header", line, message))
    else:
        told += [(code, 1, message) for code, message in _text(docname, header)]
    if not text.strip() and not is_text(docname):
        told.append(("header", 1, "the file is empty: give the page a heading"))
    return header, [Problem(code, docname, line, message) for code, line, message in told]


def _decoded(name: str, data: bytes) -> tuple[str, list[Problem]]:
    """Return the text of a file, or what is wrong with its encoding."""
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        byte = error.object[error.start]
        message = f"byte 0x{byte:02x} is not UTF-8: save the file as UTF-8 in your editor"
        return "", [Problem("encoding", name, line, message)]


def _front(lines: list[str]) -> dict[str, str]:
    """Return the front matter, if there is any.

    Raises:
        ValueError: what is wrong with it, and at which line.
    """
    if lines[0].rstrip() != "---":
        return {}
    end = next((i for i, s in enumerate(lines[1:], 1) if s.rstrip() in ("---", "...")), None)
    if end is None:
        message = "the header opens with --- but never closes: put --- on a line after it"
        raise ValueError(message, 1)
    try:
        block = yaml.safe_load("\n".join(lines[1:end]))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        advice = "put a value that holds “: ”, “#” or quotation marks between single quotes"
        message = f"the header is not valid YAML ({error.problem}): {advice}"
        raise ValueError(message, line) from None
    except (yaml.YAMLError, ValueError) as error:
        raise ValueError(f"the header is not valid YAML ({error})", 1) from None
    keys = [line.partition(":")[0] for line in lines[1:end] if re.match(r"\w+:", line)]
    for number, key in enumerate(keys, 1):
        if key in keys[: number - 1]:
            at = max(i for i, line in enumerate(lines[:end], 1) if line.startswith(f"{key}:"))
            raise ValueError(f"the header has “{key}:” twice: remove one", at)
    block = {} if block is None else block
    if not isinstance(block, dict):
        raise ValueError("the header must be lines such as “title: …”", 2)
    return {str(key): "" if value is None else str(value) for key, value in block.items()}


def _text(docname: str, header: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Say what the header or name of a text lacks, as code and message."""
    if not is_text(docname):
        return
    folder = docname.partition("/")[0]
    required = [*_REQUIRED[folder]]
    if folder == SOURCES and header.get("evidence") == "seen":
        required.append("copy")
    for key in required:
        if not header.get(key):
            yield "header", f"the header has no “{key}:”; required: {', '.join(required)}"
    evidence, form = header.get("evidence"), header.get("text")
    if folder == SOURCES and evidence and evidence not in EVIDENCE:
        yield "header", f"“evidence: {evidence}” is none of {', '.join(EVIDENCE)}"
    if folder == ESSAYS and form and form not in _FORMS:
        yield "header", f"“text: {form}” is none of {', '.join(_FORMS)}"
    if not _STEM.fullmatch(text_key(docname)):
        yield (
            "key",
            f"the name “{text_key(docname)}” makes addresses: use a–z, 0–9 and single hyphens",
        )


def _fences(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield each fence that never closes, and each that closes nothing, with its line."""
    stack: list[tuple[str, int, bool]] = []
    for number, text in enumerate(lines, 1):
        match = _FENCE.fullmatch(text)
        if not match:
            continue
        mark, info = match[1], match[2]
        if stack and not info and mark.startswith(stack[-1][0]):
            stack.pop()
        elif stack and stack[-1][2]:
            continue  # literal text
        elif info or mark[0] != ":":
            literal = mark[0] != ":" and not info.startswith("{")
            stack.append((mark, number, literal))
        else:
            yield number, f"“{mark}” closes no fence: remove it, or open one above"
    for mark, number, _ in stack:
        yield number, f"this fence never closes: put {mark} on a line of its own where it ends"


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
