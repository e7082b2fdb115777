"""Each folder in ``bad`` holds one mistake: what it lays over the sample, and what is said of it.

``expect.txt`` has a block a message: ``file:line:``, then what its text must contain, a line each.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_edition.edition import Edition, ordered
from sphinx_edition.gate import preflight, rules
from sphinx_edition.gate.rules import RULES
from sphinx_edition.model import Page, Passage

if TYPE_CHECKING:
    from ..project import Project

BAD = Path(__file__).with_name("bad")
FOLDERS = sorted(path.parent for path in BAD.glob("*/expect.txt"))


def expected(folder: Path) -> list[list[str]]:
    blocks = (folder / "expect.txt").read_text("utf-8").strip().split("\n\n")
    return [block.split("\n") for block in blocks]


def fits(line: str, place: str, *fragments: str) -> bool:
    return line.startswith(f"{place} WARNING: ") and all(text in line for text in fragments)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_mistake_is_told_once_where_it_is_and_again_next_time(
    project: Project, folder: Path
) -> None:
    project.lay(folder)
    copy = project.src / "copy.txt"
    options = ["-D", f"edition_copy={copy}"] if copy.exists() else []
    for time in ("first", "second"):
        build = project.build("dummy", *options)
        assert build.status, f"the {time} build passed"
        said = build.warnings.replace(f"{project.src}/", "").splitlines()
        for block in expected(folder):
            found = [line for line in said if fits(line, *block)]
            assert found, f"the {time} build does not say {block}"
            said = [line for line in said if line not in found[:1]]
        assert not said, f"the {time} build says besides: {said}"


def test_every_rule_has_a_bad_example() -> None:
    assert {folder.name.partition("-")[0] for folder in FOLDERS} == set(RULES)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_bad_example_bears_the_name_of_the_rule_that_it_breaks(folder: Path) -> None:
    assert f"[ed.{folder.name.partition('-')[0]}]" in expected(folder)[0]


@pytest.mark.parametrize(
    "loci",
    [
        "1 2 9 10 11",
        "I II IV V IX X XI XL L XC C",
        "0.1 1.1 1.9 1.10 2.1",
        "5.3 5.3a 5.3b 5.4",
        "22 22.2 22.10 23",
        "556 556.2 567",
        "Q1 Q2 Q19 Q20",
        "A1 B1 C1 D1 E1 I1 L1 M1 N1",
        "I.1 I.2 II.1 IV.1",
        "12-13 14",
        "i iv v ix x xl 1 2",
        "1094a10 1094a9 A_51 §_3 *12 B_7 B_6 1",
    ],
)
def test_numbers_that_rise_are_right(loci: str) -> None:
    passages = tuple(
        Passage(f"bad:{locus}", "essays/bad", locus.replace("_", " "), (), "", line)
        for line, locus in enumerate(loci.split(), 1)
    )
    edition = Edition(pages=ordered([Page("essays/bad", passages=passages)]))
    assert not list(rules.check(edition, []))


@pytest.mark.parametrize(
    "text",
    [
        "```\n:::\n```",
        "```text\n~~~\n:::{note}\n```",
        "~~~\n```\n~~~",
        "````\n```\n````",
        ":::{version} edition\n```\n:::\n```\n:::",
        "::::{version} edition\n:::{note}\nx\n:::\n::::",
        "> :::{note}\n> x\n> :::",
        "- x\n\n  ```\n  x\n  ```",
        "```{toctree}\nx\n```\n\n:::{concordance} order\n:::",
        "```code``` within a line",
        ":: and : and ` are no fences",
    ],
)
def test_sound_fences_are_right(text: str) -> None:
    assert preflight.page("index", f"# Title\n\n{text}\n".encode())[1] == []
