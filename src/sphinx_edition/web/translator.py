"""The HTML of the web edition, where that of docutils and Sphinx serves readers less well.

A quotation is a figure with its attribution as the caption. A wide table scrolls in a region that
the keyboard can reach.
"""

from typing import Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from ..catalogs import _
from ..nodes import WEB, notes, passage, passage_version, picture, preview, previewer
from ..reading.doctree import ancestors
from ..words.direction import has_right_to_left, is_right_to_left

#: Of the results of a comparison; the last is in a page that a build with its errors shows.
_SIGNS = {"exact": "=", "variant": "≠", "unverified": "?", "wrong": "✗"}
#: The class of what holds the text: without it, reader views of browsers drop a box with many
#: links, and a section whose heading has a word such as “social”.
_KEPT = "main-text"
_APART = {"isolated", "lemma", "reading"}  #: classes of words in a line of others


class EditionTranslator(HTML5Translator):
    """Sphinx's translator, with the visitors that follow."""

    supported_inline_tags = {"mark"}  # noqa: RUF012  (classes of inlines that are elements)

    # -- direction: a block says which way its script runs, and so do words in a line of others ----

    def starttag(self, node: nodes.Element, tagname: str, *args: Any, **attributes: Any) -> str:
        """Give a direction to what runs from right to left; mark what reader views must keep."""
        tag = language_of(node)
        if is_right_to_left(tag):
            attributes["dir"] = "rtl"
        elif tag and any(is_right_to_left(language_of(outer)) for outer in ancestors(node)):
            attributes["dir"] = "ltr"
        elif _APART & {*node.get("classes", ())} and has_right_to_left(node.astext()):
            attributes["dir"] = "auto"  # which keeps them apart from the words round them
        if isinstance(node, nodes.section | passage | passage_version | notes) or (
            "comparison" in node.get("classes", ())
        ):
            attributes["CLASS"] = f"{attributes.get('CLASS', '')} {_KEPT}".strip()
        if "separator" in node.get("classes", ()):  # a dot between links, which nobody need hear
            attributes["aria-hidden"] = "true"
        opened: str = super().starttag(node, tagname, *args, **attributes)
        return opened

    # -- sections: the template may put a form before the first ----------------------------------

    def visit_section(self, node: nodes.section) -> None:
        """Leave a mark before the first section of the page, for ``layout.html`` to replace."""
        if self.section_level == 1 and node is node.parent.next_node(nodes.section):
            self.body.append("<!--offer-->")
        super().visit_section(node)

    # -- quotations: figure(blockquote, figcaption) --------------------------------------------

    def visit_block_quote(self, node: nodes.Element) -> None:
        """Open a figure and the quotation in it, if the quotation has an attribution.

        Its caption names it; the button of a preview there would name the source twice.
        """
        if is_attributed(node):
            turned = ' dir="auto"' if has_right_to_left(node.astext()) else ""
            name: dict[str, Any] = {}
            if button := node.next_node(previewer):
                name["aria-label"] = node[-1].astext().replace(button.astext(), "").strip()
            self.body.append(self.starttag(node, "figure", "", **name) + f"<blockquote{turned}>\n")
        else:
            super().visit_block_quote(node)

    def depart_block_quote(self, node: nodes.Element) -> None:
        """Close the figure; the attribution has closed the quotation in it."""
        if is_attributed(node):
            self.body.append("</figure>\n")
        else:
            super().depart_block_quote(node)

    def visit_attribution(self, node: nodes.attribution) -> None:
        """Close the quotation, of which the attribution is no part, and open the caption."""
        self.body.append("</blockquote>\n")
        self.body.append(self.starttag(node, "figcaption", ""))

    def depart_attribution(self, node: nodes.attribution) -> None:
        """Close the caption."""
        self.body.append("</figcaption>\n")

    # -- signs: text, so that they are there under any theme -----------------------------------

    def visit_term(self, node: nodes.Element) -> None:
        """Open a term; a lemma that the reader does not see is quoted as the author's."""
        super().visit_term(node)
        if "unseen" in node["classes"]:
            self.sign(_("the author: “{words}”").partition("{words}")[0])

    def depart_term(self, node: nodes.Element) -> None:
        """Close a term; the lemma of a note ends in a bracket."""
        if "unseen" in node["classes"]:
            self.sign(_("the author: “{words}”").partition("{words}")[2])
        if ancestors(node, notes):
            self.sign(" ] ")
        super().depart_term(node)

    def visit_inline(self, node: nodes.inline) -> None:
        """Open words; to the ear, a reading is told from the lemma before it by words, too."""
        if "reading" in node["classes"] and self.builder.name in WEB:
            words = self.encode(_("in the quotation:"))
            self.body.append(f'<span class="by-ear">{words} </span>')
        super().visit_inline(node)

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        """Add the link that shows beside a heading; to the ear, a heading is its own words only."""
        if self.config.html_permalinks and self.builder.add_permalinks and node["ids"]:
            silent = 'aria-hidden="true" tabindex="-1"'
            self.body.append(f'<a class="headerlink" href="#{node["ids"][0]}" {silent}>')
            self.body.append(f"{self.config.html_permalinks_icon}</a>")

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Open a paragraph; what a comparison says begins with a sign, which the words repeat."""
        super().visit_paragraph(node)
        classes = node.parent["classes"]
        if "collation" in classes and node is node.parent[0]:
            self.sign(_SIGNS[classes[-1]], **{"aria-hidden": "true"})
            self.body.append(" ")

    def sign(self, text: str, **attributes: Any) -> None:
        """Write a sign that is no word of the text."""
        self.body.append(self.starttag(nodes.Element(), "span", "", CLASS="sign", **attributes))
        self.body.append(f"{text}</span>")

    # -- notes, and previews, which open over the page --------------------------------------------

    def visit_definition_list_item(self, node: nodes.definition_list_item) -> None:
        """Open a box round a note."""
        if "note" in node:
            unseen = " unseen" * ("unseen" in next(node.findall(nodes.term))["classes"])
            box = {"ids": [node["note"]], "class": f"note {_KEPT}{unseen}"}
            self.body.append(self.starttag(nodes.Element(), "div", "", **box))
        else:
            super().visit_definition_list_item(node)

    def depart_definition_list_item(self, node: nodes.definition_list_item) -> None:
        """Close the box."""
        if "note" in node:
            self.body.append("</div>\n")
        else:
            super().depart_definition_list_item(node)

    def button(self, target: str, name: str, text: str = "") -> None:
        """Write a button that shows or hides the popover of an id, without a script.

        ``name`` is its accessible name, ``text`` the HTML in it.
        """
        attributes: dict[str, Any] = {"popovertarget": target, "aria-label": name}
        self.body.append(self.starttag(nodes.Element(), "button", "", **attributes))
        self.body.append(f"{text}</button>")

    def visit_previewer(self, node: previewer) -> None:
        """Write the button of a preview."""
        self.button(
            node["target"],
            _("Preview: {name}").format(name=node["name"]),
            self.encode(node.astext()),
        )
        raise nodes.SkipNode

    def visit_preview(self, node: preview) -> None:
        """Open a preview, hidden until it is opened, also from what knows no popovers.

        The first thing in it is the button that closes it.
        For what does not know ``hidden`` either, a heading parts the first one from the text.
        """
        if not isinstance(node.parent[node.parent.index(node) - 1], preview):
            heading = self.encode(_("Passages that this page draws on"))
            self.body.append(f"<h2 hidden>{heading}</h2>\n")
        self.body.append(self.starttag(node, "div", popover="", hidden=""))
        self.button(node["ids"][0], _("Close"), "×")

    def visit_reference(self, node: nodes.Element) -> None:
        """Open a link without a title, which repeats the bibliography and only a mouse finds."""
        node.attributes.pop("reftitle", None)
        super().visit_reference(node)

    # -- pictures: styles show the one form that suits the width --------------------------------

    def visit_picture(self, node: picture) -> None:
        """Put the drawing into the page, so that it has the colours and fonts of the page."""
        forms = (node["forms"][form] for form in ("wide", "narrow"))
        self.body.append(f'<div class="picture">{"".join(forms)}</div>\n')
        raise nodes.SkipNode

    # -- tables: a region that scrolls ---------------------------------------------------------

    def visit_table(self, node: nodes.table) -> None:
        """Open a region that scrolls sideways by itself, named after its section."""
        name = self.attval(ancestors(node, nodes.section)[0][0].astext())  # every page has one
        self.body.append(f'<div class="scroll" role="region" tabindex="0" aria-label="{name}">\n')
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        """Close the table and its region."""
        super().depart_table(node)
        self.body.append("</div>\n")


def is_attributed(node: nodes.Element) -> bool:
    """Tell whether a block quotation ends with an attribution."""
    return isinstance(node[-1], nodes.attribution)


def language_of(node: nodes.Element) -> str:
    """Return the language that a node says it has; empty if it says none."""
    classes: list[str] = node.get("classes", [])
    names = (name for name in classes if name.startswith("language-"))
    return next(names, "").removeprefix("language-")
