"""Compare the pages with the register of published anchors: what was published stays, or moves on.

Pure: text and records in, lines and problems out. A line of ``anchors.txt`` is one of::

    page anchor digest version                          published, in this version of the edition
    page anchor digest version why                      its words were changed
    page anchor moved version successor why             its words stand at another address
    page anchor retired version successor why           they stand nowhere

A page has the anchor ``-``; what has no words of its own to keep, such as a heading, the digest
``-``. The digest is of the words as ``collate`` compares them, so it does not change with their
typography. A line is never altered: a later one is added. One with the version ``-`` is provisional
until a release gives it a number; before that, its address may be changed freely.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..bibliography import Reference
from ..model import COMPARED, Page, Problem
from ..words.digests import digest

HEADING = (
    "# page anchor digest-of-words first-published; additions by `make anchors`, never by hand"
)
HEADING_GONE = "# no longer there: page anchor moved-or-retired since successor why"
GONE = ("moved", "retired")
NONE = PROVISIONAL = "-"
_LINE = re.compile(r"(\S+)\s+(\S+)\s+(\S+)\s+(\d{1,9}(?:\.\d{1,9})*|-)(?:\s+(.+))?")
#: A page is a file below the folder of the edition: no absolute name, no ``..``.
_PAGE = re.compile(r"(?!\.\.?(?:/|$))[^/\\:]+(?:/(?!\.\.?(?:/|$))[^/\\:]+)*")
_WHERE, _WHY = "PAGE#ID", "WHY"  #: the parts of a suggested line that the editor fills in


class Anchor(NamedTuple):
    """A published address: a page, and an id on it or ``-``."""

    page: str
    ident: str

    def __str__(self) -> str:
        return self.page if self.ident == NONE else f"{self.page}#{self.ident}"


class RegisterLine(NamedTuple):
    """What became of an anchor in a version of the edition."""

    state: str  #: the digest of its words, or one of ``GONE``
    version: str
    successor: Anchor | None = None
    why: str = ""
    number: int = 0  #: the line of the file

    def text(self, anchor: Anchor) -> str:
        """Return the line as the file has it; ``PAGE#ID`` stands for a successor not yet named."""
        successor = str(self.successor or _WHERE) if self.state in GONE else ""
        return " ".join(filter(None, [*anchor, self.state, self.version, successor, self.why]))


Register = dict[Anchor, list[RegisterLine]]  #: the lines of each anchor, by version
Published = Mapping[Anchor, tuple[str, int]]  #: a digest of the words of each anchor, and its line


def version_key(version: str) -> tuple[int, ...]:
    """Return a sort key: 0.10 comes after 0.9, and what is not released after all."""
    return (sys.maxsize,) if version == PROVISIONAL else tuple(map(int, version.split(".")))


def published(
    pages: Iterable[Page], works: Iterable[Reference] = ()
) -> dict[Anchor, tuple[str, int]]:  # fmt: skip
    """Map every anchor that the pages publish to the digest of its words and to its line.

    These are passages, versions, headings and other targets, head words, the works that a
    bibliography prints, and mentions; but for plain references, which nobody cites.
    """
    found: dict[Anchor, tuple[str, int]] = {}
    for page in pages:
        found[Anchor(page.docname, NONE)] = (NONE, 1)
        texts = [(v.anchor, v.text, v.line) for p in page.passages for v in p.versions]
        texts += [(m.anchor, m.text, m.line) for m in page.mentions if m.kind in COMPARED]
        for ident, text, line in texts:
            found.setdefault(Anchor(page.docname, ident), (digest(text), line))
        plain = [*page.targets, *((word.anchor, 1) for word in page.head_words)]
        plain += [(m.anchor, m.line) for m in page.mentions if m.kind != "passage"]
        for ident, line in plain:
            found.setdefault(Anchor(page.docname, ident), (NONE, line))
    for work in works:
        if work.docname:
            found.setdefault(Anchor(work.docname, work.anchor), (NONE, 1))
    return found


def read_register(text: str, name: str) -> tuple[Register, list[Problem]]:
    """Parse the text of a register; ``name`` is its file, where each bad line is a problem."""
    register: Register = {}
    problems = []
    for number, row in enumerate(text.splitlines(), 1):
        if not row.strip() or row.startswith("#"):
            continue
        if match := _LINE.fullmatch(row.strip()):
            anchor, line = _parsed(match, number)
            message = _page_fault(anchor, line.successor)
            if not message:
                lines = register.setdefault(anchor, [])
                message = _line_fault(anchor, line, lines)
                lines.append(line)
                lines.sort(key=lambda line: version_key(line.version))
        else:
            message = f"“{row}” is not a line of four words: page, anchor, digest, version"
        if message:
            problems.append(Problem("register", name, number, message))
    return register, problems


def _parsed(match: re.Match[str], number: int) -> tuple[Anchor, RegisterLine]:
    page, ident, state, version, why = match.groups("")
    successor = None
    if state in GONE:
        place, _, why = why.partition(" ")
        new_page, _, new_ident = place.partition("#")
        successor = Anchor(new_page, new_ident or NONE) if new_page else None
    return Anchor(page, ident), RegisterLine(state, version, successor, why.strip(), number)


def _page_fault(*anchors: Anchor | None) -> str:
    """Say which page of a line cannot be one of the edition, if any."""
    for page in (anchor.page for anchor in anchors if anchor):
        if not _PAGE.fullmatch(page):
            return f"“{page}” is no page: write its file, from the folder of conf.py, without .md"
    return ""


def _line_fault(anchor: Anchor, line: RegisterLine, earlier: list[RegisterLine]) -> str:
    form = NONE if anchor.ident == NONE else "[0-9a-f]{8}|-"
    if any(other.version == line.version for other in earlier):
        return f"{anchor} stands here twice"
    if line.state not in GONE and not re.fullmatch(form, line.state):
        return f"“{line.state}” is no digest of {anchor}: put back what stood here"
    if (earlier or line.state in GONE) and line.why in ("", _WHY):
        return f"say at the end why, as in: {line._replace(why=_WHY).text(anchor)}"
    return ""


def is_provisional(lines: list[RegisterLine]) -> bool:
    """Tell whether no release has had an address, so that it may be changed freely."""
    return lines[0].version == PROVISIONAL


def final_anchor(register: Register, now: Published, anchor: Anchor) -> Anchor:
    """Follow the successors of an anchor to one that is published now, or to where they end."""
    seen: set[Anchor] = set()
    while anchor not in now and anchor not in seen:
        seen.add(anchor)
        lines = register.get(anchor)
        anchor = (lines[-1].successor if lines else None) or anchor
    return anchor


def compare(register: Register, now: Published, name: str, version: str) -> Iterator[Problem]:
    """Yield a problem for each registered anchor that the pages have lost, altered or used again.

    ``name`` is the file of the register, ``version`` that of the edition. New anchors are welcome.
    """
    new = {_kept(a, words): a for a, (words, _) in now.items() if a not in register}
    for anchor, lines in sorted(register.items()):
        if is_provisional(lines):
            continue
        last = lines[-1]
        words = next((line.state for line in reversed(lines) if line.state not in GONE), "")
        elsewhere = new.get(_kept(anchor, words)) if anchor.ident != NONE else None
        message = ""
        if anchor not in now and last.state in GONE:
            message = _successor_fault(register, now, anchor, words)
        elif anchor not in now:
            state = "moved" if elsewhere else "retired"
            line = RegisterLine(state, version, elsewhere, _WHY)
            message = (
                f"{anchor} has been published since {lines[0].version} and is gone: bring it back, "
                f"or add the line {line.text(anchor)}"
            )
        elif last.state in GONE:
            message = (
                f"{anchor} was {last.state} in {last.version}, and an address never comes to mean "
                f"something else: give this another number or name ({name}:{last.number})"
            )
        elif now[anchor][0] != last.state:
            unreleased = last.version in (version, PROVISIONAL)
            line = RegisterLine(now[anchor][0], version, why=last.why if unreleased else _WHY)
            hint = f" (they stand at {elsewhere}: give them their number back)" if elsewhere else ""
            message = (
                f"the words of {anchor.ident} are not those published since {last.version}{hint}: "
                "undo the change, or, if it mends the edition, commit it as [Editorial] with this "
                f"line {'instead' if unreleased else 'more'} in {name}: {line.text(anchor)}"
            )
        if message:
            place = (anchor.page, now[anchor][1]) if anchor in now else (name, last.number)
            yield Problem("register", *place, message)


def _kept(anchor: Anchor, words: str) -> tuple[str, str]:
    """Return what stays of an anchor that moves: its words, or else its name."""
    return (anchor.ident if words == NONE else anchor.ident[0], words)


def _successor_fault(register: Register, now: Published, anchor: Anchor, words: str) -> str:
    """Say what is wrong with the successor of an anchor that is gone, if anything is."""
    lines = register[anchor]
    last = lines[-1]
    goal = final_anchor(register, now, anchor)
    if goal not in now:
        if last.successor is None or register.get(goal, lines)[-1].state not in GONE:
            return ""  # reported already: the line names none, or its successor is gone, too
        line = last._replace(successor=None).text(anchor)
        return f"{last.successor} is not there to succeed {anchor}: write {line}"
    known = {now[goal][0], *(line.state for line in register.get(goal, []))}
    if last.state == "moved" and words not in known:
        line = last._replace(state="retired").text(anchor)
        return f"{goal} has other words than {anchor} had: write {line}"
    return ""


def extended_register(register: Register, now: Published, version: str = PROVISIONAL) -> str:
    """Return the text of the register with a line for each new anchor; provisional lines anew."""
    kept = {a: lines for a, lines in register.items() if not is_provisional(lines)}
    new = {a: [RegisterLine(words, version)] for a, (words, _) in now.items() if a not in kept}
    standing, gone = [HEADING], [HEADING_GONE]
    for anchor, lines in sorted((kept | new).items()):
        section = gone if lines[-1].state in GONE else standing
        section += [line.text(anchor) for line in lines]
    return "\n".join([*standing, *(gone if len(gone) > 1 else []), ""])


def untidy(register: Register, now: Published) -> list[Anchor]:
    """Return the anchors whose lines `anchors` would add, take out or change."""
    provisional = {a: lines[-1].state for a, lines in register.items() if is_provisional(lines)}
    new = [a for a in now if a not in register]
    return new + [a for a, words in provisional.items() if a not in now or now[a][0] != words]


def stamped(text: str, version: str) -> str:
    """Return the text of a register whose provisional lines have a version."""
    return re.sub(
        r"^((?!#)\S+[ \t]+\S+[ \t]+\S+[ \t]+)-(?=\s|$)", rf"\g<1>{version}", text, flags=re.M
    )
