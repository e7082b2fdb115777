"""Set a quotation beside the words it comes from, in pairs of stretches that match.

Rule: the quotations of all pairs are the quotation, letter for letter; their sources are the
source's words, from the beginning of the first sentence that is quoted to the end of the last.
Every kind of output shows these pairs, so that all of them tell the same.

A quotation can be exact and still say something else than its source, by what it leaves out or
puts in. So these conventions are told as well.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from .collate import align
from .differences import Event, Region, Variant, nearest_regions
from .quotations import CONVENTION, Quotation, is_remark
from .tokens import QUOTATION_MARKS, Span, Token, tokens, tokens_within

#: What a quoter does by convention.
CONVENTIONS = ("cut", "insertion", "substitution", "capital", "quotation marks")
_CONTEXT = 240  #: the most characters of context on each side
_STOPS = ".!?…。！？"
_BEFORE = re.compile(rf".*(?:[{_STOPS}][”’\"»)]*\s|[。！？\n])", re.DOTALL)
_AFTER = re.compile(rf"[^{_STOPS}\n]*[{_STOPS}]*[”’\"»)]*")


@dataclass(frozen=True, slots=True)
class Pair:
    """A stretch of a quotation, and the stretch of the source that answers to it.

    Either may be empty. The source of a cut is what it leaves out.
    """

    kind: str  #: ``same``, ``difference``, ``context`` or one of ``CONVENTIONS``
    quotation: str
    source: str
    spans: tuple[Span, ...] = ()  #: where in the source that is, if it is quoted


def compare(quotation: str, text: str) -> tuple[Pair, ...]:
    """Return a quotation beside its first place in a text, or beside the words nearest to it."""
    parsed, alignments = align(quotation, text)
    if alignments:
        regions = [*_exact_regions(quotation, text)]
    else:
        regions = nearest_regions(quotation, text)
        if not any(region.events for region in regions):
            spans = sorted(region.source for region in regions)
            nearest = " … ".join(text[start:end] for start, end in spans)
            whole = Pair("difference", parsed.typed(0, len(parsed.text)), nearest, tuple(spans))
            return (whole,) if regions else ()
    (start, _), (_, end) = regions[0].source, regions[-1].source
    pairs = [Pair("context", "", _before(text, start))]
    at = (0, start)  # how far both have been told
    for region in regions:
        gap = (at[0], region.quotation[0]), (at[1], region.source[0])
        pairs += _told(parsed, text, [*_gap(parsed, text, *gap)], *gap, is_quoted=False)
        pairs += _told(parsed, text, region.events, region.quotation, region.source)
        at = (region.quotation[1], region.source[1])
    gap = (at[0], len(parsed.text)), (end, end)
    pairs += _told(parsed, text, [*_gap(parsed, text, *gap)], *gap, is_quoted=False)
    pairs.append(Pair("context", "", _after(text, end)))
    return tuple(_joined(pair for pair in pairs if pair.quotation or pair.source))


def _joined(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Yield pairs, those of the same words that follow each other as one."""
    for kind, alike in groupby(pairs, lambda pair: pair.kind):
        if kind != "same":
            yield from alike
            continue
        group = [*alike]
        spans = tuple(span for pair in group for span in pair.spans)
        ours, theirs = (pair.quotation for pair in group), (pair.source for pair in group)
        yield Pair(kind, "".join(ours), "".join(theirs), spans)


def variants(quotation: str, text: str) -> list[Variant]:
    """Return the differences of a quotation from the nearest words of a text, in order."""
    return differences(compare(quotation, text))


def differences(pairs: Iterable[Pair]) -> list[Variant]:
    """Return the differences among some pairs as entries of an apparatus."""
    return [
        Variant(" ".join(pair.source.split()), " ".join(pair.quotation.split()))
        for pair in pairs if pair.kind == "difference"
    ]  # fmt: skip


def quoted_spans(pairs: Iterable[Pair]) -> list[tuple[int, int, bool]]:
    """Return the stretches of the source that are quoted, in the order of the quotation.

    Each is ``(start, end, same)``: offsets in the source, and whether the quotation has these words
    or others instead.
    """
    found: list[tuple[int, int, bool]] = []
    for pair in pairs:
        same = pair.kind != "difference"
        for start, end in pair.spans:
            if found and found[-1][2] is same and 0 <= start - found[-1][1] <= 1:
                start = found.pop()[0]
            found.append((start, end, same))
    return found


def _told(
    quotation: Quotation, text: str, events: Iterable[Event], ours: Span, theirs: Span,
    is_quoted: bool = True,
) -> Iterator[Pair]:  # fmt: skip
    """Yield events, and what is the same before, between and after them."""

    def pair(kind: str, ours: Span, theirs: Span) -> Pair:
        words = text[slice(*theirs)]
        low = theirs[0] + len(words) - len(words.lstrip())
        spans = ((low, low + len(words.strip())),) if is_quoted and words.strip() else ()
        return Pair(kind, quotation.typed(*ours), words, spans)

    (at, end), (source_at, source_end) = ours, theirs
    for kind, (start, stop), (source_start, source_stop) in events:
        yield pair("same", (at, start), (source_at, source_start))
        yield pair(kind, (start, stop), (source_start, source_stop))
        at, source_at = stop, source_stop
    if source_end < source_at:  # the next words stand before these
        yield Pair("same", quotation.typed(at, end), " … ")
    else:
        yield pair("same", (at, end), (source_at, source_end))


def _exact_regions(quotation: str, text: str) -> Iterator[Region]:
    """Yield each stretch of an exact quotation, with its changed capitals and quotation marks.

    A ``/`` that stands for the end of a line has no token in the text, and is left out.
    """
    parsed, alignments = align(quotation, text)
    for stretch, (start, end) in zip(parsed.stretches, alignments[0], strict=True):
        row = tokens(text)[start:end]
        words = list[Token]()
        for token in stretch:
            if len(words) < len(row) and token.same(row[len(words)]):
                words.append(token)
        events = tuple(_within(words, parsed.text, row, text))
        ours = _widened(words, [event[1] for event in events])
        yield Region(ours, _widened(row, [event[2] for event in events]), events)


def _widened(row: Sequence[Token], spans: Sequence[Span]) -> Span:
    """Return the offsets of a row, with spans whose quotation marks may stand round it."""
    start, end = row[0].start, row[-1].end
    return min([start, *(low for low, _ in spans)]), max([end, *(high for _, high in spans)])


def _within(
    stretch: Sequence[Token], quoted: str, source: Sequence[Token], text: str
) -> Iterator[Event]:
    """Yield changed capitals, and words round which only one side has quotation marks."""
    marked = set[int]()
    for index in range(1, len(stretch)):
        if _marks(stretch, index, quoted) != _marks(source, index, text):
            marked |= {index - 1, index}
    for index, (ours, theirs) in enumerate(zip(stretch, source, strict=True)):
        spans = _with_marks(ours, quoted), _with_marks(theirs, text)
        if ours.open_case and ours.text[:1] != theirs.text[:1]:
            yield "capital", (ours.start, ours.end), (theirs.start, theirs.end)
        elif index in marked and quoted[slice(*spans[0])] != text[slice(*spans[1])]:
            yield "quotation marks", *spans


def _marks(row: Sequence[Token], index: int, text: str) -> int:
    """Count the quotation marks before a token of a row."""
    return sum(char in QUOTATION_MARKS for char in text[row[index - 1].end : row[index].start])


def _with_marks(token: Token, text: str) -> Span:
    """Return the offsets of a token with the quotation marks that touch it."""
    start, end = token.start, token.end
    while start and text[start - 1] in QUOTATION_MARKS:
        start -= 1
    while end < len(text) and text[end] in QUOTATION_MARKS:
        end += 1
    return start, end


def _gap(quotation: Quotation, text: str, ours: Span, theirs: Span) -> Iterator[Event]:
    """Yield the cut or the brackets between two stretches, with the words left out there.

    Brackets that nothing is left out for were put in; so were those before and after all stretches:
    what they stand for, nobody can tell.
    """
    signs = [sign for sign in CONVENTION.finditer(quotation.text, *ours) if not _is_remark(sign)]
    omitted = tokens_within(text, *theirs)
    words = [token for token in omitted if token.is_word]
    span = (words[0].start, words[-1].end) if words else (theirs[0], theirs[0])
    cut = next((sign for sign in signs if sign[1] is None), None)
    if signs and cut is None and words:
        bracket = (signs[0].start(), signs[-1].end())
        if [t.text for t in tokens(quotation.text[slice(*bracket)])] != [t.text for t in omitted]:
            yield "substitution", bracket, span
        return
    for sign in signs:
        if sign is cut and words:
            yield "cut", sign.span(), span
            span = (span[1], span[1])
        elif sign[1] is not None:
            yield "insertion", sign.span(), (span[0], span[0])


def _is_remark(sign: re.Match[str]) -> bool:
    return sign[1] is not None and is_remark(sign[1])


def _before(text: str, start: int) -> str:
    """Return what stands in the sentence before an offset."""
    opened = _BEFORE.match(text, 0, start)
    words = text[opened.end() if opened else 0 : start]
    if len(words) <= _CONTEXT:
        return words
    return "… " + words[-_CONTEXT:].partition(" ")[2]


def _after(text: str, end: int) -> str:
    """Return what stands in the sentence after an offset."""
    if text[end - 1 : end] in _STOPS:
        return ""
    closed = _AFTER.match(text, end)
    words = closed[0] if closed else ""
    if len(words) <= _CONTEXT:
        return words
    return words[:_CONTEXT].rpartition(" ")[0] + " …"
