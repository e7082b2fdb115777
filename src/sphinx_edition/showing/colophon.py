"""Write the colophon: who answers for the edition, where it is kept, what identifies its texts.

Four placeholders become lists: ``people`` a ``bullet_list(list_item(paragraph)…)``, one for each
contributor, or a paragraph that says that no name was given; ``preservation``, ``identifiers`` and
``review``, the questions of reviewers with the evidence for each answer, a ``definition_list``.
All of it is what ``conf.py`` says, or is computed in every build. Of what is not set, the entry
says so.
"""

import re
from collections.abc import Iterator
from posixpath import dirname, relpath

from docutils import nodes

from ..catalogs import _, colon, ngettext
from ..edition import Contributor, Facts
from ..gate.review import QUESTIONNAIRES, Answer, review
from ..nodes import placeholder
from ..words import dates
from ..words.identifiers import identifier_url
from ..words.names import author_names, author_series
from .placeholders import PlaceholderTransform

_FILE = re.compile(r"[\w/-]+\.[a-z]+")  #: of the web edition, from its root


class Colophon(PlaceholderTransform):
    """Replaces the placeholders of what the edition says of itself."""

    def people(self, node: placeholder) -> list[nodes.Element]:
        """Return the list of contributors; without one, the sentence of who answers."""
        facts = self.edition.facts
        items = [nodes.list_item("", _paragraph(person)) for person in facts.people]
        if items:
            return [nodes.bullet_list("", *items, classes=["people"])]
        return [nodes.paragraph("", nobody(facts))]

    def preservation(self, node: placeholder) -> list[nodes.Element]:
        """Return each fact of where the edition is kept, or that it is not settled."""
        items = (_item(nodes.Text(label), body) for label, body in self._facts())
        return [nodes.definition_list("", *items)]

    def identifiers(self, node: placeholder) -> list[nodes.Element]:
        """Return the identifier of each text's file, in the order of pages."""
        items = (
            _item(self.link(page.docname, "", nodes.emphasis("", page.label)),
                  nodes.literal("", self.edition.files[page.docname].ident))
            for page in self.edition.texts if page.docname in self.edition.files
        )  # fmt: skip
        return [nodes.definition_list("", *items, classes=["identifiers"])]

    def review(self, node: placeholder) -> list[nodes.Element]:
        """Return every question with its answer, under the title of its questionnaire."""
        blocks: list[nodes.Element] = []
        answers = review(self.edition)
        for prefix, (title, _criteria) in QUESTIONNAIRES.items():
            items = (self._answer(a) for a in answers if a.question.startswith(prefix))
            answer_list = nodes.definition_list("", *items, classes=["review"])
            blocks += [nodes.rubric("", _(title)), answer_list]
        return blocks

    def _facts(self) -> Iterator[tuple[str, nodes.Node]]:
        facts = self.edition.facts
        for label, text in (
            (_("Address"), facts.address), (_("Repository"), facts.repository),
            (_("Archive"), facts.archive),
            (_("DOI of all versions"), facts.doi), (_("DOI of this version"), facts.version_doi),
        ):  # fmt: skip
            url = identifier_url("DOI", text) if text and "://" not in text else text
            yield label, _linked(text or _("None has been named."), url)
        for label, text in (
            (_("Host"), facts.host), (_("Status"), facts.status),
            (_("When the editors stop"), facts.afterwards),
        ):  # fmt: skip
            yield label, nodes.Text(text or _("Nothing has been settled."))

    def _answer(self, answer: Answer) -> nodes.definition_list_item:
        question = nodes.Text(f"{_(answer.title)} ({answer.question})")
        if not answer.evidence:
            return _item(question, nodes.Text(_("No: {reason}.").format(reason=answer.lack)))
        return _item(question, nodes.Text(_("Yes: ")), self._evidence(answer.evidence))

    def _evidence(self, evidence: str) -> nodes.Node:
        """Return a page, a file or an address as a link, and anything else as it is."""
        if page := self.edition.pages.get(evidence):
            return self.link(page.docname, "", nodes.inline("", page.title))
        address = evidence if "://" in evidence else ""
        if self.is_web and _FILE.fullmatch(evidence):
            here = self.builder.get_target_uri(self.env.current_document.docname)
            address = relpath(evidence, dirname(here) or ".")
        return _linked(evidence, address)


def nobody(facts: Facts) -> str:
    """Return who answers for an edition without a list of people."""
    if facts.is_signed:
        count = len(author_names(facts.editors))
        sentence = ngettext(
            "{editors} answers for this edition.", "{editors} answer for this edition.", count
        )
        return sentence.format(editors=author_series(facts.editors))
    return _("The editors answer for this edition, jointly. No names were given for this version.")


def lines(facts: Facts) -> list[str]:
    """Return a line of plain text for each contributor, for an imprint."""
    return [_paragraph(person).astext() for person in facts.people]


def _paragraph(person: Contributor) -> nodes.paragraph:
    """Return a contributor as “Ada Well (0000-…), Wells Institute: Software; since 2024. …”."""
    para = nodes.paragraph("", "", nodes.strong("", person.name))
    if person.orcid:
        link = nodes.reference("", person.orcid, refuri=identifier_url("ORCID", person.orcid))
        para += [nodes.Text(" (ORCID "), link, nodes.Text(")")]
    if person.institution:
        url = person.ror and identifier_url("ROR", person.ror)
        para += [nodes.Text(", "), _linked(person.institution, url)]
    if roles := ", ".join(map(_, person.roles)):
        para += nodes.Text(f"{colon()}{roles}")
    para += [nodes.Text(f"; {part}") for part in _span(person)]
    para += nodes.Text(".")
    if person.machine:
        machine = _("Done by a machine: {text}.").format(text=person.machine.rstrip("."))
        para += nodes.Text(f" {machine}")
    return para


def _span(person: Contributor) -> Iterator[str]:
    """Yield since when, and until when, somebody has been at work."""
    if person.since:
        yield _("since {date}").format(date=dates.spelled(person.since))
    if person.until:
        yield _("until {date}").format(date=dates.spelled(person.until))


def _item(term: nodes.Node, *body: nodes.Node) -> nodes.definition_list_item:
    definition = nodes.definition("", nodes.paragraph("", "", *body))
    return nodes.definition_list_item("", nodes.term("", "", term), definition)


def _linked(text: str, url: str) -> nodes.reference | nodes.Text:
    """Return a text as a link, if there is an address."""
    return nodes.reference("", text, refuri=url) if url else nodes.Text(text)
