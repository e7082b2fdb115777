"""Compare quoted words with their source, as the law in ``tests/collate.toml`` has it.

The question is exact, so the answer is: only typography is forgiven (Unicode form, white space,
the style of quotation marks and dashes, invisible characters, punctuation at the ends of a
piece); spelling, case, order, omission and inner punctuation are not. The editor's conventions
are the syntax: ``…`` and ``[…]`` cut; ``[T]he`` frees the case of a letter; ``[word]`` stands for
at most three words of the source; ``[sic]`` for none.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_FOLD = str.maketrans(
    dict.fromkeys("\"'`´ʼ‘’‚‛“”„‟‹›«»′″「」『』", "'")
    | dict.fromkeys("-‐‑‒–—―−", "-")
    | dict.fromkeys(_INVISIBLE, "")
)
_MARKS = "".join(  # the blocks that have combining marks: testing all of Unicode takes 40 ms
    chr(code)
    for block in (range(0x300, 0x3100), range(0xA600, 0xAC00), range(0xFB00, 0xFE30))
    for code in block
    if unicodedata.category(chr(code)).startswith("M")
)
_LETTER = rf"[\w{_MARKS}{_INVISIBLE}]"  # combining and invisible characters stay inside a word
_TOKEN = re.compile(rf"{_LETTER}+(?:['’ʼ‘`´]{_LETTER}+)*|[-‐‑‒–—―−]+|[^\w\s]")
_CASE = re.compile(r"(?<!\w)\[(\w)\](?=\w)")
_MARK = re.compile(r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]|…|\.\s?\.\s?\.(?:\s?\.)?|\[([^\]]*)\]")
_ENDS = frozenset(".,;:-")
_SPAN = 3  #: the most words that a bracketed word may stand for


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark: ``text`` folded for comparison, ``start:end`` in the raw text."""

    text: str
    start: int
    end: int
    free: bool = False  #: the case of the first letter is the quoter's

    def same(self, other: "Token") -> bool:
        """Tell whether a token of the source bears this token of a quotation out."""
        ours, theirs = self.text, other.text
        if self.free and ours[:1].casefold() == theirs[:1].casefold():
            return ours[1:] == theirs[1:]
        return ours == theirs

    @property
    def is_word(self) -> bool:
        """Whether it is a word, not a mark of punctuation."""
        return self.text[0].isalnum()


@dataclass(frozen=True, slots=True)
class Gap:
    """A cut in a quotation (``most`` is None) or the place of a bracketed word."""

    most: int | None
    literal: tuple[Token, ...] = ()


Span = tuple[int, int]


@lru_cache(maxsize=4096)  # a passage is compared with each of its lemmata and quotations
def tokens(text: str) -> tuple[Token, ...]:
    """Split a text into comparable tokens; white space and quotation marks never count."""
    found = []
    for match in _TOKEN.finditer(text):
        folded = unicodedata.normalize("NFC", match[0]).translate(_FOLD)
        folded = "-" if folded.startswith("-") else folded
        if folded and folded != "'":
            found.append(Token(folded, match.start(), match.end()))
    return tuple(found)


def word_tokens(text: str) -> list[Token]:
    """Return the tokens of a text that are words."""
    return [token for token in tokens(text) if token.is_word]


def _free_case(quote: str) -> tuple[str, set[int]]:
    """Write ``[T]he`` as ``The``; return the text and the offsets of the freed letters."""
    clean, last, free = "", 0, set()
    for match in _CASE.finditer(quote):
        clean += quote[last : match.start()]
        free.add(len(clean))
        clean, last = clean + match[1], match.end()
    return clean + quote[last:], free


@lru_cache(maxsize=4096)
def _items(quote: str) -> tuple[str, list[Token | Gap]]:
    """Parse a quotation: its text without case brackets, and its tokens and gaps in order."""
    quote, free = _free_case(unicodedata.normalize("NFC", quote))
    items: list[Token | Gap] = []
    last = 0

    def words(start: int, end: int) -> list[Token]:
        return [
            Token(t.text, t.start + start, t.end + start, t.start + start in free)
            for t in tokens(quote[start:end])
        ]

    for match in _MARK.finditer(quote):
        items += words(last, match.start())
        last = match.end()
        if match[1] is None:
            items.append(Gap(None))
        elif match[1].strip() != "sic":
            items.append(Gap(_SPAN, tuple(words(match.start(), match.end()))))
    return quote, _trimmed([*items, *words(last, len(quote))])


def _trimmed(items: list[Token | Gap]) -> list[Token | Gap]:
    """Drop the punctuation beside a cut and at both ends: the quoter's, not the source's."""

    def ends(item: Token | Gap) -> bool:
        return isinstance(item, Token) and item.text in _ENDS

    def cuts(item: Token | Gap | None) -> bool:
        return item is None or (isinstance(item, Gap) and item.most is None)

    for step in (1, -1):
        kept: list[Token | Gap] = []
        for item in items[::step]:
            if not (ends(item) and cuts(kept[-1] if kept else None)):
                kept.append(item)
        items = [*dropwhile(cuts, kept)][::step]
    return items


def _match(
    items: list[Token | Gap], source: Sequence[Token], at: int, failed: set[Span], i: int = 0
) -> list[Span] | None:
    """Match items from ``i`` on with the source from ``at`` on: spans of the pieces, or None.

    What has failed from an item and a token on is not tried again, or cuts would multiply.
    """
    begin, start = (i, at), at
    if begin in failed:
        return None
    for n, item in enumerate(items[i:], i + 1):
        if isinstance(item, Gap):
            here = [(start, at)] if at > start else []
            for after in _after(item, source, at):
                if (rest := _match(items, source, after, failed, n)) is not None:
                    return here + rest
        elif at < len(source) and item.same(source[at]):
            at += 1
            continue
        failed.add(begin)
        return None
    return [(start, at)] if at > start else []


def _after(gap: Gap, source: Sequence[Token], at: int) -> list[int]:
    """Return the places where the source may go on after a gap, nearest first."""
    places, words = [], 0
    for place in range(at, len(source) + 1):
        places.append(place)
        if gap.most is not None and place < len(source):
            words += source[place].is_word
            if words > gap.most:
                break
    size = len(gap.literal)
    if size and all(map(Token.same, gap.literal, source[at : at + size])):
        places.insert(0, at + size)
    return places


def places(quote: str, text: str) -> list[tuple[Span, ...]]:
    """Return every place of a text that bears a quotation out.

    Each place is the ``(start, end)`` offsets in ``text`` of the quotation's pieces, in order.
    A quotation without words stands nowhere.
    """
    source, (_, items) = tokens(text), _items(quote)
    if not any(isinstance(item, Token) for item in items):
        return []
    found = _found(items, source, text)
    if not found and "[" in quote:  # the brackets may be the source's own
        found = _found(_trimmed([*tokens(quote)]), source, text)
    return [tuple((source[a].start, source[b - 1].end) for a, b in spans) for spans in found]


def _found(items: list[Token | Gap], source: Sequence[Token], text: str) -> list[list[Span]]:
    """Return each match of items that begins with a token of the source."""
    failed: set[Span] = set()
    starts: Sequence[int] = range(len(source))
    if items and isinstance(items[0], Token):
        starts = _where(text).get(items[0].text.casefold(), ())
    return list(filter(None, (_match(items, source, at, failed) for at in starts)))


@lru_cache(maxsize=4096)
def _where(text: str) -> dict[str, list[int]]:
    """Map each token of a text, whatever its case, to its places among the tokens."""
    found: dict[str, list[int]] = {}
    for at, token in enumerate(tokens(text)):
        found.setdefault(token.text.casefold(), []).append(at)
    return found


def pieces(quote: str) -> tuple[str, list[list[Token]]]:
    """Return a quotation without its case brackets, and its runs of tokens between cuts."""
    raw, items = _items(quote)
    runs: list[list[Token]] = [[]]
    for item in items:
        if isinstance(item, Token):
            runs[-1].append(item)
        elif item.most is None:
            runs.append([])
        else:
            runs[-1] += item.literal
    return raw, [run for run in runs if run]
