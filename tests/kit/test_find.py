"""What a text has from the passages is found, marked or not, and what only sounds alike is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_edition.copies.reports import findings
from sphinx_edition.model import Mention, Page, Passage, Version
from sphinx_edition.words import find

if TYPE_CHECKING:
    from ..project import Project

WATER = "The keeper of the well is the last bailiff of the old drought, and the rope is his."
ROPE = "It will be asked who is to buy the rope. The answer is as old as the question: the thirsty."
FILLER = "On the morning of the fair the people of the town go to the market and to the church. "


def passage(locus: str, *texts: tuple[str, str, str], docname: str = "sources/mill") -> Passage:
    """Return a passage with versions: key, language, words."""
    versions = tuple(
        Version(key, lang, "print", "a print", words, f"p{locus}", 1) for key, lang, words in texts
    )
    return Passage(f"mill:{locus}", docname, locus, versions, "Nobody asks", 1)


PAGES = [
    Page("sources/mill", "Mills", passages=(
        passage("1", ("", "en", WATER), ("edition", "en", "Seven swans on the silver stream.")),
        passage("2", ("", "en", ROPE), ("late-1900", "en", ROPE.replace("buy", "pay for"))),
        passage("3", ("", "en", FILLER * 40), ("", "de", "Der Brunnen gehört allen Durstigen.")),
    )),
    Page("essays/on", "On", {"text": "restated"}, passages=(
        passage("4", ("", "en", "We restate with our quaint vocabulary.")),
    )),
]  # fmt: skip


def found(text: str) -> list[tuple[str, str, str]]:
    """Return what is found between two stretches of common words: passage, version, words."""
    text = f"{FILLER * 2}\n{text}\n{FILLER * 2}"
    return [
        (one.passage.locus, one.version.key, text[one.start : one.end])
        for one in find.find(text, PAGES)
        if one.passage.locus != "3" or one.version.lang != "en"
    ]


def test_an_exact_stretch_is_found_whole_with_the_common_words_at_its_ends() -> None:
    words = "The answer is as old as the question"
    assert found(f"He says that {words} and nods.") == [("2", "", words)]


def test_what_has_most_comes_first_and_once_in_its_best_version() -> None:
    longer, echo = (
        "who is to pay for the rope. The answer is as old",
        "the last bailiff of that old drought",
    )
    [one, two] = found(f"The {echo} came. So tell us {longer}, he says.")
    assert one == ("2", "late-1900", longer)
    assert two[0] == "1"


def test_an_echo_is_found_in_other_forms_with_words_between() -> None:
    words = "keepers of wells were bailiffs in an old and bitter drought"
    assert found(f"So {words}.") == [("1", "", words)]


@pytest.mark.parametrize(
    "words",
    ["The old man is of the last", "Seven swans on the silver stream",
     "restate with our quaint vocabulary", "drought there was; of the bailiff we say nothing"],
    ids=["common words", "the edition's rendering", "a restatement", "another order"],
)  # fmt: skip
def test_what_is_no_word_of_a_source_is_not_found(words: str) -> None:
    assert found(f"It is said: {words}, and so on.") == []


def test_every_language_is_sought() -> None:
    words = "Der Brunnen gehört allen Durstigen"
    assert found(f"As they say: {words}.") == [("3", "", words)]


def test_quotation_marks_make_a_short_quotation_likelier() -> None:
    assert found("They cry keeper of wells and go.") == []
    assert found("They cry “keeper of wells!” and go.") == [("1", "", "keeper of wells")]


def test_the_report_says_where_how_near_and_whether_it_is_marked() -> None:
    mention = Mention("echo", ("mill:1",), "", "essays/on", "4", "r4-mill.1", 1)
    essay = Page("essays/on", "On", {"text": "restated"}, PAGES[1].passages, (mention,))
    text = f"Title\n\nNobody asks. {FILLER}\nThe keeper of a well is the last bailiff.\n"
    pages = [PAGES[0], essay]
    [name, words, differs] = findings(text, pages, find.find(text, pages)[:1])
    assert name.startswith("1. 95% Mills 1, the original;")
    assert name.endswith("; line 4, [4], echo")
    assert words.strip() == "The keeper of a well is the last bailiff"
    assert differs.strip() == "the] a"
    other = text.replace("Nobody", "Everybody")
    assert next(findings(other, pages, find.find(other, pages))).endswith("; line 4")


def test_the_command_lists_it_and_never_a_page_itself(project: Project) -> None:
    text = project.src / "text.txt"
    text.write_text(
        f"{FILLER}\nIt will be asked who is to mend the rope; the answer is as old as wells.\n",
        "utf-8",
    )
    report = project.build("find", f"-Dedition_text={text}").out / "report.txt"
    assert report.read_text("utf-8").startswith("1. 9")
    source = project.src / "sources/orlova-1868.md"
    assert project.build("find", f"-Dedition_text={source}").status == 0
    assert "Letters" not in report.read_text("utf-8")


def test_a_text_that_is_not_there_is_told_in_words(project: Project) -> None:
    build = project.build("find", "-Dedition_text=none.txt")
    assert build.status not in (0, None)
