"""The sample edition: clean in every builder, the same however built, linked and counted."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring

import pytest

from edition.model import KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Build, Project

BUILDERS = ["html", "dirhtml", "epub", "latex", "text", "man", "xml", "gettext", "dummy", "check"]
ID = re.compile(r'\sid="([^"]*)"')
LINK = re.compile(r'href="(?!\w+:)([^"#]*)#([^"]+)"')

EDITS = {
    "the short title of a source": [
        ("sources/harms-1841.md", "short: Common Well", "short: Village Well"),
    ],
    "the short title of an essay": [
        ("essays/two.md", "short: Keepers", "short: On Keepers"),
    ],
    "a quoted word and its quotation": [
        ("sources/harms-1841.md", "all who drink from it", "all who drink of it"),
        ("essays/one.md", "all who drink from it", "all who drink of it"),
    ],
    "a word that a variant differs from": [
        ("sources/harms-1841.md", "who is to buy the rope", "who must buy the rope"),
    ],
    "a word of a passage that is quoted in another language": [
        ("sources/harms-1841.md", "Die Antwort ist so alt", "Die Antwort ist fast so alt"),
    ],
    "a mention taken away": [("essays/two.md", ", {echo}`one:2.1`,", "")],
    "a mention added": [
        ("essays/two.md", "[2] {incipit}`Nor is the rope`",
         "[2] {incipit}`Nor is the rope` As in {allusion}`the letter <orlova-1868:V>`,"),
    ],
    "how a wording is known": [
        ("sources/orlova-1868.md", ":evidence: secondhand",
         ":evidence: seen\n:copy: scan of the reading society"),
    ],
    "the year of a translation": [("references.bib", "year = {1852}", "year = {1853}")],
    "an entry of the bibliography put first": [
        ("references.bib", "@book{one,", "@misc{aa, title = {Aa}, key = {Aa}}\n@book{one,"),
    ],
    "an unquoted passage put first": [
        ("sources/anon-1833.md", "[1] One rope", "[0] Hear me.\n\n[1] One rope"),
        ("sources/anon-1833.md", "evidence: secondhand", "evidence: sense\ncopy: the tune"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder_is_clean(project: Project, builder: str) -> None:
    build = project.build(builder)
    assert (build.status, build.warnings) == (0, "")


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # Sphinx forks its workers
def test_two_processes_write_what_one_writes(project: Project, sample: Build) -> None:
    build = project.build("html", "-j", "2")
    assert (build.status, build.warnings) == (0, "")
    assert build.files() == sample.files()


@pytest.mark.parametrize("between", ["", "dummy"], ids=["alone", "after a check"])
@pytest.mark.parametrize("what", EDITS)
def test_an_incremental_build_is_a_fresh_one(project: Project, what: str, between: str) -> None:
    before = project.build().files()
    for edit in EDITS[what]:
        project.edit(*edit)
    if between:
        assert project.build(between).status == 0
    incremental = project.build()
    fresh = project.build(into="fresh", tree="fresh-doctrees")
    assert (incremental.status, fresh.status) == (0, 0), fresh.warnings
    assert incremental.files() == fresh.files() != before


def test_an_output_outlives_its_environment(project: Project) -> None:
    project.build()
    project.edit("sources/harms-1841.md", "short: Common Well", "short: The Well")
    assert project.build("dummy", tree="fresh").warnings == ""
    lasting = project.build(tree="fresh")
    assert lasting.warnings == ""
    assert lasting.files() == project.build(into="new", tree="new").files()


def test_a_page_that_is_gone_is_forgotten_everywhere(project: Project, sample: Build) -> None:
    essay = project.src / "essays/three.md"
    header = (project.src / "essays/one.md").read_text("utf-8").split("\n\n")[0]
    essay.write_text(
        header.replace("---", "---\norphan: true", 1) + "\n\n[1] See {passage}`anon-1833:1`.\n",
        "utf-8",
    )
    assert b"three.html" in project.build().files()["sources/anon-1833.html"]
    essay.unlink()
    build = project.build()
    (build.out / "essays/three.html").unlink()  # Sphinx leaves the page of a vanished file
    assert build.files() == sample.files()


def test_line_ends_of_windows_change_nothing(project: Project, sample: Build) -> None:
    for path in project.src.rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    build = project.build()
    assert (build.status, build.warnings) == (0, "")
    assert build.files() == sample.files()


def test_another_project_links_to_a_passage(
    project: Project, sample: Build, tmp_path: Path
) -> None:
    other = type(project)(tmp_path / "other")
    other.src.mkdir(parents=True)
    (other.src / "conf.py").write_text(
        'extensions = ["myst_parser", "sphinx.ext.intersphinx"]\nhtml_theme = "basic"\n'
        'intersphinx_mapping = {"edition": '
        f'("https://example.org/", {str(sample.out / "objects.inv")!r})}}\n',
        "utf-8",
    )
    (other.src / "index.md").write_text(
        "# Other\n\n[the well](inv:edition:ed:passage#harms-1841:12.2)\n", "utf-8"
    )
    build = other.build()
    assert (build.status, build.warnings) == (0, "")
    assert (
        b'href="https://example.org/sources/harms-1841.html#p12.2"' in build.files()["index.html"]
    )


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
        (m.place, build.data["verdicts"][m.docname, m.anchor].status)
        for docname, page in sorted(build.pages.items()) if docname.startswith("essays/")
        for m in page.mentions if m.kind in ("quote", "variant")
    ]  # fmt: skip
    boxes = [
        box for box in trees(project)["concordance.xml"].iter("container")
        if box.get("classes") == "quotations"
    ]  # fmt: skip
    listed = [
        (item.find("paragraph/reference/inline").text, item.find("container").get("classes"))
        for box in boxes for item in box.iter("list_item")
    ]  # fmt: skip
    assert len({status for _, status in compared}) > 1
    assert listed == [(place, f"collation {status}") for place, status in compared]


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
    assert verdicts == ["exact:", "unveri", "differ", "not co"]


def test_a_quotation_says_how_it_compares(project: Project) -> None:
    tree = trees(project)["essays/one.xml"]
    said = ["".join(box.itertext()).strip() for box in boxes(tree, "collation")]
    assert len(said) == 4
    assert [text.split(" ")[0] for text in said] == ["Word", "Word", "Differs", "Differs"]
    assert said[2].replace("\u00a0", " ").endswith(": buy] pay for")


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


def test_words_quoted_from_an_essay_in_full_are_proved(project: Project) -> None:
    build = project.build("dummy")
    quote = next(m for m in build.pages["essays/two"].mentions if m.targets == ("one:2.1",)
                 and m.kind == "quote")  # fmt: skip
    assert build.data["verdicts"]["essays/two", quote.anchor].status == "exact"


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
        "scan of the district library",
        "page of the first printing",
        "Public domain (Harms died in 1866)",
    }
    links = [r.get("refuri") for f in found["sources/harms-1841.xml"].iter("field")
             for r in f.iter("reference")]  # fmt: skip
    assert links == ["https://example.org/harms"]
    assert any("unverified" in body for body in bodies["sources/anon-1833.xml"])
    assert any("in full" in body for body in bodies["essays/one.xml"])
    assert any(body.startswith("Restated") for body in bodies["essays/two.xml"])


def test_the_register_is_extended_and_never_altered(project: Project) -> None:
    register = project.src / "anchors.txt"
    build = project.build("anchors")
    first = register.read_text("utf-8")
    anchors = {tuple(line.split()[:2]) for line in first.splitlines()[1:]}
    for page in build.pages.values():
        assert (page.docname, "-") in anchors
        for passage in page.passages:
            assert {(page.docname, v.anchor) for v in passage.versions} <= anchors
        quoted = {m.anchor for m in page.mentions if m.kind in ("quote", "variant")}
        assert {(page.docname, anchor) for anchor in quoted} <= anchors
    project.edit("conf.py", 'release = "0.1"', 'release = "0.2"')
    project.edit("sources/anon-1833.md", "[1] One", "[0] Hear me.\n\n[1] One")
    project.edit("sources/anon-1833.md", "evidence: secondhand", "evidence: sense")
    assert project.build("anchors").status == 0
    added = set(register.read_text("utf-8").splitlines()) - set(first.splitlines())
    assert [line.split()[:2] + line.split()[3:] for line in added] == [
        ["sources/anon-1833", "p0", "0.2"]
    ]
    assert set(first.splitlines()) <= set(register.read_text("utf-8").splitlines())


def test_the_register_lets_typography_be_tidied(project: Project) -> None:
    project.build("anchors")
    project.edit("essays/one.md", "The well is everyone's who", "The *well* is everyone’s  who")
    project.edit(
        "essays/one.md", "“Ein Brunnen gehört allen”, or", '"Ein Brunnen gehört allen", or'
    )
    project.edit("sources/anon-1833.md", "One rope, one well", "One rope,\none well")
    build = project.build("dummy")
    assert (build.status, build.warnings) == (0, "")


def test_what_goes_unchecked_without_a_copy_is_said(project: Project) -> None:
    report = (project.build("check").out / "report.txt").read_text("utf-8")
    assert "2 incipits and 2 lemmata of essays/two go unchecked without a copy" in report
