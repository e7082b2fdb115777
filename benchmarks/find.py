"""Print how much of an essay's mentions `make find` finds by itself, in a reader's own copy.

    python benchmarks/find.py COPY [--least BITS]
    python benchmarks/find.py --sizes 10000x1000,100000x10000

A mention of the edition (but for plain references) is found if what is listed for its passage of
the essay names the passage that it names; only those can be that have a version, seen in print, in
the essay's language. Precision counts what is listed for a place and passage that a mention joins;
the rest need not be chance, since the edition marks no more than it can answer for.

With sizes it prints what it costs to look for so many words in so many passages, all made up; some
of the words are quotations, in quotation marks.
"""

from __future__ import annotations

import argparse
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

from synthetic import Language

from sphinx_edition.copies import decode, matching, reports
from sphinx_edition.model import KINDS, RENDERING, Page, Passage, Version
from sphinx_edition.words import find

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


def made_up(words: int, passages: int) -> tuple[str, list[Page]]:
    """Return a text and an edition, whose vocabulary grows with it; every fifth passage is quoted.

    That is, as often as the text lasts: after each of its own passages comes such a quotation.
    """
    language = Language("find", 6000 + passages // 2)
    versions = [
        Version("", "en", "print", "a print", language.passage(), f"p{n}", 1)
        for n in range(passages)
    ]
    rows = tuple(
        Passage(f"mill:{n}", "sources/mill", str(n), (version,), "", 1)
        for n, version in enumerate(versions)
    )
    parts, length, quoted = list[str](), 0, cycle(versions[::5])
    while length < words:
        quotation = " ".join(next(quoted).text.split()[4:16])
        parts += [language.passage() for _ in range(5)] + [f"“{quotation}”"]
        length += sum(len(part.split()) for part in parts[-6:])
    return "\n".join(parts), [Page("sources/mill", "Mills", passages=rows)]


def print_growth(sizes: str) -> None:
    """Print the findings, the seconds of processor time and the memory for each size."""
    for size in sizes.split(","):
        words, passages = map(int, size.split("x"))
        text, pages = made_up(words, passages)
        begun = time.process_time()
        found = find.find(text, pages)
        took = time.process_time() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{words} words in {passages} passages: {len(found)}, {took:.1f} s, {memory} MiB")


def main() -> None:
    """Measure growth, or recall by kind, precision by rank, and the time of a reader's copy."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("copy", type=Path, nargs="?")
    parser.add_argument("--least", type=float, default=find.LEAST)
    parser.add_argument("--sizes")
    args = parser.parse_args()
    if args.sizes:
        print_growth(args.sizes)
    if args.copy:
        print_quality(args.copy, args.least)


def print_quality(copy: Path, least: float) -> None:
    """Print recall by kind, precision by rank, and the time."""
    text, pages = decode.read_file(copy).text, records()
    essay = reports.page_of_copy(pages, text)
    begins = matching.passage_offsets(essay, text) if essay else []
    if essay is None or 2 * len(begins) < len(essay.passages):
        sys.exit("this is no copy of a text that the edition restates")
    begun = time.perf_counter()
    listed = find.find(text, pages, least)
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
