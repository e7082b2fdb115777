"""Check the files before Sphinx parses them: encoding, fences, front matter, bibliography keys.

Pure: bytes in, front matter or keys and problems out. What is wrong here would otherwise end in a
traceback or in a page that is wrong without a message, so no such build goes on.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import yaml
from pybtex.bibtex.utils import split_name_list, split_tex_string
from pybtex.database.input.bibtex import LowLevelParser
from pybtex.scanner import PybtexSyntaxError

from ..model import ESSAYS, EVIDENCE, SOURCES, Problem, is_text, text_key
from .rules import Fault

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
    header: dict[str, str] = {}
    faults = list(_fence_faults(lines))
    try:
        header = _front_matter(lines)
        faults += _text_faults(docname, header)
    except ValueError as error:
        message, line = error.args
        faults.append(("header", line, message))
    if not text.strip() and not is_text(docname):
        faults.append(("header", 1, "the file is empty: give the page a heading"))
    return header, [Problem(code, docname, line, message) for code, line, message in faults]


def _decoded(name: str, data: bytes) -> tuple[str, list[Problem]]:
    """Return the text of a file, or what is wrong with its encoding."""
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        byte = error.object[error.start]
        message = f"byte 0x{byte:02x} is not UTF-8: save the file as UTF-8 in your editor"
        return "", [Problem("encoding", name, line, message)]


def _front_matter(lines: list[str]) -> dict[str, str]:
    """Return the front matter, if there is any.

    Raises:
        ValueError: if it is wrong; the arguments are the message and the line.
    """
    if lines[0].rstrip() != "---":
        return {}
    ends = [at for at, line in enumerate(lines) if at and line.rstrip() in ("---", "...")]
    if not ends:
        message = "the header opens with --- but never closes: put --- on a line after it"
        raise ValueError(message, 1)
    block = lines[1 : ends[0]]
    try:
        values = yaml.safe_load("\n".join(block))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        advice = "put a value that holds “: ”, “#” or quotation marks between single quotes"
        message = f"the header is not valid YAML ({error.problem}): {advice}"
        raise ValueError(message, line) from None
    except (yaml.YAMLError, ValueError) as error:
        raise ValueError(f"the header is not valid YAML ({error})", 1) from None
    keys = [line.partition(":")[0] for line in block if re.match(r"\w+:", line)]
    for at, key in enumerate(keys):
        if key in keys[:at]:
            line = max(n for n, text in enumerate(block, 2) if text.startswith(f"{key}:"))
            raise ValueError(f"the header has “{key}:” twice: remove one", line)
    if not isinstance(values, dict | None):
        raise ValueError("the header must be lines such as “title: …”", 2)
    items = (values or {}).items()
    return {str(key): "" if value is None else str(value) for key, value in items}


def _text_faults(docname: str, header: Mapping[str, str]) -> Iterator[Fault]:
    """Yield what the header or the name of a text lacks."""
    if not is_text(docname):
        return
    folder, key = docname.partition("/")[0], text_key(docname)
    evidence, form = header.get("evidence"), header.get("text")
    required = list(_REQUIRED[folder])
    if folder == SOURCES and evidence == "seen":
        required.append("copy")
    for field in required:
        if not header.get(field):
            yield "header", 1, f"the header has no “{field}:”; required: {', '.join(required)}"
    if folder == SOURCES and evidence and evidence not in EVIDENCE:
        yield "header", 1, f"“evidence: {evidence}” is none of {', '.join(EVIDENCE)}"
    if folder == ESSAYS and form and form not in _FORMS:
        yield "header", 1, f"“text: {form}” is none of {', '.join(_FORMS)}"
    if not _STEM.fullmatch(key):
        yield "key", 1, f"the name “{key}” makes addresses: use a–z, 0–9 and single hyphens"


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
        for kind, (key, *rest) in parser:
            if kind.casefold() in ("string", "preamble", "comment"):
                continue
            line = text.count("\n", 0, parser.command_start) + 1
            if keys.setdefault(key, line) != line:
                message = f"“{key}” is also the key of the entry at line {keys[key]}: rename one"
                problems.append(Problem("key", name, line, message))
            for field, message in _field_faults(rest[0]):
                found = re.compile(rf"\b{field}\s*=", re.I).search(text, parser.command_start)
                line = text.count("\n", 0, found.start() if found else 0) + 1
                problems.append(Problem("bibliography", name, line, f"{key}: {message}"))
    except PybtexSyntaxError as error:
        message = f"{str(error).partition(': ')[2]}: look for a missing comma or brace just above"
        problems.append(Problem("key", name, error.lineno, message))
    return keys, problems


def _field_faults(fields: Sequence[tuple[str, Sequence[str]]]) -> Iterator[tuple[str, str]]:
    """Yield field and message for what would end the reading of an entry in a traceback."""
    names = [field.lower() for field, _ in fields]
    for at, (field, parts) in enumerate(fields):
        if field.lower() in names[:at]:
            yield field, f"there are two fields “{field}”: remove one"
        if field.lower() in ("author", "editor", "translator"):
            for person in split_name_list("".join(parts)):
                if len(split_tex_string(person, ",")) > 3:
                    advice = "write “Family, Given”, and “and” between two names"
                    yield field, f"“{person}” has too many commas for one name: {advice}"
