"""A long index in the web edition: its head words on one page, their places on one a letter.

``container.index(container(rubric, paragraph.index-line(reference, …)*)*)`` keeps of each line the
head word, and each letter becomes a link. The page of a letter has its lines whole. It stands
beside that of the index (``back/names-a`` beside ``back/names``), so both have the same links.
"""

from html import escape
from pathlib import Path
from typing import cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.logging import getLogger

from ..catalogs import _, colon
from ..showing.placeholders import join_nodes

logger = getLogger(__name__)
_MOST_LINKS = 5000  #: of a page that a phone opens in two seconds (benchmarks/pages.py)


def divide_index(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Move the places of a long index to pages of letters, once its links are resolved."""
    boxes = [box for box in document.findall(nodes.container) if "index" in box["classes"]]
    if not boxes:
        return
    builder = cast("StandaloneHTMLBuilder", app.builder)
    earlier = Path(builder.get_outfilename(f"{docname}-?")).relative_to(app.outdir)
    documents = {Path(builder.get_outfilename(name)) for name in app.env.found_docs}
    for file in {*app.outdir.glob(str(earlier))} - documents:
        file.unlink()
    if len([*boxes[0].findall(nodes.reference)]) > _MOST_LINKS:
        title = next(document.findall(nodes.title)).astext()
        _write_letters(builder, docname, title, boxes[0])
        sentence = _("Each letter leads to the places where its words stand.")
        boxes[0].insert(0, nodes.paragraph("", sentence))


def _write_letters(
    builder: StandaloneHTMLBuilder, docname: str, title: str, index: nodes.container
) -> None:
    """Write the page of each letter, and leave its head words in the index."""
    rubrics = {rubric.astext(): rubric for rubric in index.findall(nodes.rubric)}
    names = {letter: f"{docname}-{letter[0].lower()}" for letter in rubrics}

    def link(name: str, text: str) -> nodes.reference:
        uri = builder.get_relative_uri(docname, name)
        return nodes.reference("", text, internal=True, refuri=uri)

    for letter, rubric in rubrics.items():
        if names[letter] in builder.env.found_docs:
            message = "the index has its places under “%s” at this address: rename this page"
            place = (names[letter], 1)
            logger.warning(message, letter, location=place, type="ed", subtype="name")
            continue
        lines = cast("list[nodes.Element]", rubric.parent[1:])
        others = [link(name, other) for other, name in names.items() if other != letter]
        links = join_nodes([[it] for it in (link(docname, title), *others)], " · ")
        copies = (line.deepcopy() for line in lines)
        box = nodes.container("", nodes.paragraph("", "", *links), *copies, classes=["index"])
        heading = escape(f"{title}{colon()}{letter}")
        body = f"<h1>{heading}</h1>{builder.render_partial(box)['fragment']}"
        builder.handle_page(names[letter], {"title": heading, "body": body}, "page.html")
        rubric[:] = [link(names[letter], letter)]
        for line in lines:
            head, *_rest, last = cast("list[nodes.Element]", line.children)
            if "index-places" in last["classes"]:
                line.children = [head]
