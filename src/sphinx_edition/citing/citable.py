"""Find what can be cited of a page: the page itself, its passages, and the quotations in them.

Rule: all of it comes from the records and from ``conf.py``. The header of a text decides how names
are written; if the bibliography has the same names, it decides which part is the family name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from posixpath import join
from typing import NamedTuple

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from sphinx.builders import Builder

from ..bibliography import Name, Reference
from ..catalogs import _
from ..edition import Edition
from ..model import (
    COMPARED,
    RENDERING,
    SEEN,
    Mention,
    Page,
    Passage,
    Version,
    is_source,
    is_text,
    safe_id,
    text_key,
)
from ..words.names import author_names, series
from .cited import CitedWork, escaped
from .entries import given_names
from .forms import chicago_note
from .latex import latex
from .printed import destination, ending


class Citable(NamedTuple):
    """A page, a passage or a quotation, with what a citation of it says."""

    ident: str  #: on its page; empty for the page itself
    name: str
    work: CitedWork
    source: tuple[str, str] = ("", "")  #: of a quotation, document and id of what it quotes


def people(persons: Iterable[Person]) -> tuple[Name, ...]:
    """Return the names of persons as a bibliography has them."""
    return tuple(
        Name(str(latex(" ".join(p.prelast_names + p.last_names + p.lineage_names))), given_names(p))
        for p in persons
    )


def parse_names(text: str) -> tuple[Name, ...]:
    """Return the names in a list such as "John Mill and Taylor, Harriet"."""
    return people(map(Person, split_name_list(text)))


def authors(edition: Edition, page: Page) -> tuple[Name, ...]:
    """Return the authors of a text, as its header writes them; none for a page that is no text."""
    if not is_text(page.docname):
        return ()
    header = page.header.get("author", "")
    reference = edition.references.get(text_key(page.docname))
    if reference and [*map(str, reference.authors)] == author_names(header):
        return reference.authors
    return parse_names(header)


def citable(edition: Edition, docname: str, builder: Builder) -> Iterator[Citable]:
    """Yield the page, then each passage and its quotations.

    Only the web edition names pages of the printed book; in the book itself they would move.
    """
    page, is_root = edition.pages[docname], docname == edition.facts.root
    printed = edition.printed if builder.format == "html" else {}
    work = _page_work(edition, page, builder)
    if not is_root:
        pages = (printed.get(name, "") for name in (destination(docname), ending(docname)))
        work = replace(work, pages=tuple(dict.fromkeys(filter(None, pages))))
    yield Citable("", _("The whole edition") if is_root else _("This page"), work)
    for passage in page.passages:
        part = replace(
            work, locus=passage.locus,
            words="\n".join(_stretches(passage.versions[0])),
            page=printed.get(destination(docname, passage.anchor), ""),
            url=work.url and f"{work.url}#{passage.anchor}",
            swhid=edition.swhid(docname, passage.locus),
        )  # fmt: skip
        yield from _versions(edition, page, passage, part)
        for mention in page.mentions:
            if mention.place == passage.locus and mention.kind in COMPARED:
                yield _quotation(edition, work, part, mention)


def _versions(
    edition: Edition, page: Page, passage: Passage, part: CitedWork
) -> Iterator[Citable]:  # fmt: skip
    """Yield a passage as a citation names it: of a source, each print that has it.

    The edition's own rendering, and words that no print was seen for, are cited as the edition's.
    """
    for version in passage.versions:
        name = _("Passage {number}").format(number=passage.locus)
        work = replace(part, key=f"{part.key}.{version.anchor[1:]}")
        key = version.key or text_key(page.docname)
        reference = edition.references.get(key)
        if version.key:
            label = _("our translation") if version.key == RENDERING else version.key
            name = _("Passage {number}, {version}").format(
                number=passage.locus, version=(reference and reference.label) or label
            )
            words = "\n".join(_stretches(version))
            work = replace(
                work, words=words,
                url=part.url and part.url.replace(f"#{passage.anchor}", f"#{version.anchor}"),
            )  # fmt: skip
        elif not is_source(page.docname):
            reference = None
        if reference and reference.title and version.evidence in SEEN:
            work = _printed(reference, version, work, _page_of(page, passage, reference))
        if is_source(page.docname) or not version.key:
            yield Citable(version.anchor, name, work)


def _printed(reference: Reference, version: Version, work: CitedWork, page: str) -> CitedWork:
    """Return a version as the print that it is from, as in the edition."""
    within = chicago_note(replace(work, authors=(), original="", words="", url="")).rstrip(".")
    if reference.unchecked:
        fields = ", ".join(reference.unchecked)
        within = _("{citation}; not checked: {fields}").format(citation=within, fields=fields)
    place, publisher = reference.house
    return CitedWork(
        key=work.key, title=reference.title, authors=reference.authors or work.authors,
        container=reference.container, is_article=reference.is_article,
        volume=reference.volume, issue=reference.issue, editors=reference.editors,
        translators=reference.translators, publisher=publisher,
        printed_at=place, date=reference.date, lang=version.lang,
        original="" if version.key else work.original,
        pages=reference.pages, page="" if version.key else page,
        url=work.url, words=work.words, within=within, swhid=work.swhid,
    )  # fmt: skip


def _page_of(page: Page, passage: Passage, reference: Reference) -> str:
    """Return the page of the print on which a passage stands.

    Passages are numbered by pages if the header says so (``locus: page of …``) and the number lies
    within the pages of the work; a second one of page 556 is 556.2.
    """
    number = passage.locus.partition(".")[0]
    by_pages = page.header.get("locus", "").partition(" ")[0].casefold() == _("page").casefold()
    if not (by_pages and number.isdecimal() and len(reference.pages) == 2):
        return ""
    first, last = reference.pages
    is_inside = first.isdecimal() and last.isdecimal() and int(first) <= int(number) <= int(last)
    return number if is_inside else ""


def _stretches(version: Version) -> Iterator[str]:
    """Yield the words of a version, as far as nothing that the edition prints comes between.

    Names, signs of notes and of comparisons stand after what is no plain text.
    """
    for block in version.blocks:
        plain = ""
        for piece in block.pieces:
            if piece.role in ("", "emphasis", "link"):
                plain += piece.text
            else:
                yield from (plain, piece.text)
                plain = ""
        yield plain


def _page_work(edition: Edition, page: Page, builder: Builder) -> CitedWork:
    """Return a page as a work, or the whole edition for the root document."""
    facts, docname, is_root = edition.facts, page.docname, page.docname == edition.facts.root
    uri = builder.get_target_uri(docname) if builder.format == "html" else f"{docname}.html"
    return CitedWork(
        key=facts.key if is_root else f"{facts.key}.{safe_id(text_key(docname))}",
        title=facts.title if is_root else page.title,
        authors=authors(edition, page),
        container="" if is_root else facts.title,
        editors=parse_names(facts.editors) if facts.is_signed else (),
        version=facts.version, date=facts.date, lang=facts.language,
        original=page.header.get("date", "") if is_text(docname) else "",
        url=join(facts.address, facts.frozen, uri) if facts.address else "",
        doi=facts.cited_doi if is_root else "", swhid=edition.swhid(docname),
    )  # fmt: skip


def _quotation(edition: Edition, page: CitedWork, passage: CitedWork, mention: Mention) -> Citable:
    """Return a quotation on a page, in a passage of it."""
    targets = edition.targets(mention)
    sources = []
    for target in targets:
        source = edition.text_of(target)
        sources.append(
            f"{series(authors(edition, source))}, *{escaped(source.title)}*, {target.locus}"
        )
    both = _("{head} and {last}").format(head="", last="")
    work = replace(
        passage, key=f"{page.key}.{mention.anchor}", words=mention.text,
        quoting=both.join(sources), url=page.url and f"{page.url}#{mention.anchor}",
    )  # fmt: skip
    name = _("Quotation in {locus} of {passages}")
    name = name.format(locus=passage.locus, passages=", ".join(mention.targets))
    first = (targets[0].docname, targets[0].anchor) if targets else ("", "")
    return Citable(mention.anchor, name, work, first)
