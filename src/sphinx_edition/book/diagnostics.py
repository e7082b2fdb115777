"""Read what Typst says of a file: each message once, with its place in the Markdown.

Typst names every letter that no font has; here, all of those in one place are one message.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from ..words.scripts import script

_DIAGNOSTIC = re.compile(r"^(?:error|warning): (.*)\n(?: *┌─ (\S+):(\d+):)?", re.MULTILINE)
_NO_LETTER = re.compile(r'.*the text `"(.+)"` could not be displayed with font')


def read_diagnostics(diagnostics: str, lines: Sequence[str], name: str) -> list[tuple[str, str]]:
    """Return messages with their places: in the Markdown, or else in Typst.

    ``lines`` are those of the file that was compiled, ``name`` is its name.
    """
    missing: defaultdict[str, list[str]] = defaultdict(list)  # letters by place
    found = []
    for message, path, number in _DIAGNOSTIC.findall(diagnostics):
        file = path.rpartition("/")[2]
        place = f"{file}:{number}" if path else name
        if file == name:
            place = markdown_location(lines[: int(number)], place)
        if letters := _NO_LETTER.match(message):
            missing[place] += letters[1]
        else:
            found.append((message, place))
    for place, signs in missing.items():
        scripts = [script(sign) or "other" for sign in signs]
        message = (
            f'no font of the book has the letters "{"".join(dict.fromkeys(signs))}" '
            f"({', '.join(dict.fromkeys(scripts))}): put a font that has them, such as a Noto, "
            "into a folder that typst_font_paths names in conf.py"
        )
        found.append((message, place))
    return list(dict.fromkeys(found))


def markdown_location(lines: Sequence[str], default: str) -> str:
    """Return the place that the last comment in some lines of Typst names."""
    comments = (line[3:] for line in reversed(lines) if line.startswith("// "))
    return next(comments, default)
