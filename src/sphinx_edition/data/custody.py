"""How the words of each quotation came to it, as linked data: PROV-O and CiTO in JSON-LD.

A link of a chain is a ``prov:Entity``. That it comes from the one before is a ``prov:Derivation``
of its own, with verdict, outcome (EARL) and digest; CiTO says besides what a quotation quotes.
"""

from collections import defaultdict
from typing import Any

from ..citing.custody import QUOTES, READ, TRANSCRIBES, TRANSLATES, Link, chains
from ..words.digests import short_digest
from .publication import Publication, json_text

PATH = "custody.jsonld"
_CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#", "cito": "http://purl.org/spar/cito/",
    "schema": "https://schema.org/", "earl": "http://www.w3.org/ns/earl#",
    "label": "http://www.w3.org/2000/01/rdf-schema#label", "kind": "schema:additionalType",
    "verdict": "earl:info", "outcome": {"@id": "earl:outcome", "@type": "@id"},
    "digest": "http://spdx.org/rdf/terms#checksumValue",
    "date": {"@id": "prov:atTime", "@type": "http://www.w3.org/2001/XMLSchema#date"},
}  # fmt: skip
_RELATIONS = {
    TRANSCRIBES: "prov:wasDerivedFrom", READ: "prov:wasQuotedFrom",
    TRANSLATES: "schema:translationOfWork", QUOTES: "cito:includesQuotationFrom",
}  # fmt: skip


def custody_file(publication: Publication) -> str:
    """Return the graph of all chains."""
    publication = publication.at(PATH)
    graph: dict[str, dict[str, Any]] = {}
    derived: dict[str, dict[str, Any]] = defaultdict(dict)
    for mention in publication.mentions:
        for chain in chains(publication.edition, mention):
            before = ""
            for link in chain:
                ident = _ident(publication, link)
                graph.setdefault(ident, _entity(ident, link))
                if before and before != ident:
                    derived[ident].setdefault(before, _derivation(before, link))
                    relation = graph[ident].setdefault(_RELATIONS[link.relation], [])
                    if {"@id": before} not in relation:
                        relation.append({"@id": before})
                before = ident
    for ident, derivations in derived.items():
        graph[ident]["prov:qualifiedDerivation"] = [*derivations.values()]
    return json_text({"@context": _CONTEXT, "@graph": [*graph.values()]}, indent=1)


def _ident(publication: Publication, link: Link) -> str:
    """Return the address of a link; what stands nowhere on the web has one in this file."""
    if link.docname:
        return publication.place_url(link.docname, link.anchor)
    return link.url or f"{publication.url(PATH)}#{link.kind}-{short_digest(link.sentence)}"


def _entity(ident: str, link: Link) -> dict[str, Any]:
    found = {"@id": ident, "@type": "prov:Entity", "kind": link.kind}
    return found | {"label": link.sentence}


def _derivation(before: str, link: Link) -> dict[str, Any]:
    outcome = "passed" if link.is_checked else "untested"
    outcome = "failed" if link.verdict == "wrong" else outcome
    kind = "prov:Quotation" if link.relation in (READ, QUOTES) else "prov:Derivation"
    found = {
        "@type": kind, "prov:entity": {"@id": before}, "verdict": link.verdict,
        "outcome": f"earl:{outcome}", "digest": link.digest, "date": link.date,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value != ""}
