"""What readers are told at an address that no longer has the words it was published with."""

from collections.abc import Iterator

from ..model import Notice
from .anchors import GONE, NONE, Published, Register, final_anchor


def notices(register: Register, now: Published) -> Iterator[Notice]:
    """Yield a notice for each change of words, move or retirement, for the page to show."""
    for anchor, lines in sorted(register.items()):
        goal = final_anchor(register, now, anchor)
        gone = lines[-1].state in GONE
        for line in lines[-1:] if gone else lines[1:]:
            if goal in now:
                yield Notice(
                    anchor.page, anchor.ident.removeprefix(NONE),
                    goal.page, goal.ident.removeprefix(NONE),
                    line.version, line.why, line.state if gone else "changed",
                )  # fmt: skip
