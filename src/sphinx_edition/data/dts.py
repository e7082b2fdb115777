"""The texts by Distributed Text Services 1.0, as far as files without a server can answer.

Level 0: the address of each answer is a path, which the URI templates make. An edition has one
level of passages; who asks for two (``down``) gets what there is. Whole texts and passages are the
TEI files. The specification is at https://dtsapi.org/specifications/.

The id of a text is short, as the URI templates want it. With a public address, the context says
what it is short for: one address, in whichever answer it stands.
"""

from collections.abc import Iterator
from typing import Any

from ..model import Page, Passage, text_key
from ..words.names import author_names
from .publication import Publication, json_text

_ROOT = "edition"  #: the id of the collection of all texts


def files(publication: Publication) -> dict[str, str]:
    """Return the answers of the entry point and of the collection of all texts, by path."""
    entry = publication.at("dts/index.json")
    endpoints = _uri_templates(entry, "{/id,nav}", "{/resource,ref}")
    answers = [_answer(entry, {"@type": "EntryPoint", **endpoints})]
    return dict([*answers, *_collections(publication)])


def text_files(publication: Publication, page: Page) -> dict[str, str]:
    """Return the answers about one text: as a collection, and how it is divided; by path."""
    return dict([*_text_collections(publication, page), *_navigation(publication, page)])


def _collections(publication: Publication) -> Iterator[tuple[str, str]]:
    """Yield the collection of all texts."""
    texts = publication.edition.texts
    for name in ("", f"/{_ROOT}", f"/{_ROOT}/children", f"/{_ROOT}/parents"):
        file = publication.at(f"dts/collection{name}.json")
        members = [] if name.endswith("/parents") else [_text(file, page) for page in texts]
        yield _answer(file, {**_collection(file), "member": members})


def _text_collections(publication: Publication, page: Page) -> Iterator[tuple[str, str]]:
    """Yield a text as a collection without members."""
    for nav in ("", "/children", "/parents"):
        file = publication.at(f"dts/collection/{text_key(page.docname)}{nav}.json")
        members = [_collection(file)] if nav == "/parents" else []
        yield _answer(file, {**_text(file, page), "member": members})


def _navigation(publication: Publication, page: Page) -> Iterator[tuple[str, str]]:
    """Yield the passages of a text, and each passage, for every ``down`` that can be asked."""
    for ref in (None, *page.passages):
        path = f"dts/navigation/{text_key(page.docname)}{f'/{ref.locus}' if ref else ''}"
        # for a whole text, others are bad requests
        for down in ("1", "2", "-1", "0", "") if ref else ("1", "2", "-1"):
            file = publication.at(f"{path};down={down}.json" if down else f"{path}.json")
            content: dict[str, Any] = {"@type": "Navigation", "resource": _text(file, page)}
            if ref:
                content["ref"] = _unit(file, ref)
            if down:  # 0 is the passage and its siblings, and below a passage is nothing
                members = page.passages if not ref or down == "0" else ()
                content["member"] = [_unit(file, passage) for passage in members]
            yield _answer(file, content)


def _answer(publication: Publication, content: dict[str, Any]) -> tuple[str, str]:
    """Return the path of an answer, and its text."""
    context: Any = "https://dtsapi.org/context/v1.0.json"
    if publication.base and content["@type"] != "EntryPoint":
        context = [context, {"@base": publication.url("dts/collection/")}]
    head = {"@context": context, "dtsVersion": "1.0", "@id": publication.url(publication.path)}
    return publication.path, json_text({**head, **content})


def _uri_templates(publication: Publication, collection: str, text: str) -> dict[str, str]:
    """Return the URI templates, given what follows the name of each endpoint."""
    return {
        "collection": f"{publication.url('dts/collection')}{collection}.json",
        "navigation": f"{publication.url('dts/navigation')}{text}{{;down}}.json",
        "document": f"{publication.url('tei')}{text}.xml",
    }


def _collection(publication: Publication) -> dict[str, Any]:
    return {
        "@id": _ROOT, "@type": "Collection", "title": publication.edition.facts.title,
        "totalParents": 0, "totalChildren": len(publication.edition.texts),
        "collection": _uri_templates(publication, f"/{_ROOT}{{/nav}}", "")["collection"],
    }  # fmt: skip


def _text(publication: Publication, page: Page) -> dict[str, Any]:
    key, header, language = text_key(page.docname), page.header, publication.edition.facts.language
    return {
        "@id": key, "@type": "Resource", "title": page.title,
        "totalParents": 1, "totalChildren": 0,
        "dublinCore": {
            "creator": [
                {"lang": language, "value": name} for name in author_names(header["author"])
            ],
            "rights": [{"lang": language, "value": header["rights"]}],
            "date": header["date"], "language": header["lang"],
        },
        **_uri_templates(publication, f"/{key}{{/nav}}", f"/{key}{{/ref}}"),
        "download": publication.url(f"tei/{key}.xml"),
        "citationTrees": [{"@type": "CitationTree", "citeStructure": [{"citeType": "passage"}]}],
        "mediaTypes": ["application/tei+xml"],
    }  # fmt: skip


def _unit(publication: Publication, passage: Passage) -> dict[str, Any]:
    return {
        "identifier": passage.locus, "@type": "CitableUnit", "level": 1, "parent": None,
        "citeType": "passage", "@id": publication.passage_url(passage),
    }  # fmt: skip
