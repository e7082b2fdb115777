"""Builders without pages: ``check`` and ``find`` report, ``anchors`` and ``digests`` register."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sphinx.builders.dummy import DummyBuilder

from . import anchors, binding, copies, find, formats, reports
from .domain import EditionDomain
from .model import COMPARED


class CheckBuilder(DummyBuilder):
    """Check everything, and leave a report in ``report.txt``."""

    name = "check"
    epilog = "The report is in %(outdir)s."

    @property
    def domain(self) -> EditionDomain:
        """The edition's records."""
        return EditionDomain.of(self.env)

    def finish(self) -> None:
        """Write the report."""
        domain, register = self.domain, binding.files(self.env)[1]
        pages = domain.ordered()
        statuses = [domain.verdict(m).status for m in domain.mentions() if m.kind in COMPARED]
        counts = [f"{statuses.count(s)} {s}" for s in ("exact", "variant", "unverified")]
        lines = [
            f"{sum(len(p.passages) for p in pages)} passages on {len(pages)} pages.",
            f"{len(statuses)} quotations compared: {', '.join(counts)}.",
            *reports.report(pages, binding.given(self.env), copies.read(register)[0]),
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
            text = formats.read(path).text
        except ValueError as error:
            raise SystemExit(f"{path}: {error}") from error
        others = (p for p in self.domain.ordered() if Path(self.env.doc2path(p.docname)) != path)
        pages = list(others)
        self.report(find.report(text, pages, find.find(text, pages)))


class AnchorsBuilder(CheckBuilder):
    """Write ``anchors.txt`` anew with a line for every anchor published for the first time."""

    name = "anchors"
    epilog = "The register of anchors is up to date."

    def finish(self) -> None:
        """Add the lines; those that stand are never changed."""
        path = Path(self.srcdir, self.config.edition_register)
        text = path.read_text("utf-8") if path.is_file() else ""
        register, _ = anchors.read(text, path.name)
        now = anchors.current(self.domain.pages.values())
        path.write_text(anchors.extended(register, now, self.config.version), "utf-8")


class DigestsBuilder(CheckBuilder):
    """Write ``copies.txt`` anew with a line for every passage that has none yet in it."""

    name = "digests"
    epilog = "The register of digests is up to date."

    def finish(self) -> None:
        """Add the lines; those that stand are never changed."""
        text, path = binding.given(self.env), binding.files(self.env)[1]
        page = reports.whose(self.domain.ordered(), text) if text else None
        if text and page and page.header.get("text") == "restated":
            path.write_text(copies.extended(copies.read(path)[0], page, text), "utf-8")
