"""Compare quoted words with their source: the law of comparison.

The question is exact, and so is the answer: a source bears a quotation out, or it does not.

*Forgiven* is typography: Unicode form, white space, invisible characters, quotation marks, the
style of apostrophes and dashes, and ``. , ; : -`` at either end of a piece.

*Never forgiven* are spelling, case, order, omission, punctuation inside a piece, ``!`` and ``?``,
and the beginning or end of a piece inside a word.

*Conventions* are the quoter's: ``…`` or ``[…]`` marks a cut, and what stands between two cuts is a
piece of the quotation; ``[T]he`` leaves the case of one letter open; ``[word]``, of however many
words, stands for none to three words of the source; ``[sic]`` stands for nothing. If the source
does not bear the quotation out so, the brackets and dots are read as the source's own.

``tests/collate.toml`` has the law as cases. Rows are added to it, never altered.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_FOLD = str.maketrans(
    dict.fromkeys("\"'`´ʼ‘’‚‛“”„‟‹›«»′″「」『』", "'")
    | dict.fromkeys("-‐‑‒–—―−", "-")
    | dict.fromkeys(_INVISIBLE, "")
)
_COMBINING = "".join(  # in the blocks that have combining marks: all of Unicode would take 40 ms
    chr(code)
    for block in (range(0x300, 0x3100), range(0xA600, 0xAC00), range(0xFB00, 0xFE30))
    for code in block
    if unicodedata.category(chr(code)).startswith("M")
)
_LETTER = rf"[\w{_COMBINING}{_INVISIBLE}]"
#: A word, apostrophes inside it included; or a row of dashes; or any other mark by itself.
_TOKEN = re.compile(rf"{_LETTER}+(?:['’ʼ‘`´]{_LETTER}+)*|[-‐‑‒–—―−]+|[^\w\s]")
_OPEN_CASE = re.compile(r"(?<!\w)\[(\w)\](?=\w)")
#: A cut, in each of its forms; or a bracket, whose words are the group.
_CONVENTION = re.compile(r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]|…|\.\s?\.\s?\.(?:\s?\.)?|\[([^\]]*)\]")
_FORGIVEN_AT_ENDS = frozenset(".,;:-")
_BRACKET_WORDS = 3  #: the most words of the source that a bracket may stand for

Span = tuple[int, int]  #: a beginning and an end: of characters or, where it is said, of tokens


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark of punctuation."""

    text: str  #: as it is compared, with its typography folded
    start: int  #: the offset of its first character in the text that it was read from
    end: int
    open_case: bool = False  #: the case of its first letter is left open

    def same(self, other: "Token") -> bool:
        """Tell whether this token of a quotation agrees with a token of the source."""
        ours, theirs = self.text, other.text
        if self.open_case and ours[:1].casefold() == theirs[:1].casefold():
            return ours[1:] == theirs[1:]
        return ours == theirs

    @property
    def is_word(self) -> bool:
        """Whether it is a word, not a mark of punctuation."""
        return self.text[0].isalnum()


@dataclass(frozen=True, slots=True)
class Gap:
    """Where the source may have words that a quotation does not give: a cut or a bracket."""

    bracket: tuple[Token, ...] = ()  #: what is in the bracket, with its signs; empty for a cut


_CUT = Gap()
Item = Token | Gap


def _tokens(text: str, start: int, end: int, open_case: Set[int]) -> Iterator[Token]:
    """Yield the tokens of a stretch of a text; quotation marks are none."""
    for match in _TOKEN.finditer(text, start, end):
        folded = unicodedata.normalize("NFC", match[0]).translate(_FOLD)
        if folded.startswith("-"):
            folded = "-"  # two hyphens are a dash
        if folded and folded != "'":
            yield Token(folded, *match.span(), match.start() in open_case)


@lru_cache(maxsize=4096)  # a passage is compared with each of its lemmata and quotations
def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text: its words and marks, without white space or quotation marks."""
    return tuple(_tokens(text, 0, len(text), frozenset()))


def word_tokens(text: str) -> list[Token]:
    """Return the tokens of a text that are words."""
    return [token for token in tokens(text) if token.is_word]


@lru_cache(maxsize=4096)
def _parse(quotation: str) -> tuple[str, list[list[Item]]]:
    """Return a quotation with ``[T]he`` written as ``The``, and its pieces between cuts."""
    bracketed = unicodedata.normalize("NFC", quotation)
    text = _OPEN_CASE.sub(r"\1", bracketed)
    open_case = {  # offsets in the new text: each match before has lost its two brackets
        match.start() - 2 * number for number, match in enumerate(_OPEN_CASE.finditer(bracketed))
    }
    pieces: list[list[Item]] = [[]]
    last = 0
    for match in _CONVENTION.finditer(text):
        pieces[-1] += _tokens(text, last, match.start(), open_case)
        last = match.end()
        if match[1] is None:
            pieces.append([])
        elif match[1].strip() != "sic":
            pieces[-1].append(Gap(tuple(_tokens(text, *match.span(), open_case))))
    pieces[-1] += _tokens(text, last, len(text), open_case)
    return text, [trimmed for piece in pieces if (trimmed := _trimmed(piece))]


def _trimmed(piece: Sequence[Item]) -> list[Item]:
    """Return a piece without the punctuation at its ends, which may be the quoter's."""
    kept = [
        index for index, item in enumerate(piece)
        if isinstance(item, Gap) or item.text not in _FORGIVEN_AT_ENDS
    ]  # fmt: skip
    return [*piece[kept[0] : kept[-1] + 1]] if kept else []


def pieces(quotation: str) -> tuple[str, list[list[Token]]]:
    """Return a quotation as ``likeness`` sees it: a text, and the tokens of each piece in it.

    The text is the quotation without the brackets of ``[T]he``; offsets of tokens refer to it. Of
    other brackets, the words and signs are tokens of the piece.
    """
    text, parsed = _parse(quotation)
    return text, [
        [token for item in piece for token in (item.bracket if isinstance(item, Gap) else (item,))]
        for piece in parsed
    ]


def places(quotation: str, text: str) -> list[tuple[Span, ...]]:
    """Return every place of a text that bears a quotation out; none, if it is misquoted.

    A place is the quotation's stretches in their order, as ``(start, end)`` offsets in ``text``: a
    stretch ends at a cut or a bracket. A quotation without words of its own stands nowhere.
    """
    _, parsed = _parse(quotation)
    items = [item for piece in parsed for item in (_CUT, *piece)][1:]
    if not any(isinstance(item, Token) for item in items):
        return []
    found = _matches(items, text)
    if not found and "[" in quotation:
        found = _matches(_trimmed(tokens(quotation)), text)  # the brackets are the source's own
    source = tokens(text)
    return [
        tuple((source[start].start, source[end - 1].end) for start, end in spans)
        for spans in found
    ]  # fmt: skip


def _matches(items: Sequence[Item], text: str) -> list[list[Span]]:
    """Return the spans of tokens of each place of a text where items match."""
    source = tokens(text)
    starts: Sequence[int] = range(len(source))
    if items and isinstance(items[0], Token):
        starts = _positions(text).get(items[0].text.casefold(), ())
    failed: set[tuple[int, int]] = set()
    return [spans for start in starts if (spans := _match(items, 0, source, start, failed))]


@lru_cache(maxsize=4096)
def _positions(text: str) -> dict[str, list[int]]:
    """Map each token of a text, whatever its case, to its places among the tokens."""
    found: dict[str, list[int]] = {}
    for position, token in enumerate(tokens(text)):
        found.setdefault(token.text.casefold(), []).append(position)
    return found


def _match(
    items: Sequence[Item], first: int, source: Sequence[Token], start: int,
    failed: set[tuple[int, int]],
) -> list[Span] | None:  # fmt: skip
    """Match the items from ``first`` on with the tokens of the source from ``start`` on.

    Return the spans of tokens that the items between gaps match, or None if they do not. ``failed``
    keeps each ``(first, start)`` that did not match: with many cuts, each would be tried again and
    again.
    """
    if (first, start) in failed:
        return None
    end = start
    for index, item in enumerate(items[first:], first):
        if isinstance(item, Gap):
            stretch = [(start, end)] if end > start else []
            for resumption in _resumptions(item, source, end):
                rest = _match(items, index + 1, source, resumption, failed)
                if rest is not None:
                    return stretch + rest
        elif end < len(source) and item.same(source[end]):
            end += 1
            continue
        failed.add((first, start))
        return None
    return [(start, end)] if end > start else []


def _resumptions(gap: Gap, source: Sequence[Token], start: int) -> Iterator[int]:
    """Yield the tokens of the source at which a quotation may go on after a gap, nearest first.

    A bracket that the source has itself comes before all others.
    """
    if gap == _CUT:
        yield from range(start, len(source) + 1)
        return
    end = start + len(gap.bracket)
    if end <= len(source) and all(map(Token.same, gap.bracket, source[start:end])):
        yield end
    words = 0
    yield start
    for index in range(start, len(source)):
        words += source[index].is_word
        if words > _BRACKET_WORDS:
            return
        yield index + 1
