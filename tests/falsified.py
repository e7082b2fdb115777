"""Tell how falsified quotations fare: told by a message, shown to the reader, or passed in silence.

``python -m tests.falsified`` prints it for the sample and for this edition as it was built last,
with how many inputs there were of each kind. Each changes one quotation at one place.
"""

from __future__ import annotations

import pickle
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from sphinx_edition.edition import Edition, ordered
from sphinx_edition.model import COMPARED
from sphinx_edition.words.verdicts import Verdict, judge

from .mutations import KINDS, Change, named
from .project import ROOT, SAMPLE, Project


def outcome(before: Verdict, after: Verdict, kind: str) -> str:
    """Return whether a change is ``told`` by a message, ``shown`` to the reader, or ``passed``."""
    if after.status == "wrong":
        return "told"
    if kind == "variant" and after.status != "variant":
        return "told"  # as a variant without a difference
    same = (before.variants, before.conventions) == (after.variants, after.conventions)
    return "passed" if same else "shown"


def figures(edition: Edition) -> dict[str, tuple[Counter[str], list[Change]]]:
    """Return for each kind how many changes had which outcome, and those that passed."""
    found: dict[str, tuple[Counter[str], list[Change]]] = defaultdict(lambda: (Counter(), []))
    for mention in edition.mentions:
        if mention.kind not in COMPARED or not named(mention, edition.passages):
            continue
        before = edition.verdict(mention)
        for kind, change in KINDS.items():
            counts, passed = found[kind]
            for after in change(mention, edition.passages):
                result = outcome(before, judge(*after), mention.kind)
                counts[result] += 1
                passed += [after] * (result == "passed")
    return dict(found)


def report(name: str, edition: Edition) -> Iterator[str]:
    """Yield the figures of an edition as lines, and under each kind what passed."""
    quotations = sum(mention.kind in COMPARED for mention in edition.mentions)
    yield f"{name}: {quotations} quotations"
    yield f"{'':40}{'inputs':>8}{'told':>8}{'shown':>8}{'passed':>8}"
    for kind, (counts, passed) in figures(edition).items():
        row = [counts.total(), counts["told"], counts["shown"], counts["passed"]]
        yield f"{kind:40}{''.join(f'{number:8}' for number in row)}"
        yield from (f"    {mention.targets} {mention.text!r}" for mention, _ in passed)


def main() -> int:
    """Print the figures of the sample and of the edition; return 1 if anything passed."""
    with tempfile.TemporaryDirectory() as folder:
        editions = {"The sample": Project(Path(folder)).lay(SAMPLE).build("dummy").edition}
    built = ROOT / "_build/doctrees/environment.pickle"
    if built.is_file():
        pages = pickle.loads(built.read_bytes()).domaindata["ed"]["pages"]
        editions["This edition"] = Edition(pages=ordered(pages.values()))
    lines = [line for name, edition in editions.items() for line in report(name, edition)]
    print("\n".join(lines))
    return int(any(line.startswith("    (") for line in lines))


if __name__ == "__main__":
    sys.exit(main())
