"""The whole edition as one TEI corpus: its texts, and the pages about them.

Rule: ids are those of the single files with the key of the file after them (``p22.mill-1859``),
since a corpus is one document. What leads to another file there leads to its part here.
"""

import re

from ..model import is_text, safe_id, text_key
from .publication import Publication
from .tei import CORPUS, PAGE, Text, text_file

PATH = "tei/edition.xml"  #: beside the files of texts; ``edition`` is the collection of all in DTS
_ATTRIBUTE = re.compile(r' ([\w:]+)="([^"]*)"')  # in words a quotation mark is written &#34;
_PLACE = re.compile(r"(?:([^\s/#:]+)\.xml)?(?:#(\S+))?")


def corpus(publication: Publication) -> str:
    """Return the corpus."""
    edition, parts = publication.edition, []
    keys = {text_key(page.docname) for page in edition.texts}
    for page in edition.pages.values():
        if is_text(page.docname):
            parts.append(embedded(text_file(publication, page), text_key(page.docname), keys))
        else:
            whole = PAGE.render(text=Text(publication, page))
            parts.append(embedded(whole, f"page-{safe_id(page.docname)}", keys))
    home = publication.at(PATH).place_url(edition.facts.root)
    changes = publication.history.revisions()
    return CORPUS.render(facts=edition.facts, parts=parts, home=home, changes=changes)


def embedded(xml: str, key: str, keys: set[str]) -> str:
    """Return a TEI file as a part of the corpus; ``keys`` are those of the other parts."""

    def moved(token: str) -> str:
        if (found := _PLACE.fullmatch(token)) and (found[1] in keys or (not found[1] and found[2])):
            other = found[1] or key
            return f"#{found[2]}.{other}" if found[2] else f"#text.{other}"
        return token

    def attribute(match: re.Match[str]) -> str:
        name, content = match.groups()
        if name == "xml:id":
            return f' xml:id="{content}.{key}"'
        if name == "n":  # of a passage: a number, whatever signs it has
            return match[0]
        return f' {name}="{" ".join(map(moved, content.split(" ")))}"'

    body = re.sub(r"\A(?:<\?.*?\?>\s*)+", "", xml)
    return _ATTRIBUTE.sub(attribute, body).replace("<TEI ", f'<TEI xml:id="text.{key}" ', 1)
