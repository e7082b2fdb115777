"""The index makes itself of the definitions: what stands where, in which order, how shown."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

import pypdf
import pytest
from lxml import html
from lxml.html import HtmlElement

from sphinx_edition.model import Block, Comment, HeadWord, Page, Passage, Piece, Version
from sphinx_edition.web import long_index
from sphinx_edition.words import headwords

if TYPE_CHECKING:
    from ..project import Build, Project

HERE = Path(__file__).parent
WORDS = (
    Version("", "en", "", "", "The world market, and class struggles; Baxists’ market.", "", 1),
    Version("", "de", "", "", "Der Weltmarkt ist Emil Bax’ Wort.", "", 1),
    Version("", "en", "", "", "National markets, Bax's nation: a progressive struggle.", "", 1),
)


def places(*heads: str, forms: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the loci of each head word in a small text; the first has other forms."""
    known = tuple(HeadWord(h, "g", "e", "", () if n else forms) for n, h in enumerate(heads))
    its = zip("126", WORDS, strict=True)
    passages = tuple(Passage(f"mill:{n}", "sources/mill", n, (v,), "", 1) for n, v in its)
    about, said = (Block((Piece(t),)) for t in ("On markets.", "Bax has: world-market."))
    notes = (Comment("commentary", "Wort", "mill:2", 1, (said,)),)
    text = Page("sources/mill", passages=passages, comments=notes, introduction=(about,))
    found = headwords.build_index([Page("g", head_words=known), text], "en")
    return {line.head: " ".join(place.locus or "0" for place in line.places) for line in found}


def test_a_word_is_found_in_other_endings_not_in_other_forms_nor_in_a_longer_head_word() -> None:
    found = places("Struggle", "Nationalism", "Bax, Emil")
    assert found == {"Bax, Emil": "2 6", "Nationalism": "", "Struggle": "1 6"}
    assert places("Market", "World market") == {"Market": "0 1 6", "World market": "1 2"}


def test_other_forms_are_sought_and_lead_to_the_head_word() -> None:
    assert places("World market", forms=("Weltmarkt",)) == {"Weltmarkt": "", "World market": "1 2"}
    assert places("Reactionary, progressive") == {
        "Progressive": "",
        "Reactionary, progressive": "6",
    }


def test_heads_stand_letter_by_letter_without_accents_latin_before_cyrillic() -> None:
    order = ["1848", "Ära", "Arndt, E.", "Arnim", "Élan", "Zeit", "Егор", "Ёлка", "Жук", "Йод"]
    known = tuple(HeadWord(head, "g", "e", "") for head in reversed(order))
    found = headwords.build_index([Page("g", head_words=known)], "en")
    assert [line.head for line in found] == order
    assert "".join(line.letter for line in found) == "0–9AAAEZЕЕЖЙ"


@pytest.fixture
def edition(project: Project) -> Project:
    """Return the sample with a glossary and an index."""
    project.edit("index.md", "concordance\n", "concordance\nglossary\nregister\n")
    project.edit("conf.py", "nitpicky", 'edition_registers = ["glossary"]\nnitpicky')
    return project.lay(HERE / "register")


def lines(build: Build) -> list[str]:
    assert build.status == 0, build.warnings
    tree = fromstring(build.files("register.xml")["register.xml"])
    boxes = [p for p in tree.iter() if p.get("classes") == "index-line" or p.tag == "rubric"]
    return ["".join(p.itertext()).replace("\u00a0", " ").strip() for p in boxes]


def test_the_index_lists_what_is_in_texts_notes_and_definitions(edition: Project) -> None:
    assert lines(edition.build("xml")) == [
        "A", "Altdorf Gazette", "H", "Harms, August, Well and Key 1.1; Common Well 11; Letters V",
        "R", "Rope, Well and Key 1.3, 1.4, 2.1; Keepers 2; Song 1; Common Well 12, 13",
        "S", "Seil, see Rope", "W",
        "Well, Well and Key 1.1, 1.2, 1.5; Song 1; Common Well introduction, 11, 13; Letters III",
    ]  # fmt: skip


def test_every_link_leads_to_its_passage_and_main_ones_are_strong(edition: Project) -> None:
    files = edition.build().files()
    page = files["register.html"].decode()
    main = re.findall(r'href="sources/([^"]*)"><span><strong>', page)
    assert main == ["harms-1841.html#p11", "orlova-1868.html#pV", "harms-1841.html#p12"]
    assert 'href="glossary.html#e-harms-august"' in page
    assert b'<dt id="e-harms-august">' in files["glossary.html"]
    assert re.findall(r"<h2[^>]*>(\w)<", page) == list("AHRSW")


EDITS = {
    "text": ("essays/one.md", "Of the rope he says", "Of the line he says"),
    "note": ("essays/one.md", "is the plain one", "is the plain one for a rope"),
    "introduction": ("sources/anon-1833.md", "the song is known", "Harms knows it"),
    "definition": ("glossary.md", "Pamphleteer. {passage}`harms-1841:11`, ", ""),
    "form": ("glossary.md", "{also}`Seil`", "{also}`Lied`"),
    "name": ("sources/anon-1833.md", "short: Song", "short: Old Song"),
}


@pytest.mark.parametrize("what", EDITS)
def test_what_changes_is_shown_at_once(edition: Project, what: str) -> None:
    before = lines(edition.build("xml"))
    edition.edit(*EDITS[what])
    after = lines(edition.build("xml"))
    assert after == lines(edition.build("xml", into="fresh", tree="fresh-doctrees")) != before


def test_the_book_names_each_page_once(edition: Project) -> None:
    build = edition.build("typst")
    pages = [p.extract_text() for p in pypdf.PdfReader(build.out / "edition.pdf").pages]
    marks = ("Every village", "wer ihn verschließt", "Вода не помнит")
    at = [next(n for n, text in enumerate(pages, 1) if mark in text) for mark in marks]
    assert f"Harms, August, {at[0]}, {at[1]}, {at[2]}\n" in "".join(pages)
    rope = re.findall(r"\d+", re.findall(r"Rope, ([\d,\s]+)", "".join(pages))[0])
    assert rope == sorted(set(rope), key=int)  # of eight places
    named = "Mentioned in Glossary"  # which the index of the book says, and no passage of it
    assert named not in "".join(pages).replace("\n", " ")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_long_index_has_its_places_on_a_page_a_letter(
    edition: Project, builder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = edition.build(builder, into="whole").out
    monkeypatch.setattr(long_index, "_MOST_LINKS", 10)
    parts = edition.build(builder).out

    def index_of(folder: Path, letter: str = "") -> HtmlElement:
        name = f"register{letter}" + ("/index" if builder == "dirhtml" else "")
        return html.parse(folder / f"{name}.html").find(".//div[@class='index docutils container']")

    def links_of(box: HtmlElement) -> list[str]:
        return [link.get("href") for link in box.xpath(".//p[@class='index-line']//a")]

    heads = index_of(parts)
    assert [line.text_content() for line in heads.find_class("index-line")][:2] == [
        "Altdorf Gazette", "Harms, August",
    ]  # fmt: skip
    pages = [link.get("href") for link in heads.xpath(".//h2/a")]
    assert len(pages) == 5
    found = [links_of(index_of(parts, letter)) for letter in ("-a", "-h", "-r", "-s", "-w")]
    assert [*chain.from_iterable(found)] == links_of(index_of(whole))
    for page in pages:
        assert (parts / "register" / page if builder == "dirhtml" else parts / page).exists()
    monkeypatch.undo()
    again = edition.build(builder, "-E").files()
    assert not [name for name in again if "register-" in name]


def test_a_page_named_like_that_of_a_letter_stays(edition: Project) -> None:
    page = edition.src / "register-2.md"
    page.write_text("---\norphan: true\n---\n\n# More\n\nWords.\n", "utf-8")
    edition.build()
    path = edition.src / "register.md"
    path.write_text(path.read_text("utf-8") + "\nMore words.\n", "utf-8")
    assert (edition.build().out / "register-2.html").is_file()


def test_the_page_of_a_letter_takes_the_place_of_no_other(
    edition: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_index, "_MOST_LINKS", 10)
    page = edition.src / "register-w.md"
    page.write_text("---\norphan: true\n---\n\n# Wells\n\nOur words.\n", "utf-8")
    build = edition.build()
    assert "register-w.md:1: WARNING: the index has its places under “W”" in build.warnings
    assert "Our words." in (build.out / "register-w.html").read_text("utf-8")
