"""Report which text a copy is of, what the copy confirms, and what stays unchecked without one.

Pure. Reports name passages and count words. The words of the copy are in none, but for the
findings of ``find``, whose text is the editor's own.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from ..model import COMPARED, KINDS, RENDERING, Page
from ..words.collate import places
from ..words.differences import apparatus
from ..words.find import Finding
from ..words.tokens import word_tokens
from .matching import Digests, author_words, incipit_offsets, passage_offsets, stretches

_RUN = 4  #: how many words in a row show which text a copy is of


def page_of_copy(pages: Iterable[Page], text: str) -> Page | None:
    """Return the page that a copy is of: the one most of whose words it has; None if it has none.

    An essay has what it quotes of a source, and more; the source has that, too. Where both have as
    many, the copy is of the source.
    """
    runs = _runs(text)
    best: tuple[int, bool] = (0, True)  # the score of the page, and whether it has its text in full
    page_of = None
    for page in pages:
        incipits = list[str]()
        parts = [v.text for p in page.passages for v in p.versions if v.key != RENDERING]
        if page.is_restated:
            parts = [m.text for m in page.mentions if m.kind in COMPARED]
            incipits = [p.incipit for p in page.passages if incipit_offsets(p.incipit, text)]
        score = len({run for part in parts for run in _runs(part)} & runs)
        score += sum(len(word_tokens(incipit)) for incipit in incipits)
        if (score, not page.is_restated) > best:
            best, page_of = (score, not page.is_restated), page
    return page_of


def _runs(text: str) -> set[tuple[str, ...]]:
    """Return the runs of words in a text; a shorter text is one run."""
    words = [token.text for token in word_tokens(text)]
    size = min(_RUN, len(words))
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)} - {()}


def reproduced_share(page: Page, words: dict[str, str]) -> float:
    """Return what part of the author's own words incipits and lemmata reproduce, from 0 to 1.

    ``words`` are the author's, by locus. The quotations among them are not the author's own; each
    word counts once.
    """
    total = reproduced = 0
    for passage in page.passages:
        text = words.get(passage.locus, "")
        quoted = [m.text for m in page.mentions if m.place == passage.locus and m.kind in COMPARED]
        lemmata = [c.lemma for c in page.comments if c.passage == passage.key]
        own = {token.start for token in word_tokens(text)} - _offsets(text, quoted)
        total += len(own)
        reproduced += len(own & _offsets(text, [passage.incipit, *lemmata]))
    return reproduced / total if total else 0.0


def _offsets(text: str, parts: list[str]) -> set[int]:
    """Return the offsets of the words of a text that stand in the first place of some parts."""
    spans = [span for part in parts for place in places(part, text)[:1] for span in place]
    offsets = (token.start for token in word_tokens(text))
    return {offset for offset in offsets if any(start <= offset < end for start, end in spans)}


def report(pages: Collection[Page], text: str, digests: Digests) -> Iterator[str]:
    """Yield what a copy confirms, and of each other restated page what stays unchecked.

    ``text`` is that of the copy; empty if there is none.
    """
    page_of = page_of_copy(pages, text)
    for page in pages:
        if page is page_of:
            yield from _passages(page, text, digests) if page.is_restated else _versions(page, text)
        elif page.is_restated:
            yield f"{_claims(page)} go unchecked without a copy of the text (make check COPY=path)."


def _claims(page: Page) -> str:
    return f"{len(page.passages)} incipits and {len(page.comments)} lemmata of {page.docname}"


def _passages(page: Page, text: str, digests: Digests) -> Iterator[str]:
    """Yield what a copy confirms of the restated page that it is of."""
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
    furniture = []
    for locus, stretch in stretches(page, text).items():
        if count := len(word_tokens(stretch.removeprefix(words[locus]))):
            furniture.append(f"{count} after [{locus}]")
    if furniture:
        yield f"Taken for headings and furniture, in words: {', '.join(furniture)}."


def _versions(page: Page, text: str) -> Iterator[str]:
    """Yield which versions of the passages of a page in full a copy has word for word."""
    have = _runs(text)
    names: dict[str, list[str]] = {"word for word": [], "in other words": [], "not at all": []}
    for passage in page.passages:
        for version in passage.versions:
            if version.key != RENDERING:
                runs = _runs(version.text)
                match = "in other words" if 2 * len(runs & have) > len(runs) else "not at all"
                match = "word for word" if places(version.text, text) else match
                names[match].append(f"{passage.locus} ({version.key or version.lang})")
    yield f"The copy is of {page.docname}. These of its passages stand in it"
    for match, loci in names.items():
        yield f"  {match}: {', '.join(loci) or 'none'}."


def findings(text: str, pages: Sequence[Page], found: Iterable[Finding]) -> Iterator[str]:
    """Yield two or three lines for each finding of ``find`` in a text: where, words, differences.

    In a copy of a restated essay, also whether the edition marks the place.
    """
    labels = {page.docname: page.label for page in pages}
    essay = page_of_copy((p for p in pages if p.is_restated), text)
    offsets = passage_offsets(essay, text) if essay else []
    if essay and 2 * len(offsets) < len(essay.passages):  # this is no copy of it
        essay = None
    for number, finding in enumerate(found, 1):
        key, start = finding.passage.key, finding.start
        place = f"line {text.count(chr(10), 0, start) + 1}"
        locus = next((locus for offset, locus in reversed(offsets) if offset <= start), "")
        if essay and locus:
            kinds = [m.kind for m in essay.mentions if m.place == locus and key in m.targets]
            place += f", [{locus}], {min(kinds, key=KINDS.index, default='not marked')}"
        version = finding.version.key or "the original"
        source = f"{labels[finding.passage.docname]} {finding.passage.locus}, {version}"
        yield f"{number}. {finding.likeness:.0%} {source}; {finding.bits:.0f} bits; {place}"
        yield f"   {' '.join(text[start : finding.end].split())}"
        if finding.variants:
            yield f"   {apparatus(finding.variants)}"
