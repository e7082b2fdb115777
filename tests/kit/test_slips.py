"""What looks like a slip of the hand and is none: code, other words, other brackets."""

import pytest

from sphinx_edition.gate import preflight, slips
from sphinx_edition.reading.markup import DIRECTIVES, ROLES


@pytest.mark.parametrize(
    "text",
    [
        "{quote}`“a” <k:1>` ({quote}`“a” <k:1>`) {ed:quote}`“a” <k:1>`",
        "{cite:p}`a` and {cite:t}`b`, {incipit}`a “b <c>`, {also}`x`",
        "`{quote}`, `` {quote} `…` `` and ``{quote}`` are code",
        r"\{quote} is a name",
        r"`C:\` and {quote}`“a” <k:1>`, but \` is a sign; {quote}`“b” <k:1>`",
        "(see also `x`) and (also) he, a passage `x`, the echo: `a`, [translation] here",
        "{quote}`“long\nwords” <k:1>` {passage}`k:§ 3`, {quote}`“a” <k:A 51>`",
        "{quote}`„a“ <k:1>` {quote}`“a ‘b’ c” <k:1>`",
        "Half\n: version of ours",
        "```\n{quote} `x`\n:::version\n```",
        ":::{version} x\n:evidence: sense\n\nwords\n:::",
        "::::{note}\n```{version} x\nwords\n```\n::::",
    ],
)
def test_what_is_no_slip_is_left_alone(text):
    assert preflight.page("index", f"# Title\n\n{text}\n".encode())[1] == []


def test_every_role_and_directive_is_known_to_the_gate():
    assert {*ROLES} < {*slips.ROLES}
    assert {*DIRECTIVES} < {*slips.DIRECTIVES}


def test_two_slips_are_two_messages_on_their_own_lines():
    text = "# Title\n\nHe has\n{quote} `“a” <k:1>`\nand (echo)`“b” <k:1>`.\n\n:::version k\n:::\n"
    problems = preflight.page("index", text.encode())[1]
    assert sorted((p.code, p.line) for p in problems) == [("slip", 4), ("slip", 5), ("slip", 7)]
