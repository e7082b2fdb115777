"""Read transforms: what Markdown makes of words that mean something else, or that no page may have.

Rule: an edition prints what was typed. What would be lost, changed or unreadable is refused, with
what to write instead.
"""

import re
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes

from ..loci import OPENING
from ..model import is_text
from ..nodes import linebreak, pause
from .doctree import ancestors, is_editorial, line_of
from .passages import EditionTransform

_COMMENT = re.compile(r"\s*(?:<!--.*?-->\s*)+", re.DOTALL)
_ENTITY = re.compile("[\f\ufffd]")  #: what entities can be; the preflight refuses what is typed
_TAG = re.compile(r"</?([A-Za-z][\w-]*)")
_INSTEAD = {
    "br": "end the line with \\", "i": "write *words*", "em": "write *words*",
    "b": "write **words**", "strong": "write **words**", "img": "write ![what it shows](file)",
    "a": "write [words](address)", "sub": "write {sub}`words`", "sup": "write {sup}`words`",
    "hr": "write * * *", "p": "leave a blank line", "u": "write *words*",
}  # fmt: skip
_MARKERS = re.compile(r"[\s>]*((?:\d{1,9}[.)]\s+)*\d{1,9}[.)])(?:\s|$)")
_DEFINITION = re.compile(r"[\s>]{0,6}(\[(?!\^)[^\]]+\]):\s*\S")
#: What Markdown itself takes for no link, and so would print as it was typed.
_SCRIPT = re.compile(
    r"(?:\]\(<?|\]:\s*|<)((?:javascript|vbscript|data|file):[^\s<>]*)", re.IGNORECASE
)
#: Where a link may lead; an address without a scheme is one of the edition.
_SCHEMES = {"", "http", "https", "mailto", "ftp", "tel", "doi", "urn"}


class Clean(EditionTransform):
    """Take out comments, give each break the node of the kit, and refuse HTML.

    ``raw.html(<br />), raw.latex`` → ``linebreak``; ``transition`` → ``pause``.
    """

    default_priority = 490  # before passages are gathered (500): a comment may end one

    def apply(self, **kwargs: Any) -> None:
        """Clean one page."""
        for comment in list(self.document.findall(nodes.comment)):
            if "block_break" in comment["classes"]:
                message = "a line that opens with +++ is not printed: write \\+++, or remove it"
                self.problem("words", comment, message)
            comment.parent.remove(comment)
        for rule in list(self.document.findall(nodes.transition)):
            rule.replace_self(pause())
        open_tags: list[str] = []
        for raw in list(self.document.findall(nodes.raw)):
            if raw.parent is not None:  # or it was the other half of a hard break
                self.clean(raw, open_tags)
        for text in self.document.findall(nodes.Text):
            if found := _ENTITY.search(text):
                sign = f"U+{ord(found[0]):04X}"
                message = f"{sign} is a control character, which no page can hold: remove it"
                self.problem("encoding", text.parent, message)

    def clean(self, raw: nodes.raw, open_tags: list[str]) -> None:
        """Replace or refuse what would be written as it is."""
        text, after = raw.astext(), raw.next_node(descend=False, siblings=True)
        if isinstance(after, nodes.raw) and after.astext() == "\\\\\n":  # MyST's hard break
            raw.parent.remove(after)
            after.parent = None
            raw.replace_self(linebreak("", "\n"))
        elif _COMMENT.fullmatch(text):
            if ancestors(raw, nodes.title):
                message = "a comment stands in a heading, whose address would repeat it: "
                self.problem("html", raw, f"{message}put it on a line of its own")
            raw.parent.remove(raw)
        else:
            self.refuse(raw, text, open_tags)

    def refuse(self, raw: nodes.raw, text: str, open_tags: list[str]) -> None:
        """Refuse HTML by its name; a tag and the tag that closes it are one slip."""
        rest = _COMMENT.sub("", text)
        tag = _TAG.search(rest)
        name = tag[1].lower() if tag else ""
        if name in open_tags and rest.startswith("</"):
            open_tags.remove(name)
            raw.parent.remove(raw)
            return
        if name and not rest.startswith("</"):
            open_tags.append(name)
        if text.lstrip().startswith("<!--"):
            message = "a comment never closes, or words follow it in its line, and are lost: "
            advice = "write --> at its end, and the words on a line of their own"
        elif name:
            message, advice = f"<{name}> is HTML, which no text may have: ", "write Markdown"
            advice = f"{_INSTEAD.get(name, advice)}, or \\< for the sign itself"
        else:
            message = f"“{' '.join(text.split())[:40]}” would be printed in some outputs only: "
            advice = "write Markdown, or \\< for the sign itself"
        self.problem("html", raw, message + advice)
        raw.parent.remove(raw)


class Words(EditionTransform):
    """Keep the words of passages and quotations as they were typed, or refuse what cannot be.

    ``enumerated_list(list_item(paragraph…)…)`` → ``paragraph(number, …)…``: nothing counts.
    """

    default_priority = 502  # after passages (500); before quotations have words (510)

    def apply(self, **kwargs: Any) -> None:
        """Check one page."""
        for list_ in reversed([*self.words(nodes.enumerated_list)]):  # inner lists first
            self.number(list_)
        for list_ in self.words(nodes.bullet_list):
            bullet = list_.get("bullet", "*")
            if bullet in ("-", "+"):
                self.problem(
                    "words", list_,
                    f"a line that opens with “{bullet} ” is a list, and loses its sign: write "
                    f"\\{bullet} or a dash (—), or open the lines of a list with *",
                )  # fmt: skip
        if is_text(self.env.docname):
            self.check_blocks()

    def check_blocks(self) -> None:
        """Refuse what Markdown makes of whole lines of a text."""
        for kind in (nodes.title, nodes.rubric):
            for title in self.document.findall(kind):
                self.check_heading(title)
        for list_ in self.document.findall(nodes.definition_list):
            if not any(map(is_editorial, ancestors(list_))):
                message = "a line that opens with “:” makes a list here: write \\:"
                self.problem("words", list_, message)
        for para in self.words(nodes.paragraph):
            if para.astext().endswith("\\"):
                message = "a paragraph ends in \\, which would be printed: remove it"
                self.problem("words", para, message)
        lines, folded = self.lines, [line.casefold() for line in self.lines]
        for number, line in enumerate(lines):
            name = _DEFINITION.match(line)
            is_used = name and sum(name[1].casefold() in other for other in folded) > 1
            if name and not is_used and not (number and lines[number - 1].strip()):
                self.problem(
                    "words", self.document,
                    f"“{name[1]}:” opens the address of a link that no link uses, and is not "
                    "printed: write \\[ for a bracket of the text",
                    number + 1,
                )  # fmt: skip

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the page as they were typed."""
        return Path(self.env.doc2path(self.env.docname)).read_text("utf-8-sig").split("\n")

    def typed(self, node: nodes.Element) -> str:
        """Return the line in which a node opens."""
        line = line_of(node)
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    def number(self, list_: nodes.enumerated_list) -> None:
        """Replace a list by its paragraphs, each with the number that was typed."""
        blocks: list[nodes.Node] = []
        for item in list_.children:
            assert isinstance(item, nodes.list_item)
            markers = _MARKERS.match(self.typed(item))
            depth = sum(o.line == item.line for o in ancestors(item, nodes.list_item))
            numbers = markers[1].split() if markers else []
            if depth >= len(numbers):
                self.problem("words", item, "type the number of this line: 1. or 1)")
                continue
            if not (item.children and isinstance(item[0], nodes.paragraph)):
                item.insert(0, nodes.paragraph())
            next(item.findall(nodes.paragraph)).insert(0, nodes.Text(f"{numbers[depth]} "))
            blocks += item.children
        list_.replace_self(blocks)

    def check_heading(self, title: nodes.Element) -> None:
        """Refuse a number in a heading, and words that a line of dashes below makes a heading."""
        typed = self.typed(title).lstrip("> ")
        if typed and not typed.startswith("#") and typed.strip() in title.rawsource:
            self.problem(
                "words", title,
                "the line below makes a heading of these words: leave a blank line between, or "
                "write ## before a heading",
            )  # fmt: skip
        elif number := OPENING.match(title.astext()):
            message = f"[{number[1]}] opens a heading, but no passage: begin a paragraph with it"
            self.problem("slip", title, message)


class Addresses(EditionTransform):
    """Refuse pictures that would be fetched, and links that would run."""

    default_priority = 600  # when directives and transforms have made all links of the page

    def apply(self, **kwargs: Any) -> None:
        """Check one page."""
        for image in self.document.findall(nodes.image):
            address = urlsplit(image["uri"])
            if address.scheme or address.netloc:
                self.problem(
                    "remote", image,
                    f"the picture “{image['uri'][:60]}” is no file of the edition: put a copy "
                    "beside the text, and name that",
                )  # fmt: skip
        for link in self.document.findall(nodes.reference):
            if urlsplit(link.get("refuri", "").strip()).scheme not in _SCHEMES:
                self.refuse(link, link["refuri"])
        for text in self.document.findall(nodes.Text):
            is_code = isinstance(text.parent, nodes.literal | nodes.FixedTextElement)
            for script in () if is_code else _SCRIPT.finditer(text):
                self.refuse(text.parent, script[1])

    def refuse(self, node: nodes.Element, address: str) -> None:
        """Refuse a link."""
        message = f"“{address[:60]}” is no address to read: link to https:… or to a file"
        self.problem("remote", node, message)
