"""Match a copy with the passages of a restated page: which words of the author each restates.

Pure. The stretch of a passage runs from its incipit to the next incipit. What stands before the
first is furniture of the page that was copied; so are headings, and lines before them that are no
sentence. Of the words of a copy nothing is stored or reported but what the edition prints itself,
and digests. A line of ``copies.txt`` is *page locus digest*: the digest of the author's words from
which the passage was restated.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, zip_longest
from pathlib import Path

from ..model import COMPARED, Page, Passage, Problem
from ..words import collate
from ..words.digests import checksum, digestible
from ..words.likeness import is_near
from ..words.pairs import variants

Digests = dict[tuple[str, str], str]  #: by document name and locus
HEADING = "# page locus digest-of-the-author's-words; additions by `make digests COPY=path`"
_ENDS_SENTENCE = tuple(".!?:\"”’')]\n")
_SPACES = 99  #: more of them between two sentences are not looked at
_OPENING = re.compile(r"(?<!\S)[\"'“‘„«(\[¿¡]*\Z")
_ENDS_BARE = re.compile(r"\w\s*\Z|\A\s*\Z")
_NUMBER = re.compile(r"^(?:\d+|[IVXLC]+)(?:\.\d+)*[.)]?\s+")


def incipit_offsets(incipit: str, text: str, after: int = 0) -> list[int]:
    """Return the offsets, from ``after`` on, at which an incipit begins a sentence of a text."""
    found = []
    for (start, _), *_ in collate.places(incipit, text):
        begin = _opening(text, start)
        before = text[max(0, begin - _SPACES) : begin]
        is_first = not before.strip() or before.rstrip(" \t\xa0").endswith(_ENDS_SENTENCE)
        if start >= after and is_first:
            found.append(start)
    return found


def _opening(text: str, offset: int) -> int:
    """Return the offset of the quotation marks and brackets that open right before a word."""
    match = _OPENING.search(text, max(0, offset - 9), offset)
    return match.start() if match else offset


def passage_offsets(page: Page, text: str) -> list[tuple[int, str]]:
    """Return the offset in a copy, and the locus, of each passage whose incipit is found."""
    found = []
    after = 0
    for passage in page.passages:
        if offsets := incipit_offsets(passage.incipit, text, after):
            found.append((_opening(text, offsets[0]), passage.locus))
            after = offsets[0] + 1
    return found


def stretches(page: Page, text: str) -> dict[str, str]:
    """Map the locus of each passage that is found to its stretch of the copy."""
    ends = [*passage_offsets(page, text), (len(text), "")]
    return {locus: text[start:end] for (start, locus), (end, _) in pairwise(ends)}


def author_words(page: Page, text: str, digests: Digests) -> tuple[dict[str, str], list[Problem]]:
    """Map each locus of a restated page to the author's words, and list what contradicts the page.

    ``text`` is that of a copy.
    """
    found = stretches(page, text)
    words: dict[str, str] = {}
    problems: list[Problem] = []

    def report(code: str, line: int, message: str) -> None:
        problems.append(Problem(code, page.docname, line, message))

    for passage, following in zip_longest(page.passages, page.passages[1:]):
        stretch = found.get(passage.locus)
        if stretch is None:
            if passage.incipit:
                report(
                    "incipit", passage.line,
                    "no sentence of the copy after that of the passage before begins with the "
                    f"incipit of [{passage.locus}], “{passage.incipit}”",
                )  # fmt: skip
            continue
        known = digests.get((page.docname, passage.locus), "")
        own = _without_furniture(stretch, page.headings, known, is_last=following is None)
        words[passage.locus] = own
        faults = list(_faults(page, passage, own))
        is_whole = following is None or following.locus in found
        if known and checksum(own) != known and is_whole:
            see = f" (see {', '.join(name for name, *_ in faults)})" if faults else ""
            report(
                "copy", passage.line,
                f"passage [{passage.locus}] of the copy is not the text this edition was made "
                f"from{see}: take another copy; or, if the edition is to follow this one, take the "
                "line of the passage out of copies.txt and run make digests COPY=path",
            )  # fmt: skip
        for _, code, line, message in faults:
            report(code, line, message)
    return words, problems


def _without_furniture(stretch: str, headings: Iterable[str], known: str, is_last: bool) -> str:
    """Return a stretch without the next section's heading, and what is no sentence before that.

    After the last passage anything may follow. It ends where its words have the ``known`` digest,
    or else before the first line that is no sentence.
    """
    names = set(map(_heading_words, headings)) - {""}
    lines = stretch.splitlines(keepends=True)
    for number, line in enumerate(lines):
        is_heading = _heading_words(line.strip()) in names
        if number and (is_heading or (is_last and line.strip() and _ENDS_BARE.search(line))):
            del lines[number:]
            while len(lines) > 1 and _ENDS_BARE.search(lines[-1]):
                lines.pop()
            break
    own = "".join(lines).strip()
    if known and is_last and checksum(own) != known:
        starts = (stretch[: match.end()] for match in re.finditer(r".\n", stretch))
        own = next((start for start in starts if checksum(start) == known), own)
    return own


def _heading_words(line: str) -> str:
    """Return the words of a line as headings are compared: without number and capitals."""
    return digestible(_NUMBER.sub("", line)).casefold()


def _faults(page: Page, passage: Passage, words: str) -> Iterator[tuple[str, str, int, str]]:
    """Yield what the page says of a passage and the author's words contradict.

    Each has the name of what is wrong, the code of the rule, the line and the message.
    """
    locus = passage.locus
    if len(incipit_offsets(passage.incipit, words)) != 1:
        message = f"the incipit of [{locus}] begins more than one sentence: lengthen it"
        yield "the incipit", "incipit", passage.line, message
    for comment in page.comments:
        if comment.passage != passage.key:
            continue
        count = len(collate.places(comment.lemma, words))
        if count != 1:
            name = f"the lemma “{comment.lemma}”"
            stretch = f"the copy's stretch of {passage.key}"
            message = f"{name} occurs {count} times in {stretch}: it must occur once"
            yield name, "lemma", comment.line, message
    for mention in page.mentions:
        if mention.kind not in COMPARED or mention.place != locus:
            continue
        if not collate.places(mention.text, words):
            source = mention.targets[0]
            near = variants(mention.text, words) if is_near(mention.text, words) else []
            ours = "".join(f", not with “{v.reading}”" for v in near if v.reading)
            message = f"[{locus}] of the copy does not quote {source} so{ours}"
            yield f"the quotation of {source}", "copy", mention.line, message


def read_digests(path: Path) -> tuple[Digests, list[Problem]]:
    """Read the register, empty if there is no such file, with a problem for each bad line."""
    digests: Digests = {}
    problems = []
    lines = path.read_text("utf-8-sig").splitlines() if path.is_file() else []
    for number, line in enumerate(lines, 1):
        words = line.split()
        if len(words) == 3 and not line.startswith("#"):
            digests[words[0], words[1]] = words[2]
        elif words and not line.startswith("#"):
            message = f"“{line}” is not a line of three words: page, locus, digest"
            problems.append(Problem("copy", path.name, number, message))
    return digests, problems


def extended_digests(digests: Digests, page: Page, text: str) -> str:
    """Return the text of the register with a line for each passage of a page that had none.

    ``text`` is that of a copy.
    """
    order = {(page.docname, p.locus): n for n, p in enumerate(page.passages)}
    words, _ = author_words(page, text, digests)
    now = {(page.docname, locus): checksum(own) for locus, own in words.items()} | digests
    rows = sorted(now.items(), key=lambda row: (row[0][0], order.get(row[0], -1), row[0][1]))
    return "\n".join([HEADING, *(f"{name} {locus} {known}" for (name, locus), known in rows), ""])
