"""A reader's own copy of a restated text: the strictest check of what the edition says of it.

Pure. A copy is plain text. The stretch of a passage runs from its incipit to the next; what stands
before the first incipit is furniture. Nothing of a copy is kept or logged but the words that the
edition itself prints.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from . import collate
from .model import COMPARED, Page, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_ENDS_SENTENCE = re.compile(r"(?:[.!?:][\"”’')\]]*|[\"”’')\]]|\n)\s*\Z")


def read(path: Path) -> str:
    """Return the text of a copy.

    Raises:
        ValueError: if there is no such file or it is not UTF-8; the message says what to do.
    """
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise ValueError(f"the copy cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ValueError("the copy is not UTF-8: save it as plain text in UTF-8") from error


def restated(pages: Iterable[Page], text: str) -> Page | None:
    """Return the restated page that a copy is of: the one with the most incipits in it."""
    found = [page for page in pages if page.header.get("text") == "restated"]
    return max(
        found, key=lambda page: sum(bool(starts(p.incipit, text)) for p in page.passages),
        default=None,
    )  # fmt: skip


def starts(incipit: str, text: str, after: int = 0) -> list[int]:
    """Return the offsets, from ``after`` on, at which an incipit begins a sentence of a text."""
    found = [spans[0][0] for spans in collate.places(incipit, text)] if incipit else []
    return [
        at for at in found
        if at >= after and (not text[:at].strip() or _ENDS_SENTENCE.search(text[:at]))
    ]  # fmt: skip


def stretches(page: Page, text: str) -> tuple[dict[str, str], list[Problem]]:
    """Map each locus of a restated page to its stretch of the copy, with a problem for the rest."""
    begins: list[tuple[str, int]] = []
    problems: list[Problem] = []
    after = 0
    for passage in page.passages:
        found = starts(passage.incipit, text, after)
        if found:
            begins.append((passage.locus, found[0]))
            after = found[0] + 1
        elif passage.incipit:
            message = (
                f"no sentence of the copy after that of the passage before begins with the incipit "
                f"of [{passage.locus}], “{passage.incipit}”"
            )
            problems.append(Problem("incipit", page.docname, passage.line, message))
    ends = [*begins, ("", len(text))][1:]
    return {
        locus: text[at:end]
        for (locus, at), (_, end) in zip(begins, ends, strict=True)
    }, problems  # fmt: skip


def begins(page: Page, text: str) -> list[tuple[int, str]]:
    """Return where in a copy each passage begins, and its locus; nothing if it is no copy."""
    found, _ = stretches(page, text)
    if 2 * len(found) < len(page.passages):
        return []
    sizes = [len(words) for words in found.values()]  # they follow on each other to the end
    return list(zip(accumulate(sizes, initial=len(text) - sum(sizes)), found, strict=False))


def check(page: Page, text: str) -> Iterator[Problem]:
    """Yield what a restated page says of its text and the copy does not bear out."""
    found, problems = stretches(page, text)
    yield from problems
    for passage in page.passages:
        words = found.get(passage.locus)
        if words is not None and len(starts(passage.incipit, words)) != 1:
            message = f"the incipit of [{passage.locus}] begins more than one sentence: lengthen it"
            yield Problem("incipit", page.docname, passage.line, message)
    for comment in page.comments:
        words = found.get(comment.passage.partition(":")[2])
        count = len(collate.places(comment.lemma, words)) if words is not None else 1
        if count != 1:
            message = (
                f"the lemma “{comment.lemma}” occurs {count} times in the copy's stretch of "
                f"{comment.passage}: it must occur once"
            )
            yield Problem("lemma", page.docname, comment.line, message)
    for mention in page.mentions:
        words = found.get(mention.place)
        if mention.kind not in COMPARED or words is None or collate.places(mention.text, words):
            continue
        message = f"[{mention.place}] of the copy does not quote {mention.targets[0]} so"
        yield Problem("copy", page.docname, mention.line, message)


def share(page: Page, text: str) -> float:
    """Return what part of the author's own words incipits and lemmata reproduce (0 to 1).

    The author's own words are those of the stretches less the quotations; each counts once.
    """
    found, _ = stretches(page, text)
    own = kept = 0
    for passage in page.passages:
        words = found.get(passage.locus, "")
        quoted = [m.text for m in page.mentions if m.place == passage.locus and m.kind in COMPARED]
        lemmata = [c.lemma for c in page.comments if c.passage == passage.key]
        free = _offsets(words, [""]) - _offsets(words, quoted)
        own += len(free)
        kept += len(free & _offsets(words, [passage.incipit, *lemmata]))
    return kept / own if own else 0.0


def report(pages: Iterable[Page], text: str | None) -> Iterator[str]:
    """Yield, for each restated page, what a copy bore out, or what goes unchecked without one."""
    pages = list(pages)
    of = restated(pages, text) if text is not None else None
    for page in pages:
        if page.header.get("text") != "restated":
            continue
        what = f"{len(page.passages)} incipits and {len(page.comments)} lemmata of {page.docname}"
        if page is of and text is not None:
            yield (
                f"{what} stand in the copy, in order; "
                f"they reproduce {share(page, text):.1%} of the author's own words."
            )
        else:
            yield f"{what} go unchecked without a copy of the text (make check COPY=path)."


def _offsets(text: str, parts: list[str]) -> set[int]:
    """Return where the words of some parts of a text begin; of the whole, for an empty part."""
    spans = [place for part in parts if part for place in collate.places(part, text)[:1]]
    spans += [((0, len(text)),) for part in parts if not part]
    return {
        token.start
        for token in collate.tokens(text)
        if token.is_word and any(a <= token.start < b for place in spans for a, b in place)
    }
