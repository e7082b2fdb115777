"""Each passage has an identifier that anyone can compute from the file of its words."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from sphinx_edition.words.swhid import content_id, passage_lines, source_file

from ..project import SAMPLE

if TYPE_CHECKING:
    from ..project import Build

FILES = sorted([*SAMPLE.glob("essays/*.md"), *SAMPLE.glob("sources/*.md")])


def git_hash(data: bytes) -> str:
    command = ["git", "hash-object", "--no-filters", "--stdin"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("data", [b"", b"\r\n", "Brunnen – \U0001f30a\n".encode(), b"a" * 70_000])
def test_a_file_has_the_identifier_that_git_gives_it(data: bytes) -> None:
    assert content_id(data) == f"swh:1:cnt:{git_hash(data).strip()}"


def test_every_passage_of_a_build_names_the_lines_where_it_stands(sample: Build) -> None:
    records = json.loads((sample.out / "edition.json").read_text("utf-8"))
    texts = {text["key"]: text for text in records["texts"]}
    assert len(texts) == len(FILES)
    for path in FILES:
        lines, text = path.read_text("utf-8").split("\n"), texts[path.stem]
        core = f"swh:1:cnt:{git_hash(path.read_bytes()).strip()}"
        core += f";path=/{path.relative_to(SAMPLE).as_posix()}"
        assert text["swhid"] == core
        for passage in text["passages"]:
            place, _, at = passage["swhid"].rpartition(";lines=")
            first, last = at.split("-") if "-" in at else (at, at)
            if not passage["noteTo"]:
                assert lines[int(first) - 1].startswith(f"[{passage['locus']}]")
            stretch = "\n".join(lines[int(first) - 1 : int(last)])
            assert place == core
            assert stretch == stretch.strip()
            assert re.findall(r"\w+", passage["versions"][-1]["text"])[-1] in stretch


def test_the_identifier_stands_with_the_citation_and_in_the_tei(sample: Build) -> None:
    path = SAMPLE / "sources/harms-1841.md"
    swhid = source_file("sources/harms-1841.md", path.read_bytes()).swhid("12.2")
    assert swhid.endswith(";lines=60-67")
    page = (sample.out / "cite/sources/harms-1841.html").read_text("utf-8")
    assert f"<pre>{swhid}</pre>" in page.partition('id="p12.2"')[2].partition("</section>")[0]
    for name in ("harms-1841.xml", "harms-1841/12.2.xml"):
        tei = (sample.out / "tei" / name).read_text("utf-8")
        assert f'corresp="{swhid}"' in tei
    assert f'<idno type="SWHID">{swhid}</idno>' in tei


def test_lines_end_before_a_heading_and_fences_hide_what_looks_like_a_number() -> None:
    text = "---\ntitle: [1] x\n---\n[1] A[^1]\n\n:::{version} b\n[9] B\n:::\n\n\n## C\n\n[2] D\n"
    assert passage_lines(text + "\n[^1]: E\n\n    F\n") == {
        "1": (4, 8), "2": (13, 13), "1n1": (15, 17),
    }  # fmt: skip


def test_a_path_is_spelled_so_that_no_sign_of_it_ends_the_qualifier() -> None:
    swhid = source_file("sources/a;b%.md", b"[1] A\n").swhid("1")
    assert swhid.endswith(";path=/sources/a%3Bb%25.md;lines=1")
