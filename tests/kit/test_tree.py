"""The accessibility tree of passages: what assistive technology is given, as Chromium has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from playwright.sync_api import expect

from .test_speech import NOTE, STANZA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from ..project import Build, Project

_NAMED = re.compile(r'(\w+) "(.*)"(?: \[.*\])?', re.S)
#: What must have a name, since it is reached or announced by it.
_KINDS = ("link", "button", "figure", "group", "region", "textbox", "checkbox")

#: For a passage of each kind its page, its id, and what its tree has, among other things.
TREES = {
    "a quotation with a difference, which is marked on both sides and counted": (
        "essays/one",
        "p1.4",
        """
- paragraph:
  - link "Passage 1.4"
  - link "Cite passage 1.4"
  - text: "From memory it is often given thus:"
- paragraph: "The essay, 1.4:"
- figure "Harms, Common Well 12":
  - blockquote:
    - paragraph:
      - strong: pay for
  - link "Common Well 12"
- paragraph:
  - text: The source,
  - emphasis: Common Well
  - text: "12 (translation, 1852):"
- blockquote:
  - paragraph:
    - strong: buy
- paragraph: One difference from the translation of 1852, of words.
- paragraph:
  - link "Open the source"
  - link "Cite"
- group: The original, in German
- group: As an apparatus
""",
    ),
    "echoes, whose sources can be looked at": (
        "essays/one",
        "p2.1",
        """
- paragraph:
  - link "Whoever wakes first"
  - 'button "Preview: Letters IV"'
- figure "after Song 1":
  - blockquote:
    - paragraph: Who has the rope has drink.
  - link "Song 1"
  - 'button "Preview: Song 1"'
""",
    ),
    "a passage of a source with its versions, and who quotes it": (
        "sources/orlova-1868",
        "pIII",
        """
- paragraph:
  - link "Passage III"
  - link "Cite passage III"
  - text: Russian, the original
- paragraph: Колодец копают вместе, а пьют порознь.
- paragraph:
  - link "1871"
- paragraph:
  - mark: A well is dug together and drunk from one by one
- list:
  - listitem:
    - paragraph:
      - text: Quoted, with differences, by
      - link "1.5"
  - listitem:
    - paragraph:
      - text: Rendered by
      - link "1.5"
""",
    ),
}


def entries(tree: Any) -> Iterator[str]:
    """Yield the role and the name of each node of an ARIA snapshot, as YAML has read it."""
    for node in tree if isinstance(tree, list) else []:
        if isinstance(node, dict):
            for entry, children in node.items():
                yield entry
                yield from entries(children)
        else:
            yield node


def faults(snapshot: str) -> list[str]:
    """Return the entries that need a name and have none, or that say all of one twice."""
    found = []
    for entry in entries(yaml.safe_load(snapshot)):
        role, name = match.groups() if (match := _NAMED.fullmatch(entry)) else (entry, "")
        words = re.findall(r"\w+", name)
        twice = [n for n in range(2, len(words)) if words[:n] == words[-n:]]
        if role in _KINDS and (twice or not (name or role == "group")):
            found.append(entry)
    return found


@pytest.mark.parametrize("kind", TREES)
def test_the_tree_of_a_passage_says_what_is_seen(
    sample: Build, browser: Browser, kind: str
) -> None:
    path, ident, tree = TREES[kind]
    with browser.new_page() as page:
        page.goto((sample.out / f"{path}.html").as_uri())
        expect(page.locator(f".passage:has([id='{ident}'])")).to_match_aria_snapshot(tree)


def test_every_thing_has_a_name_and_says_it_once(project: Project, browser: Browser) -> None:
    project.edit("sources/anon-1833.md", STANZA, f"{STANZA}[^1]\n\n{NOTE}\n")
    out = project.themed().build().out
    found, links = {}, []
    with browser.new_page() as page:
        for path in sorted(out.rglob("*.html")):
            page.goto(path.as_uri())
            snapshot = page.locator("body").aria_snapshot()
            links += [entry for entry in entries(yaml.safe_load(snapshot)) if entry[:4] == "link"]
            if wrong := faults(snapshot):
                found[path.relative_to(out).as_posix()] = wrong
    assert found == {}
    assert 'link "Note 1"' in links
    assert len(links) > 100


def test_a_name_that_is_missing_or_doubled_is_found(browser: Browser) -> None:
    with browser.new_page() as page:
        page.set_content(
            '<a href="x"></a><a href="y">Song 1</a><figure>words<figcaption>Song 1'
            '<button aria-label="Preview: Song 1">i</button></figcaption></figure>'
        )
        wrong = faults(page.locator("body").aria_snapshot())
    assert wrong == ["link", 'figure "Song 1 Preview: Song 1"']
