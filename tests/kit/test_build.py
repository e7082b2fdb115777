"""The sample edition: clean in every builder, the same however built, linked and counted."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

import pytest

from ..links import dead_links

if TYPE_CHECKING:
    from pathlib import Path

    from ..project import Build, Project

BUILDERS = ["html", "dirhtml", "epub", "latex", "text", "man", "xml", "gettext", "dummy", "check"]

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
         ":evidence: print\n:copy: scan of the reading society"),
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
    assert not dead_links(build.out)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_links_of_the_theme_lead_somewhere(project: Project, builder: str) -> None:
    build = project.themed().build(builder)
    assert (build.status, build.warnings) == (0, "")
    assert not dead_links(build.out)
    assert (build.out / "404.html").is_file()


def test_the_theme_has_no_single_page(project: Project) -> None:
    build = project.themed().build("singlehtml")
    assert (build.status, build.warnings) == (1, "")
    assert not build.files()


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


@pytest.mark.parametrize("between", ["", "dummy"], ids=["alone", "after a check"])
def test_no_page_outlives_a_change_of_the_kit(
    project: Project, between: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, before = (build := project.build()).out, build.files()
    for name in before:
        (out / name).write_text("As the kit wrote it before.")
    assert project.build().files() != before  # nothing has changed, so nothing is written
    monkeypatch.setattr("sphinx_edition._fingerprint", lambda: 1)
    if between:
        assert project.build(between).status == 0
    assert project.build().files() == before


def test_an_output_outlives_its_environment(project: Project) -> None:
    project.build()
    project.edit("sources/harms-1841.md", "short: Common Well", "short: The Well")
    assert project.build("dummy", tree="fresh").warnings == ""
    lasting = project.build(tree="fresh")
    assert lasting.warnings == ""
    assert lasting.files() == project.build(into="new", tree="new").files()


@pytest.mark.parametrize("spoilt", ["", "{", "[1]", "\ufffd\0"])
def test_a_state_that_is_spoilt_is_made_anew(project: Project, sample: Build, spoilt: str) -> None:
    project.build()
    [state] = project.made.rglob("shown-*.json")
    state.write_text(spoilt, "utf-8")
    build = project.build()
    assert (build.status, build.warnings) == (0, "")
    assert build.files() == sample.files()


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
    assert build.files() == sample.files()


def test_line_ends_of_windows_change_nothing_but_the_identifiers_of_files(
    project: Project, sample: Build
) -> None:
    def words(build: Build) -> dict[str, bytes]:
        ident = rb"swh:1:cnt:[0-9a-f]{40}"  # of the bytes, as git has them
        return {name: re.sub(ident, b"swh", data) for name, data in build.files().items()}

    for path in project.src.rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    build = project.build()
    assert (build.status, build.warnings) == (0, "")
    assert words(build) == words(sample)


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
        "# Other\n\n[the well](inv:edition:ed:passage#harms-1841:12.2)\n\n```{toctree}\nrst\n```\n",
        "utf-8",
    )
    (other.src / "rst.rst").write_text(
        "In reStructuredText\n===================\n\n"
        "* :external+edition:ref:`orlova-1868:IV`\n* :ref:`orlova-1868:IV`\n"
        "* :any:`orlova-1868:IV`\n* :ref:`her letter <orlova-1868:IV>`\n",
        "utf-8",
    )
    build = other.build()
    assert (build.status, build.warnings) == (0, "")
    home = "https://example.org/sources/"
    assert f'href="{home}harms-1841.html#p12.2"' in build.files()["index.html"].decode()
    page = build.files()["rst.html"].decode()
    links = re.findall(rf'<a [^>]*href="{home}(.*?)"[^>]*>(.*?)</a>', page)
    names = ["Letters IV"] * 3 + ["her letter"]
    assert [(to, re.sub("<.*?>", "", text)) for to, text in links] == [
        ("orlova-1868.html#pIV", name) for name in names
    ]


def test_any_and_ref_lead_to_a_passage_in_the_edition_itself(project: Project) -> None:
    project.edit("index.md", "The quarrel", "{any}`harms-1841:12` {ref}`harms-1841:12` "
                 "[](harms-1841:12) [it](harms-1841:12)\n\nThe quarrel")  # fmt: skip
    build = project.build()
    assert (build.status, build.warnings) == (0, "")
    page = build.files()["index.html"].decode().partition("The quarrel")[0]
    assert page.count('href="sources/harms-1841.html#p12"') == 4


def test_a_label_may_not_be_the_key_of_a_passage(project: Project) -> None:
    project.edit("index.md", "The quarrel", "(harms-1841:12)=\n\n## A heading\n\nThe quarrel")
    assert "the label “harms-1841:12” is the key of a passage" in project.build().warnings


def test_keys_that_differ_in_capitals_alone_are_no_labels(project: Project) -> None:
    project.edit("sources/orlova-1868.md", "[V] ", "[iv] Deutsch.\n\n[V] ")
    labels = project.build().files("objects.inv")["objects.inv"]
    text = zlib.decompress(labels.split(b"\n", 4)[4]).decode()
    assert "orlova-1868:IV ed:passage" in text
    assert "orlova-1868:iv ed:passage" in text
    assert "orlova-1868:v std:label" in text
    assert "orlova-1868:iv std:label" not in text
