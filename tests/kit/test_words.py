"""Which of the words that an editor typed are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..project import Project


def test_emphasis_and_note_marks_are_no_words(project: Project) -> None:
    project.edit("essays/one.md", "A well belongs to all who", "A well belongs to *all* who")
    project.edit("sources/harms-1841.md", "[11] Ein Brunnen", "[11] Ein *Brunnen*[^lock]")
    build = project.build("dummy")
    assert (build.status, build.warnings) == (0, "")


def test_the_dash_line_is_no_word_even_within_the_last_paragraph(project: Project) -> None:
    project.edit("essays/one.md", "has drink.\n>\n> — after {echo}", "has drink.\n> — after {echo}")
    build = project.build("dummy")
    assert (build.status, build.warnings) == (0, "")
    texts = [m.text for m in build.pages["essays/one"].mentions if m.kind == "echo"]
    assert texts == ["Whoever wakes first", "Who has the rope has drink."]


def test_words_quoted_from_an_essay_in_full_are_proved(project: Project) -> None:
    build = project.build("dummy")
    quote = next(m for m in build.pages["essays/two"].mentions if m.targets == ("one:2.1",)
                 and m.kind == "quote")  # fmt: skip
    assert build.edition.verdict(quote).status == "exact"
