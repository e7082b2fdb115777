"""What each section of the essays draws on: mentions of other texts, but not plain references.

Pure: records in, records out. A section is named after its heading, or after the text if it has
none; what stands outside any passage is the editor's, not the essay's.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..model import Mention, Page, Passage
from .pictures import Bond

#: The kinds of mention that count, and how a drawing shows them.
DRAWN = {
    "quote": "solid", "variant": "solid", "translation": "solid",
    "echo": "dashed", "allusion": "dashed", "parallel": "dotted",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of an essay, by its first passage, and its mentions of each text by document."""

    name: str
    first: Passage
    draws: dict[str, list[Mention]] = field(default_factory=dict)


def sections(essays: Iterable[Page], passages: Mapping[str, Passage]) -> list[Section]:
    """Return the sections of some essays, those without any mention too."""
    found: dict[tuple[str, str], Section] = {}
    for page in essays:
        own = {passage.locus: (page.docname, passage.section) for passage in page.passages}
        for passage in page.passages:
            name = passage.section or page.label
            found.setdefault(own[passage.locus], Section(name, passage))
        for mention in page.mentions:
            texts = {passages[t].docname for t in mention.targets if t in passages}
            if mention.kind in DRAWN and mention.place in own:
                for text in sorted(texts - {page.docname}):
                    found[own[mention.place]].draws.setdefault(text, []).append(mention)
    return list(found.values())


def bonds(found: Sequence[Section], texts: Sequence[str]) -> list[Bond]:
    """Return how often each section draws on each of the texts, by the way it is shown."""
    counts = Counter(
        (left, right, DRAWN[mention.kind])
        for left, section in enumerate(found)
        for right, text in enumerate(texts)
        for mention in section.draws.get(text, ())
    )
    return [Bond(*ends, count) for ends, count in counts.items()]
