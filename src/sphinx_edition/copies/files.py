"""The files of a build: the reader's copy, and the register of the digests it must agree with."""

from pathlib import Path

from sphinx.environment import BuildEnvironment

from . import decode


def copy_path(env: BuildEnvironment) -> Path:
    """Return the path of the reader's copy."""
    return Path(env.config.edition_copy).expanduser().absolute()


def digests_path(env: BuildEnvironment) -> Path:
    """Return the path of the register of digests."""
    return Path(env.srcdir, env.config.edition_digests)


def read_copy(env: BuildEnvironment) -> str:
    """Return the text of the reader's copy; empty if none is given or it cannot be read."""
    try:
        return decode.read_file(copy_path(env)).text if env.config.edition_copy else ""
    except ValueError:  # which check_copy reports
        return ""
