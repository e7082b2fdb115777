"""The texts by Distributed Text Services 1.0, as far as files without a server can answer.

Level 0: the address of each answer is a path, which the URI templates make. An edition has one
level of passages, so ``down`` is 0, 1 or -1. Whole texts and passages are the TEI files. The
specification is at https://dtsapi.org/specifications/.
"""

from collections.abc import Iterator
from typing import Any

from ..model import RENDERING, Page, Passage, text_key
from .publication import Publication, json_text

ENTRY = "dts/index.json"


def files(publication: Publication) -> dict[str, str]:
    """Return the answers of the entry point, of collections and of navigation, by path."""
    entry = publication.at(ENTRY)
    endpoints = _uri_templates(entry, "{/id,nav}", "{/resource,ref}")
    return {
        ENTRY: _answer(entry, {"@type": "EntryPoint", **endpoints}),
        **dict(_collections(publication)),
        **dict(_navigation(publication)),
    }


def _collections(publication: Publication) -> Iterator[tuple[str, str]]:
    """Yield the collection of all texts, and each text as a collection without members."""
    texts = publication.edition.texts
    for name in ("", f"/{RENDERING}", f"/{RENDERING}/children", f"/{RENDERING}/parents"):
        file = publication.at(f"dts/collection{name}.json")
        members = [] if name.endswith("/parents") else [_text(file, page) for page in texts]
        yield file.file, _answer(file, {**_collection(file), "member": members})
    for page in texts:
        for nav in ("", "/children", "/parents"):
            file = publication.at(f"dts/collection/{text_key(page.docname)}{nav}.json")
            members = [_collection(file)] if nav == "/parents" else []
            yield file.file, _answer(file, {**_text(file, page), "member": members})


def _navigation(publication: Publication) -> Iterator[tuple[str, str]]:
    """Yield the passages of each text, and each passage, for every ``down`` that may be asked."""
    for page in publication.edition.texts:
        path = f"dts/navigation/{text_key(page.docname)}"
        for down in ("1", "-1"):  # of a whole text, others are bad requests
            file = publication.at(f"{path};down={down}.json")
            units = [_unit(file, passage) for passage in page.passages]
            yield file.file, _navigation_answer(file, page, member=units)
        for ref in page.passages:
            file = publication.at(f"{path}/{ref.locus}.json")
            yield file.file, _navigation_answer(file, page, ref=_unit(file, ref))
            for down in ("1", "-1", "0"):
                file = publication.at(f"{path}/{ref.locus};down={down}.json")
                siblings = page.passages if down == "0" else ()
                units = [_unit(file, passage) for passage in siblings]
                yield file.file, _navigation_answer(file, page, ref=_unit(file, ref), member=units)


def _navigation_answer(publication: Publication, page: Page, **content: Any) -> str:
    resource = _text(publication, page)
    return _answer(publication, {"@type": "Navigation", "resource": resource, **content})


def _answer(publication: Publication, content: dict[str, Any]) -> str:
    return json_text({
        "@context": "https://dtsapi.org/context/v1.0.json", "dtsVersion": "1.0",
        "@id": publication.url(publication.file), **content,
    })  # fmt: skip


def _uri_templates(publication: Publication, collection: str, text: str) -> dict[str, str]:
    """Return the URI templates, given what follows the name of each endpoint."""
    return {
        "collection": f"{publication.url('dts/collection')}{collection}.json",
        "navigation": f"{publication.url('dts/navigation')}{text}{{;down}}.json",
        "document": f"{publication.url('tei')}{text}.xml",
    }


def _collection(publication: Publication) -> dict[str, Any]:
    return {
        "@id": RENDERING, "@type": "Collection", "title": publication.edition.facts.title,
        "totalParents": 0, "totalChildren": len(publication.edition.texts),
        "collection": _uri_templates(publication, f"/{RENDERING}{{/nav}}", "")["collection"],
    }  # fmt: skip


def _text(publication: Publication, page: Page) -> dict[str, Any]:
    key, header, language = text_key(page.docname), page.header, publication.edition.facts.language
    return {
        "@id": key, "@type": "Resource", "title": page.title, "totalParents": 1,
        "totalChildren": 0,
        "dublinCore": {
            "creator": [{"lang": language, "value": header["author"]}],
            "rights": [{"lang": language, "value": header["rights"]}],
            "date": header["date"], "language": header["lang"],
        },
        **_uri_templates(publication, f"/{key}{{/nav}}", f"/{key}{{/ref}}"),
        "download": publication.url(f"tei/{key}.xml"),
        "citationTrees": [
            {"@type": "CitationTree", "citeStructure": [{"citeType": "passage"}]},
        ],
        "mediaTypes": ["application/tei+xml"],
    }  # fmt: skip


def _unit(publication: Publication, passage: Passage) -> dict[str, Any]:
    return {
        "identifier": passage.locus, "@type": "CitableUnit", "level": 1, "parent": None,
        "citeType": "passage", "@id": publication.passage_url(passage),
    }  # fmt: skip
