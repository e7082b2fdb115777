"""Have Typst set the chapters of a book, and set none twice: marks are kept by what made them.

Rule: a chapter begins on a page of its own, so where its lines and notes stand on its pages depends
on nothing but its text, what the layout says of the items in it, and the numbers of the pages to
which it refers. What precedes it only shifts its pages. So the chapters of which this has changed
are set by themselves, and the marks of the others are those of the last time, in this build or in
the one before: cold or warm, the book is the same.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import chain
from pathlib import Path

from .chapters import Fault
from .galley import MARKS, Mark
from .layout import UNSETTLED, Layout
from .markup import unquoted
from .press import Press

_NAMES = re.compile(r'\b(item|destination)\(("(?:[^"\\]|\\.)*")\)')
_NAME = re.compile(r'\(("(?:[^"\\]|\\.)*")\)')
_PAGE_LENGTH = 3700  #: characters of Typst that make a page, roughly
_BATCH = 250_000  #: characters of Typst, after which its memory is given back
#: A page of its own after each sheet: its number says how many pages the sheet has.
_END = '\n#pagebreak(weak: true)#mark("sheet-end", "")~\n'
#: For the contents, all headings stand on pages whose numbers are as long as they will be.
_FAR = "\n#pagebreak(weak: true)#counter(page).update(100)\n"


class Sheet:
    """What Typst sets by itself: a document with its chapter, or what stands before the first."""

    def __init__(self, text: str) -> None:
        """Find the names in a text of Typst."""
        self.text = text
        names = sorted({(kind, unquoted(name)) for kind, name in _NAMES.findall(text)})
        self.places = [name for kind, name in names if kind == "destination"]
        self.items = {name for kind, name in names if kind == "item"} - {"heads"}

    def key(self, base: str, layout: Layout) -> str:
        """Return a digest of all that the marks of the sheet depend on."""
        own = layout.only(self.places, sorted(self.items))
        pages = {name: page for name, (page, _) in own.places.items()}
        parts = [base, self.text, pages, own.instructions]
        return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


class Compositor:
    """Sets sheets, the first of which is what stands before the chapters."""

    def __init__(
        self, press: Press, source: Path, texts: tuple[str, list[str], list[str]], base: str
    ) -> None:
        """Take what stands before the chapters, the chapters, and their headings for the contents.

        ``base`` is a digest of all that is not in these: templates, fonts, pictures.
        """
        self.press, self.source, self.base = press, source, base
        front, chapters, headings = texts
        self.sheets = [Sheet(front), *map(Sheet, chapters)]
        self.front = Sheet("\n".join([front, _END, _FAR, *headings]))
        self.last = Layout({}, {})
        self.length = 0  # of what the process of Typst has set
        self.kept: dict[str, list[Mark]] = {}  # by the keys of sheets, on pages from 1
        self.asked: set[str] = set()

    def load(self, path: Path) -> None:
        """Take the marks that an earlier build has kept; a file that is spoilt has none."""
        try:
            stored = json.loads(path.read_text("utf-8"))
            self.kept = {key: [Mark(*mark) for mark in marks] for key, marks in stored.items()}
        except (FileNotFoundError, ValueError, TypeError, AttributeError):
            self.kept = {}

    def save(self, path: Path) -> None:
        """Keep the marks that this build has asked for."""
        kept = {key: marks for key, marks in self.kept.items() if key in self.asked}
        part = path.with_suffix(".part")
        part.write_text(json.dumps(kept), "utf-8")
        part.replace(path)  # whole or not at all

    def guesses(self, labels: Collection[str]) -> dict[str, tuple[int, int]]:
        """Return a page for each label: roughly, so that a change of one text changes few."""
        body = "".join(sheet.text for sheet in self.sheets[1:])
        found: dict[str, tuple[int, int]] = {}
        for match in _NAME.finditer(body):
            page = 1 + match.start() // _PAGE_LENGTH
            found.setdefault(unquoted(match[1]), (5 * 10 ** (len(str(page)) - 1), 0))
        return {label: found.get(label, (1, 0)) for label in labels}

    def marks(self, layout: Layout, names: Collection[str] | None = None) -> list[Mark]:
        """Return the marks of the book by a layout, or those of some chapters after the front."""
        chapters = self.sheets[1:]
        if names is None:
            self.last = layout
        else:
            chapters = [sheet for sheet in chapters if not sheet.items.isdisjoint(names)]
        sheets = [self.front, *chapters]
        keys = [sheet.key(self.base, layout) for sheet in sheets]
        self.asked.update(keys)
        if keys[0] not in self.kept:
            self.kept[keys[0]], *_ = self._set([self.front], layout)
        missing = {key: sheet for key, sheet in zip(keys, sheets, strict=True)
                   if key not in self.kept}  # fmt: skip
        for batch in _batches(missing.items()):
            _, *found = self._set([self.sheets[0], *(sheet for _, sheet in batch)], layout)
            self.kept.update(zip((key for key, _ in batch), found, strict=True))
        return [*_joined(self.kept[key] for key in keys)]

    def set_book(self, marks: list[Mark]) -> list[Fault]:
        """Write the whole book by the last layout; each mark must be where its sheet has it."""
        self.press.close()
        self.source.write_text(self.text(self.last), "utf-8")
        found = _positions(Mark(*mark) for mark in self.press.evaluate(MARKS))
        wrong = min(_positions(marks) ^ found, default=None)
        return [Fault(wrong[0], wrong[2], UNSETTLED)] if wrong else []

    def text(self, layout: Layout, sheets: Sequence[Sheet] = (), end: str = "") -> str:
        """Return some sheets, or else the whole book, by a layout as a file for Typst."""
        if sheets:
            places = chain.from_iterable(sheet.places for sheet in sheets)
            items = set[str]().union(*(sheet.items for sheet in sheets))
            layout = layout.only(places, sorted(items))
        body = "".join(sheet.text + end for sheet in sheets or self.sheets)
        return f'#import "template.typ": *\n{layout.typst()}{body}'

    def _set(self, sheets: Sequence[Sheet], layout: Layout) -> list[list[Mark]]:
        """Return the marks of sheets, each on pages from 1; the last is where the sheet ends."""
        text = self.text(layout, sheets, _END)
        self.length += len(text)
        if self.length > _BATCH:
            self.press.close()
            self.length = len(text)
        self.source.write_text(text, "utf-8")
        found: list[list[Mark]] = [[]]
        before = 0
        for mark in (Mark(*mark) for mark in self.press.evaluate(MARKS)):
            found[-1].append(mark._replace(page=mark.page - before))
            if mark.kind == "sheet-end":
                found.append([])
                before = mark.page
        return found[:-1]


def _batches(sheets: Iterable[tuple[str, Sheet]]) -> Iterator[list[tuple[str, Sheet]]]:
    """Yield sheets, with their keys, together as long as they are no longer than a batch."""
    batch: list[tuple[str, Sheet]] = []
    length = 0
    for key, sheet in sheets:
        length += len(sheet.text)
        if batch and length > _BATCH:
            yield batch
            batch, length = [], len(sheet.text)
        batch.append((key, sheet))
    if batch:
        yield batch


def _joined(sheets: Iterable[list[Mark]]) -> Iterator[Mark]:
    """Yield the marks of sheets on the pages of a book; a part opens on a recto."""
    last = 0
    for *marks, end in sheets:
        opening = next((mark for mark in marks if mark.kind == "chapter"), end)
        # A part has been set on a recto, before which there may be a blank page.
        is_part = opening.data[1:2] == [True]
        before = last + (last % 2 - opening.page + 1 if is_part else 0)
        yield from (mark._replace(page=mark.page + before) for mark in marks)
        last = before + end.page - 1


def _positions(marks: Iterable[Mark]) -> set[tuple[int, str, str, int]]:
    return {(mark.page, mark.kind, mark.name, round(mark.y)) for mark in marks}
