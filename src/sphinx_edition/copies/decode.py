"""Read a reader's copy however it was saved: its encoding, its line ends, a page of the web.

Pure: bytes in, plain text out. Blank lines part paragraphs; a line break alone stays only where
lines are not wrapped by hand, for there it may end a heading. What no eye sees is left out: soft
hyphens, other invisible characters, and the scripts, styles and navigation of a page.
"""

import codecs
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

_BOMS = {
    codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF32_LE: "utf-32-le", codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be",
}  # fmt: skip
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|caption|d[dlt]|details|div|fieldset|fig(caption|ure)|"
    "footer|form|h[1-6]|header|hr|html|legend|li|main|[ou]l|p|pre|section|summary|table|"
    "tbody|td|tfoot|th|thead|tr"
)
_SKIPPED = re.compile("button|nav|noscript|script|select|style|svg|template|textarea|title")
_WRAPPED = 120  #: no line of a text that was wrapped by hand is longer


class Copy(NamedTuple):
    """The plain text of a copy, and whether its encoding is certain."""

    text: str
    certain: bool


class _Page(HTMLParser):
    """Gathers the paragraphs of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = [""]
        self.skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _SKIPPED.fullmatch(tag):
            self.skipped.append(tag)
        elif tag == "br":
            self.blocks[-1] += "\n"
        elif _BLOCK.fullmatch(tag):
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.skipped:
            while self.skipped.pop() != tag:
                pass
        elif _BLOCK.fullmatch(tag):
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.blocks[-1] += re.sub(r"[ \t\n\r\f]+", " ", data)


def read_file(path: Path) -> Copy:
    """Return the text of a copy.

    Raises:
        ValueError: if there is no such file or it is no text; the message says what to do.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ValueError(f"the copy cannot be read: {error.strerror}") from error
    return decode(data)


def decode(data: bytes) -> Copy:
    """Return the text of a copy's bytes: UTF-8, UTF-16 with its mark, or else Windows-1252.

    Raises:
        ValueError: if it is none of these.
    """
    mark = next((mark for mark in _BOMS if data.startswith(mark)), b"")
    for encoding in [_BOMS[mark]] if mark else ["utf-8", "cp1252"]:
        try:
            text = data[len(mark) :].decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return Copy(plain(text), encoding != "cp1252")
    raise ValueError("the copy is no text in UTF-8, UTF-16 or Windows-1252: save it as UTF-8")


def plain(text: str) -> str:
    """Return a text, or that of an HTML page, as paragraphs with a blank line between them."""
    text = re.sub("\r\n?|[\x0b\f\x85\u2028]", "\n", text).replace("\u2029", "\n\n")
    if _HTML.match(text):
        page = _Page()
        page.feed(text)
        page.close()
        text = "\n\n".join(page.blocks)
    text = re.sub("\u00ad\n?|[\u200b\u2060\ufeff]", "", text)
    text = re.sub(r"[^\S\n]*\n[^\S\n]*", "\n", text).strip()
    if max(map(len, text.split("\n"))) <= _WRAPPED:
        return "\n\n".join(paragraphs(text)) + "\n"
    return text + "\n"


def joined(part: str) -> str:
    """Return wrapped lines as one; a hyphen or dash within words at a line's end stays there."""
    return re.sub(r"(?<=\w[-‐–—])\n(?=\w)", "", part).replace("\n", " ")


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a plain text, each as one line; a lone no-break space stays."""
    found = (joined(part.strip()) for part in re.split(r"\n\s*\n", text))
    return [re.sub(r"\s*[ \t]\s*", " ", part) for part in found if part]
