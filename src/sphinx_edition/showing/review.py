"""Show what the edition answers to the questions of reviewers.

``placeholder(shows="review")`` becomes ``definition_list``: each question with its answer and the
evidence, which is recomputed in every build.
"""

from docutils import nodes

from ..catalogs import _
from ..gate.review import Answer, review
from ..nodes import placeholder
from .placeholders import PlaceholderTransform


class Review(PlaceholderTransform):
    """Replaces the placeholder of the review."""

    def review(self, node: placeholder) -> list[nodes.Element]:
        """Return every question with its answer."""
        items = (self._item(answer) for answer in review(self.edition))
        return [nodes.definition_list("", *items, classes=["review"])]

    def _item(self, answer: Answer) -> nodes.definition_list_item:
        line = nodes.paragraph("", _("Yes: ") if answer.evidence else _("No."))
        if page := self.edition.pages.get(answer.evidence):
            line += self.link(page.docname, "", nodes.inline("", page.title))
        elif answer.evidence:
            line += nodes.literal("", answer.evidence)
        term = nodes.term("", _(answer.title), nodes.Text(f" ({answer.question})"))
        return nodes.definition_list_item("", term, nodes.definition("", line))
