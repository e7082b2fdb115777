"""What pages of the sample say of each other: lists, concordances, comparisons, heads of texts."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring

from sphinx_edition.model import KINDS

if TYPE_CHECKING:
    from ..project import Project


def trees(project: Project) -> dict[str, Element]:
    build = project.build("xml")
    return {name: fromstring(text) for name, text in build.files("**/*.xml").items()}


def boxes(tree: Element, kind: str) -> list[Element]:
    return [e for e in tree.iter() if kind in e.get("classes", "").split()]


def test_each_passage_lists_every_place_that_points_to_it(project: Project) -> None:
    pages = project.build("dummy").pages
    found = trees(project)
    mentions = [mention for page in pages.values() for mention in page.mentions]
    for page in pages.values():
        shown = {
            next(box.iter("locus")).get("ids"): {
                link.get("refuri").rpartition("#")[2]
                for quoted in boxes(box, "quoted-by")
                for link in quoted.iter("reference")
            }
            for box in boxes(found[f"{page.docname}.xml"], "passage")
        }
        assert shown == {
            p.anchor: {m.anchor for m in mentions if p.key in m.targets} for p in page.passages
        }
    assert {m.kind for m in mentions} == set(KINDS)


def test_the_concordance_has_a_row_for_every_mention_but_plain_references(
    project: Project,
) -> None:
    pages = project.build("dummy").pages
    kinds = Counter(m.kind for page in pages.values() for m in page.mentions)
    del kinds["passage"]
    tree = trees(project)["concordance.xml"]
    tables = list(tree.iter("table"))
    assert len(tables) == 3
    totals = [
        t for p in tree.iter("paragraph") if (t := "".join(p.itertext())).startswith("In all")
    ]
    for table, total in zip(tables, totals, strict=True):
        rows = list(table.find("tgroup/tbody"))
        shown = Counter("".join(row[2].itertext()).strip() for row in rows)
        assert shown == kinds
        said = {
            (int(n), kind) for n, kind in re.findall(r"(\d+) (?:× )?(\w+)", total.split(".")[0])
        }
        assert said == {(n, kind) for kind, n in kinds.items()}
        assert f"In all {kinds.total()}:" in total
        assert f"{kinds['quote'] + kinds['variant']} compared" in total


def test_the_list_of_quotations_has_each_quotation_of_an_essay_and_its_verdict(
    project: Project,
) -> None:
    build = project.build("dummy")
    compared = [
        (m.place, build.edition.verdict(m).status)
        for docname, page in sorted(build.pages.items()) if docname.startswith("essays/")
        for m in page.mentions if m.kind in ("quote", "variant")
    ]  # fmt: skip
    boxes = [
        box for box in trees(project)["concordance.xml"].iter("container")
        if box.get("classes") == "quotations"
    ]  # fmt: skip
    listed = [
        (item.find("paragraph/reference/inline").text, item[1].get("classes").split()[-1])
        for box in boxes for item in box.iter("list_item")
    ]  # fmt: skip
    assert len({status for _, status in compared}) > 1
    assert listed == compared


def test_the_three_concordances_have_their_order(project: Project) -> None:
    order, source, evidence = trees(project)["concordance.xml"].iter("table")

    def column(table: Element, at: int) -> list[str]:
        return ["".join(row[at].itertext()).strip() for row in table.find("tgroup/tbody")]

    def runs(cells: list[str]) -> list[str]:
        return [cell for i, cell in enumerate(cells) if i == 0 or cells[i - 1] != cell]

    def named(cells: list[str]) -> list[str]:
        """Return the names; a text named in the row above is not named again."""
        return [cell.split("\u00a0")[0] for cell in cells if "\u00a0" in cell]

    places = runs(named(column(order, 0)))
    assert places == ["Well and Key", "Keepers", "Common Well"]
    texts = named(column(source, 1))
    assert texts == ["Well and Key", "Song", "Common Well", "Letters"]
    verdicts = runs([cell[:6] for cell in column(evidence, 3)])
    assert verdicts == ["exact:", "not ve", "differ", "not co"]


def test_a_quotation_says_how_it_compares(project: Project) -> None:
    tree = trees(project)["essays/one.xml"]
    found = [box[-1] for box in boxes(tree, "comparison") if box.tag == "container"]
    assert ["".join(box[0].itertext()) for box in found] == [
        "Word for word as in the translation of 1852.",
        "“Ein Brunnen gehört allen, die aus ihm trinken”: Word for word as in the original.",
        "Word for word as in the translation of 1852.",
        "One difference from the translation of 1852, of words.",
    ]
    assert "".join(boxes(found[3], "entries")[0][1].itertext()) == "buy] pay for"
    [folded] = boxes(tree, "folded")
    assert "".join(folded[0].itertext()) == (
        "“a well is dug together and emptied one by one”: Two differences from "
        "the translation of 1871, one of them of words. Compare"
    )


def test_the_header_is_shown(project: Project) -> None:
    found = trees(project)
    bodies = {
        name: ["".join(f[1].itertext()).strip() for f in tree.iter("field")]
        for name, tree in found.items()
    }
    assert set(bodies["sources/harms-1841.xml"]) > {
        "August Harms",
        "1841",
        "Vom gemeinsamen Brunnen, pp. 1–40",
        "page of the first printing",
        "Public domain (Harms died in 1866)",
    }
    sentence = "Wording read in print: scan of the district library."
    assert any(sentence in body for body in bodies["sources/harms-1841.xml"])
    links = [r.get("refuri") for f in found["sources/harms-1841.xml"].iter("field")
             for r in f.iter("reference")]  # fmt: skip
    works = ["../bibliography#holt-1852", "../bibliography#harms-1841", "../bibliography#holt-1852"]
    assert links == ["https://example.org/harms", *works]
    assert any("Not verified" in body for body in bodies["sources/anon-1833.xml"])
    assert any("in full" in body for body in bodies["essays/one.xml"])
    assert any(body.startswith("Restated") for body in bodies["essays/two.xml"])


def test_what_goes_unchecked_without_a_copy_is_said(project: Project) -> None:
    report = (project.build("check").out / "report.txt").read_text("utf-8")
    assert "2 incipits and 2 lemmata of essays/two go unchecked without a copy" in report


def test_what_a_quoter_did_by_convention_stands_with_the_verdict(project: Project) -> None:
    project.edit(
        "essays/one.md",
        "> A well belongs to all who drink from it; whoever locks it is a thief […].",
        "> A well belongs to [everyone] who drink […]; whoever locks it is a thief […].",
    )
    text = project.build("text").files("essays/one.txt")["essays/one.txt"].decode()
    words = " ".join(text.split())
    assert "as in the translation of 1852, with one cut and one substitution." in words
    assert "Left out at […]: “from it”." in words
    assert "[everyone] stands for “all”." in words


def test_what_is_put_into_running_words_is_told_below_the_paragraph(project: Project) -> None:
    old = "{quote}`“Ein Brunnen gehört allen, die aus ihm trinken” <harms-1841:11>`"
    project.edit("essays/one.md", old, old.replace("gehört allen", "gehört [nicht] allen"))
    text = project.build("text").files("essays/one.txt")["essays/one.txt"].decode()
    assert "Put in: [nicht]." in " ".join(text.split())
