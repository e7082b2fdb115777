"""Every mention as a Web Annotation: a page of them for each page of the publication, in a collection.

The target is the words that mention: by the id in front of them, by a quotation of the page as it
was built, with what stands around it, and by their place in its text. The body is the passage.
"""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from ..model import Mention
from ..words.differences import apparatus
from .publication import Publication, dumped

_AROUND = 32  #: how many characters before and after the words are quoted
_VOID = ("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr")
COLLECTION = "annotations.jsonld"


class Places(HTMLParser):
    """The text of a page, and in it the span of the words of each mention.

    They are those of the quotation that opens with the mention's id, or of the link that follows.
    """

    def __init__(self, idents: set[str], html: str) -> None:
        """Read a page."""
        super().__init__()
        self.idents, self.waiting = idents, ""
        self.pieces, self.size, self.solid = list[str](), 0, 0  # solid: up to the last word
        self.open, self.spans = list[tuple[str, int, str]](), dict[str, tuple[int, int]]()
        self.feed(html)
        self.text = "".join(self.pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where an element begins, and whose words it has."""
        if tag == "body":  # from where a browser counts
            self.pieces, self.size, self.solid = [], 0, 0
        ident = dict(attrs).get("id") or ""
        if ident in self.idents:
            self.waiting = ident
            for n, (name, start, whose) in enumerate(self.open):
                if name == "blockquote" and not whose and self.solid <= start:
                    self.open[n], self.waiting = (name, start, ident), ""
        if tag not in _VOID:
            whose, self.waiting = (self.waiting, "") if tag == "a" else ("", self.waiting)
            self.open.append((tag, self.size, whose))

    def handle_endtag(self, tag: str) -> None:
        """Note where an element ends."""
        while self.open:
            name, start, whose = self.open.pop()
            if whose:
                self.spans[whose] = start, self.size
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        """Add to the text."""
        self.pieces.append(data)
        self.size += len(data)
        self.solid = self.size if data.strip() else self.solid

    def words(self, ident: str) -> tuple[int, int]:
        """Return the span of the words of a mention, without the space around them."""
        start, end = self.spans[ident]
        found = self.text[start:end]
        return end - len(found.lstrip()), start + len(found.rstrip())


def files(publication: Publication, html: Callable[[str], str]) -> dict[str, str]:
    """Return the collection and its pages; ``html`` gives the built page of a document."""
    found, total = {}, 0
    every = publication.mentions
    docnames = list(dict.fromkeys(m.docname for m in every))
    names = [f"annotations/{docname}.jsonld" for docname in docnames]
    for docname, name, after in zip(docnames, names, [*names[1:], ""], strict=True):
        mentions = {m.anchor: m for m in reversed(every) if m.docname == docname}
        places = Places(set(mentions), html(docname))
        order = sorted(places.spans, key=places.spans.__getitem__)
        items = [annotation(publication, mentions[ident], places, name) for ident in order]
        ends = {"partOf": publication.path(COLLECTION, name), "startIndex": total}
        found[name] = _dumped(publication, name, "AnnotationPage", **ends, items=items, **(
            {"next": publication.path(after, name)} if after else {}
        ))  # fmt: skip
        total += len(items)
    ends = {
        k: publication.path(names[n], COLLECTION) for k, n in (("first", 0), ("last", -1)) if names
    }
    label = f"Mentions of passages: {publication.facts.title}"
    return found | {COLLECTION: _dumped(
        publication, COLLECTION, "AnnotationCollection", label=label, total=total, **ends
    )}  # fmt: skip


def _dumped(publication: Publication, file: str, kind: str, **content: Any) -> str:
    context = {"@context": "http://www.w3.org/ns/anno.jsonld"}
    return dumped(context | {"id": publication.path(file, file), "type": kind} | content)


def annotation(
    publication: Publication, mention: Mention, places: Places, file: str
) -> dict[str, Any]:
    """Return the annotation of one mention."""
    start, end = places.words(mention.anchor)
    verdict = publication.verdict(mention)
    said = [("classifying", mention.kind)]
    if verdict.status != "uncompared":
        differences = f": {apparatus(verdict.variants)}" if verdict.variants else ""
        said.append(("assessing", verdict.status + differences))
    return {
        "id": f"{publication.path(file, file)}#{mention.anchor}", "type": "Annotation",
        "motivation": "linking",
        "body": [
            *({"id": publication.passage(t, file), "type": "Text"} for t in mention.targets),
            *({"type": "TextualBody", "purpose": p, "value": value} for p, value in said),
        ],
        "target": {
            "source": publication.address(mention.docname, "", file),
            "selector": [
                {"type": "FragmentSelector", "value": mention.anchor,
                 "conformsTo": "http://tools.ietf.org/rfc/rfc3236"},
                {"type": "TextQuoteSelector", "exact": places.text[start:end],
                 "prefix": places.text[max(0, start - _AROUND) : start],
                 "suffix": places.text[end : end + _AROUND]},
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
    }  # fmt: skip
