"""The edition as data, beside every web edition: JSON, TEI, Web Annotations, DTS.

The data are written last, and only if nothing has failed.
"""

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pybtex.database import Entry
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ..citing.items import bib_file, csl_file, csl_items
from ..domain import EditionDomain, bibliography
from ..nodes import WEB
from ..words.digests import file_digest
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
    """Write the data beside the pages of a web edition, as far as they have changed."""
    if exception or app.builder.name not in WEB:
        return
    domain, builder = EditionDomain.from_env(app.env), cast("StandaloneHTMLBuilder", app.builder)
    edition, derived = domain.edition, domain.derived
    publication = Publication(edition, builder.get_target_uri)
    groups = ["data", *(f"data of {page.docname}" for page in edition.texts)]
    for group, page in zip(groups[1:], edition.texts, strict=True):
        if not derived.stands(group, digest := derived.digests[page.docname]):
            files = tei.text_files(publication, page) | dts.text_files(publication, page)
            derived.write(group, digest, files)
    annotated = {mention.docname for mention in publication.mentions}
    pages = {name: Path(builder.get_output_path(name)) for name in annotated}
    digest = file_digest(pages.values(), derived.digests[""])
    if not derived.stands("data", digest):
        entries = bibliography(app.env).bibdata.data.entries
        works = {key: entries[key] for key in edition.references}
        html = {name: path.read_text("utf-8") for name, path in pages.items()}
        derived.write("data", digest, edition_files(publication, works, html))
    names = derived.names(*groups)
    digest = file_digest((), repr(derived.stats(names)))
    if not derived.stands(ARCHIVE, digest):
        derived.write(ARCHIVE, digest, {ARCHIVE: zipped(Path(app.outdir), names)})


def edition_files(
    publication: Publication, works: Mapping[str, Entry], html: Mapping[str, str]
) -> dict[str, str]:  # fmt: skip
    """Return the files about the edition as a whole, by path.

    ``works`` are the entries of the bibliography by key, ``html`` has the pages with mentions by
    the names of their documents.
    """
    return {
        "edition.json": edition_json(publication, csl_items(works)),
        SCHEMA: Path(__file__).with_name(SCHEMA).read_text("utf-8"),
        "references.bib": bib_file(works),
        "references.json": csl_file(works),
        **tei.files(publication),
        corpus.PATH: corpus.corpus(publication),
        custody.PATH: custody.custody_file(publication),
        **dts.files(publication),
        **beacon.files(publication),
        **web_annotations.files(publication, html),
    }


def zipped(folder: Path, names: Iterable[str]) -> bytes:
    """Return files as an archive: without a day, so that the same files make the same bytes."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name in sorted(names):
            archive.writestr(ZipInfo(name), (folder / name).read_bytes(), ZIP_DEFLATED)
    return buffer.getvalue()
