"""Whatever an editor's or a reader's files hold, a build says so in its own words, or passes.

No input may end in a traceback. What is tried is the same each time.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_edition.copies import decode
from sphinx_edition.gate import anchors, entries, preflight

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..project import Project

PURE = settings(derandomize=True, max_examples=150, deadline=2000, database=None)
BUILT = settings(
    derandomize=True, max_examples=8, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
MARKS = st.sampled_from([
    "[1] ", "[2.1] ", "[x] ", "> ", "- ", "1. ", "\n", "\n\n", "# ", "## ", ":::",
    ":::{version} edition\n",
    ":::{commentary}\n", "\n:::\n", ":::{concordance} x\n", "```", "~~~", "{quote}`", "` ",
    "<harms-1841:11>",
    "“A well", "belongs”", "— Harms, ", "{passage}`one:1`", "{cite:p}`x`", "{footcite}`one`",
    "[a](b)", "![](c)",
    "<br>", "&amp;", "<!-- ", "-->", "% ", "*", "**", "_", "\\", "$", "|", "[^1]", "[^1]: ",
    ": x\n", "(x)=\n",
    "{#p1}", "{.argument}", "…", "[…]", "[", "]", "\u0301", "א", "全", "\u2028", "---\n",
    "a", " ",
])  # fmt: skip
MARKDOWN = st.lists(MARKS | st.text(max_size=4), max_size=40).map("".join)
FIELDS = st.sampled_from([
    "title: ", "lang: ", "date: ", "author: ", "evidence: ", "text: ", "short: ", "no", "1.10",
    "12:30", "{", "[",
    "&a", "*a", "!!python ", "'", '"', "\n", "- ", ": ", "#", "|", ">", "\t", "---", "...", "?",
    "0751", "restated",
])  # fmt: skip
HEADERS = st.lists(FIELDS | st.text(max_size=4), max_size=30).map("".join)
BIBTEX = st.sampled_from([
    "@book{", "@string{", "@comment{", "@preamble{", "one", "two", ", ", "author", "title", " = ",
    "{", "}", '"', "#", "crossref", "A, B, C, D, E", " and ", "year", "\\emph", "\\", "$", "@",
    "\n", "%", "~", "1900", "month", "jan",
])  # fmt: skip
BIBLIOGRAPHIES = st.lists(BIBTEX | st.text(max_size=3), max_size=40).map("".join)
NAMES = st.lists(
    st.sampled_from(["A", "B,", ",", "{", "}", "and", "von", "\\'e", "", "~"]), max_size=9
)
LINES = st.lists(
    st.sampled_from(["essays/one", "p1", "-", "moved", "retired", "0.1", "9" * 5000, "#", "\n",
    "x#y", "..", "\u2028" ]),
    max_size=30,
).map(" ".join)  # fmt: skip
PAGES = st.lists(
    st.sampled_from([
    "<html>", "<p>", "</p>", "<div", ">", "<!--", "-->", "<![foo[bar]]>", "<!x", "<?", "&#",
    "9" * 5000, "&", ";",
    "<script>", "</script>", "<nav>", "</svg>", "<a x='", '"', "\0", "\r", "\x85", " " * 50, "a.",
    "\xad", "<br>",
    ]) | st.text(max_size=4),
    max_size=60,
).map("".join)  # fmt: skip


@PURE
@given(
    st.binary(max_size=200)
    | MARKDOWN.map(str.encode)
    | HEADERS.map("---\n{}\n---\n".format).map(str.encode)
)
def test_the_preflight_of_pages_is_quiet(data: bytes) -> None:
    preflight.page("sources/x", data)


@PURE
@given(st.binary(max_size=200) | BIBLIOGRAPHIES.map(str.encode))
def test_the_preflight_of_the_bibliography_is_quiet(data: bytes) -> None:
    entries.bibliography("x.bib", data)


@PURE
@given(LINES)
def test_a_register_is_read_or_told(text: str) -> None:
    register, _ = anchors.read_register(text, "anchors.txt")
    assert list(anchors.compare(register, {}, "anchors.txt", "0.1")) is not None


@PURE
@given(
    st.binary(max_size=200) | PAGES.map(str.encode) | PAGES.map(lambda text: text.encode("utf-16"))
)
def test_a_copy_is_read_or_refused(data: bytes) -> None:
    try:
        assert "\r" not in decode.decode(data).text
    except ValueError as error:
        assert str(error).startswith("the copy ")  # noqa: PT017


@pytest.mark.parametrize(
    "text",
    [
        "<!-- a -->\n" * 28 + "<p>hello</p>",
        "a" + " " * 9_000_000 + "b",
        "a" + "\xa0" * 400_000 + "b",
        "a" + "\n" * 9_000_000 + "b",
        "<html>" + "<div>" * 99_000,
        "<html>" + "<div>" * 200_000,
        "<html>" + "<nav>" * 45_000 + "</svg>" * 45_000,
        "<html>" + "<!--" * 90_000,
        "<html><a " + "x=" * 400_000,
        "<html>" + "<" * 90_000,
        "word. " * 3_500_000,
        "word. " * 80_000,
        f"<html>&#{'9' * 5000};",
    ],
    ids=range(13),
)  # fmt: skip
def test_a_hostile_copy_costs_no_more_than_seconds(text: str, tmp_path) -> None:
    (tmp_path / "copy").write_text(text, "utf-8")
    start = time.process_time()
    try:
        decode.read_file(tmp_path / "copy")
    except ValueError as error:
        assert str(error).startswith("the copy ")  # noqa: PT017
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    "line",
    [
        "::: a" + " " * 60_000 + "x",
        "> " * 1000 + "x",
        "- " * 1000 + "x",
        " " * 10**6 + "x",
        "[" + "9" * 5000 + "] x",
        " " * 60_000 + "x",
        "`a" * 60_000,
        "".join("`" * (n % 300) + "x" for n in range(2000)),
        "{quote}" + " " * 60_000 + "`a`",
        "{quote}`" + " a" * 30_000 + "`",
        "{quote}`" + "“" * 60_000 + "`",
        "{quote}`a`" * 6_000,
        "{cite:p}`a" + " " * 60_000 + "{`",
        "{cite:p}`" + "{a}b" * 15_000 + "`",
        "{quote}`" + " " * 60_000 + "<k:1`",
        "::: " * 20_000,
        "`" * 60_000 + " version",
    ],
)
def test_no_hostile_line_holds_the_gate_up(line: str) -> None:
    # CPU and not the clock, which runs on while other tests have the machine. The costliest of
    # these lines takes 0.8 s; the mildest pattern that grows with the square of a line took 12 s.
    start = time.process_time()
    preflight.page("index", f"# Title\n\n{line}\n".encode())
    assert time.process_time() - start < 5


def quiet(project: Project, name: str, text: str) -> None:
    """Build with a file, and assert that whatever is said is said in lines of our own."""
    path = project.src / name
    before = path.read_bytes()
    path.write_bytes(text.encode("utf-8", "replace"))
    try:
        build = project.build("dummy")
        assert "Traceback" not in build.warnings, text
        assert "xception" not in build.warnings, text
        assert build.status in (0, 1), text
        for line in build.warnings.splitlines():
            assert re.search(r":\d*:? (?:WARNING|ERROR|CRITICAL)|^ |^$|^[^:]+$|^The ", line), line
    finally:
        path.write_bytes(before)


@pytest.fixture
def broken(project: Project) -> Callable[[str, str], None]:
    return lambda name, text: quiet(project, name, text)


@BUILT
@given(text=MARKDOWN)
def test_a_source_of_any_text_has_no_traceback(broken, text: str) -> None:
    header = (
        "---\ntitle: X\nshort: X\nauthor: A\ndate: 1833\nlang: en\nlocus: x\ntext: x\nrights: x\n"
    )
    broken("sources/anon-1833.md", f"{header}evidence: sense\n---\n\n[1] One rope.\n\n{text}")


@BUILT
@given(text=MARKDOWN)
def test_a_page_of_any_text_has_no_traceback(broken, text: str) -> None:
    broken("concordance.md", f"# Concordance\n\n{text}")


@BUILT
@given(text=HEADERS)
def test_a_text_of_any_header_has_no_traceback(broken, text: str) -> None:
    header = "title: X\nshort: X\nauthor: A\ndate: 1833\nlang: en\nlocus: x\ntext: x\nrights: x"
    broken(
        "sources/anon-1833.md",
        f"---\n{header}\nevidence: sense\nnote: {text}\n---\n\n[1] One rope.\n",
    )


@BUILT
@given(names=NAMES, title=st.text("{}\\$%#&~^_ab\"'", max_size=9))
def test_an_entry_of_any_names_has_no_traceback(broken, names: list[str], title: str) -> None:
    author = " ".join(names)
    fields = f"author = {{{author}}}, title = {{A{title}}}, publisher = {{x}}, year = {{1833}}"
    broken("references.bib", f"@book{{anon-1833, {fields}}}")
