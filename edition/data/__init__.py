"""The edition as data, beside every web edition: JSON, TEI, Web Annotations, DTS.

The last thing that a build of HTML does is to write them, if nothing has failed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ..domain import EditionDomain
from . import dts, tei, web_annotations
from .edition import SCHEMA, Edition, as_json


def files(edition: Edition, html: Callable[[str], str]) -> dict[str, str]:
    """Return what each file of data holds, by its path; ``html`` gives a document's built page."""
    return {
        "edition.json": as_json(edition),
        SCHEMA: Path(__file__).with_name(SCHEMA).read_text("utf-8"),
        **tei.files(edition),
        **dts.files(edition),
        **web_annotations.files(edition, html),
    }


def gather(app: Sphinx) -> Edition:
    """Return the edition that a build has read."""
    domain = EditionDomain.of(app.env)
    config, base = app.config, app.config.html_baseurl
    return Edition(
        title=config.project,
        version=config.release,
        editors=config.author,
        language=config.language,
        date=config.edition_date,
        licence=config.edition_licence,
        base=f"{base.rstrip('/')}/" if base else "",
        pages=tuple(domain.ordered()),
        passages=domain.passages,
        works={
            c.key: (c.formatted_entry.label, c.bibliography_key.docname, c.citation_id)
            for c in domain.bibliography.citations
        },
        verdict=domain.verdict,
        uri=app.builder.get_target_uri,
    )


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the data beside the pages of a web edition."""
    if exception:
        return
    builder = cast("StandaloneHTMLBuilder", app.builder)

    def html(docname: str) -> str:
        return builder.get_output_path(docname).read_text("utf-8")

    for name, text in files(gather(app), html).items():
        path = Path(app.outdir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
