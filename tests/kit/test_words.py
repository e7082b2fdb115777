"""Which of the words that an editor typed are compared."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from ..tei import T

if TYPE_CHECKING:
    from ..project import Build, Project

SOURCE = "sources/anon-1833"
STANZA = "[1] One rope, one well, and one long drink for all."
VERSE = "[2] Down goes the bucket,\\\nup *comes  \nthe song*.\n\nRound\\\ngoes the rope."


def add(project: Project, text: str, essay: str = "") -> Project:
    """Let a passage follow in a source, and a passage of an essay quote it."""
    project.edit(f"{SOURCE}.md", "evidence: secondhand", "evidence: print\ncopy: a scan")
    project.edit(f"{SOURCE}.md", STANZA, f"{STANZA}\n\n{text}\n")
    if essay:
        project.edit("essays/one.md", "[2.3] The law", f"[2.2a] {essay}\n\n[2.3] The law")
    return project


def words(build: Build, page: str = SOURCE, locus: str = "2") -> str:
    """Return the words of a passage, which those of its pieces are, too."""
    assert (build.status, build.warnings) == (0, "")
    [version] = next(p.versions for p in build.pages[page].passages if p.locus == locus)
    pieces = "\n".join(block.text for block in version.blocks)
    assert [line.split() for line in pieces.split("\n")] == [
        line.split() for line in version.text.split("\n")
    ]
    return version.text


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


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("[2] The [well](../index.md) is {doc}`deep </index>`.", "The well is deep."),
        ("[2] The [well]{.witness} is [deep]{.argument}.", "The well is deep."),
        ("[2] A <!-- private --> word,\n% private\nand one.", "A word,\nand one."),
        ("[2] A rope.\n\n<!-- private\nstill -->\n\n> And\n>\n> % private", "A rope.\nAnd"),
        (VERSE, "Down goes the bucket,\nup comes\nthe song.\nRound\ngoes the rope."),
        ("[2] In that year:\n\n1848. The people\nrose.", "In that year:\n1848. The people rose."),
        ("[2] So:\n\n1848) Rope\n1850) Well\n", "So:\n1848) Rope\n1850) Well"),
        ("[2] So:\n\n12. 5. 1848 it\n\n    1. began", "So:\n12. 5. 1848 it\n1. began"),
        ("[2] So:\n\n* rope\n* well\n\n  deep", "So:\nrope\nwell\ndeep"),
        ("[2] So:\n\n> One: yes.\n>\n> — No, said she.", "So:\nOne: yes.\n— No, said she."),
        ("[2] So:\n\n> The rope\n> — the long one —\n> is here.",
         "So:\nThe rope — the long one — is here."),
        ("[2] One.\n\n* * *\n\nTwo.\n\n---\n\n> a\n>\n> ***\n>\n> b", "One.\nTwo.\na\nb"),
        ("[2] A\n\n| a | b |\n|---|---|\n| c | *d* |", "A\na\nb\nc\nd"),
        ("[2] A\n\n> b\n>\n> > c\n> >\n> > d\n\n    e\n    f", "A\nb\nc\nd\ne\nf"),
        ("[2] A\n\n:::{note}\nb\n\nc\n:::", "A\nb\nc"),
        ("[2] A well[^a] is deep.\n\n[^a]: A note.", "A well is deep."),
        ("[2] \\- No, said she.\n\n\\<b> &lt;i>", "- No, said she.\n<b> <i>"),
    ],
)  # fmt: skip
def test_a_text_has_all_the_words_that_are_typed_and_no_others(
    project: Project, typed: str, said: str
) -> None:
    assert words(add(project, typed).build("dummy")) == said


@pytest.mark.parametrize(
    "quotation",
    [
        "{quote}`“Down goes the bucket, up comes the song” <anon-1833:2>`",
        "{quote}`“Down goes the bucket, / up comes / the song. / Round / goes” <anon-1833:2>`",
        "{quote}`“Down goes the *bucket*, up **comes**” <anon-1833:2>`",
        "{quote}``“Down goes the `bucket`” <anon-1833:2>``, *{quote}`“the song” <anon-1833:2>`*",
        "so:\n\n> Down goes the bucket,\\\n> up comes\\\n> the song\\\n> — {quote}`anon-1833:2`",
        "so:\n\n> goes the [bucket](../index.md),\n>\n> * up comes\n>\n> — {quote}`anon-1833:2`",
    ],
)
def test_verse_and_emphasis_and_links_are_quoted_as_their_words(
    project: Project, quotation: str
) -> None:
    words(add(project, VERSE, quotation).build("dummy"))


def test_an_attribution_names_a_passage_or_a_work(project: Project) -> None:
    quotation = "so:\n\n> — Down goes the bucket\n> — song, {quote}`anon-1833:2`"
    build = add(project, "[2] — Down goes the bucket", quotation).build("dummy")
    assert words(build, "essays/one", "2.2a") == "so:\n— Down goes the bucket"


def test_a_comment_is_in_no_output(project: Project) -> None:
    note = ":::{commentary}\nRound\n: Song.\n\n  % private\n:::"
    text = f"{VERSE}\n% private\n\n<!-- private -->\n\n{note}"
    project = add(project.themed(), text, "Nothing. <!-- private -->\n% private")
    for builder in ("html", "epub", "typst"):
        build = project.build(builder)
        assert (build.status, build.warnings) == (0, "")
        assert not [name for name, data in build.files("**/*").items() if b"private" in data]


def test_verse_and_pauses_are_so_in_every_output(project: Project) -> None:
    text = f"{VERSE}\n\n***\n\nSo.\n\n***\n\n[3] End."
    build = add(project.themed(), text, "{echo}`“Down goes the bucket” <anon-1833:2>`").build()
    assert (build.status, build.warnings) == (0, "")
    page = (build.out / f"{SOURCE}.html").read_text("utf-8")
    plain = unescape(re.sub(r"<(?!br|hr)[^>]*>", "", page))
    assert "bucket,<br />\nup comes<br />\nthe song.\nRound<br />\ngoes" in plain
    assert page.count("<hr") == 2
    for name in ("all.html", "essays/one.html"):  # the preview
        shown = re.sub(r"<(?!br)[^>]*>", "", (build.out / name).read_text("utf-8"))
        assert "Down goes the bucket,<br />\nup comes<br />\nthe song.<br />\nRound<br />" in shown
    data = json.loads((build.out / "edition.json").read_text("utf-8"))
    [said] = [p["versions"][0]["text"] for t in data["texts"] for p in t["passages"]
              if p["key"] == "anon-1833:2"]  # fmt: skip
    verse = "Down goes the bucket,\nup comes\nthe song.\nRound\ngoes the rope."
    assert said == f"{verse}\nSo."
    assert json.dumps(verse)[1:-1] in (build.out / "search/texts-0.js").read_text("utf-8")
    tei = etree.parse(build.out / "tei/anon-1833.xml")
    stanzas = [["".join(line.itertext()) for line in stanza] for stanza in tei.iter(f"{T}lg")]
    assert stanzas == [
        ["Down goes the bucket,", "up comes", "the song."],
        ["Round", "goes the rope."],
    ]
    assert len([*tei.iter(f"{T}milestone")]) == 2
    book = project.build("typst")
    assert (book.status, book.warnings) == (0, "")
    typst = (book.out / "edition.typ").read_text("utf-8")
    assert "Down goes the bucket\\, \\ up #emph[comes \\ the song]" in typst
    assert typst.count("#transition()") == 2
    plain = project.build("text").out / f"{SOURCE}.txt"
    assert "bucket,\nup *comes\nthe song*." in plain.read_text("utf-8")
