"""What a build leaves for the next one: which build was not finished, and what pages showed.

Rule: state is stored after what it describes. A mark stands in the folder of the doctrees from the
first page that is read until the last that is written; if the next build finds it, that build was
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
    """Read everything again after a build that was not finished, and mark this one as begun."""
    mark = Path(app.doctreedir, MARK)
    unfinished = mark.exists()
    mark.touch()
    return env.found_docs if unfinished else ()


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Store what the pages of this output show, now that they have been written."""
    if exception is None and not app.statuscode:
        text = json.dumps(EditionDomain.from_env(app.env).page_digests)
        part = _path(app).with_suffix(".part")
        part.write_text(text, "utf-8")
        part.replace(_path(app))  # whole or not at all
        Path(app.doctreedir, MARK).unlink(missing_ok=True)


def reject(app: Sphinx) -> None:
    """Let the next build read and write everything again, since this one had warnings.

    For whoever runs Sphinx with warnings as errors: it counts them after ``build-finished``.
    """
    Path(app.doctreedir, MARK).touch()
    _path(app).unlink(missing_ok=True)


def outdated(app: Sphinx, shown: dict[str, str]) -> list[str]:
    """Return the pages of this output that show something else of other pages than before.

    ``shown`` are digests by document name. What was stored is taken away until this build ends.
    """
    path = _path(app)
    before = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    path.unlink(missing_ok=True)
    EditionDomain.from_env(app.env).page_digests = shown
    names = shown.keys() | before.keys()
    return [name for name in names if shown.get(name) != before.get(name)]


def _path(app: Sphinx) -> Path:
    """Return the file of this output: builders that share doctrees write at different times."""
    return Path(app.doctreedir, f"shown-{sha256(str(app.outdir).encode()).hexdigest()[:8]}.json")
