"""The front matter of a file is text: what is typed is what pages, records and MyST have."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
import yaml

from sphinx_edition.gate import headers, preflight
from sphinx_edition.words.languages import is_language, language_fault

if TYPE_CHECKING:
    from ..project import Project


def read(block: str) -> tuple[dict[str, str], list[str]]:
    """Return the front matter of a page, and what is said of it."""
    header, problems = preflight.page("page", f"---\n{block}\n---\n\n# Page\n".encode())
    values = {name: value for name, (value, _) in header.items()}
    return values, [f"{problem.line}: {problem.message}" for problem in problems]


VALUES = ["no", "yes", "on", "~", "null", "1.10", "12:30", "0751", "0x1F", "1_000", ".inf", "1e3",
          "2001-01-01", "-0043", "1848~", "184X", "9" * 100, "“So”, he said", "C#"]  # fmt: skip


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_what_was_typed(value: str) -> None:
    assert read(f"title: {value}") == ({"title": value}, [])
    text = headers.with_plain_header(
        f"---\ntitle: {value}\nx: y\n---\n\nWords.\n", {"title": value}
    )
    lines = text.split("\n")
    assert (lines[0], lines[3:]) == ("---", ["---", "", "Words.", ""])  # each on its own line
    assert yaml.safe_load("\n".join(lines[1:3])) == {"title": value}


@pytest.mark.parametrize(
    ("block", "value"),
    [
        ("author: [A. One, B. Two]", "A. One and B. Two"),
        ("author:\n- A. One\n- B. Two", "A. One and B. Two"),
        ("author: [Sons and Co, B. Two]", "{Sons and Co} and B. Two"),
        ("keywords: [wells, ropes]", "wells, ropes"),
        ("title: |\n  One\n  two", "One two"),
        ('title: "One\\ntwo"', "One two"),
        ("title: One # a comment", "One"),
        ("title:", ""),
    ],
)
def test_lists_and_lines_are_one_text(block: str, value: str) -> None:
    header, said = read(block)
    assert ([*header.values()], said) == ([value], [])


@pytest.mark.parametrize(
    ("block", "message"),
    [
        *((f"title: x\n{key}: y", "3: the header has “title:” twice")
          for key in ("title ", '"title"', "'title'", '"t\\u0069tle"', "? title\n", "TITLE")),
        ("a: &a x\nb: [*a, *a]", "2: “a:” opens with an anchor"),
        ("title: *a", "2: “title:” opens with an alias"),
        ("title: !!python/object:os.system x", "2: “title:” opens with a tag"),
        ("!!map\ntitle: x", "2: the header opens with a tag"),
        ("author: !!set [x]", "2: “author:” opens with a tag"),
        ("title: [x]", "2: “title:” is a list"),
        ("title:\n  a: b", "3: “title:” is a list or has fields below it"),
        ("author: [[A], B]", "2: each of “author:” is a list"),
        ("? [a]\n: b", "2: a name is a list"),
        ("<<: {a: b}", "2: “<<:” is a list or has fields below it"),
        ("title: " + "[" * 5000, "2: “title:” is a list"),
        ("{" * 5000, "2: a name is a list"),
        ("title: x\n%YAML", "3: the header is not valid YAML"),
        ("title: Song #3", "2: “title:” ends before “#3”: put it in single quotes"),
        ('title: "\\ud800"', "2: “title:” holds the character U+D800"),
        ("title: x\nshort: \x01", "3: U+0001 is a control character"),
        ("lang: German", "2: lang: “German” is no language: write de"),
    ],
)  # fmt: skip
def test_what_is_more_than_text_is_refused_in_one_line(block: str, message: str) -> None:
    header, said = read(block)
    assert (header if "lang" not in header else {}) == {}
    assert [line.startswith(message) for line in said] == [True], said


@pytest.mark.parametrize("tag", ["no", "nb", "de", "grc", "en-GB", "de-1901", "sr-Latn", "und"])
def test_a_language_has_a_registered_tag(tag: str) -> None:
    assert is_language(tag)
    assert language_fault(tag) == ""


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        ("German", "de"), ("klingon", "tlh"), ("norwegian bokmål", "nb"), ("en_GB", "en-GB"),
        *((tag, "a tag such as de or en-GB") for tag in (
            "zz", "False", 'x" onclick', "", "d", "de-", "de-1901-1901", "x-a", "root",
            "de\n",
        )),
    ],
)  # fmt: skip
def test_what_is_no_language_is_told_what_to_write(tag: str, hint: str) -> None:
    assert language_fault(tag) == f"“{tag}” is no language: write {hint}"


def test_pages_and_data_have_what_was_typed(project: Project) -> None:
    source = "sources/anon-1833.md"
    project.edit(source, "title: A Song of the Rope", "title: 12:30")
    project.edit(source, "lang: en", "lang: no")
    project.edit(source, "short: Song", "short: 1.10")
    build = project.build()
    assert (build.status, build.warnings) == (0, "")
    page = build.files()["sources/anon-1833.html"].decode()
    assert re.search("<h1[^>]*>12:30<", page)
    assert 'lang="no"' in page
    tei = (build.out / "tei/anon-1833.xml").read_text("utf-8")
    assert "<title>12:30</title>" in tei
    assert '<body xml:lang="no">' in tei
    texts = json.loads((build.out / "edition.json").read_text("utf-8"))["texts"]
    [text] = [text for text in texts if text["key"] == "anon-1833"]
    assert (text["title"], text["short"], text["lang"]) == ("12:30", "1.10", "no")


@pytest.mark.parametrize(
    "author",
    ["[Ada One, Bo Two, Cy and Sons]", "Ada One and Bo Two and {Cy and Sons}",
     "\n- Ada One\n- Bo Two\n- Cy and Sons"],
)  # fmt: skip
def test_a_list_of_authors_is_several_everywhere(project: Project, author: str) -> None:
    project.themed().edit("sources/anon-1833.md", "author: Anonymous", f"author: {author}")
    build = project.build()
    assert (build.status, build.warnings) == (0, "")
    page = build.files()["sources/anon-1833.html"].decode()
    assert "<p>Ada One, Bo Two, and Cy and Sons</p>" in page
    assert re.findall('name="DC.creator" content="(.*?)"', page) == [
        "One, Ada", "Two, Bo", "Cy and Sons"
    ]  # fmt: skip
    tei = (build.out / "tei/anon-1833.xml").read_text("utf-8")
    names = ["Ada One", "Bo Two", "Cy and Sons"]
    assert re.findall("<author>(.*?)</author>", tei) == names * 2
    dts = json.loads((build.out / "dts/collection/anon-1833.json").read_text("utf-8"))
    assert [name["value"] for name in dts["dublinCore"]["creator"]] == names


@pytest.mark.parametrize(
    "edit",
    [
        ("sources/orlova-1868.md", "title: Letters from a District", "title: Letters from a Town"),
        ("sources/orlova-1868.md", "author: Anna Orlova", "author: [Anna Orlova, Ivan Orlov]"),
        ("sources/orlova-1868.md", "date: 1868", "date: 1868~"),
        ("index.md", "harms-1841\nsources/orlova-1868", "orlova-1868\nsources/harms-1841"),
    ],
)  # fmt: skip
def test_after_a_change_of_a_header_a_build_is_a_fresh_one(
    project: Project, edit: tuple[str, str, str]
) -> None:
    project.themed()
    before = project.build().files("**/*.*")
    project.edit(*edit)
    after = project.build().files("**/*.*")
    fresh = project.build(into="fresh", tree="trees").files("**/*.*")
    assert [name for name in fresh if fresh[name] != after.get(name)] == []
    assert after != before
