"""What was cited is shown as it was, beside what stands there now, by the repository alone."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from sphinx_edition.cli import main
from sphinx_edition.gate.proof import marked

from ..project import SAMPLE, git

if TYPE_CHECKING:
    from pathlib import Path

PLACE = "sources/harms-1841#p12.2"
WORDS = "[12.2] Und wer heute keinen Durst hat, der hat ihn morgen."


def commit(folder: Path, version: str = "") -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Words")
    if version:
        git(folder, "tag", "-a", f"v{version}", "-m", version)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the sample in a repository, with a release."""
    shutil.copytree(SAMPLE, tmp_path / "sample")
    git(tmp_path, "init", "-q", "sample")
    commit(tmp_path / "sample", "0.1")
    return tmp_path / "sample"


@pytest.fixture
def proof(folder: Path, capsys: pytest.CaptureFixture[str]):
    def run(*arguments: str) -> str:
        assert main(["prove", *arguments, "--source", str(folder)]) == 0
        return capsys.readouterr().out

    return run


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "sources/harms-1841.md"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("ident", [
    PLACE, "https://example.org/well/cite/sources/harms-1841.html#p12.2",
    "https://example.org/v/0.1/sources/harms-1841.html#p12.2-holt-1852",
    "sources/harms-1841.html#p12.2:~:text=Und%20wer",
    "harms-1841:12.2", "well.harms-1841.12.2", "edition.pdf#harms-1841:12.2",
])  # fmt: skip
def test_the_words_of_any_address_are_shown(proof, ident: str) -> None:
    out = proof(ident)
    assert out.startswith("Cited: sources/harms-1841, passage 12.2, in version 0.1\nswh:1:cnt:")
    assert WORDS in out
    assert "Now: the words are the same.\n" in out


def test_the_key_of_a_quotation_shows_the_passage_that_has_it(proof) -> None:
    out = proof("well.one.q1.1-harms-1841.11")
    assert out.startswith("Cited: essays/one, passage 1.1, in version 0.1\n")


def test_an_identifier_finds_its_words_once_all_has_changed(folder: Path, proof) -> None:
    swhid = proof(PLACE).splitlines()[1]
    digest = git(folder, "hash-object", "sources/harms-1841.md").strip()
    assert swhid == f"swh:1:cnt:{digest};path=/sources/harms-1841.md;lines=60-67"
    edit(folder, "keinen Durst", "gar keinen Durst")
    commit(folder, "0.2")
    for ident, *version in ([swhid], [swhid.replace(";lines", ";x=y;lines")], [PLACE, "0.1"]):
        out = proof(ident, *version)
        assert "in version 0.1\n" in out
        assert "Now: other words." in out
        assert "heute{+ gar+} keinen" in out
    assert "in version 0.2\n" in proof(PLACE)
    assert "Now: the words are the same." in proof(PLACE, "v0.2")


def test_a_remark_is_no_word_and_what_is_not_committed_is_said(folder: Path, proof) -> None:
    swhid = proof("sources/harms-1841#p11").splitlines()[1]
    edit(folder, "Both *lock* and *castle*", "Both lock and castle")
    out = proof(swhid)
    assert "Now: the words are the same. The notes on them have changed." in out
    assert "This file has changes that are not committed" in out


def test_words_that_moved_are_followed_and_those_that_are_gone_are_missed(
    folder: Path, proof
) -> None:
    (folder / "anchors.txt").write_text(
        "sources/harms-1841 p12.2 moved 0.2 sources/harms-1841#p12a a slip of ours\n"
        "sources/harms-1841 p11 retired 0.2 sources/harms-1841#p12 too much of it\n"
    )
    edit(folder, "[12.2]", "[12a]")
    out = proof(PLACE)
    assert "The register: moved in version 0.2, see sources/harms-1841#p12a: a slip of ours" in out
    assert "Now: the words are the same. They have moved to sources/harms-1841#p12a." in out
    edit(folder, "[12a]", "[14]")
    assert "Now: gone. The working copy has no sources/harms-1841#p12a." in proof(PLACE)
    assert "Now: other words, at sources/harms-1841#p12." in proof("sources/harms-1841#p11")


ERRORS = [
    (["swh:1:cnt:12"], "this is no SWHID of a file"),
    (["swh:1:cnt:" + "0" * 40 + ";lines=1-2"], "no commit of this repository has this file"),
    (["mill"], "this is no passage: write its address"),
    ([PLACE, "9.9"], r"9.9: there is no such version \(known: 0.1\)"),
    (["sources/mill#p1"], "sources/mill.md: there is no such text in version 0.1"),
    (["mill:1"], "essays/mill.md or sources/mill.md: there is no such text in version 0.1"),
    (["sources/harms-1841#p99"], "there is no passage at #p99 in version 0.1"),
]


@pytest.mark.parametrize(("arguments", "message"), ERRORS)
def test_what_cannot_be_found_is_one_message(proof, arguments: list[str], message: str) -> None:
    with pytest.raises(SystemExit, match=message):
        proof(*arguments)


def test_a_file_without_lines_of_a_passage_and_a_folder_without_git(folder: Path, proof) -> None:
    swhid = proof(PLACE).splitlines()[1].partition(";lines")[0]
    with pytest.raises(SystemExit, match="name the lines of a passage of this file"):
        proof(swhid)
    shutil.rmtree(folder / ".git")
    with pytest.raises(SystemExit, match="this needs a git repository"):
        proof(PLACE)


def test_differences_are_marked_by_the_word() -> None:
    assert marked("a b c", "a d c e") == "a [-b-]{+d+} c{+ e+}"
    assert marked("a", "a") == "a"


def test_an_edition_in_a_folder_of_a_repository_has_paths_from_its_root(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(SAMPLE, docs)
    git(tmp_path, "init", "-q")
    commit(tmp_path, "0.1")
    name = "docs/sources/harms-1841.md"
    assert main(["html", "--source", str(docs)]) == 0
    records = json.loads((docs / "_build/html/edition.json").read_text("utf-8"))
    swhids = [
        passage["swhid"] for text in records["texts"] for passage in text["passages"]
        if passage["key"] == "harms-1841:12.2"
    ]  # fmt: skip
    digest = git(tmp_path, "rev-parse", f"v0.1:{name}").strip()
    assert swhids == [f"swh:1:cnt:{digest};path=/{name};lines=60-67"]
    edit(docs, "keinen Durst", "gar keinen Durst")
    commit(tmp_path, "0.2")
    for ident in (*swhids, f"swh:1:cnt:{digest};lines=60"):
        capsys.readouterr()
        assert main(["prove", ident, "--source", str(docs)]) == 0
        out = capsys.readouterr().out
        assert out.splitlines()[1] == swhids[0]
        assert "in version 0.1\n" in out
        assert "heute{+ gar+} keinen" in out
