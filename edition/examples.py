"""The directive ``citation``: an example of how to cite, made of the edition's own records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from . import citing
from .cite import FORMS, PROSE, Work
from .domain import EditionDomain
from .nodes import placeholder

logger = logging.getLogger(__name__)


class Citation(SphinxDirective):
    """An example of how to cite: an address as in the register, ``sources/marx-1850#p22``."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {"brief": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return the example's placeholder; a ``brief`` one has no formats of programs."""
        forms = PROSE if "brief" in self.options else [*FORMS]
        node = placeholder(
            shows="citation", of=self.arguments[0], doc=self.env.docname, forms=forms
        )
        self.set_source_info(node)
        return [node]


class Citations(SphinxPostTransform):
    """Fill the examples: ``placeholder`` becomes ``definition_list``."""

    default_priority = 4  # before other placeholders are filled (5)

    def run(self, **kwargs: Any) -> None:
        """Replace the placeholders; the book gives no pages of itself, which would move them."""
        domain = cast("EditionDomain", self.env.domains["ed"])
        for node in list(self.document.findall(placeholder)):
            if node["shows"] != "citation":
                continue
            docname, _, ident = node["of"].partition("#")
            found = (
                citing.citable(domain, docname, domain.builder) if docname in domain.pages else ()
            )
            work = next((c.work for c in found if c.ident == ident), None)
            if work is None:
                message = "there is nothing to cite at %s: give a page, or page#id"
                logger.warning(message, node["of"], type="ed", subtype="passage", location=node)
            node.replace_self(examples(work, node["forms"]) if work else [])


def examples(work: Work, forms: Iterable[str]) -> nodes.definition_list:
    """Return the citations of a work; italics are in every third piece between asterisks."""
    items = nodes.definition_list(classes=["citation"])
    for form in forms:
        if text := FORMS[form](work):
            body: nodes.Element = nodes.literal_block(text, text, language="none")
            if form in PROSE:
                body = nodes.paragraph()
                for n, piece in enumerate(text.split("*")):
                    body += nodes.emphasis("", piece) if n % 2 else nodes.Text(piece)
            term = nodes.term("", form)
            items += nodes.definition_list_item("", term, nodes.definition("", body))
    return items


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the example and what is written beside the pages."""
    app.add_directive_to_domain("ed", "citation", Citation)
    app.add_post_transform(Citations)
    app.connect("html-collect-pages", citing.pages)
    app.connect("html-page-context", citing.describe)
    app.connect("build-finished", citing.sitemap)
    return {"version": "0.1.0", "parallel_read_safe": True, "parallel_write_safe": True}
