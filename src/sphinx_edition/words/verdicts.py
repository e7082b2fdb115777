"""Judge a mention: which version of its passage has its words, or how they differ from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..model import COMPARED, EVIDENCE, RENDERING, Mention, Passage, Version
from . import collate
from .differences import Variant, is_near, likeness, variants


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of comparing a mention with its passages."""

    status: str  #: ``exact``, ``unverified``, ``variant``, ``uncompared`` or ``wrong``
    version: Version | None = None  #: the version compared with
    variants: tuple[Variant, ...] = ()

    @property
    def evidence(self) -> str:
        """How the wording of that version is known; empty if nothing was compared."""
        return self.version.evidence if self.version else ""


def join_versions(passages: Iterable[Passage]) -> list[Version]:
    """Return the versions that all of some passages in a row have, the words of each joined.

    The evidence of a joined version is the weakest of its parts. The rest is as in the first.
    """
    first, *others = passages
    joined = []
    for version in first.versions:
        parts = [version, *(v for p in others for v in p.versions if v.key == version.key)]
        if len(parts) == 1 + len(others):
            text = "\n".join(part.text for part in parts)
            joined.append(replace(version, evidence=max(parts, key=_rank).evidence, text=text))
    return joined


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
    versions = [
        v for v in join_versions(passages[t] for t in mention.targets) if v.key != RENDERING
    ]
    exact = [v for v in versions if collate.places(mention.text, v.text)]
    if exact:
        best = min(exact, key=_rank)
        return Verdict("exact" if best.evidence == "seen" else "unverified", best)
    seen = [v for v in versions if v.evidence == "seen"]
    if not seen:
        return Verdict("wrong")
    nearest = max(seen, key=lambda v: likeness(mention.text, v.text))
    if not is_near(mention.text, nearest.text):
        return Verdict("wrong", nearest)
    status = "variant" if mention.kind == "variant" else "wrong"
    return Verdict(status, nearest, tuple(variants(mention.text, nearest.text)))
