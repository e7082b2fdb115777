"""Read the conventions of a quoter: what in a quotation stands for other words of the source.

``…`` and ``[…]`` mark a cut. ``[T]he`` leaves the case of one letter open. ``[word]`` stands for
up to three words of the source, or is put in. ``[sic]``, ``[sic!]``, ``[!]`` and ``[?]`` are
remarks of the quoter and stand for nothing. An empty bracket means nothing at all.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from .tokens import Token, read_tokens

_OPEN_CASE = re.compile(r"(?<!\w)\[(\w)\](?=\w)")
#: A cut, in each of its forms; or a bracket, whose words are the group, within some lines.
CONVENTION = re.compile(
    r"\[\s*(?:[…⋯]|\.\s?\.\s?\.)\s*\]|[…⋯]|\.\s?\.\s?\.(?:\s?\.)?|\[([^\]]{0,999})\]"
)
_REMARK = re.compile(r"\s*(?:sic\s*[!?]?|[!?]{1,3})\s*", re.IGNORECASE)
_FORGIVEN_AT_ENDS = frozenset(".,;:-。、·،؛۔।॥")


@dataclass(frozen=True, slots=True)
class Gap:
    """Before, between or after the stretches of a quotation: a cut, a bracket, or both."""

    is_cut: bool = False
    bracket: tuple[Token, ...] = ()  #: what brackets hold, with their signs
    text: str = ""  #: the brackets as they are typed


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation as it is compared: stretches of tokens, and the gaps round them.

    ``gaps[0]`` stands before the first stretch, ``gaps[n]`` after the n-th. Offsets of tokens are
    in ``text``, which is the quotation with ``[T]he`` written as ``The``.
    """

    text: str
    stretches: tuple[tuple[Token, ...], ...]
    gaps: tuple[Gap, ...]
    has_empty_bracket: bool = False
    open_case: tuple[int, ...] = ()  #: the offsets of letters that were typed in brackets, in order

    def typed(self, start: int, end: int) -> str:
        """Return a stretch of it with the brackets in which letters were typed."""
        parts, low = [], start
        first, last = (bisect_left(self.open_case, at) for at in (start, end))
        for at in self.open_case[first:last]:
            parts.append(f"{self.text[low:at]}[{self.text[at]}]")
            low = at + 1
        return "".join([*parts, self.text[low:end]])

    @property
    def pieces(self) -> list[list[Token]]:
        """The tokens between cuts, those in brackets included."""
        found: list[list[Token]] = [[*self.gaps[0].bracket]]
        for stretch, gap in zip(self.stretches, self.gaps[1:], strict=True):
            found[-1] += stretch
            if gap.is_cut:
                found.append([])
            found[-1] += gap.bracket
        return [piece for piece in found if piece]


@cache
def parse(quotation: str) -> Quotation:
    """Return a quotation with its conventions read."""
    bracketed = unicodedata.normalize("NFC", quotation)
    text = _OPEN_CASE.sub(r"\1", bracketed)
    open_case = {  # offsets in the new text: each match before has lost its two brackets
        match.start() - 2 * number for number, match in enumerate(_OPEN_CASE.finditer(bracketed))
    }
    stretches: list[list[Token]] = [[]]
    gaps: list[Gap] = [Gap(is_cut=True)]  # nothing binds the beginning to what stands before it
    has_empty_bracket, last = False, 0
    for match in CONVENTION.finditer(text):
        stretches[-1] += read_tokens(text, last, match.start(), open_case)
        last = match.end()
        if match[1] is None:
            gap = Gap(is_cut=True)
        elif is_remark(match[1]):
            continue
        else:
            bracket = tuple(read_tokens(text, *match.span(), open_case))
            has_empty_bracket |= not any(token.is_word for token in bracket)
            gap = Gap(bracket=bracket, text=match[0])
        gaps.append(gap)
        stretches.append([])
    stretches[-1] += read_tokens(text, last, len(text), open_case)
    gaps.append(Gap(is_cut=True))
    return _joined(text, stretches, gaps, has_empty_bracket, sorted(open_case))


def is_remark(words: str) -> bool:
    """Tell whether the words of a bracket are a remark of the quoter, such as *sic*."""
    return bool(_REMARK.fullmatch(words))


def offset_in_text(quotation: str, offset: int) -> int:
    """Return where an offset of a quotation lies in the ``text`` of its ``Quotation``."""
    return len(_OPEN_CASE.sub(r"\1", unicodedata.normalize("NFC", quotation[:offset])))


def _joined(
    text: str, stretches: list[list[Token]], gaps: list[Gap], has_empty_bracket: bool,
    open_case: Iterable[int],
) -> Quotation:  # fmt: skip
    """Return a quotation in which gaps with nothing between them are one.

    Punctuation at the end of a stretch is the quoter's if a cut follows, and does not count.
    """
    kept: list[tuple[Token, ...]] = []
    merged = [gaps[0]]
    for stretch, gap in zip(stretches, gaps[1:], strict=True):
        trimmed = _trimmed(stretch, merged[-1].is_cut, gap.is_cut)
        if trimmed:
            kept.append(trimmed)
            merged.append(gap)
        else:
            before = merged[-1]
            merged[-1] = Gap(
                before.is_cut or gap.is_cut, before.bracket + gap.bracket, before.text + gap.text
            )
    return Quotation(text, tuple(kept), tuple(merged), has_empty_bracket, tuple(open_case))


def _trimmed(stretch: list[Token], at_start: bool, at_end: bool) -> tuple[Token, ...]:
    low, high = 0, len(stretch)
    while at_start and low < high and stretch[low].text in _FORGIVEN_AT_ENDS:
        low += 1
    while at_end and low < high and stretch[high - 1].text in _FORGIVEN_AT_ENDS:
        high -= 1
    return tuple(stretch[low:high])


def literal(quotation: str) -> Quotation:
    """Return a quotation whose brackets and dots are read as words of the source."""
    found = [*read_tokens(quotation, 0, len(quotation), frozenset())]
    stretch, cut = _trimmed(found, True, True), Gap(is_cut=True)
    return Quotation(quotation, (stretch,) if stretch else (), (cut, cut)[: 1 + bool(stretch)])
