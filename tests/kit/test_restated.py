"""A restated essay: the author's first words and unseen words are shown as his, in every output."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from lxml import html

from ..ereader import X, read

if TYPE_CHECKING:
    from pathlib import Path

    from ..project import Project

LONG = "\n\nrope\n: " + "He has it of her, and she of him, and they of others. " * 40
ADDRESS = "https://weir.example/keepers"


@pytest.fixture
def restated(project: Project) -> Project:
    project.edit("essays/two.md", "rights:", f"published: {ADDRESS}\nrights:")
    project.edit("essays/two.md", "water\n: He", "water = no excuse\n: He")
    return project.themed()


def page(project: Project) -> html.HtmlElement:
    return html.parse(project.build("html").out / "essays/two.html").getroot()


def find(root: html.HtmlElement, name: str) -> list[html.HtmlElement]:
    """Return the elements of a class, or of a tag in angle brackets, inside another such."""
    path = "".join(
        f"//{step[1:-1]}" if step[0] == "<"
        else f"//*[contains(concat(' ', @class, ' '), ' {step} ')]"
        for step in name.split()
    )  # fmt: skip
    found: list[html.HtmlElement] = root.xpath(path)
    return found


def texts(root: html.HtmlElement, name: str) -> list[str]:
    return [" ".join(node.text_content().split()) for node in find(root, name)]


def test_the_incipit_stands_above_and_leads_to_where_the_essay_is_published(
    restated: Project,
) -> None:
    root = page(restated)
    assert texts(root, "opening") == [
        "1 “It is the keeper who …” in full at weir.example",
        "2 “Nor is the rope …” in full at weir.example",
    ]
    assert [link.get("href") for link in find(root, "published <a>")] == [
        f"{ADDRESS}#:~:text=It%20is%20the%20keeper%20who",
        f"{ADDRESS}#:~:text=Nor%20is%20the%20rope",
    ]
    below = [paragraph.getnext() for paragraph in find(root, "opening")]
    assert [p.text_content()[:9] for p in below] == ["Weir blam", "The rope "]
    restated.edit("essays/two.md", f"published: {ADDRESS}\n", "")
    assert texts(page(restated), "opening") == [
        "1 “It is the keeper who …”", "2 “Nor is the rope …”",
    ]  # fmt: skip


def test_each_section_says_whose_words_it_restates(restated: Project) -> None:
    root = page(restated)
    assert texts(root, "<section> voice") == ["Thomas Weir, restated"]
    (line,) = find(root, "voice")
    assert "The keeper" in line.getprevious().text_content()
    search = restated.build("html").out / "search/texts-0.js"
    assert "Weir, restated" not in search.read_text("utf-8")


def test_an_unseen_lemma_is_quoted_and_our_words_for_it_lead_to_its_note(
    restated: Project,
) -> None:
    root = page(restated)
    assert texts(root, "margin <dt>") == ["woke ]", "the author: “water” ]"]
    links = {link.text_content(): link.get("href") for link in find(root, "to-note")}
    assert links == {"woke": "#a1-woke", "no excuse": "#n2-water"}
    unseen, _ = find(root, "unseen")  # the box of the note, and its lemma
    assert unseen.get("id") == "n2-water"


def test_only_notes_far_longer_than_their_passage_are_folded(restated: Project) -> None:
    assert find(page(restated), "more") == []
    restated.edit("essays/two.md", "without her name.", f"without her name.{LONG}")
    root = page(restated)
    assert texts(root, "more <summary>") == ["1 more note"]
    assert len(find(root, "more glosses note")) == 1
    assert len(find(root, "margin note")) == 3


def test_the_epub_says_the_same(restated: Project) -> None:
    root = read(restated.build("epub").out / "edition.epub", "essays/two.xhtml")
    found = {
        name: [" ".join("".join(node.itertext()).split()) for node in root.iter(f"{X}{tag}")
               if name in (node.get("class") or "").split()]
        for name, tag in (("opening", "p"), ("voice", "p"), ("lemma", "span"))
    }  # fmt: skip
    assert found == {
        "opening": [
            "1 “It is the keeper who …” in full at weir.example",
            "2 “Nor is the rope …” in full at weir.example",
        ],
        "voice": ["Thomas Weir, restated"],
        "lemma": ["woke", "the author: “water”"],
    }


def test_a_call_stands_with_the_words_of_the_author_and_not_with_the_link(
    restated: Project,
) -> None:
    restated.edit("essays/two.md", "water = no excuse", "water")
    page = read(restated.build("epub").out / "edition.epub", "essays/two.xhtml")
    openings = [node for node in page.iter(f"{X}p") if node.get("class") == "opening"]
    said = " ".join("".join(openings[1].itertext()).split())
    assert said == "2 “Nor is the rope …”[2] in full at weir.example"


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no pdftotext here (poppler-utils)")
def test_the_book_says_the_same_without_the_link(restated: Project) -> None:
    book: Path = restated.build("typst").out / "edition.pdf"
    run = subprocess.run(["pdftotext", "-layout", book, "-"], capture_output=True, check=True)
    text = re.sub(r"\s+", " ", run.stdout.decode())
    for words in (
        "I. The keeper Thomas Weir, restated",
        "“It is the keeper who …”",
        "the author: “water”] He echoes",
    ):
        assert words in text
    assert "in full at" not in text
