"""Judge a mention: which version of its passages has its words, or how they differ from it.

Rule: several passages are quoted together only if they are of one text and are named in its order.
What lies between them is compared as well, so that only a cut can pass over it, and each of them
must give words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..model import COMPARED, EVIDENCE, RENDERING, Mention, Passage, Version
from .collate import places
from .conventions import Convention, conventions
from .differences import Variant, cuts, is_near, likeness, variants
from .quotations import parse
from .tokens import Span


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of comparing a mention with its passages."""

    status: str  #: ``exact``, ``unverified``, ``variant``, ``uncompared`` or ``wrong``
    version: Version | None = None  #: the version compared with
    variants: tuple[Variant, ...] = ()
    conventions: tuple[Convention, ...] = ()  #: what the quoter did by convention
    reason: str = ""  #: why it is wrong, if not for its words

    @property
    def evidence(self) -> str:
        """How the wording of that version is known; empty if nothing was compared."""
        return self.version.evidence if self.version else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A version of all passages from the first that is named to the last, as one text."""

    version: Version
    named: tuple[tuple[str, Span], ...]  #: keys of the named passages, and their offsets
    between: tuple[tuple[str, Span], ...]  #: the same of those that are not named

    def fault(self, quotation: str) -> str:
        """Return why words that stand in the row do not stand in the passages that are named."""
        faults = []
        for place in places(quotation, self.version.text):
            unused = [key for key, span in self.named if not _meets(span, place)]
            unnamed = [key for key, span in self.between if _meets(span, place)]
            if not unused and not unnamed:
                return ""
            faults.append((unused, unnamed))
        unused, unnamed = faults[0]
        if unused:
            return f"none of these words stand in {', '.join(unused)}: name it no more"
        return f"some of these words stand in {', '.join(unnamed)}: name it, too"


def _meets(span: Span, place: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in place)


def passages_in_a_row(
    mention: Mention, passages: Mapping[str, Passage]
) -> tuple[list[Passage], str]:
    """Return the passages from the first that a mention names to the last, or why there are none.

    ``passages`` are all of the edition, in the order of their texts.
    """
    named = [passages[target] for target in mention.targets]
    if len(named) == 1:
        return named, ""
    if len({passage.docname for passage in named}) > 1:
        return [], "they are of different texts, and a quotation is from one: divide it"
    text = [p for p in passages.values() if p.docname == named[0].docname]
    order = [text.index(passage) for passage in named]
    if any(before == after for before, after in pairwise(order)):
        return [], f"{named[0].key} is named twice: name it once"
    if order != sorted(order):
        return [], "name them in the order of their text"
    return text[order[0] : order[-1] + 1], ""


def join_versions(row: Sequence[Passage], targets: Sequence[str]) -> Iterator[Row]:
    """Yield the versions that all named passages of a row have, the words of each joined.

    The evidence of a joined version is the weakest of its parts. The rest is as in the first.
    """
    for first in row[0].versions:
        parts: list[Version] = []
        named: list[tuple[str, Span]] = []
        between: list[tuple[str, Span]] = []
        length = 0
        for passage in row:
            version = next((v for v in passage.versions if v.key == first.key), None)
            if version is None:
                continue
            span = (length, length + len(version.text))
            length = span[1] + 1
            parts.append(version)
            (named if passage.key in targets else between).append((passage.key, span))
        if len(named) == len(targets):
            text = "\n".join(part.text for part in parts)
            weakest = max(parts, key=_rank).evidence
            version = first if len(parts) == 1 else replace(first, evidence=weakest, text=text)
            yield Row(version, tuple(named), tuple(between))


def named_versions(mention: Mention, passages: Mapping[str, Passage]) -> list[Version]:
    """Return the versions to show of the passages that a mention names.

    If they are in no row, or one does not exist, these are the versions of the first that does.
    """
    known = [passages[target] for target in mention.targets if target in passages]
    if len(known) == len(mention.targets):
        row, reason = passages_in_a_row(mention, passages)
        joined = [] if reason else [row.version for row in join_versions(row, mention.targets)]
        if joined:
            return joined
    return [*known[0].versions] if known else []


def _rank(version: Version) -> int:
    """Return how weak the evidence of a version is; what is no evidence is the weakest."""
    return EVIDENCE.index(version.evidence) if version.evidence in EVIDENCE else len(EVIDENCE)


def judge(mention: Mention, passages: Mapping[str, Passage]) -> Verdict:
    """Compare a mention with every version of its passages but the edition's own rendering.

    Of the versions that bear it out, that with the strongest evidence counts. If none does, the
    differences are those from the most similar of the versions that were seen.
    """
    if mention.kind not in COMPARED:
        return Verdict("uncompared")
    if not all(target in passages for target in mention.targets):
        return Verdict("wrong")
    passed, reason = passages_in_a_row(mention, passages)
    if reason:
        return Verdict("wrong", reason=reason)
    rows = [r for r in join_versions(passed, mention.targets) if r.version.key != RENDERING]
    exact = [row for row in rows if places(mention.text, row.version.text)]
    if exact:
        return _exact(mention.text, exact)
    if parse(mention.text).has_empty_bracket:
        return Verdict("wrong", reason="an empty bracket stands for nothing: write […] for a cut")
    seen = [row.version for row in rows if row.version.evidence == "seen"]
    if not seen:
        return Verdict("wrong")
    nearest = max(seen, key=lambda version: likeness(mention.text, version.text))
    if not is_near(mention.text, nearest.text):
        return Verdict("wrong", nearest)
    status = "variant" if mention.kind == "variant" else "wrong"
    differences = tuple(variants(mention.text, nearest.text))
    return Verdict(status, nearest, differences, tuple(cuts(mention.text, nearest.text)))


def _exact(quotation: str, rows: Sequence[Row]) -> Verdict:
    """Return the verdict on a quotation that some versions bear out."""
    right = [row for row in rows if not row.fault(quotation)]
    if not right:
        return Verdict("wrong", rows[0].version, reason=rows[0].fault(quotation))
    best = min((row.version for row in right), key=_rank)
    status = "exact" if best.evidence == "seen" else "unverified"
    return Verdict(status, best, conventions=conventions(quotation, best.text))
