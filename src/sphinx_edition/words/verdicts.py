"""Judge a mention: which version of its passage has its words, or what differs from the nearest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..model import COMPARED, EVIDENCE, OWN, Mention, Passage, Version
from . import collate
from .differences import Variant, is_near, likeness, variants


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comparison says of a mention."""

    status: str  #: ``exact``, ``unverified``, ``variant``, ``uncompared`` or ``wrong``
    version: Version | None = None  #: the version compared with
    variants: tuple[Variant, ...] = ()

    @property
    def evidence(self) -> str:
        """How the wording compared with is known; empty where nothing was compared."""
        return self.version.evidence if self.version else ""


def join_versions(passages: Iterable[Passage]) -> list[Version]:
    """Return the versions that passages in a row have in common, their words joined."""
    first, *rest = passages
    found = []
    for version in first.versions:
        same = [v for p in rest for v in p.versions if v.key == version.key]
        if len(same) == len(rest):
            text = "\n".join([version.text, *(v.text for v in same)])
            weakest = max((version, *same), key=lambda v: _rank(v.evidence)).evidence
            found.append(replace(version, evidence=weakest, text=text))
    return found


def _rank(evidence: str) -> int:
    return EVIDENCE.index(evidence) if evidence in EVIDENCE else len(EVIDENCE)


def judge(mention: Mention, passages: Mapping[str, Passage]) -> Verdict:
    """Compare a mention with every version of its passages but the edition's own rendering."""
    if mention.kind not in COMPARED:
        return Verdict("uncompared")
    if not all(target in passages for target in mention.targets):
        return Verdict("wrong")
    versions = [v for v in join_versions(passages[t] for t in mention.targets) if v.key != OWN]
    exact = [v for v in versions if collate.places(mention.text, v.text)]
    if exact:
        best = min(exact, key=lambda v: _rank(v.evidence))
        return Verdict("exact" if best.evidence == "seen" else "unverified", best)
    seen = [v for v in versions if v.evidence == "seen"]
    if not seen:
        return Verdict("wrong")
    nearest = max(seen, key=lambda v: likeness(mention.text, v.text))
    if not is_near(mention.text, nearest.text):
        return Verdict("wrong", nearest)
    found = tuple(variants(mention.text, nearest.text))
    return Verdict("variant" if mention.kind == "variant" else "wrong", nearest, found)
