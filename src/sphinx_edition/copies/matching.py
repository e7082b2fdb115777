"""A reader's own copy of a text: bound into a restated page, it is also its strictest check.

Pure. The stretch of a passage runs from its incipit to the next; what stands before the first is
furniture, and so are headings and what is no sentence before them. Nothing of a copy is kept or
logged but the words that the edition itself prints, and digests. A line of ``copies.txt`` is
*page locus digest*, of the words that the edition was made from.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from ..model import COMPARED, Page, Passage, Problem
from ..words import collate
from ..words.differences import is_near, variants
from ..words.digests import digest, digestible

Digests = dict[tuple[str, str], str]
HEADING = "# page locus digest-of-the-author's-words; additions by `make digests COPY=path`"
_ENDS_SENTENCE = re.compile(r"(?:[.!?:][\"”’')\]]*|[\"”’')\]]|\n)\s*\Z")
_OPENING = re.compile(r"(?<!\S)[\"'“‘„«(\[¿¡]*\Z")
_ENDS_BARE = re.compile(r"\w\s*\Z|\A\s*\Z")
_NUMBER = re.compile(r"^(?:\d+|[IVXLC]+)(?:\.\d+)*[.)]?\s+")


def starts(incipit: str, text: str, after: int = 0) -> list[int]:
    """Return the offsets, from ``after`` on, at which an incipit begins a sentence of a text."""
    found = []
    for spans in collate.places(incipit, text) if incipit else []:
        before = text[: _opens(text, spans[0][0])]
        if spans[0][0] >= after and (not before.strip() or _ENDS_SENTENCE.search(before)):
            found.append(spans[0][0])
    return found


def _opens(text: str, at: int) -> int:
    """Return where the quotation marks and brackets stand that open with the word at a place."""
    found = _OPENING.search(text, max(0, at - 9), at)
    return found.start() if found else at


def begins(page: Page, text: str) -> list[tuple[int, str]]:
    """Return where in a copy each passage begins that stands in it, and its locus."""
    found = []
    after = 0
    for passage in page.passages:
        for at in starts(passage.incipit, text, after)[:1]:
            found.append((_opens(text, at), passage.locus))
            after = at + 1
    return found


def stretches(page: Page, text: str) -> dict[str, str]:
    """Map each locus of a restated page that is found to its stretch of the copy."""
    ends = [*begins(page, text), (len(text), "")]
    return {locus: text[at:end] for (at, locus), (end, _) in pairwise(ends)}


def author_words(page: Page, text: str, digests: Digests) -> tuple[dict[str, str], list[Problem]]:
    """Map each locus of a restated page to the author's words, with all that speaks against it."""
    found, words = stretches(page, text), dict[str, str]()
    problems: list[Problem] = []
    following = [p.locus for p in page.passages[1:]]
    for passage, after in zip(page.passages, [*following, ""], strict=True):
        stretch = found.get(passage.locus)
        if stretch is None:
            message = (
                f"no sentence of the copy after that of the passage before begins with the incipit "
                f"of [{passage.locus}], “{passage.incipit}”"
            )
            fault = Problem("incipit", page.docname, passage.line, message)
            problems += [fault] if passage.incipit else []
            continue
        known = digests.get((page.docname, passage.locus))
        own = _own(stretch, page.headings, last=not after)
        if known and not after and digest(own) != known:  # at the end, anything may follow
            ends = [m.end() for m in re.finditer(r".\n", stretch)]
            own = next((stretch[:at] for at in ends if digest(stretch[:at]) == known), own)
        words[passage.locus] = own
        faults = list(_faults(page, passage, own))
        if known and digest(own) != known and (not after or after in found):
            at = f" (see {', '.join(name for name, _ in faults)})" if faults else ""
            message = (
                f"passage [{passage.locus}] of the copy is not the text this edition was made "
                f"from{at}: take another copy; or, if the edition is to follow this one, take the "
                "line of the passage out of copies.txt and run make digests COPY=path"
            )
            problems.append(Problem("copy", page.docname, passage.line, message))
        problems += [problem for _, problem in faults]
    return words, problems


def _own(stretch: str, headings: Iterable[str], last: bool) -> str:
    """Return a stretch less the next section's heading, and what is no sentence before that.

    The last ends before the first line that is no sentence: whatever follows is not the author's.
    """
    names = {digestible(_NUMBER.sub("", heading)) for heading in headings}
    lines = stretch.splitlines(keepends=True)
    cut = next(
        (n for n, line in enumerate(lines[1:], 1)
         if digestible(_NUMBER.sub("", line.strip())) in names - {""}
         or (last and line.strip() and _ENDS_BARE.search(line))),
        None,
    )  # fmt: skip
    lines = lines[:cut]
    while cut and len(lines) > 1 and _ENDS_BARE.search(lines[-1]):
        lines.pop()
    return "".join(lines).strip()


def _faults(page: Page, passage: Passage, words: str) -> Iterator[tuple[str, Problem]]:
    """Yield what the page says of a passage and its words do not bear out, each with its name."""

    def fault(code: str, line: int, name: str, message: str) -> tuple[str, Problem]:
        return name, Problem(code, page.docname, line, message)

    if len(starts(passage.incipit, words)) != 1:
        message = f"the incipit of [{passage.locus}] begins more than one sentence: lengthen it"
        yield fault("incipit", passage.line, "the incipit", message)
    for comment in page.comments:
        count = len(collate.places(comment.lemma, words)) if comment.passage == passage.key else 1
        if count != 1:
            message = (
                f"the lemma “{comment.lemma}” occurs {count} times in the copy's stretch of "
                f"{comment.passage}: it must occur once"
            )
            yield fault("lemma", comment.line, f"the lemma “{comment.lemma}”", message)
    for mention in page.mentions:
        if mention.kind not in COMPARED or mention.place != passage.locus:
            continue
        if not collate.places(mention.text, words):
            near = variants(mention.text, words) if is_near(mention.text, words) else []
            ours = "".join(f", not with “{v.reading}”" for v in near if v.reading)
            message = f"[{mention.place}] of the copy does not quote {mention.targets[0]} so{ours}"
            yield fault("copy", mention.line, f"the quotation of {mention.targets[0]}", message)


def read_digests(path: Path) -> tuple[Digests, list[Problem]]:
    """Read ``copies.txt``, if there is one, with a problem for each bad line."""
    digests: Digests = {}
    problems = []
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    for number, line in enumerate(lines, 1):
        words = line.split()
        if len(words) == 3 and not line.startswith("#"):
            digests[words[0], words[1]] = words[2]
        elif words and not line.startswith("#"):
            message = f"“{line}” is not a line of three words: page, locus, digest"
            problems.append(Problem("copy", path.name, number, message))
    return digests, problems


def extended_digests(digests: Digests, page: Page, text: str) -> str:
    """Return the register's text with a line for each passage of a page that it had none for."""
    order = {(page.docname, p.locus): n for n, p in enumerate(page.passages)}
    words, _ = author_words(page, text, digests)
    now = {(page.docname, locus): digest(own) for locus, own in words.items()} | digests
    rows = sorted(now.items(), key=lambda row: (row[0][0], order.get(row[0], -1), row[0][1]))
    return "\n".join([HEADING, *(f"{name} {locus} {known}" for (name, locus), known in rows), ""])
