"""The bibliography for other programs, judged by what citation-js makes of the same entries."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from pybtex.database import parse_string

from sphinx_edition.citing.entries import inherit
from sphinx_edition.citing.items import bib_file, csl_file

from ..judge import CORPUS, ask_citeproc_js
from ..project import MODULES

#: Where we name a type, a place or a name more exactly than citation-js; all else must agree.
MAY_DIFFER = {
    "type": {
        ("pamphlet", "book"), ("book", "report"), ("paper-conference", "chapter"),
        ("document", "periodical"), ("document", "manuscript"),
        ("personal_communication", "document"),
    },
    "title": {"t-small", "t-foreign", "t-mark2"},  # small capitals, foreign marks, “?:”
    "container-title": {"ash-1910", "man-1997", "fir-1999"},  # a set; two fields for one place
    "author": {"n-drummond"},  # “Drumont” is part of the name (words in capitals are)
    "issued": {"d-open", "d-decade", "d-doubt", "d-century"},  # in words, or as a span
    "publisher": {"elm-booklet", "howpub"},  # howpublished: no publisher
}  # fmt: skip


@pytest.fixture(scope="module")
def entries():
    data = parse_string((CORPUS / "corpus.bib").read_text("utf-8"), "bibtex")
    inherit(data.entries)
    return data.entries


def names(people):
    """Return each name, given and family: we keep particles and “Jr.” with the family name."""
    parts = ("non-dropping-particle", "family", "literal", "suffix")
    return [(" ".join(p[k] for k in parts if k in p), p.get("given")) for p in people or []]


def plain(value):
    if not isinstance(value, str):
        return value
    return re.sub("[“”‘’']", '"', re.sub(r"<[^>]+>", "", value))


def test_citation_js_makes_the_same_items_of_the_same_entries(entries):
    if not (MODULES / "@citation-js").is_dir() or not shutil.which("node"):
        pytest.skip("npm is not here (Debian: apt install npm)")
    judge = ask_citeproc_js()["csl"]
    items = json.loads(csl_file(entries))
    assert len(items) == len(judge) == len(entries) > 200
    unlike = []
    for item in items:
        other, key = judge[item["id"]], item["id"]
        for field in ("author", "editor", "translator"):
            if names(item.get(field)) != names(other.get(field)):
                unlike += [(field, key)] if key not in MAY_DIFFER.get(field, ()) else []
        if (item["type"], other["type"]) not in MAY_DIFFER["type"]:
            unlike += [("type", key)] if item["type"] != other["type"] else []
        for field in ("title", "container-title", "issued", "page", "volume", "issue", "URL",
                      "publisher", "publisher-place", "DOI"):  # fmt: skip
            same = plain(item.get(field, "")) == plain(other.get(field, ""))
            unlike += [(field, key)] if not same and key not in MAY_DIFFER.get(field, ()) else []
    assert unlike == []


def test_a_bib_file_holds_what_was_typed_and_no_comments(entries):
    text = bib_file(entries)
    again = parse_string(text, "bibtex").entries
    assert [*again] == [*entries]
    for key, entry in entries.items():
        fields = {name: value for name, value in entry.fields.items() if name != "inherited"}
        assert dict(again[key].fields) == fields
        assert again[key].persons == entry.persons
        assert again[key].type == entry.type
    assert not re.search("^%", text, re.M)
