"""Find what looks like a role or a directive and is none, in the lines of a Markdown file.

Markdown prints such a slip as it stands, and what was to be compared or set apart would become
plain words. Pure: lines in, faults out. Code is left alone, and so is a bracket after a backslash.
"""

import re
from collections.abc import Iterator

from ..model import KINDS

#: The names that an editor may write. The words of a role are compared, or are a key.
ROLES = (*KINDS, "incipit", "also", "cite")
DIRECTIVES = (
    "version", "commentary", "apparatus", "concordance", "chronology", "sources-map", "register",
    "actions", "changes", "citation", "comparison", "bibliography", "toctree",
    "people", "preservation", "identifiers", "review",
)  # fmt: skip
_PATTERN = "{{{0}}}`words <key:locus>` or {{{0}}}`key:locus`"

_ROLE = rf"(?:ed:)?(?:{'|'.join(ROLES)})(?::\w+)?"
_NAME = "|".join(DIRECTIVES)
#: A name with signs round it, and perhaps the mask of code after it: ``{quote}\0`` is a role, also
#: after a letter, for some languages put no spaces between words.
_SIGNED = re.compile(
    rf"(?<!\\)(?:(?=[({{\[<:])|(?<!\w))([({{\[<:]?)"
    rf"[ \t]{{0,3}}({_ROLE})[ \t]{{0,3}}([)}}\]>:]?)[ \t]{{0,9}}(\0?)", re.I,
)  # fmt: skip
_GOOD_ROLE = re.compile(rf"(?<!\\)\{{({_ROLE})\}}$")
#: What a role may hold: ``words <key:locus>`` or ``key:locus``.
_TARGET = re.compile(r"[^<>!][^<>]*<[\w-]+:[^<>\s][^<>]*>|[^<>“”\"!][^<>“”\"]*")
#: What a citation may hold: ``key``, ``{see}key{p. 5}``, or several after commas.
_WORK = r"\s*(?:\{[^{}]+\}\s*)?[^{}\s,]+\s*(?:\{[^{}]+\}\s*)?"
_WORKS = re.compile(rf"{_WORK}(?:,{_WORK})*")
#: At the start of a line: a fence with a name but no braces, or braces but no fence.
_BAD_DIRECTIVE = re.compile(
    rf"[ >]*(?:(:{{2,}}|`{{3,}}|~{{3,}}|\.\.)[ \t]*[{{(\[<]?({_NAME})(?![\w-])"
    rf"|(:{{3,}})[ \t]*([\w-]+)|(:{{0,2}}|`{{1,2}})\{{({_NAME})\}}(?:[ \t]|$)).*"
)
_LETTERS = re.compile(r"[^\n]")
_MARKS = re.compile(r"(\\?)(`+)")
_CODE_FENCE = re.compile(r"[ >]*+(?:`{3,}[^`]*|~{3,}.*)")
_GOOD_DIRECTIVE = re.compile(r"[ >]*(?::{3,}|`{3,}|~{3,})[ \t]*\{[\w:.+-]+\}(?:[ \t].*)?")


def faults(lines: list[str], literal: set[int]) -> Iterator[tuple[str, int, str]]:
    """Yield a fault for each slip; ``literal`` are the numbers of the lines inside code."""
    prose = ["" if at in literal else line.rstrip("\r") for at, line in enumerate(lines, 1)]
    for number, line in enumerate(prose, 1):
        if (match := _BAD_DIRECTIVE.fullmatch(line)) and not _GOOD_DIRECTIVE.fullmatch(line):
            name = match[2] or match[4] or match[6]
            message = f"“{line.strip()}” opens no directive: write :::{{{name}}}, and ::: below it"
            yield "slip", number, message
            prose[number - 1] = ""
    text = "\n".join(prose)
    masked, done = [], 0
    for start, end, marks in code_spans(prose):
        role, words = _GOOD_ROLE.search(text, max(0, start - 60), start), text[start:end]
        if role and not _is_target(role[1].removeprefix("ed:"), words[marks:-marks].strip()):
            kind, pattern = "work", f"{{{role[1]}}}`key` or {{{role[1]}}}`{{see}}key{{p. 5}}`"
            if not role[1].startswith("cite"):
                kind, pattern = "passage", _PATTERN.format(role[1])
            message = f"“{words[marks:-marks]}” names no {kind}: write {pattern}"
            yield "slip", _line(text, role.start()), " ".join(message.split())
        masked += [text[done:start], "\0", _LETTERS.sub("\1", words[1:])]
        done = end
    masked += [text[done:]]
    for match in _SIGNED.finditer("".join(masked)):
        opens, name, closes, code_follows = match.groups()
        is_tight = match[0] == f"{opens}{name}{closes}\0"
        in_braces = (opens, closes) == ("{", "}")
        half = (is_tight and opens == "{") or closes == "}"
        signed = code_follows and not in_braces and ((opens and closes) or half)
        if signed or (in_braces and not is_tight):
            pattern = _PATTERN.format(name) if name.lower() in KINDS else f"{{{name}}}`…`"
            typed = match[0].strip().replace("\0", "`")
            message = f"“{typed}” is no role: write {pattern}, without a space before the first `"
            yield "slip", _line(text, match.start()), message


def code_spans(lines: list[str]) -> list[tuple[int, int, int]]:
    """Return the start of each stretch between backticks, its end, and how many stand there.

    It looks at each mark once: a pattern would search a block anew for each.
    """
    runs: list[tuple[int, int, int, bool]] = []  # start, end, block, and whether it may open one
    block = offset = 0
    for line in lines:
        is_fence = _CODE_FENCE.fullmatch(line)
        block += bool(is_fence or not line.strip(" \t>\r"))
        marks = () if is_fence else _MARKS.finditer(line)
        runs += [(offset + m.start(2), offset + m.end(), block, not m[1]) for m in marks]
        offset += len(line) + 1
    latest: dict[tuple[int, int], int] = {}
    closes: dict[int, int] = {}  # for each run, the next as long in its block
    for number, (start, end, block, _) in reversed([*enumerate(runs)]):
        closes[number] = latest.get((block, end - start), 0)
        latest[block, end - start] = number
    spans, number = [], 0
    while number < len(runs):
        start, end, _, opens = runs[number]
        if last := closes[number] * opens:
            spans.append((start, runs[last][1], end - start))
        number = 1 + (last or number)
    return spans


def _is_target(kind: str, words: str) -> bool:
    """Tell whether a role of a kind has ``words <key:locus>`` or ``key:locus`` in it."""
    opened, closed = words.count("“"), words.count("”")
    odd = opened and closed and opened != closed and "„" not in words
    if kind.startswith("cite"):
        return _WORKS.fullmatch(words) is not None
    return kind not in KINDS or (_TARGET.fullmatch(words) is not None and not odd)


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
