"""Numbers as scholars write them: typed, spelled in the id by one rule, and never counted."""

from __future__ import annotations

import re

import pytest

from sphinx_edition.loci import OPENING, locus_id

LOCI = {
    "22": "22", "IV": "IV", "5.3a": "5.3a", "12-13": "12-13", "iv": "iv", "1094a1": "1094a1",
    "12r": "12r", "A 51": "A_51", "§ 3": "sect_3", "*12": "star12", "B 51-52": "B_51-52",
    "§§ 3-4": "sectsect_3-4", "f. 12v": "f._12v", "Α 5": "Α_5",
}  # fmt: skip
SOURCE = "sources/anon-1833.md"


@pytest.mark.parametrize("locus", LOCI)
def test_a_locus_opens_a_passage_and_has_an_id(locus):
    match = OPENING.match(f"[{locus}] The wheel")
    assert match
    assert (match[1], locus_id(match[1])) == (locus, LOCI[locus])


@pytest.mark.parametrize(
    "text", ["[see above] x", "[Berlin, 4 May] x", "[sic] x", "[half] x", "[22]x", "[ 22] x",
             "[1_2] x", "[A  5] x", "[a very long run 1] x", "[] x", "[T]he"],
)  # fmt: skip
def test_another_bracket_opens_none(text):
    assert not OPENING.match(text)


def test_loci_are_linked_quoted_and_spelled_in_ids(project):
    project.edit(
        SOURCE,
        "[1] One rope, one well, and one long drink for all.",
        "[iv] One rope, one well, and one long drink for all.\n\n[1094a1] Two *ropes*.\n\n"
        "\\[Berlin, 4 May] Three ropes.\n\n&#91;5] Four ropes.\n\n[§ 3] Five ropes.\n\n"
        ":::{version} edition\nFive lines.\n:::\n\n[*12] Six ropes, *all* wet.",
    )
    for path in project.src.rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace("anon-1833:1", "anon-1833:iv"), "utf-8")
    project.edit(
        "essays/two.md",
        "The rope is no excuse",
        "He has {quote}`“Five ropes” <anon-1833:§ 3>`, {quote}`“Six ropes, all” <anon-1833:*12>` "
        "and {quote}`“[Berlin, 4 May] Three” <anon-1833:1094a1>`. The rope is no excuse",
    )
    build = project.build()
    assert (build.status, build.warnings) == (0, "")
    html = build.files()["sources/anon-1833.html"].decode()
    ids = [ident for ident in re.findall(' id="(p[^"]*)"', html) if not ident.startswith("peek")]
    assert {"piv", "p1094a1", "psect_3", "psect_3-edition", "pstar12"} <= {*ids}
    text = build.pages["sources/anon-1833"].passages[1].versions[0].text
    assert text == "Two ropes.\n[Berlin, 4 May] Three ropes.\n[5] Four ropes."
    links = re.findall(r'href="\.\./sources/anon-1833\.html#([^"]*)"',
                       build.files()["essays/two.html"].decode())  # fmt: skip
    assert {"psect_3", "pstar12", "p1094a1"} <= {*links}
    assert project.build("epub").status == 0
