"""Check the pages of an edition, as a whole, against its rules: records in, problems out.

``RULES`` is the only list of rule codes. The checks of a page yield faults without its name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import pairwise

from .. import model
from ..edition import Edition
from ..loci import NUMBER
from ..model import BASE, COMPARED, Mention, Page, Passage, Problem, is_source, text_key
from ..words import collate, dates
from ..words.differences import apparatus
from ..words.languages import language_fault
from ..words.scripts import other_script
from .witnesses import witness_faults

RULES = {
    "encoding": "A file is UTF-8, without control characters.",
    "html": "A page is Markdown: it has no HTML, and a comment closes.",
    "remote": "Pictures are files of the edition, and links lead to pages.",
    "words": "The words of passages and quotations stand as they were typed.",
    "header": "A text opens with a header that has every required field, as valid YAML.",
    "date": "A date is EDTF (level 0 or 1), such as 1875~, and opens an entry of a chronology.",
    "identifier": "A number of an authority file has its form, and its check digit is right.",
    "fence": "Every fence closes, and no passage is numbered inside one.",
    "nesting": "No line opens over 20 blocks in one another, or has a number of over 100 digits.",
    "slip": "What looks like a role, a directive, a note or a number is one.",
    "unchecked": "What the bibliography calls unchecked is printed, with the mark.",
    "volume": "What another volume has published is here, as volumes.txt has pinned it.",
    "bibliography": "An entry of the bibliography can be read, and what it holds is printed.",
    "key": "A text, edition or translation has one entry in the bibliography under its key.",
    "locus": "A bracket that opens a paragraph is a number; what belongs to one is under it.",
    "duplicate": "A number stands once in a text.",
    "order": "Numbers rise.",
    "name": "No page has the name of one that the kit makes.",
    "unlisted": "A contents lists every page.",
    "witness": "What was read is named so that it can be found again, with the words as compared.",
    "version": "A version of a passage has a key of its own, words, and a statement of evidence.",
    "incipit": "A restated passage opens with its incipit.",
    "lemma": "A lemma occurs exactly once in a version of its passage.",
    "unattributed": "A block quotation in an essay names its source.",
    "passage": "What is quoted or named exists.",
    "misquoted": "A quote has the words of its source.",
    "variant": "A declared variant is near a version that was read.",
    "unvaried": "A declared variant differs.",
    "copy": "A reader's own copy bears out the incipits, lemmata and quotations of its text.",
    "address": "An address of the edition that a page names exists.",
    "citation": "CITATION.cff has the title and the editors that conf.py has.",
    "review": "What an edition claims of itself is so.",
    "register": "What has been published stays, and keeps its words.",
}

#: Pages of the web edition that are made of no document, and folders of such pages.
_MADE = re.compile("(all|search|404)$|(cite|v)/")
_SMALL_ROMAN = re.compile("[ivxlcdm]+")
Fault = tuple[str, int, str]  #: the code of a rule, a line of the file, and the message


def check(edition: Edition, bibliography: Iterable[str]) -> Iterator[Problem]:
    """Yield what is wrong in an edition, given the keys of its bibliography."""
    keys = set(bibliography)
    yield from _same_names(edition.pages.values())
    for page in edition.pages.values():
        yield from page.problems
        for code, line, message in _faults(edition, page, keys):
            yield Problem(code, page.docname, line, message)


def _same_names(pages: Iterable[Page]) -> Iterator[Problem]:
    names: dict[str, str] = {}
    for docname in sorted(page.docname for page in pages if page.passages):
        first = names.setdefault(text_key(docname), docname)
        if first != docname:
            message = f"{first} has the same name, and so the same passages: rename one"
            yield Problem("key", docname, 1, message)


def _faults(edition: Edition, page: Page, keys: set[str]) -> Iterator[Fault]:
    key = text_key(page.docname)
    if _MADE.match(page.docname):
        yield "name", 1, "the web edition has a page of its own at this address: rename this one"
    yield from _dates(page)
    yield from witness_faults(edition, page)
    yield from _numbers(page)
    if page.header and is_source(page.docname) and key not in keys:
        yield "key", 1, f"the bibliography has no “{key}”"
    for passage in page.passages:
        yield from _versions(edition, passage, keys)
        if page.is_restated and not passage.incipit:
            message = f"passage [{passage.locus}] restates, but has no {{incipit}}`first words`"
            yield "incipit", passage.line, message
    yield from _lemmata(page)
    for mention in page.mentions:
        yield from _mention(edition, mention)


def _dates(page: Page) -> Iterator[Fault]:
    for event in page.events:
        if not event.date:
            message = (
                f"“{event.name}” opens no entry: {dates.FORMS}, a name, and below them a colon and "
                f"what happened; other dates are {dates.OTHER_FORMS}"
            )
            yield "date", event.line, message


def _numbers(page: Page) -> Iterator[Fault]:
    lines: dict[str, int] = {}
    for passage in page.passages:
        if passage.locus in lines:
            message = f"[{passage.locus}] is also at line {lines[passage.locus]}: number anew"
            yield "duplicate", passage.line, message
        lines.setdefault(passage.locus, passage.line)
    for before, after in pairwise(p for p in page.passages if not p.note_to):
        if _ordinal(after.locus) < _ordinal(before.locus) and _is_series(before, after):
            message = f"[{after.locus}] stands after [{before.locus}]: numbers must rise"
            yield "order", after.line, message


def _is_series(before: Passage, after: Passage) -> bool:
    """Tell whether the order of two numbers can be known: of two plain or two small Roman ones."""
    loci = (before.locus, after.locus)
    return all(map(NUMBER.fullmatch, loci)) or all(map(_SMALL_ROMAN.fullmatch, loci))


def _ordinal(locus: str) -> list[tuple[int, int, str]]:
    """Return a sort key: numbers and Roman numerals by value, letters by alphabet."""
    parts: list[tuple[int, int, str]] = []
    locus = locus.upper() if _SMALL_ROMAN.fullmatch(locus) else locus
    for number in re.split("[.-]", locus):
        if re.fullmatch(r"[IVXLCDM]+", number):
            parts.append((0, _roman(number), ""))
        else:
            pieces = re.findall(r"\d+|[A-Za-z]", number)
            parts += [(0, int(p), "") if p.isdigit() else (1, 0, p) for p in pieces]
    return parts


def _roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}[c] for c in numeral]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _versions(edition: Edition, passage: Passage, keys: set[str]) -> Iterator[Fault]:
    quotations = [mention.text for mention in edition.mentions_of(passage.key)]
    seen: set[str] = set()
    for version in passage.versions:
        line, evidence = version.line, version.evidence
        name = version.key or "the text itself"
        title = f"version “{name}” of {passage.key}"
        has_own_key = version.key not in (BASE, model.RENDERING)
        if version.key in seen:
            yield "version", line, f"{passage.key} has two versions “{name}”"
        seen.add(version.key)
        if has_own_key and version.key not in keys:
            yield "key", line, f"{title}: the bibliography has no such key"
        if version.key != BASE and (message := language_fault(version.lang)):
            yield "version", line, f"{title}: :lang: {message}"
        if not version.text:
            yield "version", line, f"{title} has no words"
        if has_own_key and evidence not in model.EVIDENCE:
            ways = ", ".join(model.EVIDENCE)
            yield "version", line, f"{title} must say how it is known: :evidence: {ways}"
        quoted = (collate.places(quotation, version.text) for quotation in quotations)
        if evidence == "secondhand" and not any(quoted):
            yield "version", line, f"{title} is secondhand, but no text quotes these words"


def _lemmata(page: Page) -> Iterator[Fault]:
    """Yield the lemmata that do not stand once in their passage.

    Those of a restated text stand in the author's words; what the editors give for them does here.
    """
    passages = {passage.key: passage for passage in page.passages}
    for comment in page.comments:
        words = comment.ours if page.is_restated else comment.lemma
        if comment.passage in passages and (words or not page.is_restated):
            versions = passages[comment.passage].versions
            counts = [len(collate.places(words, version.text)) for version in versions]
            count = next(filter(None, counts), 0)  # of the first version that has it
            if count != 1:
                yield (
                    "lemma", comment.line,
                    f"the lemma “{words}” occurs {count} times in {comment.passage}: "
                    "it must occur once; give its exact words, or more of them",
                )  # fmt: skip


def _mention(edition: Edition, mention: Mention) -> Iterator[Fault]:
    passages, line = edition.quotable, mention.line
    missing = [target for target in mention.targets if target not in passages]
    for target in missing:
        advice = _advice(mention, target, passages)
        yield "passage", line, f"there is no passage {target}{advice}"
    verdict = edition.verdict(mention)
    names = ", ".join(mention.targets)
    is_variant = mention.kind == "variant"
    code = "variant" if is_variant else "misquoted"
    if missing:
        return
    if verdict.status in ("exact", "unverified"):
        if is_variant:
            yield "unvaried", line, f"the words are those of {names}: write {{quote}}"
    elif verdict.status != "wrong":
        return
    elif verdict.reason:
        yield code, line, f"{names}: {verdict.reason}"
    elif verdict.version is None:
        yield code, line, f"{names} has no version that was read with these words to bear"
    elif is_variant:
        name = verdict.version.key or "the text itself"
        yield "variant", line, f"these words are not near those of {names} ({name})"
    else:
        difference = apparatus(verdict.variants) or "nothing like these"
        if any(variant.is_reordered for variant in verdict.variants):
            difference += " (the same words in another order)"
        difference += other_script(verdict.variants)
        source = _elsewhere(mention, passages)
        yield "misquoted", line, f"{names} has other words: {difference}{source}"


def _advice(mention: Mention, target: str, passages: Mapping[str, Passage]) -> str:
    near = get_close_matches(target, passages, 1)
    hint = f"; did you mean {near[0]}?" if near else ""
    if not near and target.count(":") == 2:
        hint = "; if it is of another volume, name that in edition_volumes and pin it"
    return hint + (_elsewhere(mention, passages) if mention.kind in COMPARED else "")


def _elsewhere(mention: Mention, passages: Mapping[str, Passage]) -> str:
    """Name the passages of other pages that have the words of a mention."""
    versions = [
        (passage.key, version.text) for passage in passages.values()
        if passage.docname != mention.docname
        for version in passage.versions if version.key != model.RENDERING
    ]  # fmt: skip
    keys = dict.fromkeys(key for key, text in versions if collate.places(mention.text, text))
    return f"; these words stand in {', '.join(keys)}" if keys else ""
