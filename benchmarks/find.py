"""Print how much of an essay's mentions `make find` finds by itself, in a reader's own copy.

    python benchmarks/find.py COPY [--least BITS]

A mention of the edition (but for plain references) is found if what is listed for its passage of
the essay names the passage that it names; only those can be that have a version, seen in print, in
the essay's language. Precision counts what is listed for a place and passage that a mention joins;
the rest need not be chance, since the edition marks no more than it can answer for.
"""

from __future__ import annotations

import argparse
import pickle
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_edition.copies import decode, matching, reports
from sphinx_edition.model import KINDS, RENDERING
from sphinx_edition.words import find

if TYPE_CHECKING:
    from sphinx_edition.model import Page

ROOT = Path(__file__).parent.parent

GROUPS = {kind: "quote, variant" if kind in KINDS[:2] else kind for kind in KINDS[:-1]}


def records() -> list[Page]:
    """Return the edition's records, from a check of it in a folder of its own."""
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "check", "-d", place, ROOT, place]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        with Path(place, "environment.pickle").open("rb") as stored:
            pages: dict[str, Page] = pickle.load(stored).domaindata["ed"]["pages"]
    return list(pages.values())


def main() -> None:
    """Find, compare, and print recall by kind, precision by rank, and the time."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("copy", type=Path)
    parser.add_argument("--least", type=float, default=find.LEAST)
    args = parser.parse_args()
    text, pages = decode.read_file(args.copy).text, records()
    essay = reports.page_of_copy(pages, text)
    begins = matching.passage_offsets(essay, text) if essay else []
    if essay is None or 2 * len(begins) < len(essay.passages):
        sys.exit("this is no copy of a text that the edition restates")
    begun = time.perf_counter()
    listed = find.find(text, pages, args.least)
    took = time.perf_counter() - begun
    ends = [*(at for at, _ in begins[1:]), len(text)]
    lang = essay.header["lang"]
    printed = {
        p.key for page in pages for p in page.passages
        if any(v.lang == lang and v.key != RENDERING for v in p.versions)
    }  # fmt: skip
    marked: dict[tuple[str, str], set[str]] = {}
    for mention in essay.mentions:
        for target in mention.targets if mention.kind in GROUPS else ():
            marked.setdefault((mention.place, target), set()).add(GROUPS[mention.kind])
    found = [
        {(locus, one.passage.key) for (at, locus), end in zip(begins, ends, strict=True)
         if at < one.end and one.start < end} & marked.keys()
        for one in listed
    ]  # fmt: skip
    for group in dict.fromkeys(GROUPS.values()):
        every = {pair for pair, groups in marked.items() if group in groups}
        able = {pair for pair in every if pair[1] in printed}
        hit = every.intersection(*[set().union(*found)])
        print(
            f"recall     {group:15} {len(hit):3} of {len(able)} that can be ({len(every)} in all)"
        )
    for rank in sorted({r for r in (10, 25, 50, 100, len(found)) if 0 < r <= len(found)}):
        print(f"precision  first {rank:3}       {sum(map(bool, found[:rank])) / rank:.2f}")
    words = sum(len(v.text.split()) for page in pages for p in page.passages for v in p.versions)
    print(f"time       {took:.2f} s for {len(text.split())} words against {words}")


if __name__ == "__main__":
    main()
