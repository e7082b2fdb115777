"""The edition as data, beside every web edition: JSON, TEI, Web Annotations, DTS.

The data are written last, and only if nothing has failed.
"""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path, PurePath
from typing import cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ..citing.items import bib_file, csl_file, csl_items
from ..domain import EditionDomain, bibliography
from ..nodes import WEB
from . import beacon, corpus, custody, dts, tei, web_annotations
from .publication import Publication
from .records import SCHEMA, edition_json

ARCHIVE = "edition-data.zip"  #: all of the data in one file


def setup(app: Sphinx) -> None:
    """Write the data with every web edition.

    Priority 800: after what else stands in the folder (500), since annotations quote the pages as
    they are; before the build is marked as finished (900).
    """
    app.connect("build-finished", write, priority=800)


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the data beside the pages of a web edition."""
    if exception or app.builder.name not in WEB:
        return
    builder = cast("StandaloneHTMLBuilder", app.builder)
    edition = EditionDomain.from_env(app.env).edition
    publication = Publication(edition, builder.get_target_uri)
    entries = bibliography(app.env).bibdata.data.entries
    works = {key: entries[key] for key in edition.references}
    files = {
        "edition.json": edition_json(publication, csl_items(works)),
        SCHEMA: Path(__file__).with_name(SCHEMA).read_text("utf-8"),
        "references.bib": bib_file(works),
        "references.json": csl_file(works),
        **tei.files(publication),
        corpus.PATH: corpus.corpus(publication),
        custody.PATH: custody.custody_file(publication),
        **dts.files(publication),
        **beacon.files(publication),
        **web_annotations.files(
            publication, lambda docname: builder.get_output_path(docname).read_text("utf-8")
        ),
    }
    for name, text in files.items():
        path = Path(app.outdir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    Path(app.outdir, ARCHIVE).write_bytes(zipped(files))
    for folder in {PurePath(name).parts[0] for name in files if "/" in name}:
        kinds = {PurePath(name).suffix for name in files if name.startswith(f"{folder}/")}
        for old in list(Path(app.outdir, folder).rglob("*")):
            if old.suffix in kinds and old.relative_to(app.outdir).as_posix() not in files:
                remove_file(old, Path(app.outdir))


def zipped(files: Mapping[str, str]) -> bytes:
    """Return files as an archive: without a day, so that the same files make the same bytes."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            archive.writestr(ZipInfo(name), text.encode(), ZIP_DEFLATED)
    return buffer.getvalue()


def remove_file(path: Path, root: Path) -> None:
    """Remove a file, if it is there, and the folders below ``root`` that it leaves empty."""
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == root or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
