"""Builders that write no pages: ``check``, ``find``, ``release`` report; two extend registers."""

from collections.abc import Iterable
from pathlib import Path

from sphinx.builders.dummy import DummyBuilder
from sphinx.util import logging

from . import state
from .citing.archives import archive_files
from .copies import decode, matching, reports
from .copies.files import digests_path, read_copy
from .domain import EditionDomain
from .edition import Edition
from .gate import anchors, release
from .model import COMPARED
from .words.find import find

logger = logging.getLogger(__name__)


class CheckBuilder(DummyBuilder):
    """Check everything, and write a summary to ``report.txt``."""

    name = "check"
    epilog = "The report is in %(outdir)s."

    def get_outdated_docs(self) -> set[str]:
        """Return no page beside those that have changed in what ``state.outdated`` compares.

        What another extension may tell of a page is not in it, so then all pages are resolved.
        """
        return set() if state.is_only_of_kit(self.config) else super().get_outdated_docs()

    @property
    def edition(self) -> Edition:
        """The edition, of which every page has been read."""
        return EditionDomain.from_env(self.env).edition

    def finish(self) -> None:
        """Write the report."""
        edition, pages = self.edition, self.edition.pages.values()
        digests, _ = matching.read_digests(digests_path(self.env))
        statuses = [edition.verdict(m).status for m in edition.mentions if m.kind in COMPARED]
        counts = [f"{statuses.count(s)} {s}" for s in ("exact", "variant", "unverified")]
        self.write_report([
            f"{sum(len(p.passages) for p in pages)} passages on {len(pages)} pages.",
            f"{len(statuses)} quotations compared: {', '.join(counts)}.",
            *reports.report(pages, read_copy(self.env), digests),
        ])  # fmt: skip

    def write_report(self, lines: Iterable[str]) -> None:
        """Write some lines to ``report.txt``."""
        Path(self.outdir, "report.txt").write_text("\n".join([*lines, ""]), "utf-8")


class FindBuilder(CheckBuilder):
    """List in ``report.txt`` the words that a text (``edition_text``) shares with passages."""

    name = "find"

    def finish(self) -> None:
        """Write the list, best first.

        Raises:
            SystemExit: if the text cannot be read.
        """
        path = Path(self.config.edition_text).absolute()
        try:
            text = decode.read_file(path).text
        except ValueError as error:
            raise SystemExit(f"{path}: {error}") from error
        pages = [p for p in self.edition.pages.values() if self.env.doc2path(p.docname) != path]
        lines = [*reports.findings(text, pages, find(text, pages))]
        nothing = f"Nothing in {path.name} is like a passage of the edition."
        self.write_report(lines or [nothing])


class AnchorsBuilder(CheckBuilder):
    """Add a provisional line to ``anchors.txt`` for every anchor that has none; tidy the others."""

    name = "anchors"
    epilog = "The register of anchors is up to date."

    def finish(self) -> None:
        """Add the lines; those that a release has had are never changed."""
        path = Path(self.srcdir, self.config.edition_register)
        register, _ = anchors.read_register(release.read_text(path), path.name)
        now = anchors.published(self.edition.pages.values(), self.edition.references.values())
        path.write_text(anchors.extended_register(register, now), "utf-8")


class DigestsBuilder(CheckBuilder):
    """Add a line to ``copies.txt`` for every passage of the copy that has none."""

    name = "digests"
    epilog = "The register of digests is up to date."

    def finish(self) -> None:
        """Add the lines; those that stand are never changed."""
        text, path = read_copy(self.env), digests_path(self.env)
        page = reports.page_of_copy(self.edition.pages.values(), text)
        if page and page.is_restated:
            digests, _ = matching.read_digests(path)
            path.write_text(matching.extended_digests(digests, page, text), "utf-8")


class ReleaseBuilder(CheckBuilder):
    """Warn of what stands in the way of a release, or print how to make it."""

    name = "release"
    epilog = ""

    def finish(self) -> None:
        """Warn; or number the provisional lines of the register, write for archives, and print."""
        config, version = self.config, self.edition.facts.version
        files = release.Files(Path(self.srcdir), config.edition_register, config.edition_changes)
        obstacles = list(release.obstacles(self.edition, files))
        for gap in release.gaps(self.edition):
            print(f"Not known yet: {gap}")
        for obstacle in obstacles:
            logger.warning("%s cannot be released: %s", version, obstacle, type="release")
        if not obstacles:
            path = files.folder / files.register
            if (text := anchors.stamped(before := release.read_text(path), version)) != before:
                path.write_text(text, "utf-8")
            is_changed = self.write_archive_files(files) or text != before
            commit = release.COMMIT.format(version) if is_changed else ""
            print(release.READY.format(version, commit))

    def write_archive_files(self, files: release.Files) -> bool:
        """Write what archives take; tell whether it is not what stood there."""
        root = self.edition.pages[self.edition.facts.root]
        names = ("codemeta.json", ".zenodo.json")
        before = {name: release.read_text(files.folder / name) for name in names}
        description = root.header.get("description", "") or root.title
        found = archive_files(self.edition.facts, description, before)
        for name, text in found.items():
            (files.folder / name).write_text(text, "utf-8")
        return found != before
