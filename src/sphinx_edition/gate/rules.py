"""Every rule of the edition over the pages as a whole: its code, its sentence, its test.

Pure: records in, problems out. ``RULES`` is the one list of codes; the manual and
the tests read it, and a problem with another code cannot be made.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import pairwise

from .. import model
from ..edition import Edition
from ..model import BASE, COMPARED, SOURCES, Mention, Page, Passage, Problem, is_text, text_key
from ..words import collate, dates
from ..words.differences import apparatus, is_near

RULES = {
    "encoding": "A file is UTF-8.",
    "header": "A text opens with a header that has every required field, as valid YAML.",
    "date": "A date is a year, a month of it or a day, and opens an entry of a chronology.",
    "fence": "Every fence closes, and no passage is numbered inside one.",
    "unchecked": "What the bibliography calls unchecked is printed, with the mark.",
    "key": "A text, edition or translation has one entry in the bibliography under its key.",
    "locus": "A bracket that opens a paragraph is a passage's number; what belongs to a passage "
    "stands under one.",
    "duplicate": "A number stands once in a text.",
    "order": "Numbers rise.",
    "version": "A version of a passage has a key of its own, words, and a statement of evidence.",
    "incipit": "A restated passage opens with its incipit.",
    "lemma": "A lemma occurs exactly once in a version of its passage.",
    "unattributed": "A block quotation in an essay names its source.",
    "passage": "What is quoted or named exists.",
    "misquoted": "A quote has the words of its source.",
    "variant": "A declared variant is near a version that was seen.",
    "unvaried": "A declared variant differs.",
    "copy": "A reader's own copy bears out the incipits, lemmata and quotations of its text.",
    "register": "What has been published stays, and keeps its words.",
}


def check(edition: Edition, keys: Iterable[str]) -> Iterator[Problem]:
    """Yield what is wrong in an edition, given the keys of the bibliography."""
    keys, pages = set(keys), edition.pages
    quoted = {(t, m.text) for page in pages.values() for m in page.mentions for t in m.targets}
    texts: dict[str, str] = {}
    for page in sorted(pages.values(), key=lambda page: page.docname):
        other = texts.setdefault(text_key(page.docname), page.docname) if page.passages else ""
        if other not in ("", page.docname):
            message = f"{other} has the same name, and so the same passages: rename one"
            yield Problem("key", page.docname, 1, message)
    for page in pages.values():
        yield from page.problems
        yield from _dates(page)
        yield from _numbers(page)
        if page.header and page.docname.startswith(SOURCES) and text_key(page.docname) not in keys:
            yield Problem(
                "key", page.docname, 1, f"the bibliography has no “{text_key(page.docname)}”"
            )
        for passage in page.passages:
            yield from _versions(passage, keys, quoted)
            if page.header.get("text") == "restated" and not passage.incipit:
                message = f"passage [{passage.locus}] restates, but has no {{incipit}}`first words`"
                yield Problem("incipit", page.docname, passage.line, message)
        yield from _lemmata(page)
        for mention in page.mentions:
            yield from _mention(edition, mention)


def _dates(page: Page) -> Iterator[Problem]:
    forms = "write 1875, 1875-04 or 1875-04-16"
    date = page.header.get("date")
    if date and is_text(page.docname) and not dates.date_parts(date):
        yield Problem("date", page.docname, 1, f"the header’s date “{date}” is none: {forms}")
    for event in page.events:
        if not event.date:
            message = f"“{event.name}” opens no entry: {forms}, a name, and below them a colon and "
            yield Problem("date", page.docname, event.line, f"{message}what happened")


def _numbers(page: Page) -> Iterator[Problem]:
    first: dict[str, Passage] = {}
    for passage in page.passages:
        if passage.locus in first:
            message = f"[{passage.locus}] is also at line {first[passage.locus].line}: number anew"
            yield Problem("duplicate", page.docname, passage.line, message)
        first.setdefault(passage.locus, passage)
    for before, after in pairwise(page.passages):
        if _ordinal(after.locus) < _ordinal(before.locus):
            message = f"[{after.locus}] stands after [{before.locus}]: numbers must rise"
            yield Problem("order", page.docname, after.line, message)


def _ordinal(locus: str) -> list[tuple[int, int, str]]:
    """Return a sort key: numbers and capital Roman numerals by value, letters by alphabet."""
    parts: list[tuple[int, int, str]] = []
    for number in re.split("[.-]", locus):
        if re.fullmatch(r"[IVXLCDM]+", number):
            parts.append((0, _roman(number), ""))
            continue
        parts += [
            (0, int(part), "") if part.isdigit() else (1, 0, part)
            for part in re.findall(r"\d+|[A-Za-z]", number)
        ]
    return parts


def _roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}[c] for c in numeral]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _versions(
    passage: Passage, keys: set[str], quoted: set[tuple[str, str]]
) -> Iterator[Problem]:  # fmt: skip
    found: set[str] = set()
    for version in passage.versions:
        name = version.key or "the text itself"
        what = f"version “{name}” of {passage.key}"

        def problem(message: str, line: int = version.line) -> Problem:
            return Problem("version", passage.docname, line, message)

        if version.key in found:
            yield problem(f"{passage.key} has two versions “{name}”")
        found.add(version.key)
        if version.key not in {BASE, model.RENDERING} and version.key not in keys:
            message = f"{what}: the bibliography has no such key"
            yield Problem("key", passage.docname, version.line, message)
        if not version.text:
            yield problem(f"{what} has no words")
        if version.key not in {BASE, model.RENDERING} and version.evidence not in model.EVIDENCE:
            ways = ", ".join(model.EVIDENCE)
            yield problem(f"{what} must say how it is known: :evidence: {ways}")
        if passage.docname.startswith(SOURCES) and version.evidence == "seen" and not version.copy:
            yield problem(f"{what} was seen: say where, by :copy:")
        if version.evidence == "secondhand" and not any(
            target == passage.key and collate.places(text, version.text) for target, text in quoted
        ):
            yield problem(f"{what} is secondhand, but no text quotes these words")


def _lemmata(page: Page) -> Iterator[Problem]:
    passages = {p.key: p for p in page.passages}
    for comment in page.comments:
        passage = passages.get(comment.passage)
        if passage is None or page.header.get("text") == "restated":
            continue  # only a copy of the author's words can tell
        counts = [len(collate.places(comment.lemma, v.text)) for v in passage.versions]
        found = next((n for n in counts if n), 0)
        if found != 1:
            message = (
                f"the lemma “{comment.lemma}” occurs {found} times in {passage.key}: "
                "it must occur once; give its exact words, or more of them"
            )
            yield Problem("lemma", page.docname, comment.line, message)


def _mention(edition: Edition, mention: Mention) -> Iterator[Problem]:
    passages = edition.passages

    def problem(code: str, message: str) -> Problem:
        return Problem(code, mention.docname, mention.line, message)

    missing = [target for target in mention.targets if target not in passages]
    for target in missing:
        advice = _advice(mention, target, passages)
        yield problem("passage", f"there is no passage {target}{advice}")
    verdict = edition.verdict(mention)
    names = ", ".join(mention.targets)
    if missing or verdict.status not in {"wrong", "exact", "unverified"}:
        return
    if verdict.status != "wrong":
        if mention.kind == "variant":
            yield problem("unvaried", f"the words are those of {names}: write {{quote}}")
    elif verdict.version is None:
        code = "variant" if mention.kind == "variant" else "misquoted"
        yield problem(code, f"{names} has no version that was seen with these words to bear")
    elif mention.kind == "variant":
        name = verdict.version.key or "the text itself"
        yield problem("variant", f"these words are not near those of {names} ({name})")
    else:
        near = is_near(mention.text, verdict.version.text)
        likeness = "these, but not in this order" if near else "nothing like these"
        what = apparatus(verdict.variants) or likeness
        where = _elsewhere(mention, passages)
        yield problem("misquoted", f"{names} has other words: {what}{where}")


def _advice(mention: Mention, target: str, passages: Mapping[str, Passage]) -> str:
    near = get_close_matches(target, passages, 1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return hint + (_elsewhere(mention, passages) if mention.kind in COMPARED else "")


def _elsewhere(mention: Mention, passages: Mapping[str, Passage]) -> str:
    found = [
        p.key
        for p in passages.values()
        if any(collate.places(mention.text, v.text) for v in p.versions if v.key != model.RENDERING)
        and p.docname != mention.docname
    ]
    return f"; these words stand in {', '.join(found)}" if found else ""
