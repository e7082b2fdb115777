"""Every mention as a Web Annotation: one page of them for each page of the edition.

The target is the words of the mention. Three selectors find them: the id before them, their
quotation from the page as it was built with what stands around it, and their offsets in its text.
The body is the passage. The form is https://www.w3.org/TR/annotation-model/.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from io import StringIO
from itertools import zip_longest
from typing import Any

from ..model import Mention
from ..words.differences import apparatus
from .publication import Publication, json_text

_CONTEXT = 32  #: how many characters before and after the words are quoted
_VOID = ("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr")
COLLECTION = "annotations.jsonld"


@dataclass
class Element:
    """An open element of a page."""

    tag: str
    start: int  #: its offset in the text of the page
    mention: str = ""  #: id of the mention whose words it holds


class PageText(HTMLParser):
    """The text of a page, and in it the span of the words of each mention.

    They are those of the quotation that opens with the mention's id, or of the link after the id.
    """

    def __init__(self, idents: set[str], html: str) -> None:
        """Read a page; ``idents`` are the ids of its mentions."""
        super().__init__()
        self.idents = idents
        self.pending = ""  # the id of a mention whose link is still to come
        self.buffer = StringIO()
        self.elements: list[Element] = []
        self.spans: dict[str, tuple[int, int]] = {}
        self.feed(html)
        self.text = self.buffer.getvalue()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, and note which mention it begins."""
        if tag == "body":  # where a browser begins to count
            self.buffer = StringIO()
        ident = dict(attrs).get("id") or ""
        if ident in self.idents:
            self.pending = ident
            for outer in self.elements:
                is_quotation = outer.tag == "blockquote" and not outer.mention
                if is_quotation and not self.buffer.getvalue()[outer.start :].strip():
                    outer.mention, self.pending = ident, ""
        if tag not in _VOID:
            element = Element(tag, self.buffer.tell())
            if tag == "a":
                element.mention, self.pending = self.pending, ""
            self.elements.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those in it that have no end tag."""
        while self.elements:
            element = self.elements.pop()
            if element.mention:
                self.spans[element.mention] = element.start, self.buffer.tell()
            if element.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        """Add to the text, of which what a template holds is no part."""
        if all(element.tag != "template" for element in self.elements):
            self.buffer.write(data)

    def words(self, ident: str) -> tuple[int, int]:
        """Return the span of the words of a mention, without the space around them."""
        start, end = self.spans[ident]
        words = self.text[start:end]
        return end - len(words.lstrip()), start + len(words.rstrip())


def files(publication: Publication, html: Mapping[str, str]) -> dict[str, str]:
    """Return the collection and its pages by path; ``html`` gives the built page of a document."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in publication.mentions:
        mentions[mention.docname].append(mention)
    paths = [f"annotations/{docname}.jsonld" for docname in mentions]
    found, total = {}, 0
    for docname, path, following in zip_longest(mentions, paths, paths[1:], fillvalue=""):
        page = publication.at(path)
        by_id = {m.anchor: m for m in reversed(mentions[docname])}  # the first of each id
        text = PageText(set(by_id), html[docname])
        in_order = sorted(text.spans, key=text.spans.__getitem__)
        items = [_annotation(page, by_id[ident], text) for ident in in_order]
        content = {"partOf": page.url(COLLECTION), "startIndex": total, "items": items}
        if following:
            content["next"] = page.url(following)
        found[path] = _json(page, "AnnotationPage", content)
        total += len(items)
    collection = publication.at(COLLECTION)
    title = publication.edition.facts.title
    content = {"label": f"Mentions of passages: {title}", "total": total}
    if paths:
        content |= {"first": collection.url(paths[0]), "last": collection.url(paths[-1])}
    return {**found, COLLECTION: _json(collection, "AnnotationCollection", content)}


def _json(publication: Publication, kind: str, content: dict[str, Any]) -> str:
    return json_text({
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": publication.url(publication.path),
        "type": kind, **content,
    })  # fmt: skip


def _annotation(publication: Publication, mention: Mention, page: PageText) -> dict[str, Any]:
    start, end = page.words(mention.anchor)
    verdict = publication.edition.verdict(mention)
    remarks = [("classifying", mention.kind)]
    if verdict.status != "uncompared":
        differences = f": {apparatus(verdict.variants)}" if verdict.variants else ""
        remarks.append(("assessing", verdict.status + differences))
    passages = publication.edition.targets(mention)
    return {
        "id": f"{publication.url(publication.path)}#{mention.anchor}", "type": "Annotation",
        "motivation": "linking",
        "body": [
            *({"id": publication.passage_url(p), "type": "Text"} for p in passages),
            *({"type": "TextualBody", "purpose": p, "value": value} for p, value in remarks),
        ],
        "target": {
            "source": publication.place_url(mention.docname),
            "selector": [
                {"type": "FragmentSelector", "value": mention.anchor,
                 "conformsTo": "http://tools.ietf.org/rfc/rfc3236"},
                {"type": "TextQuoteSelector", "exact": page.text[start:end],
                 "prefix": page.text[max(0, start - _CONTEXT) : start],
                 "suffix": page.text[end : end + _CONTEXT]},
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
    }  # fmt: skip
