"""Write what archives take with a release: ``codemeta.json`` and ``.zenodo.json``.

Rule: all of it comes from ``conf.py``, and what is not set is left out. What an editor adds to a
file under other names (grants, communities) stays.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..bibliography import Name
from ..edition import Contributor, Facts
from ..words.identifiers import identifier_url
from .citable import parse_names
from .metadata import agent

_CC = re.compile(
    r"https?://creativecommons\.org/(?:licenses/([a-z-]+)/([\d.]+)|(publicdomain/zero))"
)


def archive_files(facts: Facts, description: str, before: Mapping[str, str]) -> dict[str, str]:
    """Return the text of each file by its name; ``before`` are those that are there.

    Raises:
        SystemExit: if one that is there cannot be read.
    """
    codemeta, zenodo = _codemeta(facts, description), _zenodo(facts, description)
    files = {"codemeta.json": codemeta, ".zenodo.json": zenodo}
    return {name: _merged(name, before.get(name, ""), file) for name, file in files.items()}


def _merged(name: str, before: str, found: dict[str, Any]) -> str:
    try:
        old = json.loads(before or "{}")
    except json.JSONDecodeError as error:
        raise SystemExit(
            f"{name}:{error.lineno}: this is no JSON: mend it, or remove it"
        ) from error
    if not isinstance(old, dict):
        raise SystemExit(f"{name}:1: this is no JSON object: mend it, or remove it")
    kept = {key: value for key, value in old.items() if key not in found}
    return json.dumps(_filled(found) | kept, indent=2, ensure_ascii=False) + "\n"


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    """Return fields without those that are empty."""
    return {name: value for name, value in fields.items() if value}


def _editors(facts: Facts) -> Iterator[tuple[Name, Contributor]]:
    """Yield who signs the edition, or the editors as a body, and what is known of them."""
    people = {person.name: person for person in facts.people}
    for name in parse_names(facts.editors) if facts.is_signed else (Name(facts.editors),):
        if str(name):
            yield name, people.get(str(name), Contributor(str(name)))


def _codemeta(facts: Facts, description: str) -> dict[str, Any]:
    authors = [
        agent(name, facts.language)
        | ({"@id": identifier_url("ORCID", person.orcid)} if person.orcid else {})
        for name, person in _editors(facts)
    ]
    return {
        "@context": "https://w3id.org/codemeta/3.0", "@type": "SoftwareSourceCode",
        "name": facts.title, "description": description, "version": facts.version,
        "datePublished": facts.date, "author": authors, "license": facts.licence,
        "url": facts.address, "codeRepository": facts.repository,
        "identifier": identifier_url("DOI", facts.cited_doi) if facts.cited_doi else "",
    }  # fmt: skip


def _zenodo(facts: Facts, description: str) -> dict[str, Any]:
    creators = [
        _filled({"name": name.inverted, "orcid": person.orcid, "affiliation": person.institution})
        for name, person in _editors(facts)
    ]
    licence = _CC.match(facts.licence)
    relations = {"isIdenticalTo": facts.address, "isSupplementTo": facts.repository}
    related = [{"identifier": url, "relation": name} for name, url in relations.items() if url]
    return {
        "title": facts.title, "description": description, "version": facts.version,
        "publication_date": facts.date, "upload_type": "publication", "publication_type": "other",
        "access_right": "open", "creators": creators, "related_identifiers": related,
        "license": licence and ("cc-zero" if licence[3] else f"cc-{licence[1]}-{licence[2]}"),
    }  # fmt: skip
