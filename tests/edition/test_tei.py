"""Each text as TEI, valid and citable by its own declaration, and the answers of DTS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..tei import check_links, check_loci, check_odd, check_validity, check_walk

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import etree


def test_every_text_is_valid(site: Path, tei_all: etree.RelaxNG) -> None:
    check_validity(site, tei_all)


def test_every_locus_resolves_to_its_words_by_the_texts_own_declaration(site: Path) -> None:
    check_loci(site)


def test_the_odd_names_the_elements_that_are_written_and_no_others(
    site: Path, tei_all: etree.RelaxNG
) -> None:
    check_odd(site, tei_all)


def test_every_link_leads_somewhere(site: Path) -> None:
    check_links(site)


def test_a_client_walks_from_the_entry_to_every_passage(site: Path) -> None:
    check_walk(site)
