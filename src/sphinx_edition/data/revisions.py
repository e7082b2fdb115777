"""What has changed of the edition and of each text: its versions, and the register of addresses.

The page of changes has a heading for each version, ``0.2.0 (2026-11-22)``; the register says what
became of words and addresses. Both are records, so nothing is asked of git.
"""

import re
from collections import defaultdict
from typing import NamedTuple

from ..edition import Edition
from ..model import Notice

_RELEASE = re.compile(r"(\d+(?:\.\d+)*) \((\d{4}-\d\d-\d\d)\)")


class Revision(NamedTuple):
    """A change: the version that has it, its day (empty if it is not known), what it is."""

    version: str
    date: str
    text: str


def releases(edition: Edition) -> dict[str, str]:
    """Return the day of each version, the latest version first."""
    headings = (heading for page in edition.pages.values() for heading in page.headings)
    found = {m[1]: m[2] for heading in headings if (m := _RELEASE.fullmatch(heading))}
    facts = edition.facts
    return ({facts.version: facts.date} if facts.version else {}) | found


class History:
    """What has changed of an edition, looked up by page."""

    def __init__(self, edition: Edition) -> None:
        """Enter each notice of the register under its page, and under no name for all pages."""
        self._dates = releases(edition)
        self._notices: dict[str, list[Notice]] = defaultdict(list)
        for notice in edition.notices:
            self._notices[notice.page].append(notice)
            self._notices[""].append(notice)

    def revisions(self, docname: str = "") -> list[Revision]:
        """Return the versions, and what each changed of one page, or of all without a name."""
        dates, found, notices = self._dates, [], self._notices.get(docname, [])
        for version in dict.fromkeys([*dates, *(notice.since for notice in notices)]):
            for notice in notices:
                if notice.since == version:
                    place = f"{notice.page}#{notice.ident}" if notice.ident else notice.page
                    reason = f": {notice.why}" if notice.why else ""
                    text = f"{place} {notice.state}{reason}"
                    found.append(Revision(version, dates.get(version, ""), text))
            if version in dates:
                found.append(Revision(version, dates[version], f"Version {version}."))
        return found
