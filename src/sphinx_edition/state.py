"""What a build leaves for the next: a mark while it is unfinished, and digests of what pages show.

State is stored after what it describes. The mark stands in the folder of the doctrees from the
first page that is read until the last page is written. If the next build finds it, this build was
interrupted or had warnings, and everything is read and written again.
"""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from .domain import EditionDomain

MARK = "unfinished"


def resume(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Have everything read again after an unfinished build, and mark this one as unfinished."""
    mark = Path(app.doctreedir, MARK)
    unfinished = mark.exists()
    mark.touch()
    return env.found_docs if unfinished else ()


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Store the digests of the pages, which have been written, and remove the mark."""
    if exception is None and not app.statuscode:
        text = json.dumps(EditionDomain.from_env(app.env).page_digests)
        part = _digests_path(app).with_suffix(".part")
        part.write_text(text, "utf-8")
        part.replace(_digests_path(app))  # whole or not at all
        Path(app.doctreedir, MARK).unlink(missing_ok=True)


def reject(app: Sphinx) -> None:
    """Have the next build read and write everything again, since this one had warnings.

    For whoever runs Sphinx with warnings as errors: it counts them after ``build-finished``.
    """
    Path(app.doctreedir, MARK).touch()
    _digests_path(app).unlink(missing_ok=True)


def outdated(app: Sphinx, digests: dict[str, str]) -> list[str]:
    """Return the pages that show something else of other pages than when they were last written.

    ``digests`` has one of each page, by document name. Those stored are removed until ``finish``.
    """
    path = _digests_path(app)
    before = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    path.unlink(missing_ok=True)
    EditionDomain.from_env(app.env).page_digests = digests
    names = digests.keys() | before.keys()
    return [name for name in names if digests.get(name) != before.get(name)]


def _digests_path(app: Sphinx) -> Path:
    """Return a file for this output: builders that share doctrees write at different times."""
    return Path(app.doctreedir, f"shown-{sha256(str(app.outdir).encode()).hexdigest()[:8]}.json")
