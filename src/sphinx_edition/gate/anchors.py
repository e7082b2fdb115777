"""The register of published anchors: what has been published stays, or says where it went.

Pure: text and records in, lines and problems out. A line of ``anchors.txt`` is one of::

    page anchor digest version                          published, in this version of the edition
    page anchor digest version why                      its words were changed
    page anchor moved version successor why             its words stand at another address
    page anchor retired version successor why           they stand nowhere

A page has the anchor ``-``; the digest stands for the words as ``collate`` sees them, so that
typographic tidying leaves it alone. No line is ever altered: a later one is added.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..model import COMPARED, Notice, Page, Problem
from ..words.digests import digest

HEADING = (
    "# page anchor digest-of-words first-published; additions by `make anchors`, never by hand"
)
RETIRED = "# no longer there: page anchor moved-or-retired since successor why"
GONE = ("moved", "retired")
_NONE = "-"
_LINE = re.compile(r"(\S+)\s+(\S+)\s+(\S+)\s+(\d+(?:\.\d+)*)(?:\s+(.+))?")
_WHERE, _WHY = "PAGE#ID", "WHY"  #: what an editor has to fill in of a line to paste


class Anchor(NamedTuple):
    """The address of a published thing: a page, and an id on it or ``-``."""

    page: str
    ident: str

    def __str__(self) -> str:
        return self.page if self.ident == _NONE else f"{self.page}#{self.ident}"


class RegisterLine(NamedTuple):
    """What a version of the edition made of an anchor."""

    state: str  #: the digest of its words, or one of ``GONE``
    version: str
    successor: Anchor | None
    why: str
    number: int


Register = dict[Anchor, list[RegisterLine]]


def version_key(version: str) -> tuple[int, ...]:
    """Return what versions are sorted by."""
    return tuple(map(int, version.split(".")))


def published(pages: Iterable[Page]) -> dict[Anchor, tuple[str, int]]:
    """Map every anchor that the pages publish to the digest of its words and to its line."""
    found: dict[Anchor, tuple[str, int]] = {}
    for page in pages:
        found[Anchor(page.docname, _NONE)] = (_NONE, 1)
        for passage in page.passages:
            for version in passage.versions:
                anchor = Anchor(page.docname, version.anchor)
                found.setdefault(anchor, (digest(version.text), version.line))
        for mention in page.mentions:
            if mention.kind in COMPARED:
                anchor = Anchor(page.docname, mention.anchor)
                found.setdefault(anchor, (digest(mention.text), mention.line))
    return found


def read_register(text: str, name: str) -> tuple[Register, list[Problem]]:
    """Parse a register into anchor → its lines by version, with a problem for each bad line."""
    register: Register = {}
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            message = f"“{line}” is not a line of four words: page, anchor, digest, version"
            problems.append(Problem("register", name, number, message))
            continue
        anchor, state, why = Anchor(found[1], found[2]), found[3], found[5] or ""
        before, successor = register.setdefault(anchor, []), None
        if state in GONE:
            where, _, why = why.partition(" ")
            page, _, ident = where.partition("#")
            successor = Anchor(page, ident or _NONE) if page else None
        new = RegisterLine(state, found[4], successor, why.strip(), number)
        form = _NONE if anchor.ident == _NONE else "[0-9a-f]{8}"
        message = ""
        if any(other.version == new.version for other in before):
            message = f"{anchor} stands here twice"
        elif state not in GONE and not re.fullmatch(form, state):
            message = f"“{state}” is no digest of {anchor}: put back what stood here"
        elif (before or state in GONE) and new.why in ("", _WHY):
            message = (
                f"say at the end why, as in: {register_line(anchor, state, new.version, successor)}"
            )
        if message:
            problems.append(Problem("register", name, number, message))
        before.append(new)
        before.sort(key=lambda line: version_key(line.version))
    return register, problems


def register_line(
    anchor: Anchor, state: str, version: str, successor: object, why: str = _WHY
) -> str:
    """Return a line of the register, with what an editor has to fill in."""
    where = [str(successor or _WHERE)] if state in GONE else []
    return " ".join(filter(None, [*anchor, state, version, *where, why]))


def final_anchor(register: Register, now: Mapping[Anchor, object], anchor: Anchor) -> Anchor:
    """Follow the successors of an anchor to one that is published now, or to where they end."""
    seen: set[Anchor] = set()
    while anchor not in now and anchor not in seen:
        seen.add(anchor)
        lines = register.get(anchor)
        anchor = (lines[-1].successor if lines else None) or anchor
    return anchor


def compare(
    register: Register, now: Mapping[Anchor, tuple[str, int]], name: str, version: str
) -> Iterator[Problem]:
    """Say what the pages have lost or altered of what is registered; additions are welcome."""
    fresh = {(a.ident[0], words): a for a, (words, _) in now.items() if a not in register}
    for anchor, lines in sorted(register.items()):
        last, since = lines[-1], lines[0].version
        published = next((line.state for line in lines[::-1] if line.state not in GONE), "")
        elsewhere = fresh.get((anchor.ident[0], published)) if anchor.ident != _NONE else None
        if anchor in now and last.state in GONE:
            yield Problem(
                "register", anchor.page, now[anchor][1],
                f"{anchor} was {last.state} in {last.version}, and an address never comes to mean "
                f"something else: give this another number or name ({name}:{last.number})",
            )  # fmt: skip
        elif last.state in GONE:
            goal = final_anchor(register, now, anchor)
            if goal not in now:
                if last.successor is None or register.get(goal, lines)[-1].state not in GONE:
                    continue  # this has been told, or is on that one's account
                line = register_line(anchor, last.state, last.version, None, last.why)
                message = f"{last.successor} is not there to succeed {anchor}: write {line}"
                yield Problem("register", name, last.number, message)
            elif last.state == "moved" and published not in (
                now[goal][0], *(line.state for line in register.get(goal, []))
            ):  # fmt: skip
                line = register_line(anchor, "retired", last.version, last.successor, last.why)
                message = f"{goal} has other words than {anchor} had: write {line}"
                yield Problem("register", name, last.number, message)
        elif anchor not in now:
            line = register_line(anchor, "moved" if elsewhere else "retired", version, elsewhere)
            yield Problem(
                "register", name, last.number,
                f"{anchor} has been published since {since} and is gone: bring it back, "
                f"or add the line {line}",
            )  # fmt: skip
        elif now[anchor][0] != last.state:
            new = last.version == version  # what this very version published is not out yet
            why = last.why if new else _WHY
            line = register_line(anchor, now[anchor][0], version, None, why)
            hint = f" (they stand at {elsewhere}: give them their number back)" if elsewhere else ""
            yield Problem(
                "register", anchor.page, now[anchor][1],
                f"the words of {anchor.ident} are not those published since {last.version}{hint}: "
                "undo the change, or, if it mends the edition, commit it as [Editorial] with this "
                f"line {'instead' if new else 'more'} in {name}: {line}",
            )  # fmt: skip


def notices(register: Register, now: Mapping[Anchor, tuple[str, int]]) -> Iterator[Notice]:
    """Yield what is to be told at each address that has no longer the words it had at first."""
    for anchor, lines in sorted(register.items()):
        goal = final_anchor(register, now, anchor)
        gone = lines[-1].state in GONE
        for line in lines[-1:] if gone else lines[1:]:
            if goal in now:
                place = (*anchor, *goal)
                page, ident, new_page, new_ident = (part.removeprefix(_NONE) for part in place)
                state = line.state if gone else "changed"
                yield Notice(page, ident, new_page, new_ident, line.version, line.why, state)


def extended_register(
    register: Register, now: Mapping[Anchor, tuple[str, int]], version: str
) -> str:
    """Return the register's text with a line for everything that it did not have yet."""
    new = {
        a: [RegisterLine(w, version, None, "", 0)] for a, (w, _) in now.items() if a not in register
    }
    rows: tuple[list[str], list[str]] = ([HEADING], [RETIRED])
    for anchor, lines in sorted((register | new).items()):
        rows[lines[-1].state in GONE].extend(
            register_line(anchor, line.state, line.version, line.successor, line.why)
            for line in lines
        )
    return "\n".join([*rows[0], *(rows[1] if len(rows[1]) > 1 else []), ""])
