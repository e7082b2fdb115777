"""Tell how the words of a quotation came to it: print, copy, passage, translation, quotation.

Rule: pure. Each link says what is known of it and whether this build has checked it; what nobody
has checked is said to be unchecked. Dates are those that editors typed: a build has none.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ..catalogs import _
from ..edition import Edition
from ..model import COMPARED, RENDERING, SEEN, Mention, Page, Passage, Version
from ..words.digests import digest
from ..words.witnesses import witness

#: The relations between a link and the one before it.
TRANSCRIBES, READ, TRANSLATES, QUOTES = "transcribes", "read", "translates", "quotes"


class Link(NamedTuple):
    """One link of the chain, and what it has to do with the one before it."""

    kind: str  #: ``print``, ``copy``, ``passage``, ``translation`` or ``quotation``
    sentence: str  #: for readers
    relation: str = ""  #: to the link before it; empty for the first
    docname: str = ""  #: where the words stand, if they stand in the edition
    anchor: str = ""
    url: str = ""  #: where they stand elsewhere, as the editors name it
    verdict: str = "unchecked"  #: ``same``, ``exact``, ``variant``, ``wrong`` or ``unchecked``
    digest: str = ""  #: of the words
    date: str = ""  #: on which they were read

    @property
    def is_checked(self) -> bool:
        """Whether the build has compared the words with those of the link before."""
        return self.verdict not in ("unchecked", "unverified")


def chains(edition: Edition, mention: Mention) -> list[list[Link]]:
    """Return the chain of each passage that a quotation is from; none of other mentions."""
    if mention.kind not in COMPARED:
        return []
    found = edition.verdict(mention).version
    return [
        [*_source(edition, passage, found), _quotation(edition, mention)]
        for passage in edition.targets(mention)
    ]


def _source(edition: Edition, passage: Passage, found: Version | None) -> Iterator[Link]:
    """Yield the links up to the version of a passage that was compared."""
    base, page = passage.versions[0], edition.text_of(passage)
    version = next((v for v in passage.versions if found and v.key == found.key), base)
    name, printed = " ".join(edition.name(passage)), page.header.get("text", "")
    if printed and printed not in ("full", "restated"):
        yield Link("print", _("In print: {print}.").format(print=printed))
    if base.copy and base.evidence == "transcription":
        sentence = _("A transcription: {copy}. It was not compared with the print here.")
        seen = witness(base.copy)
        url = next((address.url for address in seen.addresses if not address.is_archive), "")
        yield Link("copy", sentence.format(copy=base.copy), TRANSCRIBES, url=url)
    verdict, state = _reading(edition, page, base)
    sentence = _("The passage, {name}: {state}.").format(name=name, state=state)
    yield _words("passage", page, base, sentence, READ, verdict)
    if version is not base:
        yield _translation(edition, page, version, name)


def _reading(edition: Edition, page: Page, version: Version) -> tuple[str, str]:
    """Return whether the words are still those that were read, and the same for readers."""
    if version.evidence not in SEEN:
        return "unchecked", _("the wording has not been seen in a copy")
    typed = witness(version.copy).digest
    if typed and typed == edition.copy_digests[page.docname][version.key, version.copy]:
        return "same", _("its words are still those that were read, as their digest shows")
    return "unchecked", _("no digest of the words that were read is recorded, so this is unchecked")


def _words(
    kind: str, page: Page, version: Version, sentence: str, relation: str, verdict: str
) -> Link:
    """Return the link of words that stand in the edition."""
    date = witness(version.copy).accessed
    place = page.docname, version.anchor
    return Link(kind, sentence, relation, *place, "", verdict, digest(version.text), date)


def _translation(edition: Edition, page: Page, version: Version, name: str) -> Link:
    """Return the version that was compared, where it is not the text's own words."""
    reference = edition.references.get(version.key)
    if version.key == RENDERING or reference is None:
        sentence = _("The editors’ own rendering of {name}. No program checks a translation.")
        sentence = sentence.format(name=name)
    else:
        sentence = _("Another version of it, {work}: {state}. No program checks a translation.")
        work = reference.label or reference.key
        sentence = sentence.format(work=work, state=_reading(edition, page, version)[1])
    return _words("translation", page, version, sentence, TRANSLATES, "unchecked")


def _quotation(edition: Edition, mention: Mention) -> Link:
    """Return the last link: the quotation, compared with what stands before it."""
    status = edition.verdict(mention).status
    sentence = {
        "exact": _("The quotation has these words: this build has compared them."),
        "variant": _("The quotation differs from these words; this build has found where."),
        "wrong": _("The quotation does not have these words."),
    }.get(status, _("The quotation cannot be proved: the wording has not been seen."))
    place = mention.docname, mention.anchor
    words = digest(mention.text)
    return Link("quotation", sentence, QUOTES, *place, verdict=status, digest=words)
