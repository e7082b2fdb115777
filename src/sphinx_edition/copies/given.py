"""The copy that a reader gives, and the register of the digests it must agree with."""

from pathlib import Path

from sphinx.environment import BuildEnvironment

from . import decode


def copy_paths(env: BuildEnvironment) -> tuple[Path, Path]:
    """Return the paths of the reader's copy and of the register of digests."""
    copy = Path(env.config.edition_copy).expanduser().absolute()
    return copy, Path(env.srcdir, env.config.edition_digests)


def read_copy(env: BuildEnvironment) -> str | None:
    """Return the text of the reader's copy, if one is given that can be read."""
    try:
        return decode.read_file(copy_paths(env)[0]).text if env.config.edition_copy else None
    except ValueError:  # told by the check
        return None
