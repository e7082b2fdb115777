"""Two volumes: one quotes the other, as that has published it, and is told when words change."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path

import jsonschema
import pytest
from pypdf import PdfReader

import sphinx_edition
from sphinx_edition import cli

ADDRESS = "https://example.org/letters/"
SCHEMA = Path(sphinx_edition.__file__).parent / "data/edition.schema.json"
ESSAY = """\
---
title: On Schools
short: Schools
author: A. Reader
date: 2020
lang: en
text: full
rights: CC BY 4.0
---

[1] He complains of schools:

> non vitae sed scholae discimus
>
> — Seneca, {quote}`letters:seneca-0064:106.12`

[2] That we learn {variant}`“non scholae sed vitae” <letters:seneca-0064:106.12>` is what is made
of it; he says {quote}`*Quemadmodum omnium rerum* <letters:seneca-0064:106.12>`, and farewell
({echo}`letters:seneca-0064:106.12`).
"""


def run(folder: Path, *arguments: str) -> int:
    return cli.main([*arguments, "--source", str(folder)])


def sources(folder: Path) -> Path:
    """Return an edition of letters, with its pages."""
    options = ("--kind", "source", "--title", "Letters", "--editors", "A. One")
    assert cli.main(["new", str(folder), *options]) == 0
    conf = folder / "conf.py"
    conf.write_text(
        conf.read_text("utf-8").replace('html_baseurl = ""', f'html_baseurl = "{ADDRESS}"'), "utf-8"
    )
    assert run(folder, "html") == 0
    return folder


@pytest.fixture(scope="module")
def volumes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return two editions: of letters, and of an essay that quotes them."""
    root = tmp_path_factory.mktemp("volumes")
    first, second = sources(root / "first"), root / "second"
    assert cli.main(["new", str(second), "--title", "Essays", "--editors", "B. Two"]) == 0
    shutil.rmtree(second / "sources")
    for essay in second.glob("essays/*.md"):
        essay.unlink()
    (second / "essays/schools.md").write_text(ESSAY, "utf-8")
    index = (second / "index.md").read_text("utf-8")
    index = re.sub(
        r"## Sources.*?```\n\n?```\n|## Sources.*?sources/\*\n```\n", "", index, flags=re.S
    )
    (second / "index.md").write_text(index, "utf-8")
    (second / "references.bib").write_text("", "utf-8")
    with (second / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f'edition_volumes = {{"letters": "{ADDRESS}"}}\n')
    assert run(second, "pin", "letters", str(first / "_build/html")) == 0
    return first, second


@pytest.fixture
def pair(volumes: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """Return copies of both, to be changed."""
    for folder in volumes:
        shutil.copytree(folder, tmp_path / folder.name)
    return tmp_path / "first", tmp_path / "second"


def test_words_of_another_volume_are_compared_and_linked_in_every_form(
    volumes: tuple[Path, Path],
) -> None:
    _, second = volumes
    assert run(second, "build") == 0
    page = unescape((second / "_build/html/essays/schools.html").read_text("utf-8"))
    place = f"{ADDRESS}sources/seneca-0064.html#p106.12"
    assert page.count(f'href="{place}"') >= 4
    assert "Quemadmodum omnium rerum, sic litterarum quoque" in page  # the other side of the card
    data = json.loads((second / "_build/html/edition.json").read_text("utf-8"))
    jsonschema.validate(data, json.loads(SCHEMA.read_text("utf-8")))
    statuses = [mention["verdict"]["status"] for mention in data["mentions"]]
    assert statuses == ["exact", "variant", "exact", "uncompared"]
    tei = (second / "_build/html/tei/schools.xml").read_text("utf-8")
    assert place in tei
    cite = unescape((second / "_build/html/cite/essays/schools.html").read_text("utf-8"))
    assert "Quotation in 1 of letters:seneca-0064:106.12" in cite
    book = PdfReader(second / "_build/pdf/edition.pdf")
    links = [note.get_object() for page in book.pages for note in page.get("/Annots", ())]
    assert place in [str(link.get("/A", {}).get("/URI")) for link in links]


def test_a_changed_word_is_told_when_the_pin_is_renewed(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = pair
    letters = first / "sources/seneca-0064.md"
    text = letters.read_text("utf-8")
    letters.write_text(text.replace("non vitae sed scholae", "non vitae at scholae"), "utf-8")
    assert run(first, "html") == 0
    assert run(second, "check") == 0  # what is pinned is what it was
    capsys.readouterr()
    assert run(second, "pin", "letters", str(first / "_build/html/edition.json")) == 0
    assert "Other words than before, or none: letters:seneca-0064:106.12" in capsys.readouterr().out
    assert run(second, "check") == 1
    told = capsys.readouterr().err
    assert "schools.md:13: WARNING: letters:seneca-0064:106.12 has other words: at] sed" in told


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("discimus", "docemus", "volumes/letters.json:1: WARNING: this is not the file that"),
        ("", "", "volumes.txt:1: WARNING: what the volume “letters” has published is not pinned"),
    ],
)
def test_what_is_not_pinned_is_refused(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    _, second = pair
    file = second / "volumes/letters.json"
    text = file.read_text("utf-8")
    file.write_text(text.replace(old, new), "utf-8") if old else file.unlink()
    assert run(second, "check") == 1
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    "data",
    [
        "", "{}", "[]", '{"texts": [{}]}', "[" * 9999, "\ufffd\0",
        '{"texts": [{"address": "a.html", "kind": "source", "title": "T", "passages": [{"key": "a",'
        ' "locus": "1", "versions": [], "incipit": "", "section": "", "noteTo": ""}]}]}',
        '{"texts": [{"address": "a.html", "kind": "source", "title": 5, "passages": []}]}',
    ],
)  # fmt: skip
def test_only_an_edition_is_pinned(pair: tuple[Path, Path], tmp_path: Path, data: str) -> None:
    _, second = pair
    file = tmp_path / "edition.json"
    file.write_text(data, "utf-8")
    before = (second / "volumes.txt").read_bytes()
    with pytest.raises(SystemExit, match=r"this is no edition\.json of an edition"):
        run(second, "pin", "letters", str(file))
    assert (second / "volumes.txt").read_bytes() == before


@pytest.mark.parametrize("name", ["../letters", "Letters", "a:b", "1st"])
def test_a_volume_has_a_name(pair: tuple[Path, Path], name: str) -> None:
    first, second = pair
    with pytest.raises(SystemExit, match="write the name of a volume with a–z"):
        run(second, "pin", name, str(first / "_build/html"))
    assert [path.name for path in (second / "volumes").iterdir()] == ["letters.json"]


def test_pins_that_are_no_text_are_told(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _, second = pair
    (second / "volumes.txt").write_bytes(b"letters sha256 \xff\n")
    with pytest.raises(SystemExit):
        assert run(second, "check") == 0
    assert "volumes.txt:1: WARNING: byte 0xff is not UTF-8" in capsys.readouterr().err


def test_a_passage_that_the_volume_lacks_is_told(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _, second = pair
    essay = second / "essays/schools.md"
    essay.write_text(ESSAY.replace("106.12`\n", "106.11`\n", 1), "utf-8")
    assert run(second, "check") == 1
    told = capsys.readouterr().err
    assert "there is no passage letters:seneca-0064:106.11; did you mean letters:seneca" in told


def test_a_volume_that_is_not_named_is_told(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _, second = pair
    conf = second / "conf.py"
    conf.write_text(conf.read_text("utf-8").replace("edition_volumes", "unused"), "utf-8")
    assert run(second, "check") == 1
    told = capsys.readouterr().err
    assert "106.12; if it is of another volume, name that in edition_volumes and pin it" in told


def test_a_changed_pin_writes_the_pages_again(pair: tuple[Path, Path]) -> None:
    first, second = pair
    assert run(second, "html") == 0
    letters = first / "sources/seneca-0064.md"
    text = letters.read_text("utf-8")
    letters.write_text(text.replace("litterarum quoque", "librorum quoque"), "utf-8")
    assert run(first, "html") == 0
    assert run(second, "pin", "letters", str(first / "_build/html")) == 0
    assert run(second, "html") == 0
    assert "librorum quoque" in (second / "_build/html/essays/schools.html").read_text("utf-8")
