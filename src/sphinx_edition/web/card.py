"""A picture of one quotation beside its source, which other sites show with links to the edition.

It is of the first quotation of the edition that differs from its source, or else of the first that
does not. Typst, which sets the book, draws it, with the fonts that it has built in: one edition has
one picture, byte for byte.
"""

import json
import re
from collections.abc import Iterable, Iterator

import typst

from ..edition import Edition
from ..model import COMPARED, Mention
from ..words.pairs import Pair

NAME = "card.png"  #: in the folder of static files
_LIMIT = 260  #: the most characters of a text
_TEMPLATE = """
#let card = json(bytes(sys.inputs.card))
#set page(width: 600pt, height: 315pt, margin: 30pt, fill: rgb("#fffdf9"))
#set text(size: 17pt, fill: rgb("#1c1a17"), lang: sys.inputs.lang)
#let label(body) = text(size: 12pt, fill: rgb("#6b655c"), body)
#let marked(run) = underline(stroke: 1.5pt + rgb("#8a1c2b"), text(fill: rgb("#8a1c2b"), run))
#let words(runs) = for (run, differs) in runs { if differs { marked(run) } else { run } }
#label(strong(card.title))
#v(1fr)
#grid(columns: (1fr, 1fr), column-gutter: 26pt, ..card.sides.map(((name, runs)) => [
  #label(name)

  #words(runs)
]))
#v(1fr)
"""


def picture(edition: Edition) -> bytes:
    """Draw the title of an edition and a quotation beside its source: a PNG of 1200 by 630."""
    mention = chosen(edition)
    sides = sides_of(edition, mention) if mention else []
    card = json.dumps({"title": edition.facts.title, "sides": sides})
    language = edition.facts.language.partition("-")[0]
    png = typst.compile(
        _TEMPLATE.encode(), format="png", ppi=144, sys_inputs={"card": card, "lang": language},
        ignore_system_fonts=True,
    )  # fmt: skip
    assert isinstance(png, bytes)  # a page alone is no list of pages
    return png


def chosen(edition: Edition) -> Mention | None:
    """Return the quotation to show; None if none was compared with words that were seen."""
    found = [
        mention for page in edition.pages.values() for mention in page.mentions
        if mention.kind in COMPARED and edition.verdict(mention).version
    ]  # fmt: skip
    return next((m for m in found if edition.verdict(m).variants), found[0] if found else None)


def sides_of(edition: Edition, mention: Mention) -> list[tuple[str, list[tuple[str, bool]]]]:
    """Return two names, of quotation and source, each with stretches and whether they differ."""
    pairs = edition.verdict(mention).pairs
    source = " ".join(edition.name(edition.targets(mention)[0]))
    return [
        (edition.pages[mention.docname].label, [*_shortened(pairs, "quotation")]),
        (source, [*_shortened(pairs, "source")]),
    ]


def _shortened(pairs: Iterable[Pair], side: str) -> Iterator[tuple[str, bool]]:
    """Yield the words of one side, as many as fit, each stretch with whether it differs."""
    left = _LIMIT
    for pair in pairs:
        words = re.sub(r"\s+", " ", getattr(pair, side))
        fits = len(words) <= left
        yield words if fits else f"{words[:left].rpartition(' ')[0]} …", pair.kind == "difference"
        left -= len(words)
        if not fits:
            return
