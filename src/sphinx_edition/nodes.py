"""The few node classes: mostly standard nodes with a name, which every builder can write."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxTranslator
from sphinx.writers.html5 import HTML5Translator
from sphinx.writers.latex import LaTeXTranslator
from sphinx.writers.text import TextTranslator

from .catalogs import _


class passage(nodes.container):
    """A numbered stretch of a text, with its ``locus``: its versions, notes and placeholders."""


class passage_version(nodes.container):
    """A passage's words in one version, with the attributes of a ``model.Version``.

    They are ``key``, ``lang``, ``evidence`` and ``copy``.
    """


class locus(nodes.reference):
    """A passage's number, which is the link to it."""


class note_call(nodes.reference):
    """The sign of a note of the text itself where it is called: a link to the ``locus``."""


class notes(nodes.container):
    """The definition list of a ``commentary`` or an ``apparatus`` (its ``kind``)."""


class witness(nodes.paragraph):
    """The line under a version that says whose words they are, and how they are known."""


class argument(nodes.admonition):
    """The edition's words for a passage, folded under the author's if a copy is bound in."""


class source_line(nodes.attribution):
    """The last line of a block quotation, which names its source; it is split off its words."""


class linebreak(nodes.inline):
    """The end of a line of verse. It holds the line end as text, for all that reads words."""


class pause(nodes.General, nodes.Element):
    """A break between paragraphs: ``* * *``."""


class placeholder(nodes.General, nodes.Element):
    """Where a page shows what others know: ``shows`` says what, ``target`` of what, ``doc`` where.

    A ``PlaceholderTransform`` replaces it when all pages have been read.
    """


#: The builders of the web edition.
WEB = ("html", "dirhtml")


class picture(nodes.General, nodes.Element):
    """A drawing as SVG, in its ``forms``, with an ``alt`` and a ``file`` name."""


class preview(nodes.container):
    """A passage as a page that points to it shows it on request."""


class previewer(nodes.inline):
    """The button that opens the preview with the id ``target``; ``name`` is the passage's name."""


def visit_locus_html(self: HTML5Translator, node: locus) -> None:
    """Write a number as a link; under themes that do not know it, in brackets as it was typed."""
    number = node["number"]
    text = self.encode(number if self.config.html_theme == "edition" else f"[{number}]")
    self.body.append(
        self.starttag(
            node, "a", "", CLASS="locus", href=f"#{node['ids'][0]}",
            **{"data-locus": number, "aria-label": _("Passage {number}").format(number=number)},
        )
    )  # fmt: skip
    self.body.append(f"{text}</a>")
    if self.builder.name in WEB:  # where there is a page of citations
        docname = self.builder.current_docname
        page = self.builder.get_relative_uri(docname, f"cite/{docname}")
        name = self.attval(_("Cite passage {number}").format(number=number))
        link = f'<a class="cite" href="{page}#{node["ids"][0]}" aria-label="{name}"'
        label = self.attval(_("cite"))
        self.body.append(f'{link} data-label="{label}"></a>')
    raise nodes.SkipNode


def visit_note_call_html(self: HTML5Translator, node: note_call) -> None:
    """Write a link to a note, which is seen as ``n1`` and heard as a note."""
    sign = node.astext()
    name: Any = _("Note {sign}").format(sign=sign.removeprefix("n"))
    attributes = {"href": f"#{node['refid']}", "aria-label": name}
    opening = self.starttag(node, "a", "", CLASS="reference internal", **attributes)
    self.body.append(f"{opening}{self.encode(sign)}</a>")
    raise nodes.SkipNode


def visit_linebreak_html(self: HTML5Translator, node: linebreak) -> None:
    """End a line; web page and EPUB have the same tag."""
    self.body.append("<br />\n")
    raise nodes.SkipNode


def visit_linebreak_latex(self: LaTeXTranslator, node: linebreak) -> None:
    """End a line."""
    self.body.append("\\\\\n")
    raise nodes.SkipNode


def visit_linebreak_text(self: TextTranslator, node: linebreak) -> None:
    """End a line, which the writer would fill up."""
    self.end_state(end=None)
    self.new_state(0)
    raise nodes.SkipNode


def visit_pause(self: SphinxTranslator, node: pause) -> None:
    """Write the transition of docutils, which may stand nowhere but between paragraphs."""
    rule = nodes.transition()
    self.dispatch_visit(rule)
    self.dispatch_departure(rule)
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the nodes; few need a visitor."""
    standard = (passage, passage_version, notes, witness, argument, source_line)
    for node in (*standard, picture, placeholder):
        app.add_node(node)
    app.add_node(locus, html=(visit_locus_html, None))
    app.add_node(note_call, html=(visit_note_call_html, None))
    app.add_node(
        linebreak, html=(visit_linebreak_html, None), latex=(visit_linebreak_latex, None),
        text=(visit_linebreak_text, None),
    )  # fmt: skip
    visit = (visit_pause, None)
    app.add_node(pause, html=visit, latex=visit, text=visit)
