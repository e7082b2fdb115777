"""Say how words differ from their source, as entries of an apparatus.

``collate`` decides whether they differ; ``difflib`` only explains, so nothing here makes a
quotation right or wrong but the least likeness that a declared variant must have.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from . import collate
from .collate import Span, Token

Op = tuple[int, int, int, int]  # a stretch of the source, and the quotation's instead
_NEAR = 0.5  # between languages that share an alphabet, short sentences reach 0.45


@dataclass(frozen=True, slots=True)
class Variant:
    """An entry of the apparatus: the source's reading, then the quotation's."""

    lemma: str
    reading: str


def apparatus(entries: Sequence[Variant]) -> str:
    """Return entries as an apparatus has them: the source's reading, a bracket, the other."""
    return "; ".join(f"{v.lemma or '(nothing)'}] {v.reading or '(omitted)'}" for v in entries)


def quoted_spans(quote: str, text: str) -> list[tuple[int, int, bool]]:
    """Return the stretches of a text that a quotation is from: offsets, and whether it has them."""
    for spans in collate.places(quote, text):
        return [(start, end, True) for start, end in spans]
    source, (_, pieces) = collate.tokens(text), collate.pieces(quote)
    found: list[tuple[int, int, bool]] = []
    for piece in pieces:
        have = source[slice(*_window(piece, source))] if source else ()
        at = 0
        for start, end, *_ in [*_differing(have, piece), (len(have),) * 2]:
            found += [(have[at].start, have[start - 1].end, True)] if start > at else []
            if end > start:
                goes_on = 0 < start == at and not found[-1][2]
                low = found.pop()[0] if goes_on else have[start].start
                found.append((low, have[end - 1].end, False))
            at = end
    return found


def _joined(part: Sequence[Token]) -> str:
    return " ".join(token.text.casefold() for token in part)


def _ratio(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _window(piece: list[Token], source: Sequence[Token]) -> Span:
    """Return the stretch of the source most like a piece of a quotation."""
    a, b = [t.text.casefold() for t in source], [t.text.casefold() for t in piece]
    run = SequenceMatcher(None, a, b, autojunk=False).find_longest_match()
    slack = len(b) // 5 + 2
    if run.size > 2 or len(b) > 12:  # a long piece: trust its longest run, then trim the ends
        low, high = max(0, run.a - run.b - slack), min(len(a), run.a - run.b + len(b) + slack)
        matcher = SequenceMatcher(None, a[low:high], b, autojunk=False)
        blocks = matcher.get_matching_blocks()[:-1]  # the last is none
        if not blocks:
            return low, low
        first, last = blocks[0], blocks[-1]
        tail = len(b) - last.b - last.size
        return max(low, low + first.a - first.b), min(len(a), low + last.a + last.size + tail)
    wanted = _joined(piece)
    spans = [
        (start, start + size)
        for size in range(max(1, len(b) - slack), len(b) + slack + 1)
        for start in range(max(1, len(a) - size + 1))
    ]
    return max(spans, key=lambda span: _ratio(wanted, _joined(source[slice(*span)])))


@lru_cache(maxsize=1024)
def likeness(quote: str, text: str) -> float:
    """Return how like a quotation is to the nearest stretch of a text, by letters, from 0 to 1."""
    source, (_, pieces) = collate.tokens(text), collate.pieces(quote)
    if not source or not pieces:
        return 0.0
    best = " ".join(_joined(source[slice(*_window(piece, source))]) for piece in pieces)
    return _ratio(" ".join(map(_joined, pieces)), best)


def is_near(quote: str, text: str) -> bool:
    """Tell whether a quotation is a variant of a text at all: half its letters, in order."""
    return likeness(quote, text) >= _NEAR


def variants(quote: str, text: str) -> list[Variant]:
    """Return the differences of a quotation from the nearest words of a text, in order.

    Every entry can be read by itself: an omission, an insertion or a change of mere punctuation
    takes in a word beside it, or its neighbour where at most one word lies between.
    """
    source, (raw, pieces) = collate.tokens(text), collate.pieces(quote)
    return [entry for piece in pieces for entry in _entries(piece, raw, source, text)]


def _entries(piece: list[Token], raw: str, source: Sequence[Token], text: str) -> list[Variant]:
    low, high = _window(piece, source)
    have = source[low:high]

    def bare(op: Op) -> bool:
        return not (_words(have[op[0] : op[1]]) and _words(piece[op[2] : op[3]]))

    merged: list[Op] = []
    for op in _differing(have, piece):
        last = merged[-1] if merged else None
        if last and (bare(last) or bare(op)) and _words(have[last[1] : op[0]]) <= 1:
            merged[-1] = (last[0], op[1], last[2], op[3])
        else:
            merged.append(op)
    entries = []
    for i1, i2, j1, j2 in merged:
        alone = bare((i1, i2, j1, j2))
        opens = [part[0] for part in (have[i1:i2], piece[j1:j2]) if part]
        back = (alone or not all(t.is_word for t in opens)) and i1 > 0 and j1 > 0
        ahead = alone and not back and i2 < len(have) and j2 < len(piece)
        lemma, reading = have[i1 - back : i2 + ahead], piece[j1 - back : j2 + ahead]
        entries.append(Variant(_raw(lemma, text), _raw(reading, raw)))
    return entries


def _words(part: Sequence[Token]) -> int:
    return sum(token.is_word for token in part)


def _differing(have: Sequence[Token], piece: list[Token]) -> list[Op]:
    """Return the stretches that differ: aligned without regard to case, then compared with it."""
    found: list[Op] = []
    matcher = SequenceMatcher(
        None, [t.text.casefold() for t in have], [t.text.casefold() for t in piece], autojunk=False
    )
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            found.append((i1, i2, j1, j2))
            continue
        found += [
            (i1 + k, i1 + k + 1, j1 + k, j1 + k + 1)
            for k in range(i2 - i1)
            if not piece[j1 + k].same(have[i1 + k])
        ]
    return found


def _raw(part: Sequence[Token], text: str) -> str:
    return " ".join(text[part[0].start : part[-1].end].split()) if part else ""
