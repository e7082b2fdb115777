"""A copy is read rightly in whatever form it was saved, or refused by passage."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_edition.copies import decode, matching
from sphinx_edition.words.digests import digestible

if TYPE_CHECKING:
    from sphinx_edition.model import Page

    from ..project import Project

OWN = Path(__file__).with_name("own")
COPY = (OWN / "copy.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, project_at: type[Project]
) -> tuple[Page, matching.Digests]:
    """Return the page of the essay as it is recorded, and the digests of its text."""
    project = project_at(tmp_path_factory.mktemp("forms"))
    project.lay(OWN.with_name("sample")).lay(OWN)
    build = project.build("digests", "-D", f"edition_copy={OWN / 'copy.txt'}")
    assert (build.status, build.warnings) == (0, "")
    return build.pages["essays/three"], matching.read_digests(project.src / "copies.txt")[0]


def saved(text: str) -> str:
    """Return a text as a page saved by a browser."""
    body = "".join(f"<p>{p}</p>\n" for p in text.split("\n\n")).replace("’", "&rsquo;")
    return (
        "<!DOCTYPE html>\n<html><head><title>On Locks</title><style>p { color: red }</style>"
        "<script>if (1 < 2) 'But who keeps'</script></head><body><nav>A lock is made <a>of</a> it."
        f"</nav>{body.replace('slept', '<i>slept</i>')}<div>Log in<br>to say so.</div></body>"
    )


WRAPPED = "\n\n".join(textwrap.fill(p, 40) for p in COPY.split("\n\n"))
for broken in ("co-operative", "whom Nobody"):  # a hyphen ends a line; an incipit seems to open one
    WRAPPED = re.sub(broken.replace(" ", r"\s"), re.sub("-|(?= )", r"\g<0>\n", broken), WRAPPED)
FORMS = {
    "Windows line ends": COPY.replace("\n", "\r\n").encode(),
    "UTF-8 with its mark": COPY.encode("utf-8-sig"),
    "UTF-16": COPY.encode("utf-16"),
    "UTF-16, big end first": b"\xfe\xff" + COPY.encode("utf-16-be"),
    "Windows-1252": COPY.encode("cp1252"),
    "straight marks": COPY.translate(str.maketrans("“”’", '""\'')).encode(),
    "wrapped by hand": WRAPPED.encode(),
    "soft hyphens": COPY.replace("locks", "lo\u00adcks").replace("fear", "fe\u00ad\nar").encode(),
    "more blank lines": COPY.replace("\n\n", "\n \n\n\t\n").encode(),
    "one line a paragraph": COPY.replace("\n\n", "\n").encode(),
    "no-break spaces": COPY.replace("of ", "of\u00a0").encode(),
    "a page saved by a browser": saved(COPY).encode(),
    "remarks of readers below": (COPY + "\nFirst! Nobody can drink this.\n").encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_copy_in_any_form_is_bound(made: tuple[Page, matching.Digests], form: str) -> None:
    page, digests = made
    words, problems = matching.author_words(page, decode.decode(FORMS[form]).text, digests)
    assert problems == []
    right, _ = matching.author_words(page, COPY, digests)
    assert {k: digestible(text) for k, text in words.items()} == {
        k: digestible(text) for k, text in right.items()
    }
    shown = {k: decode.paragraphs(text) for k, text in words.items()}
    assert [len(found) for found in shown.values()] == (
        [1, 1, 1, 1] if form == "one line a paragraph" else [1, 2, 1, 1]
    )
    assert not re.search(
        "[\n\u00ad]|  |- ", "".join(line for found in shown.values() for line in found)
    )
    assert shown["2.2"][0].endswith("This is all.")


FIRST = COPY[COPY.index("A lock") : COPY.index("\n\nOf keys?")]
SECOND = COPY[COPY.index("But who") : COPY.index("\n\nComments")]
CHANGES = {
    "a word": ("iron", "steel", "[1.1] of the copy is not"),
    "a word's case": ("We dig", "we dig", "[1.2] of the copy is not the text"),
    "a sentence more": ("slept well.", "slept well. Zebra.", "[1.1] of the copy is not"),
    "a paragraph more": ("We dig on.", "We dig on.\n\nA zebra, too.", "[1.2] of the copy"),
    "a paragraph less": ("So the co-operative well is ours, and its fear isn't. We dig on.", "",
                         "[1.2] of the copy is not the text"),
    "a slip mended": ("spoke of", "spoken of", "incipit of [1.2]"),
    "a lemma": ("whoever locks", "who locks", "(see the lemma “whoever locks it”, the"),
    "a quotation": ("all who drink from", "all those who drink from", "[1.2] of the copy does not"),
    "an incipit": ("But who keeps", "Who keeps", "incipit of [2.1], “But who keeps”"),
    "a section less": (COPY[COPY.index("Of keys"):], "", "incipit of [2.1]"),
    "paragraphs in another order": (f"{FIRST}\n\nOf keys?\n\n{SECOND}",
                                    f"{SECOND}\n\nOf keys?\n\n{FIRST}", "incipit of [2.1]"),
    "letters misread": ("’", "Õ", "[1.1] of the copy is not the text"),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_copy_is_refused_by_passage(
    made: tuple[Page, matching.Digests], what: str
) -> None:
    old, new, said = CHANGES[what]
    assert COPY.count(old) == 1
    _, problems = matching.author_words(made[0], decode.plain(COPY.replace(old, new)), made[1])
    assert any(said in problem.message for problem in problems), problems
    loci = {match for p in problems for match in re.findall(r"\[(\d\.\d)\]", p.message)}
    assert len(loci) == (2 if what in ("a section less", "paragraphs in another order") else 1)
    said = " ".join(problem.message for problem in problems)
    assert not re.search("made of|slept|co-operative|steel|zebra|those", said, re.IGNORECASE)
