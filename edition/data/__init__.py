"""The edition as data, beside every web edition: JSON, TEI, Web Annotations, DTS.

The last thing that a build of HTML does is to write them, if nothing has failed.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from . import dts, tei, web_annotations
from .edition import SCHEMA, Edition, as_json


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the data beside the pages of a web edition."""
    if exception:
        return
    edition, built = Edition(app), cast("StandaloneHTMLBuilder", app.builder).get_output_path
    files = {
        "edition.json": as_json(edition),
        SCHEMA: Path(__file__).with_name(SCHEMA).read_text("utf-8"),
        **tei.files(edition),
        **dts.files(edition),
        **web_annotations.files(edition, lambda name: built(name).read_text("utf-8")),
    }
    for name, text in files.items():
        path = Path(app.outdir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
