"""Say who answers for the edition.

``placeholder(shows="people")`` becomes ``bullet_list(list_item(paragraph)…)``, one for each
contributor, or a paragraph that says that no name was given.
"""

from collections.abc import Iterator

from docutils import nodes

from ..catalogs import _, ngettext
from ..edition import Contributor, Facts
from ..nodes import placeholder
from ..words import dates
from ..words.identifiers import identifier_url
from ..words.names import author_names, author_series
from .placeholders import PlaceholderTransform


class People(PlaceholderTransform):
    """Replaces the placeholder of the people."""

    def people(self, node: placeholder) -> list[nodes.Element]:
        """Return the list of contributors; without one, the sentence of who answers."""
        facts = self.edition.facts
        items = [nodes.list_item("", _paragraph(person)) for person in facts.people]
        if items:
            return [nodes.bullet_list("", *items, classes=["people"])]
        return [nodes.paragraph("", nobody(facts))]


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
        name, url = person.institution, identifier_url("ROR", person.ror)
        place = nodes.reference("", name, refuri=url) if person.ror else nodes.Text(name)
        para += [nodes.Text(", "), place]
    if roles := ", ".join(map(_, person.roles)):
        para += nodes.Text(f": {roles}")
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
