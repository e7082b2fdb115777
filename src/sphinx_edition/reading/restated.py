"""The read transform of restated essays: what a reader must see to know whose words are whose.

It runs when the page has been read, so that no record shows it. A page into which a reader's own
copy is bound has no incipits any more, and is left alone.
"""

from typing import Any, cast
from urllib.parse import quote, urlsplit

from docutils import nodes

from ..catalogs import _
from ..nodes import passage, passage_version, source_line, witness
from ..words.collate import places
from ..words.names import author_series
from .doctree import incipits, lemmata, text_of
from .passages import EditionTransform
from .wrapping import position


class Restated(EditionTransform):
    """Set incipits apart, name the author of what each section restates, attribute lemmata.

    ::

        section(title, witness.voice, …)
        passage
            passage_version.base(paragraph.opening(locus, “incipit …”, reference), paragraph, …)
            notes(definition_list(definition_list_item(term.unseen, definition)))

    A lemma is ``unseen`` if it stands neither in our words nor in a quotation or its source line.
    """

    default_priority = 860  # after the page has been read (850)

    def apply(self, **kwargs: Any) -> None:
        """Shape one page, if it restates an essay."""
        if not self.is_restated:
            return
        for node in self.document.findall(passage):
            attribute_lemmata(node)
            for incipit in incipits(node)[:1]:
                self.set_apart(incipit)
        for section in self.document.findall(nodes.section):
            if any(incipits(child) for child in section if isinstance(child, passage)):
                text = _("{author}, restated").format(author=author_series(self.header["author"]))
                section.insert(1, witness("", text, classes=["voice"]))

    def set_apart(self, incipit: nodes.emphasis) -> None:
        """Put the incipit, with the number before it, into a paragraph above ours."""
        ours, at = cast("nodes.Element", incipit.parent), position(incipit)
        before, after = ours.children[:at], ours.children[at + 1 :]
        opens, _words, closes = _("“{words} …”").partition("{words}")
        opening = nodes.paragraph("", "", *before, nodes.Text(opens), incipit, classes=["opening"])
        opening.source, opening.line = ours.source, ours.line
        opening += [nodes.Text(closes), *self.link(incipit.astext())]
        ours.children = []
        ours += after
        if after and isinstance(after[0], nodes.Text):
            ours[0] = nodes.Text(after[0].lstrip())
        ours.replace_self([opening, ours] if ours.astext().strip() else opening)

    def link(self, incipit: str) -> list[nodes.Node]:
        """Return a link to these words where the essay is published, if the header says where."""
        address = self.header.get("published", "")
        if not address:
            return []
        fragment = quote(incipit, safe="").replace("-", "%2D")  # a hyphen has a meaning there
        text = _("in full at {host}").format(host=urlsplit(address).netloc)
        link = nodes.reference("", text, refuri=f"{address}#:~:text={fragment}")
        return [nodes.inline("", " ", link, classes=["published"])]


def attribute_lemmata(node: passage) -> None:
    """Mark the lemmata of a passage that a reader does not see there."""
    versions = list(node.findall(passage_version))
    sources = [text_of(line.children) for v in versions for line in v.findall(source_line)]
    visible = "\n".join([*(text_of(version.children) for version in versions), *sources])
    for term, _kind in lemmata(node):
        if not places(term.astext(), visible):
            term["classes"].append("unseen")
