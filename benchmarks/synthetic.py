"""Write an edition of any size in a made-up language, to see how the cost of a build grows.

Texts of ``TEXT_PASSAGES`` passages have an original, a translation, and one lemma or two each.
Essays quote one passage in ``QUOTED``, as a block or in a line. The words follow Zipf's law, as
those of a language do. There is a glossary whose head words the texts mention, a concordance, and
a work in the bibliography for every text, essay and translation. The same size and seed always
give the same files.
"""

from __future__ import annotations

import random
from itertools import accumulate, islice, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

TEXT_PASSAGES, ESSAY_PASSAGES, QUOTED = 50, 20, 50
_WORDS, _SENTENCES = (8, 18), (2, 4)  #: of a sentence, and of a passage: the fewest and the most
_SYLLABLES = [first + last for first, last in product("bdfgklmnprstvz", "aeiou")]
_CONF = """
project = "Synthetic"
author = project_copyright = "Nobody"
version = release = "1"
extensions = ["sphinx_edition"]
html_theme = "edition"
"""
_HEADER = """---
title: Text {name}
short: {name}
author: Anonymous
date: 18{year:02}
lang: {lang}
text: {text}
locus: page
copy: a scan
rights: Public domain
evidence: print
---
"""
_ESSAY = """---
title: Essay {name}
short: {name}
author: Edith Marsh
date: 1902
lang: en
text: full
rights: Public domain
---
"""
_WORK = """@book{{{key},
  author = {{Nemo, {name}}}, title = {{{title}}}, year = {{18{year:02}}}, publisher = {{Nemo}},
}}
"""
_PAGES = {
    "back/bibliography.md": "# Bibliography\n\n```{bibliography}\n:all:\n```\n",
    "back/concordance.md": "# Concordance\n\n:::{concordance} order\n:::\n\n"
    "## What is quoted\n\n:::{concordance} quotations\n:::\n",
    "back/names.md": "# Names\n\n:::{register}\n:::\n",
}


class Language:
    """Words at random, the n-th as often as one in n, in passages that can be cut into pieces."""

    def __init__(self, seed: str, words: int = 6000) -> None:
        """Make a vocabulary."""
        self.random = random.Random(seed)
        shapes = (product(_SYLLABLES, repeat=length) for length in (2, 3))
        spellings = ["".join(parts) for shape in shapes for parts in islice(shape, 2 * words)]
        self.words = self.random.sample(spellings, words)
        self.weights = [*accumulate(1 / rank for rank in range(1, words + 1))]

    def sentence(self) -> str:
        """Return a sentence."""
        length = self.random.randint(*_WORDS)
        words = self.random.choices(self.words, cum_weights=self.weights, k=length)
        return " ".join(words).capitalize() + "."

    def passage(self) -> str:
        """Return some sentences; the first is that of no other passage."""
        return " ".join(self.sentence() for _ in range(self.random.randint(*_SENTENCES)))


class Synthetic:
    """An edition of so many passages, as its files."""

    def __init__(self, passages: int, seed: int = 1) -> None:
        """Draw the words of all passages: the text, the number, the original, the translation."""
        self.random = random.Random(f"{seed}")
        original, translated = Language(f"{seed} original"), Language(f"{seed} translation")
        self.passages = [
            (f"text-{index // TEXT_PASSAGES + 1:04}", index % TEXT_PASSAGES + 1,
             original.passage(), translated.passage())
            for index in range(passages)
        ]  # fmt: skip
        self.heads = original.words[100 : 100 + min(500, 100 + passages // 25)]

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the name and the text of each file."""
        texts = dict.fromkeys(text for text, *_ in self.passages)
        quoted = self.random.sample(self.passages, max(1, len(self.passages) // QUOTED))
        groups = [quoted[at : at + ESSAY_PASSAGES] for at in range(0, len(quoted), ESSAY_PASSAGES)]
        essays = {f"essay-{number:03}": group for number, group in enumerate(groups, 1)}
        yield from ((f"sources/{text}.md", self._source(text)) for text in texts)
        yield from ((f"essays/{name}.md", self._essay(name, of)) for name, of in essays.items())
        yield from _PAGES.items()
        yield "back/glossary.md", self._glossary()
        works = [*essays, *texts, *(f"holt-{text[5:]}" for text in texts)]
        yield (
            "references.bib",
            "".join(
                _WORK.format(key=key, name=f"N. {n}", title=f"Of {key}", year=n % 100)
                for n, key in enumerate(works)
            ),
        )
        pages = [*(f"essays/{name}" for name in essays), *(f"sources/{text}" for text in texts)]
        pages += ["back/glossary", *(name.removesuffix(".md") for name in _PAGES)]
        lines = "\n".join(pages)
        yield "index.md", f"# Synthetic\n\n```{{toctree}}\n{lines}\n```\n"
        yield "conf.py", _CONF

    def _source(self, text: str) -> str:
        number = int(text[5:])
        header = _HEADER.format(name=text, year=number % 100, lang="de", text="as printed")
        parts = [header, "An introduction."]
        for _, locus, original, translation in (p for p in self.passages if p[0] == text):
            lemmata = [original.split(". ")[0].rstrip("."), translation.split(". ")[-1].rstrip(".")]
            notes = "\n\n".join(f"{lemma}\n: A remark." for lemma in lemmata[: 1 + locus % 2])
            version = f":::{{version}} holt-{text[5:]}\n:evidence: print\n:copy: a scan\n"
            parts += [f"[{locus}] {original}", f"{version}\n{translation}\n:::"]
            parts += [f":::{{commentary}}\n{notes}\n:::"]
        return "\n\n".join(parts) + "\n"

    def _essay(self, name: str, quoted: Iterable[tuple[str, int, str, str]]) -> str:
        parts = [_ESSAY.format(name=name)]
        for number, (text, locus, original, translation) in enumerate(quoted, 1):
            if number % 2:
                dash = f"> — {text}, {{quote}}`{text}:{locus}`"
                parts += [f"[{number}] He says:", f"> {translation}\n>\n{dash}"]
            else:
                words = original.split(". ")[0].rstrip(".")
                parts += [f"[{number}] He says {{quote}}`“{words}” <{text}:{locus}>` there."]
        return "\n\n".join(parts) + "\n"

    def _glossary(self) -> str:
        entries = (f"{head.capitalize()}\n: A word." for head in sorted(self.heads))
        return "---\nindex: true\n---\n\n# Glossary\n\n" + "\n\n".join(entries) + "\n"


def write(folder: Path, passages: int, seed: int = 1) -> None:
    """Write an edition of so many passages into a folder."""
    for name, text in Synthetic(passages, seed).files():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
