"""The edition as data, beside every web edition: JSON, TEI, Web Annotations, DTS.

The data are written last, and only if nothing has failed.
"""

from pathlib import Path, PurePath
from typing import cast

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ..domain import EditionDomain
from ..nodes import WEB
from . import dts, tei, web_annotations
from .publication import Publication
from .records import SCHEMA, edition_json


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
    publication = Publication(EditionDomain.from_env(app.env).edition, builder.get_target_uri)
    files = {
        "edition.json": edition_json(publication),
        SCHEMA: Path(__file__).with_name(SCHEMA).read_text("utf-8"),
        **tei.files(publication),
        **dts.files(publication),
        **web_annotations.files(
            publication, lambda docname: builder.get_output_path(docname).read_text("utf-8")
        ),
    }
    for name, text in files.items():
        path = Path(app.outdir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for folder in {PurePath(name).parts[0] for name in files if "/" in name}:
        kinds = {PurePath(name).suffix for name in files if name.startswith(f"{folder}/")}
        for old in list(Path(app.outdir, folder).rglob("*")):
            if old.suffix in kinds and old.relative_to(app.outdir).as_posix() not in files:
                remove_file(old, Path(app.outdir))


def remove_file(path: Path, root: Path) -> None:
    """Remove a file, if it is there, and the folders below ``root`` that it leaves empty."""
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == root or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
