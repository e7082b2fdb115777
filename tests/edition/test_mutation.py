"""No word of the real edition can change unnoticed: each is changed in turn."""

from __future__ import annotations

import os
import random
import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sphinx_edition.gate import anchors
from sphinx_edition.model import COMPARED
from sphinx_edition.words import collate
from sphinx_edition.words.collate import tokens
from sphinx_edition.words.verdicts import judge

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


def other(letter: str) -> str:
    """Return another letter in the same case."""
    new = "q" if letter.casefold() != "q" else "z"
    return new.upper() if letter.isupper() else new


CHANGES = {
    "a letter": lambda word: word[:-1] + other(word[-1]),
    "its case": lambda word: word[0].swapcase() + word[1:],
    "all of it": lambda word: "",
}


def changed(text: str, how: str) -> Iterator[str]:
    """Yield a text once for each of its words, with that word changed."""
    for token in tokens(text):
        word = text[token.start : token.end]
        if token.is_word and CHANGES[how](word) != word:
            yield text[: token.start] + CHANGES[how](word) + text[token.end :]


@pytest.mark.parametrize("how", CHANGES)
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
                for text in changed(version.text, how):
                    versions = (replace(version, text=text),)
                    one = replace(alone, passages=(replace(passage, versions=versions),))
                    tell(one, version.anchor, version.line)
        for mention in page.mentions:
            if mention.kind in COMPARED:
                for text in changed(mention.text, how):
                    one = replace(alone, mentions=(replace(mention, text=text),))
                    tell(one, mention.anchor, mention.line)
    assert told > 2000


def test_comparison_tells_every_changed_word_of_a_quotation(pages: dict[str, Page]) -> None:
    passages = {p.key: p for page in pages.values() for p in page.passages}
    mentions = [m for page in pages.values() for m in page.mentions if m.kind in COMPARED]
    told = 0
    for mention in mentions:
        before = judge(mention, passages)
        for text in changed(mention.text, "a letter"):
            assert judge(replace(mention, text=text), passages) != before, text
            told += 1
    assert told > 200


def test_comparison_tells_every_changed_word_of_a_source_that_is_quoted(
    pages: dict[str, Page],
) -> None:
    passages = {p.key: p for page in pages.values() for p in page.passages}
    mentions = [m for page in pages.values() for m in page.mentions if m.kind == "quote"]
    told = 0
    for mention in mentions:
        verdict = judge(mention, passages)
        if verdict.version is None or len(mention.targets) > 1:
            continue
        passage = passages[mention.targets[0]]
        spans = collate.places(mention.text, verdict.version.text)
        for token in tokens(verdict.version.text):
            inside = any(a <= token.start < b for place in spans for a, b in place)
            if len(spans) > 1 or not inside or not token.is_word:
                continue
            words = verdict.version.text
            at = token.end - 1
            text = words[:at] + other(words[at]) + words[token.end :]
            versions = tuple(
                replace(v, text=text) if v == verdict.version else v for v in passage.versions
            )
            after = passages | {passage.key: replace(passage, versions=versions)}
            assert judge(mention, after).status == "wrong", text
            told += 1
    assert told > 100


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
