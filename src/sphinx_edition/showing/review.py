"""Show what the edition answers to the questions of reviewers.

``placeholder(shows="review")`` becomes for each questionnaire ``rubric``, ``definition_list``: each
question with its answer and the evidence, which is recomputed in every build.
"""

import re
from posixpath import dirname, relpath

from docutils import nodes

from ..catalogs import _
from ..gate.review import QUESTIONNAIRES, Answer, review
from ..nodes import WEB, placeholder
from .placeholders import PlaceholderTransform

_FILE = re.compile(r"[\w/-]+\.[a-z]+")  #: of the web edition, from its root


class Review(PlaceholderTransform):
    """Replaces the placeholder of the review."""

    def review(self, node: placeholder) -> list[nodes.Element]:
        """Return every question with its answer."""
        found = []
        for prefix, (title, _criteria) in QUESTIONNAIRES.items():
            answers = (a for a in review(self.edition) if a.question.startswith(prefix))
            items = map(self._item, answers)
            found += [nodes.rubric("", _(title)), nodes.definition_list("", *items)]
            found[-1]["classes"].append("review")
        return found

    def _item(self, answer: Answer) -> nodes.definition_list_item:
        line = nodes.paragraph("", _("Yes: ") if answer.evidence else _("No."))
        if answer.evidence:
            line += self._evidence(answer.evidence)
        term = nodes.term("", _(answer.title), nodes.Text(f" ({answer.question})"))
        return nodes.definition_list_item("", term, nodes.definition("", line))

    def _evidence(self, evidence: str) -> nodes.Node:
        """Return a page, a file or an address as a link, and anything else as it is."""
        if page := self.edition.pages.get(evidence):
            return self.link(page.docname, "", nodes.inline("", page.title))
        address = evidence if "://" in evidence else ""
        if self.builder.name in WEB and _FILE.fullmatch(evidence):
            here = self.builder.get_target_uri(self.env.current_document.docname)
            address = relpath(evidence, dirname(here) or ".")
        if address:
            return nodes.reference("", evidence, refuri=address)
        return nodes.Text(evidence)
