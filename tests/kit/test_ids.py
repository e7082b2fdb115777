"""Ids of the sample: typed, each once on its page, and found by every link."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..project import Build, Project


ID = re.compile(r'\sid="([^"]*)"')


LINK = re.compile(r'href="(?!\w+:)([^"#]*)#([^"]+)"')


def test_no_id_is_counted(sample: Build) -> None:
    counted = {
        (name, ident)
        for name, page in sample.files().items()
        for ident in ID.findall(page.decode())
        if re.fullmatch(r"id\d+", ident)
    }
    assert not counted


def test_an_id_stands_once_on_a_page_and_every_link_finds_one(sample: Build) -> None:
    ids = {name: Counter(ID.findall(page.decode())) for name, page in sample.files().items()}
    assert not {(name, i) for name, found in ids.items() for i in found if found[i] > 1}
    for name, page in sample.files().items():
        for path, ident in LINK.findall(page.decode()):
            target = (sample.out / name).parent / path if path else sample.out / name
            goal = str(target.resolve().relative_to(sample.out.resolve()))
            assert ident in ids[goal], f"{name} links to {path}#{ident}"


def test_passages_versions_and_mentions_have_their_typed_ids(sample: Build) -> None:
    for page in sample.pages.values():
        html = sample.files()[f"{page.docname}.html"].decode()
        anchors = [v.anchor for p in page.passages for v in p.versions]
        anchors += [m.anchor for m in page.mentions]
        assert not [a for a in anchors if f'id="{a}"' not in html]
    one = sample.pages["essays/one"]
    assert [m.anchor for m in one.mentions][:3] == [
        "r-orlova-1868.V", "q1.1-harms-1841.11", "q1.2-harms-1841.11",
    ]  # fmt: skip


def test_quotations_of_one_passage_in_one_place_have_ids_of_their_own(project: Project) -> None:
    project.edit(
        "essays/one.md",
        "[2.3] The law has its own view:",
        "[2.3] The law has its own view of {quote}`“A well belongs to all” <harms-1841:11>`, of "
        "{quote}`“A well belongs to all who drink” <harms-1841:11>` and of "
        "{quote}`“A well belongs to all who drink from it” <harms-1841:11>`:",
    )
    mentions = project.build("dummy").pages["essays/one"].mentions
    assert len({m.anchor for m in mentions if m.place == "2.3"}) == 3


HEADINGS = {
    "0.1.0 (2026-11-22)": "s0.1.0-2026-11-22",
    "Глава о верёвке": "глава-о-верёвке",
    "Глава 3": "глава-3",
    "שִׁיר הַחֶבֶל": "שיר-החבל",
    "繩之歌": "繩之歌",
    "∗ ∗": "u2217-u2217",
    "1848": "s1848",
    "Of the well": "of-the-well",
}


def test_headings_in_any_script_have_ids_of_their_words(project: Project) -> None:
    headings = "".join(f"## {words}\n\nText.\n\n" for words in HEADINGS)
    more = "## Again\n\n### 1\n\nText.[^1]\n\n## Once more\n\n### 1\n\n(верёвка)=\n### 2\n\n"
    more += "[^1]: A note.\n"
    page = project.src / "about.md"
    page.write_text(f"---\norphan: true\n---\n# About\n\n{headings}{more}", "utf-8")
    build = project.build()
    assert (build.status, build.warnings) == (0, "")
    html = build.files()["about.html"].decode()
    ids = ID.findall(html)
    assert {*HEADINGS.values(), "s1", "once-more-s1", "верёвка", "n1"} <= {*ids}
    assert not [ident for ident in ids if re.fullmatch(r"id\d+", ident)]
