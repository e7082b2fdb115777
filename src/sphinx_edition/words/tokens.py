"""The tokens of a text, as they are compared: its words and marks, with their typography folded."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter

QUOTATION_MARKS = "\"'`´ʼ‘’‚‛“”„‟‹›«»′″「」『』᾽᾿׳״❛❜❝❞⹂〝〞〟﹁﹂﹃﹄＂＇｢｣"
DASHES = "-‐‑‒–—―−־⸺⸻﹘﹣－"
PRIMES = "′″"  #: quotation marks, but after a digit a sign of feet or minutes
#: What Unicode calls ignorable: soft hyphens, signs of direction, joining and variation, fillers;
#: and the Arabic tatweel, which only makes a word longer.
INVISIBLE = (
    "\u00ad\u034f\u061c\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
#: Another form of a letter or sign, which Unicode calls compatible: ſ, the ligatures ﬀ to ﬆ, and
#: the full width of what is in ASCII.
_FORMS = "ſ\ufb00-\ufb06！-～"
_FORM = re.compile(f"[{_FORMS}]")
_FOLDED = [
    (re.compile(f"[{QUOTATION_MARKS}]"), "'"),
    (re.compile(f"[{DASHES}]"), "-"),
    (re.compile(f"[{INVISIBLE}]"), ""),
]
#: Letters of scripts without spaces between words: Thai and Lao, Burmese, Khmer, Kana, Han. The
#: search has the same (``scripts/unspaced.js``).
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff"
    "\uff66-\uff9d\U00020000-\U0003ffff"
)
_COMBINING = "".join(  # in the blocks that have combining marks: all of Unicode would take 40 ms
    chr(code)
    for block in (range(0x300, 0x3100), range(0xA600, 0xAC00), range(0xFB00, 0xFE30))
    for code in block
    if unicodedata.category(chr(code)).startswith("M")
)
_LETTERS = rf"(?:[^\W{UNSPACED}]|(?![{UNSPACED}])[{_COMBINING}{INVISIBLE}])+"
#: A prime after a digit; or a letter of a script without spaces, with the marks on it; or a word,
#: apostrophes inside it included; or a row of dashes; or any other mark by itself.
_TOKEN = re.compile(
    rf"(?<=\d)([{PRIMES}])|(?!\s)[{UNSPACED}][{_COMBINING}{INVISIBLE}]*"
    rf"|{_LETTERS}(?:['’ʼ‘`´＇׳״]{_LETTERS})*|[{DASHES}]+|[^\w\s]"
)

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


def read_tokens(text: str, start: int, end: int, open_case: Set[int]) -> Iterator[Token]:
    """Yield the tokens of a stretch of a text; quotation marks are none.

    ``open_case`` has the offsets of the letters whose case is left open.
    """
    for match in _TOKEN.finditer(text, start, end):
        folded = match[1] or _folded(match[0])
        if folded and folded != "'":
            yield Token(folded, *match.span(), match.start() in open_case)


@lru_cache(maxsize=65536)
def _folded(typed: str) -> str:
    folded = unicodedata.normalize("NFC", typed)
    folded = _FORM.sub(lambda match: unicodedata.normalize("NFKC", match[0]), folded)
    for pattern, sign in _FOLDED:
        folded = pattern.sub(sign, folded)
    return "-" if folded.startswith("-") else folded  # two hyphens are a dash


@cache  # each part of a build asks for the words of every passage: a bound would be too small
def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text: its words and marks, without white space or quotation marks."""
    return tuple(read_tokens(text, 0, len(text), frozenset()))


def tokens_within(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the tokens of a text that begin in a stretch of it."""
    found = tokens(text)
    low, high = (bisect_left(found, at, key=attrgetter("start")) for at in (start, end))
    return found[low:high]


def word_tokens(text: str) -> list[Token]:
    """Return the tokens of a text that are words."""
    return [token for token in tokens(text) if token.is_word]


@cache
def positions(text: str) -> dict[str, list[int]]:
    """Map each token of a text, whatever its case, to its places among the tokens."""
    found: dict[str, list[int]] = {}
    for position, token in enumerate(tokens(text)):
        found.setdefault(token.text.casefold(), []).append(position)
    return found


def unquoted(text: str) -> str:
    """Return a text without the quotation marks that enclose it as a whole, « spaced » or not."""
    words = text.strip()
    while len(words) > 1 and {words[0], words[-1]} <= {*QUOTATION_MARKS} - {*words[1:-1]}:
        words = words[1:-1].strip()
    return words
