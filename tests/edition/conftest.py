"""The edition of this repository, built once: its web edition, its book, and a copy bound in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_edition.model import COMPARED
from sphinx_edition.words.collate import places

from ..project import ROOT, Build, build_edition
from .volume import Volume

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 800}
ESSAY = next((f"essays/{file.stem}.html" for file in ROOT.glob("essays/[a-z]*.md")), "")
FILLER = "and so it is said, here and elsewhere, by many who were never asked, with few words,"


@pytest.fixture(scope="session")
def site(once: Callable[..., Path]) -> Path:
    """Return the folder of the edition as HTML."""
    return once("site", build_edition)


@pytest.fixture(scope="session")
def built(site: Path) -> Build:
    """Return that build, with the records that it has read."""
    return Build(0, "", site, Path(f"{site}.trees"))


@pytest.fixture(scope="session")
def volume(site: Path, once: Callable[..., Path]) -> Volume:
    """Return the edition as a book, beside its pages."""
    return Volume(once("volume", lambda out: build_edition(out, "-b", "typst")), site)


@pytest.fixture(scope="session")
def copy(built: Build, once: Callable[..., Path]) -> Path:
    """Return a made-up copy of the essay: its incipits, quotations and lemmata, and filler."""
    essay = next(p for p in built.pages.values() if p.header.get("text") == "restated")

    def fill(file: Path) -> None:
        text = ""
        for passage in essay.passages:
            held = [m for m in essay.mentions if m.place == passage.locus and m.kind in COMPARED]
            lemmas = [c.lemma for c in essay.comments if c.passage == passage.key]
            words = [passage.incipit, *(m.text for m in held)]
            for lemma in sorted(lemmas, key=len, reverse=True):
                if not any(places(lemma, part) for part in words):
                    words.append(lemma)
            text += f" {FILLER} ".join([*words, ""]) + "that is all.\n\n"
        file.write_text(text, "utf-8")

    return once("copy.txt", fill)


@pytest.fixture(scope="session")
def own(copy: Path, once: Callable[..., Path]) -> Path:
    """Return the folder of the edition with the made-up copy bound in."""
    given = [f"-Dedition_copy={copy}", "-Dedition_digests=none.txt"]
    return once("own", lambda out: build_edition(out, *given))


@pytest.fixture(scope="session")
def kinds() -> Callable[[Path], list[str]]:
    """Return what names one page of each kind: of the sources the longest, and all others."""

    def named(folder: Path) -> list[str]:
        longest = max(folder.glob("sources/*.html"), key=lambda file: file.stat().st_size)
        folders = (".", "essays", "back", "about")
        files = [longest, *(file for name in folders for file in (folder / name).glob("*.html"))]
        files.sort(key=lambda file: (-file.stat().st_size, file))
        return [file.relative_to(folder).as_posix() for file in files]

    return named


@pytest.fixture(scope="session")
def texts(site: Path) -> list[Path]:
    """Return the pages of the essay and of every source."""
    essay = next((site / "essays").glob("*.html"))
    return [essay, *sorted((site / "sources").glob("*.html"))]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Any]]:
    """Return what opens a file in the browser, wide unless told."""
    opened = []

    def get(file, **options):
        page = browser.new_page(**{"viewport": WIDE, **options})
        opened.append(page)
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto(file.as_uri())
        return page

    yield get
    for page in opened:
        page.close()
