"""What stands in the way of publishing a version of the edition.

The rule: a release keeps every line that a released register had, tells in the edition's list of
changes what is new, changes of words apart, and is what the repository holds. Nothing is tagged or
published here.
"""

import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..edition import Edition
from . import anchors

READY = """Version {0} is ready. To publish it:

    git tag -a v{0} -m "Version {0}"
    git push --follow-tags

and then raise the version in conf.py, so that the register tells what comes next from it."""


class Files(NamedTuple):
    """The files of an edition that a release looks at, by name: folder, register, changes."""

    folder: Path
    register: str
    changes: str

    def text(self, name: str) -> str:
        """Return the text of a file; none if there is no such file."""
        path = self.folder / name
        return path.read_text("utf-8") if path.is_file() else ""

    def git(self, *arguments: str) -> str:
        """Return what git says.

        Raises:
            SystemExit: if it cannot.
        """
        command = ["git", "-C", str(self.folder), *arguments]
        try:
            return subprocess.run(command, check=True, capture_output=True, text=True).stdout
        except (OSError, subprocess.CalledProcessError) as error:
            reason = getattr(error, "stderr", "") or error
            raise SystemExit(f"A release is made from a git repository: {reason}") from error


def obstacles(edition: Edition, files: Files) -> Iterator[str]:
    """Yield what must be done before the version can be published.

    Raises:
        SystemExit: if there is no git repository.
    """
    version, name = edition.facts.version, files.register
    register = files.text(name)
    tags = sorted(
        re.findall(r"^v(\d+(?:\.\d+)*)$", files.git("tag"), re.M), key=anchors.version_key
    )
    released = files.git("show", f"v{tags[-1]}:./{name}") if tags else ""
    known, _ = anchors.read_register(register, name)
    yield from unfinished(version, edition.facts.date, tags, files, known)
    for other in re.findall(r"^version\s*:\s*[\"']?([^\"'\s]+)", files.text("CITATION.cff"), re.M):
        if other != version:
            yield f"CITATION.cff has version {other}: make it {version}"
    for line in released.splitlines():
        if line[:1] != "#" and line not in register.splitlines():
            yield f"{name} has lost or altered a line of v{tags[-1]}; put it back: {line}"
    if new := [a for a in anchors.published(edition.pages.values()) if a not in known]:
        yield f"{len(new)} addresses are not in {name} yet ({new[0]} …): make anchors"
    if dirty := files.git("status", "--porcelain", "."):
        yield f"there are uncommitted changes: commit them\n{dirty.rstrip()}"


def unfinished(
    version: str, date: str, tags: Sequence[str], files: Files, register: anchors.Register
) -> Iterator[str]:
    """Yield what the version, its date and the list of changes still lack."""
    if not re.fullmatch(r"\d+(\.\d+)*", version):
        yield f"the version “{version}” is not of numbers and dots, like 0.2.0 (conf.py)"
    elif tags and anchors.version_key(version) <= anchors.version_key(tags[-1]):
        yield f"v{tags[-1]} has been released: raise the version in conf.py"
    if not date:
        yield "edition_date, the day of publication, is not set in conf.py"
    heading = f"## {version} ({date})"
    _, _, after = files.text(files.changes).partition(f"\n{heading}\n")
    section = re.split("^## ", after, maxsplit=1, flags=re.M)[0]
    words = any(line.version == version for lines in register.values() for line in lines[1:])
    if not section.strip():
        yield f"{files.changes} has no entry: say under “{heading}” what is new"
    elif words and "\n### Words\n" not in section:
        yield (
            f"words were changed, moved or retired: say which in {files.changes}, under “### Words”"
        )
