"""Check the files before Sphinx parses them: encoding, fences, nesting, front matter.

Pure: bytes in, front matter and problems out. What is wrong here would otherwise end in a
traceback or in a page that is wrong without a message, so no such build goes on.
"""

import re
from collections.abc import Iterator

from ..model import Problem, is_text
from . import slips
from .headers import Header, header_faults, read_header
from .rules import Fault

#: What XML cannot hold, or what nobody can see and no text means; U+202D and U+202E turn words
#: round, and U+FFFD is left of a letter that some program could not read.
_CONTROL = re.compile(
    r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ufdd0-\ufdef\ufffd-\uffff"
    r"\U000e0000-\U000e007f]"
)
_OPENING = re.compile(r"(?:[ \t]|>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*+")
_DEEPEST = 20
_DIGITS = re.compile(r"\d++")
_LONGEST_NUMBER = 100
_FENCE = re.compile(r"[ >]{0,6}(`{3,}(?!.*`)|~{3,}|:{3,})(.*)")


def page(docname: str, data: bytes) -> tuple[Header, list[Problem]]:
    """Return the front matter of a Markdown file, and what is wrong with the file."""
    text, problems = decoded(docname, data)
    if problems:
        return {}, problems
    lines = text.split("\n")
    header: Header = {}
    fence_faults, literal = _fences(lines)
    faults = [*slips.faults(lines, literal), *_nesting_faults(lines)]
    if not any("directive" in message for _, _, message in faults):  # its end would close nothing
        faults += fence_faults
    try:
        header = read_header(lines)
        faults += header_faults(docname, header)
    except ValueError as error:
        message, line = error.args
        faults.append(("header", line, message))
    if not text.strip() and not is_text(docname):
        faults.append(("header", 1, "the file is empty: give the page a heading"))
    return header, [Problem(code, docname, line, message) for code, line, message in faults]


def decoded(name: str, data: bytes) -> tuple[str, list[Problem]]:
    """Return the text of a file, or what is wrong with its encoding or its line ends."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        byte = error.object[error.start]
        message = f"byte 0x{byte:02x} is not UTF-8: save the file as UTF-8 in your editor"
        return "", [Problem("encoding", name, line, message)]
    if lone := re.search(r"\r(?!\n)", text):
        line = text.count("\n", 0, lone.start()) + 1
        message = "a line ends in CR alone: save the file with the line ends LF or CRLF"
        return "", [Problem("encoding", name, line, message)]
    if found := _CONTROL.search(text):
        line, code = text.count("\n", 0, found.start()) + 1, ord(found[0])
        message = f"U+{code:04X} is a control character, which no page can hold: remove it"
        return "", [Problem("encoding", name, line, message)]
    return text, []


def _fences(lines: list[str]) -> tuple[list[Fault], set[int]]:
    """Return a fault for each fence that never closes or closes nothing, and the lines of code.

    The lines of code have their numbers from 1; each includes the one that closes its fence.
    """
    faults, literal_lines = list[Fault](), set[int]()
    stack: list[tuple[str, int, bool]] = []  # of open fences: mark, line, and whether literal
    for number, line in enumerate(lines, 1):
        if stack and stack[-1][2]:
            literal_lines.add(number)
        match = _FENCE.fullmatch(line)
        if not match:
            continue
        mark, info = match[1], match[2].strip()
        if stack and not info and mark.startswith(stack[-1][0]):
            stack.pop()
        elif stack and stack[-1][2]:
            continue  # literal text
        elif info or mark[0] != ":":
            literal = mark[0] != ":" and not info.startswith("{")
            stack.append((mark, number, literal))
        else:
            message = f"“{mark}” closes no fence: remove it, or open one above"
            faults.append(("fence", number, message))
    for mark, number, _ in stack:
        message = f"this fence never closes: put {mark} on a line of its own where it ends"
        faults.append(("fence", number, message))
    return faults, literal_lines


def _nesting_faults(lines: list[str]) -> Iterator[Fault]:
    """Yield each line that opens too many blocks in one another, or has too long a number."""
    for number, line in enumerate(lines, 1):
        opening = _OPENING.match(line)
        if opening and (opening[0].count(">") > _DEEPEST or len(opening[0]) > 6 * _DEEPEST):
            message = "quotations, lists or spaces stand too deep in one another: take some out"
            yield "nesting", number, message
        elif max(map(len, _DIGITS.findall(line)), default=0) > _LONGEST_NUMBER:
            message = f"a number has more than {_LONGEST_NUMBER} digits: shorten or divide it"
            yield "nesting", number, message
