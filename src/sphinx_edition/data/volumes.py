"""Volumes: editions that this one quotes, in the words that they have published.

Rule: ``edition_volumes`` names each with its address; a passage of it is ``NAME:text:locus``. What
the volume publishes as ``edition.json`` is kept as ``volumes/NAME.json`` and pinned by its digest
in ``volumes.txt``, so that no build needs the network, and nothing changes unseen.
"""

import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from ..model import ESSAYS, SOURCES, Block, Page, Passage, Piece, Problem, Version

PINS = "volumes.txt"
NAME = re.compile("[a-z][a-z0-9-]*")  #: of a volume


def volume_file(name: str) -> str:
    """Return the path of what a volume has published."""
    return f"volumes/{name}.json"


def read_pins(text: str) -> dict[str, str]:
    """Return the digest of each volume, from lines ``NAME sha256 DIGEST``."""
    rows = (line.split() for line in text.splitlines())
    return {row[0]: row[2] for row in rows if len(row) == 3}


def digest(data: bytes) -> str:
    """Return the digest of a file, as 64 digits."""
    return sha256(data).hexdigest()


def read_volumes(
    folder: Path, addresses: Mapping[str, str]
) -> tuple[dict[str, Page], list[Problem]]:
    """Return the texts of all volumes by the address of their page, and what is wrong.

    ``addresses`` has the address of each volume, by its name.
    """
    pages: dict[str, Page] = {}
    problems: list[Problem] = []
    pins_file = folder / PINS
    pins = read_pins(pins_file.read_text("utf-8") if pins_file.is_file() else "")
    for name, address in addresses.items():
        file = volume_file(name)
        advice = f"take it from there: sphinx-edition pin {name} FILE"
        path = folder / file
        data = path.read_bytes() if path.is_file() else b""
        if not data or name not in pins:
            message = f"what the volume “{name}” has published is not pinned here: {advice}"
            problems.append(Problem("volume", PINS, 1, message))
        elif digest(data) != pins[name]:
            message = f"this is not the file that {PINS} has pinned: {advice}"
            problems.append(Problem("volume", file, 1, message))
        else:
            try:
                pages |= volume_pages(data, name, address)
            except ValueError as error:
                problems.append(Problem("volume", file, 1, f"{error}: {advice}"))
    return pages, problems


def volume_pages(data: bytes, name: str, address: str) -> dict[str, Page]:
    """Return the texts of an ``edition.json`` by the address of their page.

    Raises:
        ValueError: with a clause that says so, if this is no such file.
    """
    try:
        return {page.docname: page for page in _pages(json.loads(data), name, address)}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError("this is no edition.json of an edition") from error


def _pages(edition: Mapping[str, Any], name: str, address: str) -> Iterator[Page]:
    base = f"{address.rstrip('/')}/"
    for text in edition["texts"]:
        docname = urljoin(base, _text(text, "address"))
        folder = ESSAYS if text["kind"] == "essay" else SOURCES
        fields = ("short", "author", "date", "lang")
        header = {"folder": folder} | {key: _text(text, key) for key in fields if key in text}
        passages = tuple(_passage(name, docname, passage) for passage in text["passages"])
        yield Page(docname, title=_text(text, "title"), header=header, passages=passages)


def _passage(name: str, docname: str, passage: Mapping[str, Any]) -> Passage:
    if not passage["versions"]:
        raise ValueError(docname)
    return Passage(
        key=f"{name}:{_text(passage, 'key')}", docname=docname, locus=_text(passage, "locus"),
        versions=tuple(map(_version, passage["versions"])), incipit=_text(passage, "incipit"),
        line=0, section=_text(passage, "section"), note_to=_text(passage, "noteTo"),
    )  # fmt: skip


def _version(version: Mapping[str, Any]) -> Version:
    text = _text(version, "text")
    return Version(
        key=_text(version, "key"), lang=_text(version, "lang"),
        evidence=_text(version, "evidence"), copy=_text(version, "copy"), text=text,
        anchor=_text(version, "address").partition("#")[2], line=0,
        blocks=tuple(Block((Piece(line),)) for line in text.split("\n")),
        emphases=tuple((int(start), int(end)) for start, end in version["emphases"]),
    )  # fmt: skip


def _text(record: Mapping[str, Any], field: str) -> str:
    """Return a field that must be text."""
    if not isinstance(text := record[field], str):
        raise TypeError(field)
    return text
