"""The read transform of insertions: what would put words into a text that nobody typed there.

Rule: the words of passages and quotations are read and compared as they were typed. So nothing may
stand among them that another page, a counter or a builder fills, or that some outputs leave out.
"""

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.addnodes import desc, only, pending_xref, toctree
from sphinxcontrib.bibtex.nodes import bibliography

from ..domain import EditionDomain
from ..nodes import placeholder
from .doctree import ancestors
from .passages import EditionTransform

_FILLED = nodes.pending | toctree | bibliography | placeholder | desc | nodes.field_list
_FORMULAS: tuple[type[nodes.Element], ...] = (nodes.math, nodes.math_block)
_NO_TITLE = (
    "this link would put the title of what it leads to among the words: give it words of the "
    "text, such as [words](file.md)"
)


class Insertions(EditionTransform):
    """Report insertions on one page; change nothing."""

    default_priority = 503  # after passages (500); before quotations have words (510)

    def apply(self, **kwargs: Any) -> None:
        """Look at all that is no plain text, and at every link."""
        for node in [*self.words(nodes.abbreviation), *self.words(only)]:
            message = "these words would not stand in every output: write them as text, or in a "
            self.problem("words", node, message + "note")
        for node in self.document.findall(nodes.decoration):
            message = "{header} and {footer} are printed nowhere: write their words as text"
            self.problem("words", node, message, node[0].line or 0)
        for node, name in self.filled():
            message = f"{name} prints words that are not compared: put it outside the passage or "
            self.problem("words", node, message + "quotation")
        for formula in (f for kind in _FORMULAS for f in self.document.findall(kind)):
            message = "a formula has other signs than were typed, and readers would fetch a script "
            self.problem("words", formula, message + "for it: write it as text, or as a picture")
        for node in self.words(nodes.literal_block):
            if node.get("linenos"):
                message = "the numbers of lines would stand among the words: take :linenos: out"
                self.problem("words", node, message)
        self.check_links()

    def filled(self) -> Iterator[tuple[nodes.Element, str]]:
        """Yield each block in a text that is filled later, with the name of its directive."""
        for node in self.words(nodes.Element):
            if isinstance(node, placeholder):
                yield node, f"{{{node['shows']}}}"
            elif isinstance(node, nodes.pending):
                yield node, f"{{{node.transform.__name__.lower()}}}"
            elif isinstance(node, _FILLED):
                yield node, f"{{{node.get('objtype', type(node).__name__)}}}"

    def check_links(self) -> None:
        """Refuse links whose words would be others on the page."""
        keys = EditionDomain.from_env(self.env).keys
        for link in self.words(nodes.reference):
            if not link.children:
                self.problem("words", link, _NO_TITLE)
        for link in self.words(pending_xref):
            is_ours = link.get("refdomain") in ("ed", "cite")
            if not is_ours and (not link.get("refexplicit") or link["reftype"] == "numref"):
                self.problem("words", link, _NO_TITLE)
        for link in self.document.findall(pending_xref):
            key = link["reftarget"]
            if ancestors(link, pending_xref | nodes.reference):
                message = "this reference stands inside a link: write it before the link, or after"
                self.problem("words", link, message)
            elif key in keys and link.get("refexplicit") and link["reftype"] in ("any", "myst"):
                message = (
                    f"“{key}” is a work, whose name would be printed in place of these words: "
                    f"write them, and {{cite:p}}`{key}` beside them"
                )
                self.problem("words", link, message)
