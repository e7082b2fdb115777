"""Builders that write no pages: ``check``, ``find`` and ``release`` report, the others register."""

from collections.abc import Iterable
from pathlib import Path

from sphinx.builders.dummy import DummyBuilder
from sphinx.util import logging

from .copies import decode, matching, reports
from .copies.findings import findings
from .copies.given import copy_paths, read_copy
from .domain import EditionDomain
from .edition import Edition
from .gate import anchors, release
from .model import COMPARED
from .words.find import find

logger = logging.getLogger(__name__)


class CheckBuilder(DummyBuilder):
    """Check everything, and leave a report in ``report.txt``."""

    name = "check"
    epilog = "The report is in %(outdir)s."

    @property
    def edition(self) -> Edition:
        """The edition, of which every page is read."""
        return EditionDomain.from_env(self.env).edition

    def finish(self) -> None:
        """Write the report."""
        edition, register = self.edition, copy_paths(self.env)[1]
        pages = edition.pages.values()
        statuses = [edition.verdict(m).status for m in edition.mentions if m.kind in COMPARED]
        counts = [f"{statuses.count(s)} {s}" for s in ("exact", "variant", "unverified")]
        lines = [
            f"{sum(len(p.passages) for p in pages)} passages on {len(pages)} pages.",
            f"{len(statuses)} quotations compared: {', '.join(counts)}.",
            *reports.report(pages, read_copy(self.env), matching.read_digests(register)[0]),
        ]
        self.report(lines)

    def report(self, lines: Iterable[str]) -> None:
        """Leave some lines as the report."""
        Path(self.outdir, "report.txt").write_text("\n".join([*lines, ""]), "utf-8")


class FindBuilder(CheckBuilder):
    """List in ``report.txt`` what a text (``edition_text``) has from the passages."""

    name = "find"

    def finish(self) -> None:
        """Write the list, best first.

        Raises:
            SystemExit: if there is no such text.
        """
        path = Path(self.config.edition_text).absolute()
        try:
            text = decode.read_file(path).text
        except ValueError as error:
            raise SystemExit(f"{path}: {error}") from error
        pages = [p for p in self.edition.pages.values() if self.env.doc2path(p.docname) != path]
        self.report(findings(text, pages, find(text, pages)))


class AnchorsBuilder(CheckBuilder):
    """Write ``anchors.txt`` anew with a line for every anchor published for the first time."""

    name = "anchors"
    epilog = "The register of anchors is up to date."

    def finish(self) -> None:
        """Add the lines; those that stand are never changed."""
        path = Path(self.srcdir, self.config.edition_register)
        text = path.read_text("utf-8") if path.is_file() else ""
        register, _ = anchors.read_register(text, path.name)
        now = anchors.published(self.edition.pages.values())
        path.write_text(anchors.extended_register(register, now, self.config.version), "utf-8")


class DigestsBuilder(CheckBuilder):
    """Write ``copies.txt`` anew with a line for every passage that has none yet in it."""

    name = "digests"
    epilog = "The register of digests is up to date."

    def finish(self) -> None:
        """Add the lines; those that stand are never changed."""
        text, path = read_copy(self.env), copy_paths(self.env)[1]
        page = reports.page_of_copy(self.edition.pages.values(), text) if text else None
        if text and page and page.header.get("text") == "restated":
            path.write_text(
                matching.extended_digests(matching.read_digests(path)[0], page, text), "utf-8"
            )


class ReleaseBuilder(CheckBuilder):
    """Say what hinders a release, or how to make it."""

    name = "release"
    epilog = ""

    def finish(self) -> None:
        """Say what to do."""
        config, version = self.config, self.edition.facts.version
        held = release.Files(Path(self.srcdir), config.edition_register, config.edition_changes)
        found = list(release.obstacles(self.edition, held))
        for text in found:
            logger.warning("%s cannot be released: %s", version, text, type="release")
        if not found:
            print(release.READY.format(version))
