"""The language of the interface: nothing that readers see is left out of the catalogs."""

from __future__ import annotations

import ast
import re
from html import unescape
from string import Formatter
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from babel.messages.catalog import Catalog
from pypdf import PdfReader

from sphinx_edition import catalogs, cli

from .. import catalogs as tool
from ..project import SAMPLE, Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LANGUAGES = sorted(path.stem for path in catalogs.FOLDER.glob("*.po"))
#: Names that are the same in every language, and words of formats that programs read.
NAMES = {
    "bibtex", "chicago", "mla", "markdown", "csl", "json", "ris", "epub", "pdf", "tei", "doi",
    "isbn", "https", "http", "html", "cc", "typst", "libertinus", "serif", "aa", "new", "computer",
    "modern",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    catalogs.use("en")


def sentences(message: object) -> tuple[str, ...]:
    return message if isinstance(message, tuple) else (str(message),)


# -- the catalogs -------------------------------------------------------------------------------


def test_there_are_catalogs_in_german_and_french() -> None:
    assert {"de", "fr"} <= {*LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_has_every_sentence_and_no_other(language: str) -> None:
    catalog = tool.read(catalogs.FOLDER / f"{language}.po")
    assert {m.id for m in catalog if m.id} == {m.id for m in tool.template() if m.id}
    for message in catalog:
        if message.id:
            assert all(sentences(message.string)), message.id
            assert not message.fuzzy, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_and_tags_of_the_sentence(language: str) -> None:
    def places(text: str) -> list[str]:
        fields = [f"{{{field}}}" for _, field, _, _ in Formatter().parse(text) if field is not None]
        return sorted([*fields, *re.findall(r"</?\w+", text)])

    for message in tool.read(catalogs.FOLDER / f"{language}.po"):
        if message.id:
            full = sentences(message.id)[-1]  # the form for one may leave the number out
            for one in sentences(message.string):
                assert {*places(one)} <= {*places(full)}, message.id
            assert places(sentences(message.string)[-1]) == places(full), message.id


def test_no_sentence_stands_where_the_tools_do_not_see_it() -> None:
    """Babel does not look into f-strings."""
    for path in tool.KIT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                calls = [n for n in ast.walk(node) if isinstance(n, ast.Call)]
                hidden = [
                    call for call in calls
                    if isinstance(call.func, ast.Name) and call.func.id in ("_", "N_", "ngettext")
                    and isinstance(call.args[0], ast.Constant)
                ]  # fmt: skip
                assert not hidden, f"{path}:{node.lineno}"


# -- a language of brackets ---------------------------------------------------------------------


def bracketed() -> Catalog:
    """Return a catalog in which every sentence stands in brackets."""
    catalog = Catalog("eo", fuzzy=False)
    for message in tool.template():
        if message.id:
            strings = tuple(f"⟦{text}⟧" for text in sentences(message.id))
            catalog.add(message.id, strings if isinstance(message.id, tuple) else strings[0])
    return catalog


def lay(folder: Path, language: str) -> Project:
    """Lay the sample, in a language and with the theme, and with pages of every kind."""
    project = Project(folder).lay(SAMPLE)
    path = project.src / "conf.py"
    conf = re.sub(r"^(bibtex_|html_theme|language).*\n", "", path.read_text("utf-8"), flags=re.M)
    conf += f'language = "{language}"\nhtml_theme = "edition"\n'
    path.write_text(f'{conf}suppress_warnings = ["typst.width"]\n', "utf-8")
    return project


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "“The Well.”"),
        ("de", "„The Well“."),
        ("fr", "«\u00a0The Well\u00a0»."),
        ("nl", "“The Well.”"),
    ],
)
def test_a_stop_stands_where_the_language_has_it(language: str, title: str) -> None:
    catalogs.use(language)
    assert catalogs.quoted("The Well", ".") == title


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an edition that is built in the language of brackets."""
    folder = lay(tmp_path_factory.mktemp("eo"), "eo").src
    (folder / "locale").mkdir()
    tool.write(bracketed(), folder / "locale/eo.po")
    assert cli.main(["build", "--source", str(folder)]) == 0
    return folder


def outside(text: str) -> str:
    """Return what stands outside brackets, and what was put into a place of a sentence."""
    depth, found = 0, []
    for char in text:
        depth += (char == "⟦") - (char == "⟧")
        found.append(char if not depth and char != "⟧" else " ")
    return "".join(found)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", text.casefold())


@pytest.fixture(scope="module")
def content(pseudo: Path) -> set[str]:
    """Return all words that the editor of the sample has typed."""
    files = [*pseudo.glob("*.*"), *pseudo.glob("[!_]*/*.md")]
    names = catalogs.Locale("eo")
    known = [*names.languages.values(), *names.months["format"]["wide"].values()]
    typed = " ".join([*(f.read_text("utf-8") for f in files if f.is_file()), *known])
    return {*words(typed), *NAMES}


def visible(html: str) -> str:
    """Return what a page shows or says: text, and attributes that are read out."""
    html = re.sub(r"<(script|style)\b.*?</\1>|<pre>.*?</pre>|<!--.*?-->", " ", html, flags=re.S)
    html = re.sub(r'\b(?:aria-label|alt|title|data-label)="([^"]*)"', r"> \1 <", html)
    return unescape(re.sub(r"<[^>]*>", " ", html))


def test_no_page_has_a_word_that_is_neither_typed_nor_translated(
    pseudo: Path, content: set[str]
) -> None:
    pages = sorted((pseudo / "_build/html").rglob("*.html"))
    assert {"404.html", "all.html", "search.html", "index.html"} <= {p.name for p in pages}
    for page in pages:
        left = {*words(outside(visible(page.read_text("utf-8"))))} - content
        assert not left, page


def test_the_book_and_the_epub_have_no_such_word(pseudo: Path, content: set[str]) -> None:
    book = PdfReader(pseudo / "_build/pdf/edition.pdf")
    text = " ".join(page.extract_text() for page in book.pages)
    assert "⟦" in text
    assert not {*words(outside(re.sub(r"[-\u2010\xad]\s*\n", "", text)))} - content
    with ZipFile(pseudo / "_build/epub/edition.epub") as epub:
        for name in epub.namelist():
            if name.endswith(".xhtml"):
                shown = visible(epub.read(name).decode())
                assert not {*words(outside(shown))} - content, name


def test_the_scripts_say_nothing_that_is_not_translated(pseudo: Path) -> None:
    for name in ("theme", "search", "copy"):
        script = (pseudo / f"_build/html/_static/{name}.js").read_text("utf-8")
        [texts] = re.findall(r"const messages=\{(.*?)\}", script.replace("{}", "")) or [""]
        said = re.findall(r':"(.*?)"', texts)
        assert said, name
        assert all(text.startswith("⟦") for text in said), name
