"""The files of a build: the reader's copy, and the register of the digests it must agree with."""

from pathlib import Path

from sphinx.environment import BuildEnvironment

from . import decode


def copy_paths(env: BuildEnvironment) -> tuple[Path, Path]:
    """Return the paths of the reader's copy and of the register of digests."""
    copy = Path(env.config.edition_copy).expanduser().absolute()
    return copy, Path(env.srcdir, env.config.edition_digests)


def read_copy(env: BuildEnvironment) -> str:
    """Return the text of the reader's copy; empty if none is given or it cannot be read."""
    try:
        return decode.read_file(copy_paths(env)[0]).text if env.config.edition_copy else ""
    except ValueError:  # which check_copy reports
        return ""
