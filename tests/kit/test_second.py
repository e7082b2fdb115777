"""A new user, with nothing but the wheel: new, own texts, two releases, and no word of others."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from .conftest import install_wheel
from .manual import Block, Player
from .test_style import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

SECOND = Path(__file__).with_name("second")
#: Words of the texts that `new` writes, of the sample of these tests, and of the edition here.
OTHERS = rf"emerson|seneca|hobgoblin|consistency|a sample|harms|orlova|the well\b|{NAMES}"
FIRST_RELEASE = """\
-edition_date = ""  # of publication, such as "2027-01-31"
+edition_date = "2027-01-31"
"""
SECOND_RELEASE = """\
-version = release = "0.1.0"
+version = release = "0.2.0"
-edition_date = "2027-01-31"
+edition_date = "2027-06-30"
"""
LINE = re.compile(
    r"(?:line|more in anchors\.txt:|instead in anchors\.txt:) (\S+ \S+ \w+ 0\.2\.0 .+)"
)


def release(player: Player, version: str) -> None:
    """Register the addresses, commit, release, and tag."""
    player.type(f"""\
$ sphinx-edition anchors
$ git add .
$ git commit -q -m "Version {version}"
$ sphinx-edition release
Version {version} is ready. To publish it:
$ git add .
$ git commit -q -m "Number the addresses of version {version}"
$ git tag -a v{version} -m "Version {version}"
$ sphinx-edition build
The web edition is in _build/html/index.html
""")


@pytest.fixture(scope="module")
def player(bare: Path, tmp_path_factory: pytest.TempPathFactory) -> Player:
    """Return an edition that has been released twice."""
    if not shutil.which("git"):
        pytest.skip("no git here (Debian: apt install git)")
    player = Player(tmp_path_factory.mktemp("second"), bare / "bin")
    player.type("""\
$ sphinx-edition new boatmen --title "Songs of Boatmen" --editors "A. Lindqvist" --licence CC-BY-4.0
$ cd boatmen
$ sphinx-edition build
The web edition is in _build/html/index.html
$ rm essays/*.md sources/*.md references.bib
$ git init -q -b main
""")
    shutil.copytree(SECOND, player.folder, dirs_exist_ok=True)
    sentence = (
        "Say here in two or three sentences what this edition is: which texts, for whom, and why."
    )
    player.change(Block("diff", "index.md", f"-{sentence}\n+Four texts on boatmen.\n"))
    player.change(Block("diff", "conf.py", FIRST_RELEASE))
    heading = "-## 0.1.0 (unreleased)\n+## 0.1.0 (2027-01-31)\n"
    player.change(Block("diff", "about/changes.md", heading))
    release(player, "0.1.0")
    change(player)
    release(player, "0.2.0")
    return player


def change(player: Player) -> None:
    """Change a word, move a passage, and register both with the lines that the messages give."""
    player.change(Block("diff", "conf.py", SECOND_RELEASE))
    heading = (
        "-## 0.1.0 (2027-01-31)\n+## 0.2.0 (2027-06-30)\n+\n+### Words\n+\n+- Tolls 7 and 8.\n"
    )
    player.change(Block("diff", "about/changes.md", f"{heading}+\n+## 0.1.0 (2027-01-31)\n"))
    for name, old, new in [
        ("sources/toll-1744.md", "because he is paid", "since he is paid"),
        ("sources/toll-1744.md", "[9] A toll", "[8] A toll"),
        ("essays/wages.md", "toll-1744:9", "toll-1744:8"),
    ]:
        path = player.folder / name
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert player.run("sphinx-edition check") == 1
    lines = [match.removesuffix(" [ed.register]") for match in LINE.findall(player.output)]
    assert len(lines) == 3, player.output  # the words, the passage, and what quotes it
    with (player.folder / "anchors.txt").open("a", encoding="utf-8") as register:
        register.writelines(f"{line.replace('WHY', 'a slip of ours')}\n" for line in lines)


def outputs(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file that is published."""
    for path in sorted(folder.rglob("*.*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".pdf":
            yield name, " ".join(page.extract_text() for page in PdfReader(path).pages)
        elif path.suffix == ".epub":
            with ZipFile(path) as archive:
                for inner in archive.namelist():
                    yield f"{name}/{inner}", archive.read(inner).decode("utf-8", "replace")
        elif path.suffix == ".zip":
            continue  # its files are published beside it
        elif "_static" not in path.parts and path.suffix not in (".inv", ".js"):
            yield name, path.read_text("utf-8")
    for path in sorted(folder.glob("search/*.js")):
        yield path.name, path.read_text("utf-8")


def test_no_word_of_another_edition_is_published(player: Player) -> None:
    found = dict(outputs(player.folder / "_build/html"))
    assert {"edition.pdf", "edition.json", "tei/toll-1744.xml", "index.html"} <= {*found}
    assert any(name.startswith("edition.epub/") for name in found)
    assert [
        (name, match[0])
        for name, text in found.items()
        for match in re.finditer(OTHERS, text, re.IGNORECASE)
    ] == []
    assert sum("Nauta vetus canit" in text for text in found.values()) > 5


def test_the_texts_of_a_new_user_are_shown_as_they_are(player: Player) -> None:
    pages = player.folder / "_build/html"
    song = (pages / "sources/ferry-song-0870.html").read_text("utf-8")
    assert ">c. 870<" in song
    tolls = (pages / "sources/toll-1744.html").read_text("utf-8")
    assert 'id="p7n1"' in tolls
    data = (pages / "edition.json").read_text("utf-8")
    assert "<br" not in data
    assert data.count('"exact"') == 3
    assert data.count('"variant"') >= 1
    assert "Restated in our words" in (pages / "essays/wages.html").read_text("utf-8")


def test_what_was_published_is_still_there(player: Player) -> None:
    pages = player.folder / "_build/html"
    tolls = (pages / "sources/toll-1744.html").read_text("utf-8")
    assert 'id="p9"' in tolls
    assert tolls.count("a slip of ours") == 2
    assert player.run("git tag") == 0
    assert player.output.split() == ["v0.1.0", "v0.2.0"]


@pytest.mark.parametrize(
    ("language", "heading"), [("de", "Diese Seite zitieren"), ("fr", "Citer cette page")]
)
def test_it_is_built_in_another_language(
    player: Player, bare: Path, tmp_path: Path, language: str, heading: str
) -> None:
    other = Player(tmp_path / language, bare / "bin")
    shutil.copytree(player.folder, other.folder, ignore=shutil.ignore_patterns("_build"))
    conf = other.folder / "conf.py"
    text = conf.read_text("utf-8")
    assert text.count("language = 'en'") == 1
    conf.write_text(text.replace("language = 'en'", f"language = {language!r}"), "utf-8")
    assert other.run("sphinx-edition build") == 0, other.output
    page = (other.folder / "_build/html/essays/wages.html").read_text("utf-8")
    assert f'<html lang="{language}"' in page
    assert heading in page
    assert "Cite this page" not in page


def test_a_newer_kit_builds_the_same_edition_and_keeps_its_registers(
    player: Player, bare: Path, wheel: Path, newer_wheel: Path
) -> None:
    def state() -> dict[str, bytes]:
        pages = sorted((player.folder / "_build/html").rglob("*.html"))
        return {str(file): file.read_bytes() for file in [player.folder / "anchors.txt", *pages]}

    before = state()
    install_wheel(bare, newer_wheel)
    try:
        where = (
            "python -c \"from importlib.metadata import version; print(version('sphinx-edition'))\""
        )
        assert player.run(where) == 0
        assert player.output.strip() == "99.1"
        assert player.run("sphinx-edition release") == 1  # but only since it has been released
        assert "v0.2.0 has been released: raise the version" in player.output
        assert player.run("sphinx-edition build") == 0, player.output
        assert state() == before
    finally:
        install_wheel(bare, wheel)
