"""What each page shows of other pages, so that it is written again when that changes."""

from collections import defaultdict
from collections.abc import Mapping
from hashlib import sha256

from ..edition import Edition

#: What may change with any other page.
_WHOLE = {"concordance", "chronology", "sources-map", "citation"}


def page_digests(
    edition: Edition, neighbours: Mapping[str, object], bibliography: str
) -> dict[str, str]:  # fmt: skip
    """Map each page to a digest of what it shows of others.

    ``neighbours`` are the pages before and after each, ``bibliography`` is a digest of its file.
    """
    found: dict[str, list[object]] = defaultdict(list)
    pages = edition.pages
    for mention in edition.mentions:
        targets = edition.targets(mention)
        names = [(p.docname, *edition.name(p)) for p in targets]
        texts = [(v.key, v.lang, v.evidence, v.text) for p in targets for v in p.versions]
        found[mention.docname].append((names, edition.verdict(mention), texts))
        for docname in dict.fromkeys(p.docname for p in targets):
            found[docname].append((mention, pages[mention.docname].label))
    for notice in edition.notices:
        found[notice.page].append((notice, pages[notice.new_page].label))
    labels = [(page.docname, page.label) for page in pages.values()]
    cited = [(page.docname, page.label, page.citations) for page in pages.values()]
    for page in pages.values():
        found[page.docname] += [cited] if "bibliography" in page.shows else []
        found[page.docname] += [labels, edition.index] if "register" in page.shows else []
    common = (bibliography, edition.navigation)
    digests = {name: _digest(common, neighbours.get(name), found[name]) for name in pages}
    whole = {name for name, page in pages.items() if _WHOLE & page.shows}
    everything = [
        (page.header, page.title, [(p.locus, p.section) for p in page.passages], digests[name])
        for name, page in pages.items() if name not in whole
    ]  # fmt: skip
    all_digest = _digest(everything, [*edition.printed.items()])
    return {name: all_digest if name in whole else digests[name] for name in pages}


def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:16]
