"""Find addresses of the edition itself that lead nowhere, where a page names one for its readers.

Links to files are checked as they are resolved. This is about the addresses of what is built: those
in code, ``sources/mill-1859.html#p22``, and links to the address where the edition is published.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from ..edition import Edition
from ..model import Problem
from .anchors import NONE, Anchor, Published

_PAGE = re.compile(r"(?:cite/)?([^#?]+)\.html(?:#(.+))?")
_TEXT = re.compile(r"(?:tei/([^/]+?)(?:/([^/]+))?\.xml|edition\.pdf#([^:/]+):(.+))")
_WITHOUT_TEXT = ("404", "all", "search")  #: pages that are made from no document


def dead_addresses(edition: Edition, now: Published) -> Iterator[Problem]:
    """Yield a problem for each address that a page names and that no output has."""
    base = f"{edition.facts.address.rstrip('/')}/"
    for page in edition.pages.values():
        for address, line in page.addresses:
            is_link = len(base) > 1 and address.startswith(base)
            path = unquote(address.removeprefix(base) if is_link else address)
            if match := _PAGE.fullmatch(path):
                message = _page_fault(edition, now, Anchor(match[1], match[2] or NONE), is_link)
            elif match := _TEXT.fullmatch(path):
                message = _text_fault(edition, match[1] or match[3], match[2] or match[4])
            else:
                message = ""
            if message:
                yield Problem("address", page.docname, line, f"“{address}” {message}")


def _page_fault(edition: Edition, now: Published, anchor: Anchor, is_link: bool) -> str:
    """Say what is wrong with an address of a page, if it is one of this edition."""
    folders = {docname.partition("/")[0] for docname in edition.pages if "/" in docname}
    is_ours = anchor.page.partition("/")[0] in folders or anchor.page in edition.pages
    if anchor in now or not (is_ours or (is_link and anchor.page not in _WITHOUT_TEXT)):
        return ""
    for notice in edition.notices:
        if (notice.page, notice.ident or NONE) == anchor:
            goal = Anchor(notice.new_page, notice.new_ident or NONE)
            return f"is gone: name {goal} instead"
    return "is no address of this edition: correct or remove it"


def _text_fault(edition: Edition, key: str, locus: str | None) -> str:
    """Say what is wrong with an address that names a text, or a passage of it, by its key."""
    found = {passage.key for passage in edition.passages.values()}
    found |= {name.partition(":")[0] for name in found} | {"edition"}  # the corpus of all texts
    name = f"{key}:{locus}" if locus else key
    return "" if name in found else f"names “{name}”, which is no text or passage: correct it"
