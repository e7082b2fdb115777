"""No word of the real edition can change unnoticed: each is changed in turn."""

from __future__ import annotations

import os
import random
import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sphinx_edition.edition import Edition, ordered
from sphinx_edition.gate import anchors
from sphinx_edition.model import COMPARED

from ..falsified import figures
from ..mutations import WORDS, changed, other, words_of
from ..project import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_edition.model import Mention, Page, Version

    from ..project import Build, Project

NOT_TEXTS = shutil.ignore_patterns(".*", "_build", "copies", "src", "tests", "benchmarks", "docs")
SEED, SAMPLE = 1848, 10

if not list(ROOT.glob("essays/*.md")) and not os.environ.get("CI"):
    pytest.skip("no essays here, and this is not CI", allow_module_level=True)


@pytest.fixture(scope="module")
def real(project_at: type[Project], tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a copy of the real edition."""
    project = project_at(tmp_path_factory.mktemp("real"))
    shutil.copytree(ROOT, project.src, ignore=NOT_TEXTS)
    return project


@pytest.fixture(scope="module")
def build(real: Project) -> Build:
    """Register every anchor of it, as a release does."""
    register = real.src / "anchors.txt"
    register.unlink(missing_ok=True)
    build = real.build("anchors")
    assert (build.status, build.warnings) == (0, "")
    register.write_text(anchors.stamped(register.read_text("utf-8"), "0.1.0"), "utf-8")
    return build


@pytest.fixture(scope="module")
def pages(build: Build) -> dict[str, Page]:
    return build.pages


@pytest.mark.parametrize("how", WORDS)
def test_the_register_tells_every_changed_word_of_every_passage_and_quotation(
    pages: dict[str, Page], how: str
) -> None:
    now = anchors.published(pages.values())
    register, _ = anchors.read_register(anchors.extended_register({}, now, "1"), "anchors.txt")
    assert not list(anchors.compare(register, now, "anchors.txt", "2"))
    told = 0

    def tell(page: Page, ident: str, line: int) -> None:
        nonlocal told
        after = now | anchors.published([page])
        (problem,) = anchors.compare(register, after, "anchors.txt", "2")
        assert (problem.docname, problem.line) == (page.docname, line)
        assert f" {ident} " in problem.message
        told += 1

    for page in pages.values():
        alone = replace(page, passages=(), mentions=())
        for passage in page.passages:
            for version in passage.versions:
                for text in changed(version.text, how, words_of(version.text)):
                    versions = (replace(version, text=text),)
                    one = replace(alone, passages=(replace(passage, versions=versions),))
                    tell(one, version.anchor, version.line)
        for mention in page.mentions:
            if mention.kind in COMPARED:
                for text in changed(mention.text, how, words_of(mention.text)):
                    one = replace(alone, mentions=(replace(mention, text=text),))
                    tell(one, mention.anchor, mention.line)
    assert told > 2000


def test_no_falsified_quotation_passes(pages: dict[str, Page]) -> None:
    found = figures(Edition(pages=ordered(pages.values())))
    assert {kind: passed for kind, (_, passed) in found.items() if passed} == {}
    assert all(counts.total() > 50 for counts, _ in found.values()), found


def samples(pages: dict[str, Page]) -> Iterator[tuple[str, Version | Mention, str]]:
    """Yield words of the edition at random: page, what it stands in, the word."""
    everything = [
        (page.docname, thing, match[0])
        for page in pages.values()
        for thing in [
            *(v for p in page.passages for v in p.versions),
            *(m for m in page.mentions if m.kind in COMPARED),
        ]
        for match in re.finditer(r"\b[^\W\d_]{5,}\b", thing.text)
    ]
    return iter(random.Random(SEED).sample(everything, SAMPLE))


def test_a_word_changed_in_its_file_is_told_by_file_and_line(real: Project, build: Build) -> None:
    for docname, thing, word in samples(build.pages):
        path = real.src / f"{docname}.md"
        before = path.read_text("utf-8")
        lines = before.split("\n")
        whole = re.compile(rf"\b{word}\b")
        at = thing.line - 1
        while lines[at].startswith(":") or not whole.search(lines[at]):
            at += 1
        lines[at] = whole.sub(word[:-1] + other(word[-1]), lines[at], count=1)
        path.write_text("\n".join(lines), "utf-8")
        after = real.build("dummy")
        assert after.status
        said = f"{path}:{thing.line}: WARNING: the words of {thing.anchor} are not those published"
        assert said in after.warnings, f"{word}: {after.warnings}"
        path.write_text(before, "utf-8")
    assert real.build("dummy").status == 0
