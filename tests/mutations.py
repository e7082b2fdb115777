"""Change a quotation at every place, in the ways in which words are falsified."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import cycle, pairwise

from docutils import nodes
from sphinx.addnodes import pending_xref

from sphinx_edition.model import Mention, Passage
from sphinx_edition.reading.doctree import read_words
from sphinx_edition.words.collate import places
from sphinx_edition.words.tokens import Token, tokens
from sphinx_edition.words.verdicts import judge

Passages = Mapping[str, Passage]
#: A changed quotation, and the passages with which to compare it.
Change = tuple[Mention, Passages]

ALIKE = dict(zip("aceopxyABCEHKMOPTXасеорхуАВСЕНКМОРТХ", "асеорхуАВСЕНКМОРТХaceopxyABCEHKMOPTX",
                 strict=True))  # fmt: skip


def linked(word: nodes.Node, **attributes: str) -> nodes.Node:
    """Return a word as a link that Sphinx resolves."""
    return pending_xref("", nodes.inline("", "", word), refexplicit=True, **attributes)


#: What an editor can put round a word, as Markdown and Sphinx make it.
WRAPPERS: tuple[Callable[[nodes.Node], nodes.Node], ...] = (
    lambda word: nodes.reference("", "", word, refuri="https://example.org"),
    partial(linked, refdomain="std", reftype="doc"),
    partial(linked, refdomain="std", reftype="ref"),
    partial(linked, refdomain="ed", reftype="passage"),
    lambda word: nodes.inline("", "", word, classes=["witness", "argument", "locus"]),
    lambda word: nodes.emphasis("", "", word),
    lambda word: nodes.subscript("", "", word),
    lambda word: nodes.literal("", "", word),
)


def other(letter: str) -> str:
    """Return another letter in the same case."""
    new = "q" if letter.casefold() != "q" else "z"
    return new.upper() if letter.isupper() else new


def homoglyph(word: str) -> str:
    """Return a word with its first letter that another alphabet has, too, from there."""
    at = next((n for n, letter in enumerate(word) if letter in ALIKE), len(word))
    return word[:at] + ALIKE.get(word[at : at + 1], "") + word[at + 1 :]


WORDS: dict[str, Callable[[str], str]] = {
    "a letter": lambda word: word[:-1] + other(word[-1]),
    "its case": lambda word: word[0].swapcase() + word[1:],
    "all of it": lambda word: "",
    "a homoglyph": homoglyph,
}


def pieces(text: str) -> list[list[Token]]:
    """Return the words of a text between its cuts and brackets."""
    found: list[list[Token]] = [[]]
    ends = [match.span() for match in re.finditer(r"\[[^\]]*\]\w*|…", text)]
    for token in tokens(text):
        if any(start <= token.start < end for start, end in ends):
            found.append([])
        elif token.is_word:
            found[-1].append(token)
    return found


def words_of(text: str) -> list[Token]:
    """Return the words of a text that stand in no bracket."""
    return [token for piece in pieces(text) for token in piece]


def changed(text: str, how: str, words: Iterable[Token]) -> Iterator[str]:
    """Yield a text once for each of some words, with that word changed."""
    for token in words:
        word = text[token.start : token.end]
        if WORDS[how](word) != word:
            yield text[: token.start] + WORDS[how](word) + text[token.end :]


def hidden(mention: Mention, passages: Passages) -> Iterator[Change]:
    """Put in a word, or change one, within what an editor can put round it."""
    wrappers = cycle(WRAPPERS)
    for token in words_of(mention.text):
        before, word = mention.text[: token.start], mention.text[token.start : token.end]
        for new, rest in (("not", " " + mention.text[token.start :]),
                          (word[:-1] + other(word[-1]), mention.text[token.end :])):  # fmt: skip
            wrapped = next(wrappers)(nodes.Text(new))
            para = nodes.paragraph("", "", nodes.Text(before), wrapped, nodes.Text(rest))
            text, emphases = read_words([para])
            yield replace(mention, text=text, emphases=emphases), passages


def with_source(mention: Mention, passages: Passages, pattern: str, new: str) -> Iterator[Passages]:
    """Yield the passages with *new* for a pattern in the version compared, if it is there once.

    They have that version alone: another with the same words would bear the quotation out.
    """
    compared = judge(mention, passages).version
    for passage in named(mention, passages):
        for version in passage.versions:
            if compared and version.key == compared.key:
                text, count = re.subn(pattern, new, version.text)
                if count == 1:
                    changed = replace(passage, versions=(replace(version, text=text),))
                    yield {**passages, passage.key: changed}


def prefixed(mention: Mention, passages: Passages) -> Iterator[Change]:
    """Let a hyphenated part of a word stand in the source only, before it or after it."""
    for piece in pieces(mention.text):
        for before, word, after in zip(piece, piece[1:], piece[2:], strict=False):
            around = (re.escape(before.text), re.escape(word.text), re.escape(after.text))
            pattern = rf"(?<=\b{around[0]}\W){around[1]}(?=\W{around[2]}\b)"
            for new in (r"non-\g<0>", r"\g<0>-less", "anti\N{NON-BREAKING HYPHEN}\\g<0>"):
                for source in with_source(mention, passages, pattern, new):
                    yield mention, source


def swapped(mention: Mention, passages: Passages) -> Iterator[Change]:
    """Name the passages in another order, or another passage beside or instead of one."""
    if len(mention.targets) > 1:
        yield replace(mention, targets=mention.targets[::-1]), passages
    for passage in named(mention, passages):
        text = [p.key for p in passages.values() if p.docname == passage.docname]
        for key in text:
            if key not in mention.targets:
                for targets in ((*mention.targets, key), (key, *mention.targets)):
                    yield replace(mention, targets=targets), passages
                if not any(spans(mention, v.text) for v in passages[key].versions):
                    exchanged = {passage.key: passages[key], key: passage}
                    order = {name: exchanged.get(name, p) for name, p in passages.items()}
                    yield mention, order


def bracketed(mention: Mention, passages: Passages) -> Iterator[Change]:
    """Let a bracket swallow one to four words within a piece."""
    for piece in pieces(mention.text):
        for length in range(1, 5):
            for first, last, following in zip(
                piece[1:-1], piece[length:-1], piece[length + 1 :], strict=False
            ):
                if first.text == following.text:
                    continue  # the same words with less at the end: “one by one”, “one”
                for bracket in ("[word]", "[sic]", "[]", "[?]", "[–]", "[a] [b]"):
                    text = f"{mention.text[: first.start]}{bracket}{mention.text[last.end :]}"
                    yield replace(mention, text=text), passages


def cut(mention: Mention, passages: Passages) -> Iterator[Change]:
    """Let the source deny what it says, and let the quotation cut out the negation."""
    mark = cycle(["…", "[…]", "...", "[. . .]"])
    for before, after in (pair for piece in pieces(mention.text) for pair in pairwise(piece)):
        text = f"{mention.text[: after.start]}{next(mark)} {mention.text[after.start :]}"
        both = rf"\b{re.escape(before.text)}\W+(?={re.escape(after.text)}\b)"
        for source in with_source(mention, passages, both, r"\g<0>not "):
            yield replace(mention, text=text), source


def named(mention: Mention, passages: Passages) -> list[Passage]:
    """Return the passages that a mention names."""
    return [passages[key] for key in mention.targets if key in passages]


def spans(mention: Mention, text: str) -> list[tuple[int, int]]:
    """Return where the words of a mention stand in a text, if they stand there once."""
    found = places(mention.text, text)
    return [*found[0]] if len(found) == 1 else []


def of_words(how: str) -> Callable[[Mention, Passages], Iterator[Change]]:
    """Return what changes each word of a quotation in one way.

    Without its first or last word a piece would be a shorter quotation, and a true one.
    """
    ends = slice(1, -1) if how == "all of it" else slice(None)
    return lambda mention, passages: (
        (replace(mention, text=text), passages)
        for piece in pieces(mention.text)
        for text in changed(mention.text, how, piece[ends])
    )


KINDS: dict[str, Callable[[Mention, Passages], Iterator[Change]]] = {
    **{f"a word: {how}": of_words(how) for how in WORDS},
    "a word hidden in a link, role or class": hidden,
    "a hyphenated part dropped": prefixed,
    "passages swapped": swapped,
    "a bracket that swallows": bracketed,
    "a cut that swallows a negation": cut,
}
