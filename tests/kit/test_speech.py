"""What a screen reader says of a passage of each kind: numbers, differences, evidence, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..speech import speech

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from ..project import Project

STANZA = "[1] One rope, one well, and one long drink for all."
VERSE = "[2] Down goes the bucket,\\\nup comes the song."
NOTE = "[^1]: There is another tune."

#: For a passage of each kind its page, its id, and what is said, a phrase a line.
KINDS = {
    "exact": (
        "essays/one",
        "p1.1",
        """
link, Passage 1.1
link, Cite passage 1.1
Every village has its well, and every well its quarrel. Harms put it in one line:
figure
blockquote
A well belongs to all who drink from it; whoever locks it is a thief […].
caption
Harms,
link, Common Well 11
Word for word as in the translation of 1852.
link, Open the source
link, Cite
""",
    ),
    "restated, unverified, a note": (
        "essays/two",
        "p1",
        """
link, Passage 1
link, Cite passage 1
“
emphasis
It is the keeper who
…”
Weir blames the keeper, and quotes Orlova:
The essay, 1:
figure
blockquote
The key is kept by whoever
link, woke
first.
caption
Orlova,
link, Letters IV
The source,
emphasis
Letters
IV
(translation, 1871):
Not verified: we found no copy of the translation of 1871.
link, What we know of it
link, Cite
group
The original, in Russian
Ключ держит тот, кто первым проснулся.
term
woke
]
definition
wakes
""",
    ),
    "calls a note of its own": (
        "sources/anon-1833",
        "p1",
        """
link, Passage 1
link, Cite passage 1
mark
One rope, one well, and one long drink for all
.
superscript
link, Note 1
list
listitem, level 1, position 1, set size 4
Quoted by
emphasis
Common Well
link, 13
“One rope, one well, and one long drink for all.”
listitem, level 1, position 2, set size 4
Echoed by
emphasis
Well and Key
link, 2.1
“Who has the rope has drink.”
listitem, level 1, position 3, set size 4
Alluded to by
emphasis
Common Well
link, introduction
listitem, level 1, position 4, set size 4
Parallel in
emphasis
Well and Key
link, 2.1
“the song”
""",
    ),
}


def test_a_passage_of_each_kind_is_heard_whole(project: Project, browser: Browser) -> None:
    project.edit("sources/anon-1833.md", "evidence: secondhand", "evidence: print\ncopy: a scan")
    project.edit("sources/anon-1833.md", STANZA, f"{STANZA}[^1]\n\n{VERSE}\n\n{NOTE}\n")
    build = project.build()
    assert (build.status, build.warnings) == (0, "")
    heard, expected = {}, {}
    with browser.new_page() as page:
        for kind, (path, ident, phrases) in KINDS.items():
            page.goto((build.out / f"{path}.html").as_uri())
            heard[kind] = speech(page, f".passage:has([id='{ident}'])")
            expected[kind] = phrases.split("\n")[1:-1]
    assert heard == expected
