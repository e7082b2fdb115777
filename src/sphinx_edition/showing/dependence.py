"""Digest what each page shows of other pages, and what its files are made of.

Rule: whatever a transform of this floor or above reads of another page belongs to the digest, so
that the page is written again when that changes. Other files about a page may also use all that it
cites, and what is known of the whole edition.
"""

from collections import defaultdict
from collections.abc import Mapping
from hashlib import sha256

from ..edition import Edition
from ..gate.review import review

#: What may change with any other page.
_WHOLE_EDITION = {
    "concordance", "chronology", "sources-map", "citation", "comparison", "preservation",
    "identifiers",
}  # fmt: skip


def page_digests(
    edition: Edition, neighbours: Mapping[str, object], files: str
) -> dict[str, str]:  # fmt: skip
    """Map the name of each document to a digest of what its page shows of others.

    ``neighbours`` are the pages before and after each, by the name of the document;
    ``files`` is a digest of the bibliography, and of the kit itself.
    """
    parts: dict[str, list[object]] = defaultdict(list)
    pages = edition.pages
    for mention in edition.mentions:
        targets = edition.targets(mention)
        names = [(p.docname, *edition.name(p)) for p in targets]
        texts = [(v.key, v.lang, v.evidence, v.text) for p in targets for v in p.versions]
        parts[mention.docname].append((names, edition.verdict(mention), texts))
        for docname in dict.fromkeys(p.docname for p in targets):
            parts[docname].append((mention, pages[mention.docname].label))
    for notice in edition.notices:
        parts[notice.page].append((notice, pages[notice.new_page].label))
    head_words = [word for page in pages.values() for word in page.head_words]
    for page in edition.texts:
        parts[page.docname].append(head_words)  # what their words open over the page
    labels = [(page.docname, page.label) for page in pages.values()]
    shown = {
        "bibliography": [(page.docname, page.label, page.citations) for page in pages.values()],
        "register": (labels, edition.index), "people": edition.facts,
        "review": (labels, review(edition)), "changes": (labels, edition.notices),
    }  # fmt: skip
    for page in pages.values():
        parts[page.docname] += [part for name, part in shown.items() if name in page.shows]
    common = (files, edition.navigation)
    digests = {name: _digest(common, neighbours.get(name), parts[name]) for name in pages}
    whole = {name for name, page in pages.items() if _WHOLE_EDITION & page.shows}
    others = [
        (page.header, page.title, [(p.locus, p.section) for p in page.passages], digests[name])
        for name, page in pages.items() if name not in whole
    ]  # fmt: skip
    known = [*edition.printed.items()], [*edition.files.items()]
    return digests | dict.fromkeys(whole, _digest(others, *known))


def record_digests(
    edition: Edition, pages: Mapping[str, str], settings: str
) -> dict[str, str]:  # fmt: skip
    """Map each document to a digest of its records and of those that it cites, and "" to all.

    ``pages`` are digests of the pages, of their words and of what they show of others;
    ``settings`` is one of the configuration. Pages of the printed book are not in it.
    """
    known = _digest(
        edition.facts, [*edition.references.items()], edition.notices, settings,
        [(page.docname, page.title, page.headings) for page in edition.pages.values()],
    )  # fmt: skip
    digests = {}
    for name, page in edition.pages.items():
        cited = {target.docname for m in page.mentions for target in edition.targets(m)}
        parts = [pages.get(docname) for docname in (name, *sorted(cited))]
        digests[name] = _digest(known, parts, edition.identified.get(name))
    return digests | {"": _digest([*digests.items()], [*edition.files.items()])}


def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:16]
