"""Decode a reader's copy: its encoding, its line ends, saved HTML.

Pure: bytes in, plain text out. A blank line ends a paragraph. Where no line is longer than lines
wrapped by hand, the lines of a paragraph are joined; otherwise each line end stays, since it may
end a heading. What a reader does not see is left out: soft hyphens, other invisible characters,
and the scripts, styles and navigation of a web page.
"""

import codecs
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

_BOMS = {
    codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF32_LE: "utf-32-le", codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be",
}  # fmt: skip
# Possessive (``*+``), here and below: without that, hostile spaces take time by their square.
_HTML = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(?:!doctype\s++html|html)\b",
    re.I,
)
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|"
    "footer|form|h[1-6]|header|hr|html|legend|li|main|ol|p|pre|section|summary|table|"
    "tbody|td|tfoot|th|thead|tr|ul"
)
_HIDDEN = re.compile("button|nav|noscript|script|select|style|svg|template|textarea|title")
#: More than these would take more than some seconds to compare, here or in a browser.
_MOST_BYTES, _MOST_TAGS, _MOST_LETTERS = 10**7, 100_000, 500_000
#: Closes what a page may have left open, or is a comment. The parser would look again and again for
#: the end; and it fails on declarations in brackets, which to a browser are comments, too.
_CLOSING = "<!--'\"-->"
_LESS = "give a file with the text alone"
_WRAPPED = 120  #: characters: no line of a text that was wrapped by hand is longer


class Copy(NamedTuple):
    """The plain text of a copy, and whether its encoding is certain."""

    text: str
    certain: bool


class _ParagraphParser(HTMLParser):
    """Collect the text of a web page in ``pieces``, a blank line between two blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.hidden: list[str] = []  # the open elements that are not shown
        self.count = Counter[str]()  # of each of them

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _HIDDEN.fullmatch(tag):
            self.hidden.append(tag)
            self.count[tag] += 1
        elif tag == "br":
            self.pieces.append("\n")
        elif _BLOCK.fullmatch(tag):
            self.pieces.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if self.count[tag]:
            while (inner := self.hidden.pop()) != tag:
                self.count[inner] -= 1
            self.count[tag] -= 1
        elif _BLOCK.fullmatch(tag):
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(re.sub(r"[ \t\n\r\f]+", " ", data))


def read_file(path: Path) -> Copy:
    """Return the text of the file of a copy.

    Raises:
        ValueError: if the file cannot be read or is no text; the message says what to do.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ValueError(f"the copy cannot be read: {error.strerror}") from error
    if len(data) > _MOST_BYTES:
        raise ValueError(f"the copy is larger than {_MOST_BYTES // 10**6} MB: {_LESS}")
    return decode(data)


def decode(data: bytes) -> Copy:
    """Return the text of the bytes of a copy: as its byte order mark says, UTF-8 or Windows-1252.

    Raises:
        ValueError: if they are none of these, or too many.
    """
    mark = next((mark for mark in _BOMS if data.startswith(mark)), b"")
    for encoding in [_BOMS[mark]] if mark else ["utf-8", "cp1252"]:
        try:
            text = data[len(mark) :].decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.count("<") > _MOST_TAGS:
            raise ValueError(f"the copy has more than {_MOST_TAGS:,} tags: {_LESS}")
        if "\0" not in text:
            return Copy(plain(text), encoding != "cp1252")
    raise ValueError("the copy is no text in UTF-8, UTF-16 or Windows-1252: save it as UTF-8")


def plain(text: str) -> str:
    """Return a text, or that of an HTML page, as paragraphs with a blank line between them.

    Raises:
        ValueError: if it is too long.
    """
    text = re.sub("\r\n?|[\x0b\f\x85\u2028]", "\n", text).replace("\u2029", "\n\n")
    if _HTML.match(text):
        parser = _ParagraphParser()
        text = re.sub(r"&#(?=\d{8})", "&amp;#", text)  # no letter has so long a number
        parser.feed(text.replace("<![", "<! [") + _CLOSING)
        parser.close()
        text = "".join(parser.pieces)
    if len(text) > _MOST_LETTERS:
        raise ValueError(f"the copy has more than {_MOST_LETTERS:,} letters: {_LESS}")
    text = re.sub("\u00ad\n?|[\u200b\u2060\ufeff]", "", text)
    lines = [line.strip() for line in text.split("\n")]
    text = "\n".join(lines).strip("\n")
    if max(map(len, lines)) <= _WRAPPED:
        return "\n\n".join(paragraphs(text)) + "\n"
    return text + "\n"


def joined(part: str) -> str:
    """Return wrapped lines as one; after a hyphen or dash within a word comes no space."""
    return re.sub(r"(?<=\w[-‐–—])\n(?=\w)", "", part).replace("\n", " ")


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a plain text, each as one line; a lone no-break space stays."""
    lines = (joined(part.strip()) for part in re.split(r"\n\s*\n", text))
    return [re.sub(r"\s+", _space, line) for line in lines if line]


def _space(spaces: re.Match[str]) -> str:
    return " " if {" ", "\t"} & {*spaces[0]} else spaces[0]
