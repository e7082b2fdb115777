"""``make release``: what stands in the way of publishing this version of the edition.

The rule: a release keeps every line that a released register had, tells in ``CHANGES.md`` what is
new, changes of words apart, and is what the repository holds. Nothing is tagged or published here.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from sphinx.util import logging

from . import anchors
from .builders import CheckBuilder

logger = logging.getLogger(__name__)
NEXT = """Version {0} is ready. To publish it:

    git tag -a v{0} -m "Version {0}"
    git push --follow-tags

and then raise the version in conf.py, so that the register tells what comes next from it."""


class ReleaseBuilder(CheckBuilder):
    """Say what hinders a release, or how to make it."""

    name = "release"
    epilog = ""

    def finish(self) -> None:
        """Say what to do."""
        version, name = self.config.release, self.config.edition_register
        register = self.text(name)
        tags = sorted(re.findall(r"^v(\d+(?:\.\d+)*)$", self.git("tag"), re.M), key=anchors.order)
        released = self.git("show", f"v{tags[-1]}:./{name}") if tags else ""
        known, _ = anchors.read(register, name)
        found = [
            *unfinished(version, self.config.edition_date, tags, self.text("CHANGES.md"), known),
            *(f"{file} has version {other}: make it {version}" for file, other in self.others()),
            *(f"{name} has lost or altered a line of v{tags[-1]}; put it back: {line}"
              for line in released.splitlines()
              if line[:1] != "#" and line not in register.splitlines()),
        ]  # fmt: skip
        if new := [a for a in anchors.current(self.domain.pages.values()) if a not in known]:
            found.append(f"{len(new)} addresses are not in {name} yet ({new[0]} …): make anchors")
        if dirty := self.git("status", "--porcelain", "."):
            found.append(f"there are uncommitted changes: commit them\n{dirty.rstrip()}")
        for text in found:
            logger.warning("%s cannot be released: %s", version, text, type="release")
        if not found:
            print(NEXT.format(version))

    def text(self, name: str) -> str:
        """Return the text of a file of the edition; none if there is no such file."""
        path = Path(self.srcdir, name)
        return path.read_text("utf-8") if path.is_file() else ""

    def git(self, *arguments: str) -> str:
        """Return what git says.

        Raises:
            SystemExit: if it cannot.
        """
        command = ["git", "-C", str(self.srcdir), *arguments]
        try:
            return subprocess.run(command, check=True, capture_output=True, text=True).stdout
        except (OSError, subprocess.CalledProcessError) as error:
            said = getattr(error, "stderr", "") or error
            raise SystemExit(f"A release is made from a git repository: {said}") from error

    def others(self) -> Iterator[tuple[str, str]]:
        """Yield the other files that name a version, if it is another."""
        for name in ("pyproject.toml", "CITATION.cff"):
            for other in re.findall(r"^version\s*[:=]\s*[\"']?([^\"'\s]+)", self.text(name), re.M):
                if other != self.config.release:
                    yield name, other


def unfinished(
    version: str, date: str, tags: Sequence[str], changes: str, register: anchors.Register
) -> Iterator[str]:
    """Yield what the version, its date and the list of changes still lack."""
    if not re.fullmatch(r"\d+(\.\d+)*", version):
        yield f"the version “{version}” is not of numbers and dots, like 0.2.0 (conf.py)"
    elif tags and anchors.order(version) <= anchors.order(tags[-1]):
        yield f"v{tags[-1]} has been released: raise the version in conf.py"
    if not date:
        yield "edition_date, the day of publication, is not set in conf.py"
    heading = f"## {version} ({date})"
    _, _, after = changes.partition(f"\n{heading}\n")
    section = re.split("^## ", after, maxsplit=1, flags=re.M)[0]
    words = any(line.version == version for lines in register.values() for line in lines[1:])
    if not section.strip():
        yield f"CHANGES.md has no entry: say under “{heading}” what is new"
    elif words and "\n### Words\n" not in section:
        yield "words were changed, moved or retired: say which in CHANGES.md, under “### Words”"
