"""The texts by Distributed Text Services 1.0, as far as files without a server can answer.

Level 0: the address of each answer is a path, which the URI templates make; an edition has one
level of passages, so ``down`` is 0, 1 or -1. Whole texts and passages are the TEI files.
"""

from typing import Any

from ..model import RENDERING, Page, Passage, text_key
from .publication import Publication, dumped

ENTRY = "dts/index.json"
_TREE = {"@type": "CitationTree", "citeStructure": [{"citeType": "passage"}]}


def files(publication: Publication) -> dict[str, str]:
    """Return the answers of the entry point, of collections and of navigation."""
    endpoints = _templates(publication, ENTRY, "{/id,nav}", "{/resource,ref}")
    found = {ENTRY: _answer(publication, ENTRY, {"@type": "EntryPoint", **endpoints})}
    for nav in ("", "/children", "/parents"):
        for name in (f"/{RENDERING}{nav}", "") if not nav else (f"/{RENDERING}{nav}",):
            file = f"dts/collection{name}.json"
            texts = [
                _text(publication, page, file) for page in publication.texts if nav != "/parents"
            ]
            found[file] = _answer(publication, file, {**_root(publication, file), "member": texts})
        for page in publication.texts:
            file = f"dts/collection/{text_key(page.docname)}{nav}.json"
            roots = [_root(publication, file)] if nav == "/parents" else []
            found[file] = _answer(
                publication, file, {**_text(publication, page, file), "member": roots}
            )
    for page in publication.texts:
        for ref in (None, *page.passages):
            for down in ("1", "-1", "0", "") if ref else ("1", "-1"):  # others are bad requests
                place = f"/{ref.locus}" if ref else ""
                file = (
                    f"dts/navigation/{text_key(page.docname)}{place}{down and f';down={down}'}.json"
                )
                found[file] = _navigation(publication, page, ref, down, file)
    return found


def _answer(publication: Publication, file: str, content: dict[str, Any]) -> str:
    context = {"@context": "https://dtsapi.org/context/v1.0.json", "dtsVersion": "1.0"}
    return dumped(context | {"@id": publication.path(file, file)} | content)


def _navigation(
    publication: Publication, page: Page, ref: Passage | None, down: str, file: str
) -> str:
    units = [_unit(publication, p, file) for p in page.passages if not ref or down == "0"]
    return _answer(publication, file, {
        "@type": "Navigation", "resource": _text(publication, page, file),
        **({"ref": _unit(publication, ref, file)} if ref else {}),
        **({"member": units} if down else {}),
    })  # fmt: skip


def _templates(publication: Publication, file: str, collection: str, text: str) -> dict[str, str]:
    """Return the URI templates: from what follows the name of each endpoint."""
    return {
        "collection": publication.path("dts/collection", file) + f"{collection}.json",
        "navigation": publication.path("dts/navigation", file) + f"{text}{{;down}}.json",
        "document": publication.path("tei", file) + f"{text}.xml",
    }


def _root(publication: Publication, file: str) -> dict[str, Any]:
    return {
        "@id": RENDERING, "@type": "Collection", "title": publication.facts.title,
        "totalParents": 0, "totalChildren": len(publication.texts),
        "collection": _templates(publication, file, f"/{RENDERING}{{/nav}}", "")["collection"],
    }  # fmt: skip


def _text(publication: Publication, page: Page, file: str) -> dict[str, Any]:
    key, head = text_key(page.docname), page.header
    return {
        "@id": key, "@type": "Resource", "title": page.title, "totalParents": 1,
        "totalChildren": 0,
        "dublinCore": {
            "creator": [{"lang": publication.facts.language, "value": head["author"]}],
            "rights": [{"lang": publication.facts.language, "value": head["rights"]}],
            "date": head["date"], "language": head["lang"],
        },
        **_templates(publication, file, f"/{key}{{/nav}}", f"/{key}{{/ref}}"),
        "download": publication.path(f"tei/{key}.xml", file), "citationTrees": [_TREE],
        "mediaTypes": ["application/tei+xml"],
    }  # fmt: skip


def _unit(publication: Publication, passage: Passage, file: str) -> dict[str, Any]:
    return {
        "identifier": passage.locus, "@type": "CitableUnit", "level": 1, "parent": None,
        "citeType": "passage", "@id": publication.passage(passage.key, file),
    }  # fmt: skip
