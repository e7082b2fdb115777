"""Read and check the front matter of a file. Its values are text, exactly as typed.

YAML would make False of ``no`` and 750 of ``12:30``, so it is read only as far as its events: a
mapping of plain keys to strings, or to lists of strings for authors and keywords. Nothing is built
from tags, aliases or nested values, so nothing can grow.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping

import yaml

from ..model import ESSAYS, EVIDENCE, RENDERING, SEEN, SOURCES, is_text, text_key
from ..words import dates
from ..words.languages import language_fault
from ..words.names import name_faults
from ..words.witnesses import copy_faults
from .rules import Fault

REQUIRED = {  #: the fields of a header, by the folder of its text
    SOURCES: ("title", "short", "author", "date", "lang", "locus", "text", "rights", "evidence"),
    ESSAYS: ("title", "author", "date", "lang", "text", "rights"),
}
_CHOICES = {SOURCES: ("evidence", EVIDENCE), ESSAYS: ("text", ("full", "restated"))}
_STEM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LISTS = {"author": " and ", "keywords": ", "}  #: the fields that may be lists, and how to join
_LINE_BREAKS = re.compile("[ \t\r\n\x85\u2028\u2029]+")

Header = dict[str, tuple[str, int]]  #: by field, its value and its line in the file


def read_header(lines: list[str]) -> Header:
    """Return the front matter of a file, if there is any.

    Raises:
        ValueError: if it is wrong; the arguments are the message and the line.
    """
    if lines[0].rstrip() != "---":
        return {}
    if not (end := _end(lines)):
        message = "the header opens with --- but never closes: put --- on a line after it"
        raise ValueError(message, 1)
    block = lines[1:end]
    try:
        return _fields(yaml.parse("\n".join(block), Loader=yaml.BaseLoader), block)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        advice = "put a value that holds “: ”, “#” or quotation marks between single quotes"
        message = f"the header is not valid YAML ({error.problem}): {advice}"
        raise ValueError(message, line) from None


def _end(lines: list[str]) -> int:
    """Return the place of the line that closes the front matter; 0 if there is none."""
    return next((n for n, line in enumerate(lines) if n and line.rstrip() in ("---", "...")), 0)


def _fields(events: Iterator[yaml.Event], block: list[str]) -> Header:
    """Return the fields of front matter, whose lines are given for messages.

    Raises:
        ValueError: if it is more than fields of text; the arguments are the message and the line.
    """
    header: Header = {}
    found = (
        e for e in events if not isinstance(e, yaml.StreamStartEvent | yaml.DocumentStartEvent)
    )
    start = next(found)
    if isinstance(start, yaml.StreamEndEvent):
        return {}
    if sign := _yaml_sign(start):
        raise ValueError(f"the header opens with {sign} of YAML: remove it", _line(start))
    if not isinstance(start, yaml.MappingStartEvent):
        raise ValueError("the header must be lines such as “title: …”", 2)
    while not isinstance(event := next(found), yaml.MappingEndEvent):
        line = _line(event)
        key = _text(event, block, "a name")
        if same := next((k for k in header if k.casefold() == key.casefold()), None):
            raise ValueError(f"the header has “{same}:” twice: remove one", line)
        value = next(found)
        if isinstance(value, yaml.SequenceStartEvent) and key in _LISTS and not _yaml_sign(value):
            items = []
            while not isinstance(item := next(found), yaml.SequenceEndEvent):
                items.append(_text(item, block, f"each of “{key}:”"))
            if key == "author":  # a name may have an “and” of its own
                items = [f"{{{name}}}" if " and " in name else name for name in items]
            header[key] = _LISTS[key].join(items), line
        else:
            header[key] = _text(value, block, f"“{key}:”"), line
    for _ in found:  # raises what is wrong below the fields
        pass
    return header


def _line(event: yaml.Event) -> int:
    """Return the line of the file in which an event of the header begins."""
    return event.start_mark.line + 2 if event.start_mark else 1


def _yaml_sign(event: yaml.Event) -> str:
    """Return what stands before a value and is no text: an alias, an anchor or a tag."""
    if isinstance(event, yaml.AliasEvent):
        return "an alias (*)"
    signs = {"an anchor (&)": "anchor", "a tag (!)": "tag"}
    return next((sign for sign, name in signs.items() if getattr(event, name, None)), "")


def _text(event: yaml.Event, block: list[str], name: str) -> str:
    """Return the text of a scalar on one line.

    Raises:
        ValueError: if it is anything else; the arguments are the message and the line.
    """
    line = _line(event)
    if sign := _yaml_sign(event):
        raise ValueError(f"{name} opens with {sign} of YAML: put it in single quotes", line)
    if not isinstance(event, yaml.ScalarEvent):
        message = f"{name} is a list or has fields below it: write one line of text, in single "
        raise ValueError(f"{message}quotes if it opens with a bracket", line)
    rest = block[end.line][end.column :] if (end := event.end_mark) and block[end.line :] else ""
    cut = re.match(r"\s+(#\S+)", rest) if event.style is None else None
    if cut:
        message = f"{name} ends before “{cut[1]}”: put it in single quotes"
        raise ValueError(f"{message}, or, for a comment, a space after #", line)
    text = _LINE_BREAKS.sub(" ", event.value).strip()
    for char in text:
        if unicodedata.category(char) in ("Cc", "Cs") or char in "\ufffe\uffff":
            raise ValueError(f"{name} holds the character U+{ord(char):04X}: remove it", line)
    return text


def header_faults(docname: str, header: Header) -> Iterator[Fault]:
    """Yield what the header or the name of a text lacks, and which values are wrong."""
    if "lang" in header and (message := language_fault(header["lang"][0])):
        yield "header", header["lang"][1], f"lang: {message}"
    if not is_text(docname):
        return
    folder, key = docname.partition("/")[0], text_key(docname)
    required = list(REQUIRED[folder])
    if folder == SOURCES and header.get("evidence", ("",))[0] in SEEN:
        required.append("copy")
    if missing := [field for field in required if not header.get(field, ("",))[0]]:
        names = ", ".join(f"“{field}:”" for field in missing)
        line = header.get(missing[0], ("", 1))[1]
        yield "header", line, f"the header has no {names}; required: {', '.join(required)}"
    field, choices = _CHOICES[folder]
    value, line = header.get(field, ("", 1))
    if value and value not in choices:
        yield "header", line, f"“{field}: {value}” is none of {', '.join(choices)}"
    date, line = header.get("date", ("", 1))
    if date and not dates.parse(date):
        message = f"the header’s date “{date}” is none: {dates.FORMS}, or {dates.OTHER_FORMS}"
        yield "date", line, message
    if key == RENDERING:
        yield "key", 1, f"“{key}” is the name of our own renderings: give the text another"
    for field in ("published", "url"):
        address, line = header.get(field, ("", 1))
        if address and not re.match(r"https?://[^\s/]", address):
            message = f"“{field}: {address}” is no address: write one that opens with https://"
            yield "header", line, message
    names, line = header.get("author", ("", 1))
    for _name, fault in name_faults(names):
        yield "header", line, f"the author {fault} or [A. One, B. Two]"
    copy, line = header.get("copy", ("", 1))
    yield from (("witness", line, f"copy: {fault}") for fault in copy_faults(copy))
    if not _STEM.fullmatch(key):
        yield "key", 1, f"the name “{key}” makes addresses: use a–z, 0–9 and single hyphens"


def with_plain_header(text: str, header: Mapping[str, str]) -> str:
    """Return a file whose front matter any reader of YAML reads as we do.

    A string of JSON is one of YAML, too. All fields are on one line; blank lines make up for the
    others, so that messages name the right lines.
    """
    lines = text.split("\n")
    if not header or not (end := _end(lines)):
        return text
    fields = json.dumps(dict(header), ensure_ascii=False)
    return "\n".join(["---", fields, *[""] * (end - 2), "---", *lines[end + 1 :]])
