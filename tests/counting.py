"""Count work, which is the same on a busy machine, where seconds are not."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


def lines_run(work: Callable[[], object], is_counted: Callable[[str], bool]) -> Counter[str]:
    """Return how many lines of each file run while some work is done, of files chosen by path."""
    counts: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _: object) -> Callable[..., object]:
        counts[frame.f_code.co_filename] += event == "line"
        return count

    def trace(frame: FrameType, *_: object) -> Callable[..., object] | None:
        return count if is_counted(frame.f_code.co_filename) else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return counts
