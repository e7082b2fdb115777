"""Identify the words of a passage by the file they stand in (SWHID, ISO/IEC 18670).

Rule: an identifier is a function of a file's bytes and of its path in the repository. It needs no
git, and it is the one that git gives the file: ``git hash-object``. It names the
words for good only if a commit has them; what is not committed yet has an identifier that nobody
else can resolve.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha1

from ..loci import OPENING

#: What ends the lines of a passage, besides the next one: a heading, or a note of the text.
_END = re.compile(r"#{1,6} |\[\^[^\]]+\]:")
_FENCE = re.compile(r"(:{3,}|`{3,}|~{3,})")
_NOTE, _CALL = re.compile(r"\[\^([^\]]+)\]:\s"), re.compile(r"\[\^([^\]]+)\](?!:)")
Lines = tuple[int, int]  #: the first and the last line of a passage, from 1
_ESCAPES = {"%": "%25", ";": "%3B"}  #: of what would end the value of a qualifier


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the edition: its path, the SWHID of its bytes, and the lines of its passages."""

    path: str  #: from the root of the repository: ``sources/mill-1859.md``
    ident: str  #: ``swh:1:cnt:`` and 40 hex digits
    lines: Mapping[str, Lines] = field(default_factory=dict)  #: by locus

    def swhid(self, locus: str = "") -> str:
        """Return the identifier of the file, or of a passage; none if the file has no such."""
        path = "".join(_ESCAPES.get(sign, sign) for sign in self.path)
        whole = f"{self.ident};path=/{path}"
        if not locus:
            return whole
        if locus not in self.lines:
            return ""
        first, last = self.lines[locus]
        return f"{whole};lines={first}" + (f"-{last}" if last > first else "")


def content_id(data: bytes) -> str:
    """Return the SWHID of a file that has these bytes."""
    digest = sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False)
    return f"swh:1:cnt:{digest.hexdigest()}"


def source_file(path: str, data: bytes) -> SourceFile:
    """Return what identifies a file and the passages in it."""
    return SourceFile(path, content_id(data), passage_lines(data.decode("utf-8-sig", "replace")))


def passage_lines(text: str) -> dict[str, Lines]:
    """Map each locus in the Markdown of a text to its lines, with its versions and its notes.

    A note of the text's own stands under a locus of its own: that of the passage that calls it,
    ``n`` and its sign.
    """
    lines = text.split("\n")
    starts = _starts(lines)
    found: dict[str, Lines] = {}
    for (first, name), (after, _) in zip(starts, [*starts[1:], (len(lines), "")], strict=True):
        last = after
        while last > first + 1 and not lines[last - 1].strip():
            last -= 1
        if name:
            found.setdefault(name, (first + 1, last))
    for locus, (first, last) in list(found.items()):
        for label in _CALL.findall("\n".join(lines[first - 1 : last])):
            if not locus.startswith("^") and f"^{label}" in found:
                name = label if label.startswith(f"{locus}n") else f"{locus}n{label}"
                found.setdefault(name, found[f"^{label}"])
    return {locus: place for locus, place in found.items() if not locus.startswith("^")}


def _starts(lines: list[str]) -> list[tuple[int, str]]:
    """Return where a passage, a note (``^`` and its label) or something else begins.

    The front matter and fences are skipped. Lines are counted from 0.
    """
    is_header = lines[0].strip() == "---"
    found, fence = [], ""
    for number, line in enumerate(lines):
        if is_header:
            is_header = number == 0 or line.strip() != "---"
        elif mark := _FENCE.match(line.lstrip()):
            fence = "" if fence and line.strip() == fence else fence or mark[1]
        elif not fence and (opening := OPENING.match(f"{line} ")):
            found.append((number, opening[1]))
        elif not fence and _END.match(line):
            note = _NOTE.match(f"{line} ")
            found.append((number, f"^{note[1]}" if note else ""))
    return found
