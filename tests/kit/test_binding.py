"""A reader's own copy is bound rightly, whole or not at all, and stands nowhere else."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from lxml import html

from sphinx_edition.copies import decode

if TYPE_CHECKING:
    from ..project import Build, Project

HERE = Path(__file__).parent
COPY = (HERE / "own/copy.txt").read_text("utf-8")
HOLT = (
    "Chapter 1\n\nA well belongs to all who drink from it; whoever locks it is a thief, though he "
    "has paid for the lock.\n\nIt will be asked who is to buy a new rope. The answer is as old as "
    "the question: everyone who is thirsty. And whoever has no thirst today will have it tomorrow."
)
PLACE = "essays/three"
OURS = {"made of", "slept well", "co-operative", "they say", "This is all"}  # only in the copy


def given(project: Project, text: str = COPY) -> list[str]:
    """Add a restated essay, and give a copy of it."""
    project.lay(HERE / "own")
    (project.src / "copy.txt").write_text(text, "utf-8")
    return ["-D", f"edition_copy={project.src / 'copy.txt'}"]


def test_a_bound_page_has_the_authors_words_and_our_own_folded(project: Project) -> None:
    options = given(project)
    assert project.build("digests", *options, tree="own").status == 0
    assert project.build("anchors").status == 0
    plain = project.build()
    own = project.build("html", *options, into="own-html", tree="own")
    assert (own.status, own.warnings) == (0, "")
    assert own.pages == plain.pages
    before, after = (b.files()[f"{PLACE}.html"].decode() for b in (plain, own))
    ids = [sorted(re.findall(r'\sid="([^"]+)"', text)) for text in (before, after)]
    assert ids[0] == ids[1]
    assert "Your own copy is bound in" in after
    text = " ".join(re.sub("<[^>]+>", "", after).split())
    for para in decode.paragraphs(COPY)[4:-1]:
        if not para.startswith("Of keys"):
            assert all(part in text for part in re.split(r"(?<=[.?:]) (?=[A-Z“])", para))
    assert "Comments" not in text
    assert "locksmith" not in text
    assert after.count("<details") == after.count("In our words</summary>") == 4
    assert "He lets Harms speak: <a" in after
    quote = re.search(
        r'<p>.*id="q1.2-harms-1841.11"></span><a class="reference internal" '
        r'href="../sources/harms-1841.html#p11"><span class="[^"]*">“A well',
        after,
    )
    slip = '<span class="slip"><a class="to-note reference internal" href="#a1.2-spoke">spoke</a>'
    assert quote and f"Harms has {slip}" in quote[0]  # noqa: PT018
    assert '<span class="lemma">whoever locks it</span>' in after  # within a link already
    verdicts = re.findall(r"thief”.*?(Word for word).*?We dig on.*?<details", after, re.S)
    assert len(verdicts) == 1
    assert before.count("collation") == after.count("collation")
    others = [name for name, page in plain.files().items() if own.files()[name] != page]
    assert others == [f"{PLACE}.html"]


def test_quotations_may_share_words(project: Project) -> None:
    options = given(project)
    project.edit(
        f"{PLACE}.md", "He agrees: whoever locks it is one.",
        "He agrees with {quote}`“whoever locks it is a thief” <harms-1841:11>`.",
    )  # fmt: skip
    build = project.build("html", *options)
    assert (build.status, build.warnings) == (0, "")
    page = html.fromstring(build.files()[f"{PLACE}.html"])
    assert not page.xpath("//a//a")
    assert "whoever locks it is a thief" in page.xpath("string(//a[contains(., 'thief')])")


def test_the_book_calls_notes_in_the_authors_words_and_in_links(project: Project) -> None:
    project.edit("index.md", "essays/two\n", "essays/two\nessays/three\n")
    project.edit("essays/one.md", "the plain one for", "the one at {passage}`orlova-1868:IV` for")
    build = project.build("typst", *given(project))
    assert (build.status, build.warnings) == (0, "")
    text = (build.out / "edition.typ").read_text("utf-8")
    assert re.search(
        r"#slip\[spoke#collation\([^]]*\] of it.*?#goto\(.*?“A well.*?\bwhoever locks it#note\(",
        text,
    )
    assert "#argument[In our words][Of what it is made" in text
    assert "He lets Harms speak\\: #xref(" in text
    full = re.search(r"and emptied#note\(.*?the one at (#xref\(.*?)\[", text)
    assert full  # a remark called within a link has its own links
    assert (build.out / "edition.pdf").exists()


def test_an_essay_in_full_has_its_lemmata_and_slips_marked_and_is_recorded_as_it_was(
    project: Project,
) -> None:
    build = project.build("xml")
    tree = ElementTree.fromstring(build.files("essays/one.xml")["essays/one.xml"])
    marked = [
        (node.text, kind) for node in tree.iter("inline")
        for kind in ("slip", "lemma") if kind in node.get("classes", "").split()
        if node.text in ("Others", "emptied")
    ]  # fmt: skip
    assert marked == [("Others", "slip"), ("emptied", "lemma")]
    passage = next(p for p in build.pages["essays/one"].passages if p.locus == "1.5")
    assert passage.versions[0].text.startswith("Others say that “a well is dug together and emp")
    assert passage.versions[0].blocks[0].pieces[0].text == "Others say that "


def texts(build: Build) -> bytes:
    return b"".join(
        path.read_bytes() for folder in (build.out, build.doctrees)
        for path in folder.rglob("*") if path.is_file()
    )  # fmt: skip


def test_nothing_of_a_copy_is_in_another_build_or_in_a_log(project: Project) -> None:
    options = given(project)
    own = project.build("html", *options, into="own", tree="own-trees")
    plain = project.build()
    given(project, COPY.replace("iron", "steel").replace("all who", "all those who"))
    refused = project.build("html", *options, into="refused", tree="refused-trees")
    assert (own.status, plain.status, refused.status) == (0, 0, 1)
    assert "[1.2] of the copy does not quote harms-1841:11" in refused.warnings
    for words in OURS:
        assert words.encode() in texts(own)
        assert words.encode() not in texts(plain) + texts(refused)
        assert words not in own.warnings + refused.warnings


def test_the_page_follows_its_copy_with_the_same_doctrees(project: Project) -> None:
    options = given(project)
    plain = project.build().files()
    own = project.build("html", *options).files()
    assert own != plain
    assert project.build().files() == plain
    given(project, COPY.replace("iron", "steel"))
    assert project.build("html", *options).files() != own
    given(project)
    os.utime(project.src / "copy.txt", ns=(0, time.time_ns() + 10**9))
    assert project.build("html", *options).files() == own


def test_the_register_of_digests_is_extended_and_never_altered(project: Project) -> None:
    options = given(project)
    register = project.src / "copies.txt"
    assert project.build("digests", *options).status == 0
    lines = register.read_text("utf-8").splitlines()
    assert [line.split()[:2] for line in lines[1:]] == [
        [PLACE, locus] for locus in ("1.1", "1.2", "2.1", "2.2")
    ]
    given(project, COPY.replace("iron", "steel"))
    assert project.build("digests", *options).status == 1
    assert register.read_text("utf-8").splitlines() == lines
    register.write_text("\n".join(line for line in lines if " 1.1 " not in line), "utf-8")
    build = project.build("digests", *options)
    assert (build.status, build.warnings) == (0, "")
    assert set(lines) - set(register.read_text("utf-8").splitlines()) == {lines[1]}


def test_a_copy_of_a_source_is_compared_with_its_passages(project: Project) -> None:
    options = given(project, HOLT)
    build = project.build("check", *options)
    assert (build.status, build.warnings) == (0, "")
    report = (build.out / "report.txt").read_text("utf-8")
    assert "The copy is of sources/harms-1841." in report
    assert "word for word: 11 (holt-1852), 12.2 (holt-1852).\n" in report
    assert "in other words: 12 (holt-1852).\n" in report
    assert "not at all: 11 (de), 12 (de), 12.2 (de), 13 (de).\n" in report
    assert "2 incipits and 2 lemmata of essays/two go unchecked" in report
