"""The text's own footnotes are passages of their own, and no remarks of the editors."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from .. import tei

if TYPE_CHECKING:
    from ..project import Project

SOURCE = "sources/anon-1833.md"
STANZA = "[1] One rope, one well, and one long drink for all."
TEXT = f"""{STANZA}

[2] The bucket[^a] is *empty*.[^2n1] It leaks.

[^a]: It had a *hole*, he adds.

    1. And {{passage}}`harms-1841:11`.

    :::{{version}} holt-1852
    :evidence: print
    :copy: a scan

    There was a hole in it.
    :::

[^2n1]: See {{quote}}`“A well belongs to all” <harms-1841:11>`.[^†]

[^†]: Twice.

:::{{version}} holt-1852
:evidence: print
:copy: a scan

The pail[^a] is bare.
:::

:::{{version}} edition
The bucket is empty.[^ours]
:::

:::{{commentary}}
leaks
: So the print.[^b]
:::

[^ours]: A footnote of ours.

[^b]: Another.

***

[3] End.[^3]

[^3]: Sign.
"""


def quoting(project: Project, *quotations: str, text: str = TEXT) -> Project:
    """Let a source have notes of its own, and a passage of an essay quote it."""
    project.edit(SOURCE, "evidence: secondhand", "evidence: print\ncopy: a scan")
    project.edit(SOURCE, STANZA, text)
    words = ", ".join(f"{{quote}}`{quotation}`" for quotation in quotations)
    project.edit("essays/one.md", "[2.3] The law", f"[2.2a] He: {words}\n\n[2.3] The law")
    return project


EXACT = (
    "“It had a hole, he adds. 1. And” <anon-1833:2na>", "“There was a hole” <anon-1833:2na>",
    "“is empty. It leaks” <anon-1833:2>", "“Twice” <anon-1833:2n†>", "“Sign” <anon-1833:3n3>",
)  # fmt: skip


def test_notes_are_quoted_and_apart_from_ours_in_every_output(
    project: Project, tei_all: etree.RelaxNG
) -> None:
    build = quoting(project.themed(), *EXACT).build()
    assert (build.status, build.warnings) == (0, "")
    found = {p.locus: p for p in build.pages["sources/anon-1833"].passages}
    assert {name: p.note_to for name, p in found.items()} == {
        "1": "", "2": "", "2na": "2", "2n†": "2", "2n1": "2", "3": "", "3n3": "3"
    }  # fmt: skip
    assert found["2"].versions[0].text == "The bucket is empty. It leaks."
    assert found["2na"].anchor == "p2na"
    assert found["2n†"].anchor == "p2ndagger"
    page = build.files()["sources/anon-1833.html"].decode()
    for sign, ident in {"na": "2na", "n1": "2n1", "n3": "3n3"}.items():
        assert re.search(rf'<sup><a [^>]*href="#p{ident}">{sign}</a></sup>', page)
    assert {*re.findall(r'<span class="fn-bracket">\[</span>.*?(\d)', page)} == {"1", "2"}
    records = json.loads((build.out / "edition.json").read_text("utf-8"))
    [text] = [t for t in records["texts"] if t["key"] == "anon-1833"]
    assert {p["locus"]: p["noteTo"] for p in text["passages"]}["2na"] == "2"
    root = etree.parse(build.out / "tei/anon-1833.xml")
    own = root.findall(f".//{tei.T}note[@place='bottom']")
    assert {note.getparent().getparent().get("n") for note in own} == {"2na", "2n†", "2n1", "3n3"}
    assert not any(note.get("resp") for note in own)
    calls = [ptr.get("target") for ptr in root.iter(f"{tei.T}ptr") if ptr.get("type") == "note"]
    assert calls == ["#p2na", "#p2n1", "#p2na", "#p2ndagger", "#p3n3"]
    assert tei_all.validate(root), tei_all.error_log
    tei.check_links(build.out)
    for builder in ("epub", "typst", "text"):
        other = project.build(builder)
        assert (other.status, other.warnings) == (0, "")
    book = (project.made / "typst/edition.typ").read_text("utf-8")
    assert book.count("#own-note(") == 4
    assert "#super[#goto(destination(" in book


@pytest.mark.parametrize(
    ("quotation", "message"),
    [
        ("“It had a hole” <anon-1833:2>", "these words stand in anon-1833:2na"),
        ("“It had a whole” <anon-1833:2na>", "hole] whole"),
        ("“bucketna is empty” <anon-1833:2>", "bucket] bucketna"),
    ],
)
def test_a_note_is_quoted_by_its_own_locus(project: Project, quotation: str, message: str) -> None:
    build = quoting(project, quotation).build("dummy")
    assert build.status
    [said] = build.warnings.splitlines()
    assert message in said
    assert said.endswith("[ed.misquoted]")


def test_a_note_is_in_no_row_with_the_text(project: Project) -> None:
    project = quoting(project, "“One rope” <anon-1833:1>")
    project.edit(
        "essays/one.md", "[2.3] The law",
        "> It leaks. It had\n>\n> — {quote}`anon-1833:2`, {quote}`anon-1833:2na`\n\n[2.3] The law",
    )  # fmt: skip
    build = project.build("dummy")
    assert "a note of the text is in no row" in build.warnings


def test_a_sign_is_short(project: Project) -> None:
    text = f"{STANZA}\n\n[2] End.[^what_we_think]\n\n[^what_we_think]: Ours.\n"
    build = quoting(project, "“End” <anon-1833:2>", text=text).build("dummy")
    [said] = build.warnings.splitlines()
    assert "is no sign of a note" in said
    assert said.endswith("[ed.locus]")


def test_a_restated_text_has_none(project: Project) -> None:
    project.edit("essays/two.md", "The rope is no", "The rope[^a] is no")
    path = project.src / "essays/two.md"
    path.write_text(path.read_text("utf-8") + "\n[^a]: Ours.\n", "utf-8")
    build = project.build("dummy")
    assert (build.status, build.warnings) == (0, "")
    assert not [p for p in build.pages["essays/two"].passages if p.note_to]
