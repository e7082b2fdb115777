r"""The read transform of slips: what was meant as a number or a note, and was read as plain words.

What an editor typed stands in the ``rawsource`` of a paragraph: a bracket after a backslash, as in
``\[Berlin, 4 May]``, is one of the text's own.
"""

import re
from typing import Any

from docutils import nodes

from ..loci import LOCUS, OPENING
from ..model import is_essay, is_text
from ..nodes import locus, notes, passage, passage_version
from ..words.collate import places
from .doctree import ancestors, line_of, text_of
from .passages import EditionTransform, opening

_NUMBERED = re.compile("^" + OPENING.pattern, re.MULTILINE)
_BRACKET = re.compile(r"\[([^\]…]{1,20})\]")
#: What is nearly a number in brackets: ``(1.2)``, ``**[1.2]**``, a bracket escaped or left out.
_NEARLY = re.compile(
    r"([(<{［【]|[\\*_`]*\[|(?=\w[.\w]{0,11}\]))"
    rf"(?! )({LOCUS.pattern})"
    r"([)>}\]］】]|(?<=\d)(?= ))[*_`]*[\s:]"
)


class Slips(EditionTransform):
    """Report slips in one essay or source; change nothing."""

    default_priority = 501  # when passages stand (500)

    def apply(self, **kwargs: Any) -> None:
        """Look at every paragraph and list of notes."""
        if is_text(self.env.docname):
            for block in self.document.findall(nodes.TextElement):
                self.check_nesting(block)
                if isinstance(block, nodes.paragraph) and is_own(block):
                    self.check_number(block)
        for box in self.document.findall(notes):
            for child in box.children:
                if isinstance(child, nodes.TextElement | nodes.Sequential | nodes.block_quote):
                    self.check_list(box, child)
            self.check_lines(box)

    def check_number(self, child: nodes.paragraph) -> None:
        """Report an opening that is nearly a number, and a number that opens only a line."""
        is_numbered, typed = any(child.findall(locus)), child.rawsource
        nearly = None if is_numbered else _NEARLY.match(typed)
        for below, line in enumerate(typed.split("\n")):
            if below and (number := OPENING.match(line)):
                message = (
                    f"[{number[1]}] opens a line, but no paragraph: put an empty line above it"
                )
                self.problem("slip", child, message, line_of(child) + below)
        if nearly and not OPENING.match(typed):
            self.not_number(child, nearly[0].strip(" :"), nearly[2])
        elif not is_numbered and not self.check_bracket(child) and self.is_astray(child):
            self.problem(
                "slip", child,
                "this paragraph of an essay belongs to no passage: open it with a number in "
                "brackets such as [2.1], or put it above the first heading",
            )  # fmt: skip

    def is_astray(self, node: nodes.paragraph) -> bool:
        """Tell whether a paragraph of an essay stands below a heading and outside any passage."""
        sections = ancestors(node, nodes.section)
        is_bare = isinstance(node.parent, nodes.section) and len(sections) > 1
        return is_bare and is_essay(self.env.docname) and bool(text_of([node]))

    def not_number(self, node: nodes.Element, typed: str, number: str) -> None:
        """Report what was meant as a number."""
        self.problem(
            "slip", node,
            f"“{typed}” opens no passage: begin a paragraph with [{number}] and a space; if this "
            f"stands in the text itself, write &#{ord(typed[0])};{typed[1:]}",
        )  # fmt: skip

    def check_list(self, box: notes, child: nodes.Element) -> None:
        """Report what is no lemma with its remark."""
        if not isinstance(child, nodes.definition_list):
            words = " ".join(child.astext().split()[:4])
            self.problem(
                "slip", child,
                f"“{words}” in {{{box['kind']}}} is no lemma with a remark: write the lemma on a "
                "line of its own, and below it a colon, a space and the remark",
            )  # fmt: skip

    def check_lines(self, box: notes) -> None:
        """Report a lemma without its colon that runs into the remark above it."""
        versions = box.parent.findall(passage_version) if isinstance(box.parent, passage) else ()
        texts = [text_of(version.children) for version in versions]
        for para in box.findall(nodes.paragraph):
            for below, line in enumerate(para.rawsource.split("\n")):
                if below and any(places(line, text) for text in texts):
                    self.problem(
                        "slip", para,
                        f"“{line.strip()}” stands in a remark, but also in the passage: if it is a "
                        "lemma, put an empty line above it, and a colon before its remark",
                        line_of(para) + below,
                    )  # fmt: skip

    def check_bracket(self, child: nodes.paragraph) -> bool:
        """Report an opening in brackets that is no number; return whether there is one."""
        text = child.astext() if child.rawsource[:1] in ("[", "") else ""
        if text and isinstance(child[0], nodes.reference) and not isinstance(child[0], locus):
            text = f"[{child[0].astext()}]"  # “[22]: https://…” below makes a link of “[22]”
        bracket = _BRACKET.match(text)
        if bracket:
            self.problem(
                "locus", child,
                f"“[{bracket[1]}]” opens a paragraph but is no locus: write a number such as "
                "[22] or [5.3] and a space, or \\[ if the bracket is the text's own",
            )  # fmt: skip
        return bracket is not None

    def check_nesting(self, node: nodes.Element) -> None:
        """Report a number where none can be: inside a fence, a list or a block quotation."""
        literal = isinstance(node, nodes.literal_block)
        typed = _NUMBERED.search(node.astext()) if literal else None
        if number := (typed and typed[1]) or next(iter(opening(node) or ()), None):
            line = line_of(node if literal else node.parent)
            self.problem(
                "fence", node,
                f"passage [{number}] stands inside the fence or quotation that opens at "
                f"line {line}: close that first",
            )  # fmt: skip


def is_own(node: nodes.paragraph) -> bool:
    """Tell whether a paragraph stands where a number may open it."""
    parent = node.parent
    is_base = isinstance(parent, passage_version) and not parent["key"]
    return is_base or isinstance(parent, nodes.document | nodes.section)
