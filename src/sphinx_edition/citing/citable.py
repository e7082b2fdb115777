"""What can be cited of each page: the page, its passages, the quotations in them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from posixpath import join
from typing import NamedTuple

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from sphinx.builders import Builder

from ..edition import Edition
from ..model import COMPARED, Mention, Name, Page, Passage, is_text, safe_id, text_key
from .forms import CitedWork, series
from .printed import destination


class Citable(NamedTuple):
    """What can be cited of a page: its id there (empty for the page), a name, and the work."""

    ident: str
    name: str
    work: CitedWork
    source: tuple[str, str] = ("", "")  #: page and id of what a quotation quotes


def people(persons: Iterable[Person]) -> tuple[Name, ...]:
    """Return the names of a bibliography's persons."""

    def text(*parts: Iterable[object]) -> str:
        return " ".join(str(word) for part in parts for word in part)

    return tuple(
        Name(text(p.rich_prelast_names, p.rich_last_names, p.rich_lineage_names),
             text(p.rich_first_names, p.rich_middle_names))
        for p in persons
    )  # fmt: skip


def authors(edition: Edition, page: Page) -> tuple[Name, ...]:
    """Return a text's authors as its header writes them; its entry may say how a name divides."""
    if not is_text(page.docname):
        return ()
    here = page.header.get("author", "")
    entry = edition.references.get(text_key(page.docname))
    listed = entry.authors if entry else ()
    same = " and ".join(map(str, listed)) == here
    return listed if same else people(map(Person, split_name_list(here)))


def citable(edition: Edition, docname: str, builder: Builder) -> Iterator[Citable]:
    """Yield the page, then each passage and its quotations.

    Pages of the printed book are named in the web edition only: in the book they would move.
    """
    page, printed = edition.pages[docname], edition.printed if builder.format == "html" else {}
    work = _page(edition, page, builder)
    whole = docname == edition.facts.root
    if not whole:
        work = replace(work, page=printed.get(destination(docname), ""))
    yield Citable("", "The whole edition" if whole else "This page", work)
    for passage in page.passages:
        part = replace(
            work, key=safe_id(passage.key), locus=passage.locus, words=passage.versions[0].text,
            page=printed.get(destination(docname, passage.anchor), ""),
            url=work.url and f"{work.url}#{passage.anchor}",
        )  # fmt: skip
        yield Citable(passage.anchor, f"Passage {passage.locus}", part)
        for mention in page.mentions:
            if mention.place == passage.locus and mention.kind in COMPARED:
                yield _quotation(edition, work, part, passage, mention)


def _page(edition: Edition, page: Page, builder: Builder) -> CitedWork:
    """Return a page as a work, or the whole edition for the root."""
    facts, docname = edition.facts, page.docname
    uri = builder.get_target_uri(docname) if builder.format == "html" else f"{docname}.html"
    whole = docname == facts.root
    named = facts.editors.casefold() != "the editors"  # who are nobody in particular
    return CitedWork(
        key=safe_id(text_key(docname)),
        title=facts.title if whole else page.title,
        authors=authors(edition, page),
        container="" if whole else facts.title,
        editors=people(map(Person, split_name_list(facts.editors))) if named else (),
        version=facts.version,
        date=facts.date,
        original=page.header.get("date", "") if is_text(docname) else "",
        url=join(facts.address, uri) if facts.address else "",
        lang=facts.language,
    )


def _quotation(
    edition: Edition, page: CitedWork, part: CitedWork, passage: Passage, mention: Mention
) -> Citable:
    """Return a quotation in a passage, which is cited as ``part``."""
    quoted, sources = edition.targets(mention), []
    for target in quoted:
        source = edition.pages[target.docname]
        sources.append(f"{series(authors(edition, source))}, *{source.title}*, {target.locus}")
    work = replace(
        part, key=safe_id(f"{page.key}.{mention.anchor}"), words=mention.text,
        quoting=" and ".join(sources), url=page.url and f"{page.url}#{mention.anchor}",
    )  # fmt: skip
    name = f"Quotation in {passage.locus} of {', '.join(mention.targets)}"
    first = (quoted[0].docname, quoted[0].anchor) if quoted else ("", "")
    return Citable(mention.anchor, name, work, first)
