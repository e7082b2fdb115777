"""Count what each section of the essays draws on: mentions of other texts, not plain references.

Rule: pure, records in and records out. A section has the name of its heading, or of the text where
there is none. What stands outside any passage is the editor's, and does not count.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..model import Mention, Page, Passage
from .pictures import Bond

#: The kinds of mention that count, and the style of their lines in a picture.
LINE_STYLES = {
    "quote": "solid", "variant": "solid", "translation": "solid",
    "echo": "dashed", "allusion": "dashed", "parallel": "dotted",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of an essay, with its first passage."""

    name: str
    first: Passage
    mentions: dict[str, list[Mention]] = field(default_factory=dict)  #: by the document they name


def sections(essays: Iterable[Page], passages: Mapping[str, Passage]) -> list[Section]:
    """Return the sections of some essays, also those without any mention."""
    by_heading: dict[tuple[str, str], Section] = {}
    for page in essays:
        by_locus: dict[str, Section] = {}
        for passage in page.passages:
            section = Section(passage.section or page.label, passage)
            by_locus[passage.locus] = by_heading.setdefault(
                (page.docname, passage.section), section
            )
        for mention in page.mentions:
            if mention.kind in LINE_STYLES and mention.place in by_locus:
                texts = {passages[key].docname for key in mention.targets if key in passages}
                for text in sorted(texts - {page.docname}):
                    by_locus[mention.place].mentions.setdefault(text, []).append(mention)
    return list(by_heading.values())


def bonds(lefts: Sequence[Section], texts: Sequence[str]) -> list[Bond]:
    """Return how often each section draws on each text, which is a document, in each style."""
    counts = Counter(
        (left, right, LINE_STYLES[mention.kind])
        for left, section in enumerate(lefts)
        for right, text in enumerate(texts)
        for mention in section.mentions.get(text, ())
    )
    return [Bond(*key, count) for key, count in counts.items()]
