"""The read transform of insertions: what would put words into a text that nobody typed there.

Rule: the words of passages and quotations are read and compared as they were typed. So nothing may
stand among them that another page, a counter or a builder fills, or that some outputs leave out.
"""

from typing import Any

from docutils import nodes
from sphinx.addnodes import desc, only, pending_xref, toctree
from sphinxcontrib.bibtex.nodes import bibliography

from ..domain import EditionDomain
from ..nodes import placeholder
from .doctree import ancestors
from .passages import EditionTransform

_FILLED = toctree | bibliography | desc | nodes.field_list
_NO_TITLE = (
    "this link would put the title of what it leads to among the words: give it words of the "
    "text, such as [words](file.md)"
)


class Insertions(EditionTransform):
    """Report insertions on one page; change nothing."""

    default_priority = 503  # after passages (500); before quotations have words (510)

    def apply(self, **kwargs: Any) -> None:
        """Look at all that is no plain text, and at every link."""
        for node in self.words(nodes.Element):
            if fault := insertion(node):
                self.problem("words", node, fault)
        for node in self.document.findall(nodes.decoration):
            message = "{header} and {footer} are printed nowhere: write their words as text"
            self.problem("words", node, message, node[0].line or 0)
        for formula in self.document.findall(nodes.Element):
            if isinstance(formula, nodes.math | nodes.math_block):
                message = (
                    "a formula has other signs than were typed, and readers would fetch a script "
                    "for it: write it as text, or as a picture"
                )
                self.problem("words", formula, message)
        self.check_references()

    def check_references(self) -> None:
        """Refuse references in a link, and those of which the words would be lost."""
        keys = EditionDomain.from_env(self.env).keys
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


def insertion(node: nodes.Element) -> str:
    """Return why a node must not stand among words that are compared; empty if it may."""
    if isinstance(node, nodes.abbreviation | only):
        return "these words would not stand in every output: write them as text, or in a note"
    if name := directive_of(node):
        return f"{name} prints words that are not compared: put it outside the passage or quotation"
    if isinstance(node, nodes.literal_block) and node.get("linenos"):
        return "the numbers of lines would stand among the words: take :linenos: out"
    is_named = isinstance(node, pending_xref) and node.get("refdomain") not in ("ed", "cite")
    has_title = is_named and (not node.get("refexplicit") or node["reftype"] == "numref")
    is_empty = isinstance(node, nodes.reference) and not node.children
    return _NO_TITLE if has_title or is_empty else ""


def directive_of(node: nodes.Element) -> str:
    """Return the directive whose block is filled later, in braces; empty for any other node."""
    if isinstance(node, placeholder):
        return f"{{{node['shows']}}}"
    if isinstance(node, nodes.pending):
        return f"{{{node.transform.__name__.lower()}}}"
    return f"{{{node.get('objtype', type(node).__name__)}}}" if isinstance(node, _FILLED) else ""
