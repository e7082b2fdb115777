"""Say what a copy is of, what it bears out, and what goes unchecked without one.

Pure. Reports name passages and count words; of the copy's own words they have none.
"""

from collections.abc import Iterable, Iterator

from ..model import COMPARED, RENDERING, Page
from ..words import collate
from .matching import Digests, author_words, starts, stretches

_RUN = 4  #: words in a row that tell whose a copy is


def page_of_copy(pages: Iterable[Page], text: str) -> Page | None:
    """Return the page that a copy is of: the one of whose words it has most; None if of none.

    An essay has the words that it quotes of a source, and more; so has the source.
    """
    have = _runs(text)
    found: list[tuple[int, bool, Page]] = []
    for page in pages:
        full = page.header.get("text") != "restated"
        if full:
            words = [v.text for p in page.passages for v in p.versions if v.key != RENDERING]
        else:
            words = [m.text for m in page.mentions if m.kind in COMPARED]
        score = len({run for part in words for run in _runs(part)} & have)
        if not full:
            begun = [p.incipit for p in page.passages if starts(p.incipit, text)]
            score += sum(len(collate.word_tokens(incipit)) for incipit in begun)
        found.append((score, full, page))
    best = max(found, key=lambda each: each[:2], default=None)
    return best[2] if best and best[0] else None


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [token.text for token in collate.word_tokens(text)]
    size = min(_RUN, len(words))
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)} - {()}


def reproduced_share(page: Page, words: dict[str, str]) -> float:
    """Return what part of the author's own words incipits and lemmata reproduce (0 to 1).

    The author's own words are those of the passages less the quotations; each counts once.
    """
    own = kept = 0
    for passage in page.passages:
        text = words.get(passage.locus, "")
        quoted = [m.text for m in page.mentions if m.place == passage.locus and m.kind in COMPARED]
        lemmata = [c.lemma for c in page.comments if c.passage == passage.key]
        free = {token.start for token in collate.word_tokens(text)} - _offsets(text, quoted)
        own += len(free)
        kept += len(free & _offsets(text, [passage.incipit, *lemmata]))
    return kept / own if own else 0.0


def _offsets(text: str, parts: list[str]) -> set[int]:
    """Return where the words of some parts of a text begin."""
    spans = [s for part in parts for place in collate.places(part, text)[:1] for s in place]
    starts = (token.start for token in collate.word_tokens(text))
    return {start for start in starts if any(a <= start < b for a, b in spans)}


def report(pages: Iterable[Page], text: str | None, digests: Digests) -> Iterator[str]:
    """Yield what a copy bears out, and of each restated page what goes unchecked without one."""
    pages = list(pages)
    of = page_of_copy(pages, text) if text is not None else None
    for page in pages:
        if page is of and text is not None:
            full = page.header.get("text") != "restated"
            yield from _versions(page, text) if full else _passages(page, text, digests)
        elif page.header.get("text") == "restated":
            yield f"{_claims(page)} go unchecked without a copy of the text (make check COPY=path)."


def _claims(page: Page) -> str:
    return f"{len(page.passages)} incipits and {len(page.comments)} lemmata of {page.docname}"


def _passages(page: Page, text: str, digests: Digests) -> Iterator[str]:
    """Say what a copy of a restated page bears out."""
    words, problems = author_words(page, text, digests)
    if problems:
        yield f"The copy does not bear {page.docname} out: {len(problems)} problems."
        return
    yield (
        f"{_claims(page)} stand in the copy, in order; "
        f"they reproduce {reproduced_share(page, words):.1%} of the author's own words."
    )
    known = sum((page.docname, locus) in digests for locus in words)
    yield (
        f"{known} of {len(words)} passages of the copy are proved to be the text this edition was "
        f"made from; {len(words) - known} have no digest in copies.txt."
    )
    found = stretches(page, text)
    after = [
        f"{count} after [{locus}]"
        for locus, own in words.items()
        if (count := len(collate.word_tokens(found[locus].removeprefix(own))))
    ]
    if after:
        yield f"Taken for headings and furniture, in words: {', '.join(after)}."


def _versions(page: Page, text: str) -> Iterator[str]:
    """Say which versions of the passages of a page in full a copy has word for word."""
    have = _runs(text)
    found: dict[str, list[str]] = {"word for word": [], "in other words": [], "not at all": []}
    for passage in page.passages:
        for version in passage.versions:
            if version.key != RENDERING:
                runs = _runs(version.text)
                how = "in other words" if 2 * len(runs & have) > len(runs) else "not at all"
                how = "word for word" if collate.places(version.text, text) else how
                found[how].append(f"{passage.locus} ({version.key or version.lang})")
    yield f"The copy is of {page.docname}. These of its passages stand in it"
    for how, names in found.items():
        yield f"  {how}: {', '.join(names) or 'none'}."
