"""Collect what the kit says to readers, and bring the catalogs of translations up to date.

``python -m tests.catalogs`` adds to each catalog the sentences that are new in the code, and takes
away those that are gone. ``python -m tests.catalogs nl`` begins one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from sphinx_edition.book.markup import SENTENCE
from sphinx_edition.catalogs import FOLDER
from sphinx_edition.web.bundle import MESSAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

KIT = FOLDER.parent
_METHODS = {".py": "python", ".html": "jinja2", ".jinja": "jinja2"}


def template() -> Catalog:
    """Return the catalog of all sentences, without translations."""
    found = Catalog(project="sphinx-edition", fuzzy=False)
    for path in sorted(KIT.rglob("*.*")):
        for message in _messages(path):
            found.add(message, locations=[(path.relative_to(KIT).as_posix(), 0)])
    return found


def _messages(path: Path) -> Iterator[str | tuple[str, ...]]:
    """Yield each sentence of a file; with its plural, if it has one."""
    if path.suffix in _METHODS:
        with path.open("rb") as file:
            for _, message, _, _ in extract(_METHODS[path.suffix], file):
                yield message
    elif path.suffix == ".typ":
        yield from SENTENCE.findall(path.read_text("utf-8"))
    elif path.parent.name == "messages":
        for found in MESSAGE.finditer(path.read_text("utf-8")):
            yield json.loads(found[2])


def read(path: Path) -> Catalog:
    """Return a catalog."""
    with path.open("rb") as file:
        return read_po(file)


def write(catalog: Catalog, path: Path) -> None:
    """Write a catalog: sorted, without what changes by itself, such as dates and lines."""
    header = {
        "Language": catalog.locale_identifier, "Content-Type": "text/plain; charset=utf-8",
        "Plural-Forms": catalog.plural_forms,
    }  # fmt: skip
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in header.items())
    with path.open("wb") as file:
        file.write(f'msgid ""\nmsgstr ""\n{lines}\n'.encode())
        write_po(file, catalog, width=100, sort_output=True, include_lineno=False,
                 omit_header=True, ignore_obsolete=True)  # fmt: skip


def main(names: list[str]) -> None:
    """Renew all catalogs, and begin those of the languages that are named."""
    paths = [*sorted(FOLDER.glob("*.po")), *(FOLDER / f"{name}.po" for name in names)]
    for path in paths:
        catalog = read(path) if path.exists() else Catalog(path.stem, project="sphinx-edition")
        catalog.update(template(), no_fuzzy_matching=True)
        write(catalog, path)
        missing = [message.id for message in catalog if message.id and not message.string]
        print(f"{path.name}: {len(catalog)} sentences, {len(missing)} without translation")


if __name__ == "__main__":
    main(sys.argv[1:])
