"""Judge a mention: which version of its passages has its words, or how they differ from it.

Rule: several passages are quoted together only if they are of one text and are named in its order.
What lies between them is compared as well, so that only a cut can pass over it, and each of them
must give words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..model import COMPARED, EVIDENCE, RENDERING, SEEN, Mention, Passage, Version
from .collate import places
from .differences import Variant
from .emphases import emphasis
from .likeness import is_near, likeness
from .pairs import CONVENTIONS, Pair, compare, differences, quoted_spans
from .quotations import parse
from .tokens import Span


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of comparing a mention with its passages."""

    status: str  #: ``exact``, ``unverified``, ``variant``, ``uncompared`` or ``wrong``
    version: Version | None = None  #: the version compared with
    pairs: tuple[Pair, ...] = ()  #: the quotation beside the words of that version
    emphases: tuple[Pair, ...] = ()  #: words that only one side emphasises
    reason: str = ""  #: why it is wrong, if not for its words

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The differences, as entries of an apparatus."""
        return tuple(differences(self.pairs))

    @property
    def conventions(self) -> tuple[Pair, ...]:
        """What the quoter did by convention, emphasis last."""
        return (*(pair for pair in self.pairs if pair.kind in CONVENTIONS), *self.emphases)

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

    def fault(self, found: Iterable[Sequence[Span]]) -> str:
        """Return why words that stand at some places do not stand in the passages that are named.

        Each place is given by its stretches.
        """
        faults = []
        for place in found:
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
    if any(passage.note_to for passage in named):
        return [], "a note of the text is in no row with other passages: divide it"
    text = [p for p in passages.values() if p.docname == named[0].docname and not p.note_to]
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
            version = first if len(parts) == 1 else _joined(parts)
            yield Row(version, tuple(named), tuple(between))


def _joined(parts: Sequence[Version]) -> Version:
    """Return the words of several passages as those of one."""
    offset, emphases = 0, list[Span]()
    for part in parts:
        emphases += [(offset + start, offset + end) for start, end in part.emphases]
        offset += len(part.text) + 1
    return replace(
        parts[0], evidence=max(parts, key=_rank).evidence, emphases=tuple(emphases),
        text="\n".join(part.text for part in parts),
    )  # fmt: skip


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
    differences are those from the most similar of the versions that were read.
    """
    if mention.kind not in COMPARED:
        return Verdict("uncompared")
    if not all(target in passages for target in mention.targets):
        return Verdict("wrong")
    passed, reason = passages_in_a_row(mention, passages)
    if reason:
        return Verdict("wrong", reason=reason)
    rows = [r for r in join_versions(passed, mention.targets) if r.version.key != RENDERING]
    exact = {row: found for row in rows if (found := places(mention.text, row.version.text))}
    if exact:
        return _exact(mention, exact)
    if parse(mention.text).has_empty_bracket:
        return Verdict("wrong", reason="an empty bracket stands for nothing: write […] for a cut")
    read = [row for row in rows if row.version.evidence in SEEN]
    if not read:
        return Verdict("wrong")
    row = max(read, key=lambda row: likeness(mention.text, row.version.text))
    nearest = row.version
    if not is_near(mention.text, nearest.text):
        return Verdict("wrong", nearest)
    status = "variant" if mention.kind == "variant" else "wrong"
    pairs = compare(mention.text, nearest.text)
    spans = [(start, end) for start, end, same in quoted_spans(pairs) if same]
    if status == "variant" and (reason := row.fault([spans])):
        return Verdict("wrong", nearest, reason=reason)
    emphases = emphasis(mention.text, nearest.text, pairs, mention.emphases, nearest.emphases)
    return Verdict(status, nearest, pairs, emphases)


def _exact(mention: Mention, rows: Mapping[Row, Sequence[Sequence[Span]]]) -> Verdict:
    """Return the verdict on a quotation that some versions bear out, each at some places."""
    faults = {row.version: row.fault(found) for row, found in rows.items()}
    right = [version for version, fault in faults.items() if not fault]
    if not right:
        version, fault = next(iter(faults.items()))
        return Verdict("wrong", version, reason=fault)
    best = min(right, key=_rank)
    status = "exact" if best.evidence in SEEN else "unverified"
    pairs = compare(mention.text, best.text)
    emphases = emphasis(mention.text, best.text, pairs, mention.emphases, best.emphases)
    return Verdict(status, best, pairs, emphases)
