"""The real edition as a book, beside its pages on the web and the records that both are made of."""

from __future__ import annotations

import pickle
import re
from bisect import bisect
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from lxml import html

from ..leaves import NOT_PRINTED, Leaves, Run, Tag
from ..project import ROOT

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from sphinx_edition.model import Page, Passage

#: Beside that: pictures in two sizes, links to files, what the book leaves to its index, and what
#: serves programs.
ON_SCREEN = f"""{NOT_PRINTED} | .//*[local-name()='svg']
    | .//section[contains(@class, 'web-only')]
    | .//*[contains(@class, 'published')]
    | .//dl[contains(@class, 'citation')]/*[self::dt/following-sibling::dd[1]//pre or self::dd//pre]
    | .//*[contains(@class, 'quoted-by')]//li[starts-with(string(.), 'Mentioned in')]
    | .//p[a[contains(@class, 'external')][not(contains(@href, ':'))]]"""


def letters(text: str) -> str:
    """Return the letters of a text, which neither numbers of pages nor hyphens change."""
    return "".join(c for c in re.sub(r"\(?p\.\u00a0\w+\)?", "", text) if c.isalpha())


class Volume:
    """A book, its page map, and what must stand in it."""

    def __init__(self, folder: Path, site: Path) -> None:
        """Open what two builders have written; the doctrees of the first stand beside it."""
        self.folder, self.site = folder, site
        self.book = Leaves(folder / "edition.pdf")

    @cached_property
    def pages(self) -> dict[str, Page]:
        """The records of the documents in the book, in its order."""
        stored = Path(f"{self.folder}.trees/environment.pickle").read_bytes()
        found = pickle.loads(stored).domaindata["ed"]["pages"]
        tree = (ROOT / "index.md").read_text("utf-8").partition("{toctree}")[2]
        listed = [name for name in tree.splitlines() if name in found]
        names = [name for name in listed if found[name].header.get("book") != "no"]
        front = [name for name, page in found.items() if page.header.get("book") == "front"]
        return {name: found[name] for name in dict.fromkeys([*front, *names])}

    @property
    def passages(self) -> list[Passage]:
        """The passages of all texts."""
        return [passage for page in self.pages.values() for passage in page.passages]

    @cached_property
    def web(self) -> dict[str, HtmlElement]:
        """What each document says on the web, but for what only a screen needs."""
        found = {}
        for name in self.pages:
            [found[name]] = html.parse(self.site / f"{name}.html").xpath("//*[@role='main']")
            for node in found[name].xpath(ON_SCREEN):
                node.drop_tree()
        return found

    @cached_property
    def outline(self) -> list[tuple[int, str, tuple[int, float]]]:
        """The level of each bookmark, its words, and its sheet and height there."""
        found = []
        with self.book.pdf.open_outline() as outline:
            for chapter in outline.root:
                for level, entry in [(1, chapter), *((2, child) for child in chapter.children)]:
                    to = self.book.leads(pikepdf.Dictionary(Dest=entry.destination))
                    found.append((level, entry.title, to))
        return found

    @cached_property
    def parts(self) -> list[str]:
        """The parts with documents in the book: the captions of the contents."""
        text = (ROOT / "index.md").read_text("utf-8")
        trees = re.findall(r":caption: (.*)\n\n((?:.+\n)+)", text)
        front = [name for name, page in self.pages.items() if page.header.get("book") == "front"]
        return [
            caption for caption, tree in trees
            if any(name in self.pages and name not in front for name in tree.split())
        ]  # fmt: skip

    @property
    def chapters(self) -> list[tuple[int, str]]:
        """The sheets on which chapters open, and their titles."""
        return [(sheet, words) for level, words, (sheet, _) in self.outline if level == 1]

    @cached_property
    def notes(self) -> list[tuple[Tag, Tag]]:
        """Each call, and the note that follows it."""
        root = self.book.root
        pairs = (pair for tag in [root, *root.tags()] for pair in pairwise(tag.kids))
        return [(a, b) for a, b in pairs if isinstance(b, Tag) and b.kind == "Note"]

    @cached_property
    def drawn(self) -> dict[str, list[list[Run]]]:
        """What is drawn of each version of each passage, but its number and its notes."""
        texts, starts, runs = "", [], []
        for run in self.book.root.runs("Note", "TOC"):
            if said := letters(run.text):
                starts.append(len(texts))
                runs.append(run)
                texts += said
        found, at = {}, 0
        for passage in self.passages:
            found[passage.key] = []
            for version in passage.versions:
                found[passage.key].append([])
                for said in map(letters, version.text.splitlines()):
                    at = texts.index(said, at) + len(said)
                    first, last = bisect(starts, at - len(said)) - 1, bisect(starts, at - 1)
                    found[passage.key][-1] += runs[first:last]
        return found
