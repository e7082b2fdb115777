"""What was read is named for readers: addresses, commits, days and digests are fields."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from lxml import etree, html
from pypdf import PdfReader

from sphinx_edition.catalogs import use
from sphinx_edition.gate.release import gaps
from sphinx_edition.words.witnesses import copy_faults, in_words, witness

from ..tei import T, check_validity

if TYPE_CHECKING:
    from ..project import Project

OLD = "copy: scan of the district library"
NEW = (
    "copy: transcription (github.com/altdorf/wells at 1a2b3c4, files a.txt, b.txt and c.txt), "
    "compared with example.org/the_(first)_print, read 2026-11-20, archived at "
    "https://web.archive.org/web/2026/print"
)
ADDRESSES = [
    "https://github.com/altdorf/wells/tree/1a2b3c4", "https://example.org/the_(first)_print",
    "https://web.archive.org/web/2026/print",
]  # fmt: skip


def test_files_end_where_another_form_begins() -> None:
    named = "github.com/a/b at 1a2b3c4, files a.txt and b.txt"
    for end in ("", "read 2026-11-20", "archived at b.org/c", "words 1a2b3c4d", "comparing both"):
        address = witness(f"{named}, {end}" if end else named).addresses[0]
        assert address.files == ("a.txt", "b.txt")


def test_the_fixed_forms_are_said_in_the_language_of_readers() -> None:
    copy = NEW.removeprefix("copy: ") + ", words 1a2b3c4d"
    assert "".join(words for words, _address in in_words(copy)) == copy
    use("fr")
    try:
        spoken = "".join(words for words, _address in in_words(copy))
    finally:
        use("en")
    assert "altdorf/wells au commit 1a2b3c4, fichiers a.txt, b.txt et c.txt), " in spoken
    assert "lu le 2026-11-20, archivé sous https://web.archive.org" in spoken
    assert spoken.endswith(", empreinte des mots 1a2b3c4d")


@pytest.mark.parametrize(
    ("copy", "addresses"),
    [
        ("example.org, the site; vol. 1, pp. 3–4 (ed. A. B.)", []),  # a name is no address
        ("a scan (archive.org/details/wells).", ["https://archive.org/details/wells"]),
        ("gitlab.com/a/b at 0123456; the rest from c.org/d", [
            "https://gitlab.com/a/b/tree/0123456", "https://c.org/d"]),
        ("c.org/d at noon", ["https://c.org/d"]),
        ("https://c.org/d?e=1&f=2, g", ["https://c.org/d?e=1&f=2"]),
    ],
)  # fmt: skip
def test_addresses_are_found_in_prose(copy: str, addresses: list[str]) -> None:
    assert [address.url for address in witness(copy).addresses] == addresses
    assert [*copy_faults(copy)] == []


def test_a_reader_follows_what_was_read(project: Project, tei_all: object) -> None:
    project.themed().edit("sources/harms-1841.md", OLD, NEW)
    out = project.build().out
    [field] = html.parse(out / "sources/harms-1841.html").xpath(
        "//dd[contains(@class, 'header-evidence')]"
    )
    assert field.xpath(".//a/@href") == ADDRESSES
    assert field.text_content().strip().endswith(f"read in print: {NEW[6:]}.")
    check_validity(out, tei_all)
    [bibl] = etree.parse(out / "tei/harms-1841.xml").iterfind(
        f".//{T}witness[@{{http://www.w3.org/XML/1998/namespace}}id='wit-original']/{T}bibl"
    )
    assert [ref.get("target") for ref in bibl.iterfind(f"{T}ref")] == ADDRESSES
    assert [i.text for i in bibl.iterfind(f"{T}idno[@type='file']")] == ["a.txt", "b.txt", "c.txt"]
    assert bibl.find(f"{T}date").get("when") == "2026-11-20"
    texts = json.loads((out / "edition.json").read_text("utf-8"))["texts"]
    harms = next(text for text in texts if text["key"] == "harms-1841")
    found = harms["passages"][0]["versions"][0]["witness"]
    assert found["addresses"][0] == {
        "url": ADDRESSES[0], "commit": "1a2b3c4", "files": ["a.txt", "b.txt", "c.txt"],
        "archive": False,
    }  # fmt: skip
    assert found["addresses"][2]["archive"]
    assert bibl.find(f"{T}idno[@type='digest']").text == found["digest"]
    project.edit("sources/harms-1841.md", NEW, f"{NEW}, words {found['digest']}")
    assert project.build("check").warnings == ""


def test_a_source_names_the_editions_of_its_text(project: Project) -> None:
    with (project.src / "references.bib").open("a") as file:
        file.write(
            "@book{vane-1999, author = {Harms, August}, title = {Wells}, year = {1999},"
            " related = {harms-1841}, relatedtype = {translationof}, url = {https://a.example/v},"
            " archiveurl = {https://web.archive.org/v}}\n"
        )
    build = project.themed().build("html", "-Dbibtex_default_style=chicago", "-Dedition_date=")
    page = html.parse(build.out / "sources/harms-1841.html")
    [field] = page.xpath("//dd[contains(@class, 'header-editions')]")
    assert "Given here: Harms 1841, Harms 1852. Also: Harms 1999." in field.text_content()
    assert field.xpath(".//a/@href")[2] == "../bibliography.html#vane-1999"
    assert not html.parse(build.out / "essays/one.html").xpath(
        "//dd[contains(@class, 'header-editions')]"
    )
    listed = (build.out / "bibliography.html").read_text("utf-8")
    assert 'Archived at <a class="reference external" href="https://web.archive.org/v">' in listed
    book = project.build("typst", "-Dbibtex_default_style=chicago")
    words = "".join(page.extract_text() for page in PdfReader(book.out / "edition.pdf").pages)
    assert "Also: Harms 1999" in " ".join(words.split())


def test_a_release_asks_for_the_day_on_which_an_address_was_read(project: Project) -> None:
    project.edit("sources/harms-1841.md", OLD, "copy: example.org/print, a transcription")
    found = [*gaps(project.build("check").edition)]
    assert found[0].startswith("nobody signs the edition")
    assert (
        "sources/harms-1841: write “read” and the day after the address in "
        "“example.org/print, a transcription”"
    ) in found
