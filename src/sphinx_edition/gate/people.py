"""Read who answers for the edition from ``edition_people``, and say what is wrong with it.

Rule: nobody is guessed. Roles are those of CRediT (ANSI/NISO Z39.104), identifiers those of ORCID
and ROR; the names that sign the edition (``author``) are among those of the list.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from ..catalogs import N_
from ..edition import Contributor
from ..words import dates
from ..words.identifiers import identifier_fault
from ..words.names import author_names

_ROLES_URL = "https://credit.niso.org/contributor-roles/"
#: The roles of CRediT; the last part of an address has the letters of the name.
ROLES = (
    N_("Conceptualization"), N_("Data curation"), N_("Formal analysis"), N_("Funding acquisition"),
    N_("Investigation"), N_("Methodology"), N_("Project administration"), N_("Resources"),
    N_("Software"), N_("Supervision"), N_("Validation"), N_("Visualization"),
    N_("Writing – original draft"), N_("Writing – review & editing"),
)  # fmt: skip
_FIELDS = [field.name for field in fields(Contributor)]


def role_url(role: str) -> str:
    """Return the address of a role of CRediT."""
    return f"{_ROLES_URL}{'-'.join(re.findall('[a-z]+', role.lower()))}/"


def contributors(people: Sequence[Mapping[str, Any]]) -> tuple[Contributor, ...]:
    """Return the records of ``edition_people``, in which nothing is wrong."""
    return tuple(
        Contributor(**{**person, "roles": tuple(person.get("roles", ()))}) for person in people
    )


def people_faults(people: Any, author: str) -> Iterator[str]:
    """Yield what is wrong with ``edition_people``; ``author`` is who signs, empty if not set."""
    if not isinstance(people, list | tuple):
        yield 'edition_people is no list: write edition_people = [{"name": "…"}]'
        return
    names = [str(person.get("name", "")) for person in people if isinstance(person, dict)]
    for number, person in enumerate(people, 1):
        if not isinstance(person, dict):
            yield f'edition_people: entry {number} is no dictionary: write {{"name": "…"}}'
            continue
        who = f"edition_people: {person.get('name') or f'entry {number}'}:"
        yield from (f"{who} {fault}" for fault in _faults(person))
    for name in author_names(author) if names else ():
        if name not in names:
            yield (
                f"author names “{name}”, who is not in edition_people: add the name there, or "
                f'write author = "{" and ".join(names)}"'
            )


def _faults(person: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with one entry."""
    for field in person:
        if field not in _FIELDS:
            yield f"“{field}” is no field: write {', '.join(_FIELDS)}"
    texts = {field: person.get(field, "") for field in _FIELDS if field != "roles"}
    for field, text in texts.items():
        if not isinstance(text, str):
            yield f'{field} must be text: write "{field}": "…"'
            return
    if not texts["name"].strip():
        yield 'there is no name: write "name": "A. One"'
    for field in ("orcid", "ror"):
        if texts[field] and (fault := identifier_fault(field.upper(), texts[field])):
            yield fault
    if texts["ror"] and not texts["institution"]:
        yield "there is a ror, but no institution: name it"
    for field in ("since", "until"):
        if texts[field] and not dates.parse(texts[field]):
            yield f"{field} is “{texts[field]}”, which is no date: {dates.FORMS}"
    roles = person.get("roles", [])
    if not isinstance(roles, list | tuple):
        yield 'roles must be a list: write "roles": ["Investigation"]'
        return
    for role in roles:
        if role not in ROLES:
            yield f"“{role}” is no role of CRediT: write one of {', '.join(ROLES)}"
