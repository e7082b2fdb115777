"""Report what ``find`` has found in a text, and in a copy of an essay whether the edition marks it."""

from collections.abc import Iterable, Iterator, Sequence

from ..model import KINDS, Page
from ..words.differences import apparatus
from ..words.find import Finding
from . import matching
from .reports import page_of_copy


def findings(text: str, pages: Sequence[Page], found: Iterable[Finding]) -> Iterator[str]:
    """Yield a few lines for each finding; in a copy of an essay, whether the edition marks it."""
    labels = {page.docname: page.label for page in pages}
    of = page_of_copy((page for page in pages if page.header.get("text") == "restated"), text)
    begins = matching.begins(of, text) if of else []
    if of and 2 * len(begins) < len(of.passages):  # this is no copy of it
        of = None
    for n, one in enumerate(found, 1):
        place = f"line {text.count(chr(10), 0, one.start) + 1}"
        if of and (locus := next((name for at, name in reversed(begins) if at <= one.start), "")):
            here = [m for m in of.mentions if m.place == locus and one.passage.key in m.targets]
            kind = min((m.kind for m in here), key=KINDS.index, default="not marked")
            place += f", [{locus}], {kind}"
        name = f"{labels[one.passage.docname]} {one.passage.locus}"
        version = one.version.key or "the original"
        yield f"{n}. {one.likeness:.0%} {name}, {version}; {one.bits:.0f} bits; {place}"
        yield f"   {' '.join(text[one.start : one.end].split())}"
        yield from [f"   {apparatus(one.variants)}"] if one.variants else []
