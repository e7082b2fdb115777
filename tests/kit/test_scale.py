"""No part of the kit turns quadratic: the lines that run are counted, never seconds.

``benchmarks/scale.py`` measures what builds of 1,000 passages and more cost.
"""

from __future__ import annotations

from math import log
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx_edition
from benchmarks import synthetic

from ..counting import lines_run

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..project import Project

KIT = str(Path(sphinx_edition.__file__).parent)
SMALL, LARGE = 100, 400  #: passages
FEW = 2000  #: lines, of which an exponent says nothing
EXPONENT = 1.3  #: the work of a part grows at most with this power of the passages


def is_of_kit(file: str) -> bool:
    return file.startswith(KIT)


def test_no_part_grows_faster_than_the_edition(
    tmp_path: Path, project_at: Callable[[Path], Project]
) -> None:
    found = []
    for passages in (SMALL, LARGE):
        project = project_at(tmp_path / str(passages))
        synthetic.write(project.src, passages)
        found.append(lines_run(project.build, is_of_kit))
    small, large = found
    exponents = {
        name.removeprefix(KIT): log(count / small[name], LARGE / SMALL)
        for name, count in large.items() if count > FEW
    }  # fmt: skip
    assert len(exponents) > 40
    assert {name: power for name, power in exponents.items() if power > EXPONENT} == {}
