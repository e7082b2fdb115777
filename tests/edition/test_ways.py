"""The ways through the printed book: links, pages that are named, the index, destinations."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from sphinx_edition.citing import printed
from sphinx_edition.gate import anchors

from ..project import ROOT
from .volume import letters

if TYPE_CHECKING:
    from .volume import Volume


INDEX = "back/names"


def aim(docname: str, href: str) -> tuple[str, str]:
    """Return the page to which a link on another leads, and the id on it."""
    path, _, ident = href.partition("#")
    to = posixpath.normpath(posixpath.join(posixpath.dirname(docname), path))
    return to.removesuffix(".html") if path else docname, ident


def test_every_printed_page_is_that_of_the_place_to_which_it_leads(volume: Volume) -> None:
    book = volume.book
    said = [(re.fullmatch(r"p\.\u00a0(\w+)", link.text()), link) for link in book.root.tags("Link")]
    for number, link in said:
        assert number is None or number[1] == book.labels[book.leads(link.link)[0]]
    # In brackets of its own, or within others after a comma.
    named = re.findall(r"(?:\(|, )p\.\u00a0(?=\w)", book.root.text())
    assert sum(number is not None for number, _ in said) == len(named)


def test_links_lead_where_those_of_the_web_edition_lead(volume: Volume) -> None:
    book = volume.book
    found, outside = defaultdict(list), set()
    for link in book.root.tags("Link"):
        if link.link is not None and (to := book.leads(link.link)):
            found[letters(link.text()), to[0]].append(to[1])
        elif link.link is not None:
            outside.add(str(link.link.A.URI))
    for docname, page in volume.web.items():
        assert {*page.xpath(".//a[contains(@class, 'external')]/@href")} <= outside
        for link in page.xpath(".//a[contains(@class, 'internal')][not(*[@class='term'])]"):
            place = printed.destination(*aim(docname, link.get("href")))
            words = letters(link.text_content())
            if place in book.destinations and docname != INDEX:
                sheet, y = book.destinations[place]
                assert any(abs(y - there) < 8 for there in found[words, sheet]), (words, place)


def test_the_index_says_the_pages_of_its_passages_once_in_order_main_ones_bold(
    volume: Volume,
) -> None:
    book = volume.book
    on_web = {}
    for line in volume.web[INDEX].xpath(".//p[contains(@class, 'index-line')]"):
        head, *links = line.xpath(".//a[contains(@class, 'internal')]")
        groups: dict[str, list[tuple[int, bool]]] = defaultdict(list)
        for a in links:
            docname, ident = aim(INDEX, a.get("href"))
            sheet = book.destinations[printed.destination(docname, ident)][0]
            # Of more than twelve places, those of each text stand together.
            group = docname if len(links) > 12 else ""
            groups[group].append((sheet, bool(a.xpath(".//strong"))))
        on_web[head.text_content()] = [*groups.values()]
    [start] = [sheet for sheet, words in volume.chapters if words == volume.pages[INDEX].title]
    paragraphs = [t for t in book.root.tags("P") if next(t.runs(), book.sheets[0][0])[0] >= start]
    links = [[*tag.tags("Link")] for tag in paragraphs]
    entries = {head.text(): places for head, *places in filter(None, links)}
    assert len(on_web) > 80
    assert max(map(len, on_web.values())) > 5
    for head, groups in on_web.items():
        found = [(book.leads(a.link)[0], bool([*a.tags("Strong")])) for a in entries[head]]
        expected = [
            (sheet, (sheet, True) in group)
            for group in groups for sheet in sorted({sheet for sheet, _ in group})
        ]  # fmt: skip
        assert found == expected, head
        assert [link.text() for link in entries[head]] == [book.labels[n] for n, _ in found]


def test_every_id_of_the_web_edition_is_a_destination(volume: Volume) -> None:
    book = volume.book
    for docname, page in volume.web.items():
        ids = page.xpath(".//*[not(contains(@class, 'note'))]/@id")
        assert {printed.destination(docname, ident) for ident in ids} <= book.destinations.keys()
    register = anchors.read_register((ROOT / "anchors.txt").read_text("utf-8"), "anchors.txt")[0]
    stays = [a for a, told in register.items()
             if told[-1].state not in anchors.GONE and a.page in volume.web]  # fmt: skip
    assert {printed.destination(*a).removesuffix("#-") for a in stays} <= book.destinations.keys()
    where = {name: book.labels[sheet] for name, (sheet, _) in book.destinations.items()}
    assert printed.read_page_map(volume.folder / "pages.json") == where
