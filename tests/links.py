"""The links that stand in each form of an edition, and where they lead."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pikepdf
from lxml import html

from sphinx_edition.model import is_text

T, ID = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}id"


Links = set[tuple[str, str, str]]  # a page, an id on it, the key of a passage


def key(path: str) -> str:
    """Return the key of a passage of its address: ``sources/mill-1850.html#p22``."""
    return re.sub(r"^(?:.*/)?([^/]+)\.(?:html|xml)#p(.+)$", r"\1:\2", path)


class Page(HTMLParser):
    """The links of a page that follow the id of a mention, or that name a quotation's source."""

    def __init__(self, docname: str, text: str) -> None:  # noqa: D107
        super().__init__()
        self.docname, self.links = docname, set[tuple[str, str, str]]()
        self.figure, self.waiting, self.caption = "", "", False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: D102
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if tag == "figure" and "quotation" in classes:
            self.figure = "?"
        elif "target" in classes and re.match("[qr]", given.get("id", "")):
            if self.figure == "?":
                self.figure = given["id"]
            else:
                self.waiting = given["id"]
        elif tag == "figcaption":
            self.caption = bool(self.figure)
        elif tag == "a" and (self.waiting or self.caption):
            to = key(normpath(join(f"{self.docname}.html/..", given["href"])))
            if given["href"].startswith("#"):
                to = key(f"{self.docname}.html{given['href']}")
            ident = self.waiting or self.figure.strip("?")  # one without has that of another
            if ident and ":" in to and "/" not in to:
                self.links.add((self.docname, ident, to))
            self.waiting = ""

    def handle_endtag(self, tag: str) -> None:  # noqa: D102
        if tag == "figcaption":
            self.figure, self.caption = "", False


def of_pages(folder: Path, docnames: set[str]) -> Links:
    pages = [(d, (folder / f"{d}.html").read_text("utf-8")) for d in docnames]
    return {link for docname, text in pages for link in Page(docname, text).links}


def of_records(folder: Path) -> Links:
    mentions = json.loads((folder / "edition.json").read_text("utf-8"))["mentions"]
    return {(m["page"], m["address"].partition("#")[2], t) for m in mentions for t in m["targets"]}


def of_annotations(folder: Path) -> Links:
    found = set()
    for file in (folder / "annotations").rglob("*.jsonld"):
        here = file.relative_to(folder).as_posix()
        for item in json.loads(file.read_text("utf-8"))["items"]:
            source = normpath(join(here, "..", item["target"]["source"])).removesuffix(".html")
            ident = item["target"]["selector"][0]["value"]
            found |= {(source, ident, key(b["id"])) for b in item["body"] if "id" in b}
    return found


def of_tei(folder: Path, docnames: set[str]) -> Links:
    found = set()
    for docname in docnames:
        root = ET.parse(folder / f"tei/{docname.rpartition('/')[2]}.xml").getroot()
        for node in root.iter():
            if node.tag == f"{T}cit":
                uris = node[0].get("source", "")
            elif node.tag == f"{T}ref" and node.get("type") not in (None, "citation"):
                uris = node.get("target", "")
            else:
                continue
            found |= {(docname, node.get(ID, ""), key(uri)) for uri in uris.split()}
    return {link for link in found if link[1]}  # of two links with one id, the first has it


def missing_in_book(file: Path, links: Links) -> Links:
    """Return the links that do not stand in a PDF where their mention does, or lead elsewhere."""
    with pikepdf.open(file) as book:
        sheets = {page.objgen: n for n, page in enumerate(book.pages)}
        names = pikepdf.NameTree(book.Root.Names.Dests)
        named = {name: (sheets[at[0].objgen], float(at[3])) for name, at in names.items()}
        there = [
            (n, sheets[note.Dest[0].objgen], float(note.Dest[3]))
            for n, page in enumerate(book.pages)
            for note in page.get("/Annots", []) if isinstance(note.get("/Dest"), pikepdf.Array)
        ]  # fmt: skip

    def is_there(docname: str, ident: str, to: str) -> bool:
        (sheet, _), (aim, height) = named[f"{docname}#{ident}"], named[to]
        return any(
            n in (sheet, sheet + 1) and s == aim and abs(y - height) < 20 for n, s, y in there
        )

    return {link for link in links if not is_there(*link)}


def check_same(folder: Path) -> None:
    """Check that the pages, records, TEI and annotations of a folder have the same links."""
    records = of_records(folder)
    docnames = {docname for docname, _, _ in records}
    texts = {docname for docname in docnames if is_text(docname)}
    assert len(records) > 20
    assert of_pages(folder, docnames) == records
    assert of_annotations(folder) == records
    assert of_tei(folder, texts) == {link for link in records if link[0] in texts}


def dead_links(folder: Path) -> set[tuple[str, str]]:
    """Return each address within a folder of pages that names no file, or no id, and its page."""
    trees = {file: html.parse(file) for file in folder.rglob("*.html")}
    idents = {file: {*tree.xpath("//@id")} for file, tree in trees.items()}
    dead = set()
    for page, tree in trees.items():
        for address in {*tree.xpath("//@href | //@src")}:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            # The page for what is not there has its links from the root, where it has them at all.
            base = folder if parts.path.startswith("/") else page.parent
            path = unquote(parts.path).lstrip("/")
            file = (base / path).resolve() if parts.path else page
            file = file / "index.html" if file.is_dir() else file
            ident = unquote(parts.fragment)
            if not file.exists() or (ident and ident not in idents.get(file, {ident})):
                dead.add((page.relative_to(folder).as_posix(), address))
    return dead
