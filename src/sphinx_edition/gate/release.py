"""List what stands in the way of releasing a version of the edition.

A release keeps every line of the registers released before, has an entry in the list of changes,
with changes of words under a heading of their own, and leaves nothing uncommitted. Nothing is
tagged or published here.
"""

import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..catalogs import _
from ..edition import Edition, Facts
from ..words.witnesses import witness
from . import anchors
from .citation import NAME as CITATION
from .review import review

READY = """Version {0} is ready. To publish it:

{1}    git tag -a v{0} -m "Version {0}"
    git push --follow-tags

and then raise the version in conf.py, so that the register tells what comes next from it."""


COMMIT = '    git add .\n    git commit -m "Number the addresses of version {0}"\n'


class Files(NamedTuple):
    """The folder of an edition, and the names of its register and of its list of changes."""

    folder: Path
    register: str
    changes: str

    def git(self, *arguments: str) -> str:
        """Return the output of a git command.

        Raises:
            SystemExit: if the command fails, or there is no git.
        """
        command = ["git", "-C", str(self.folder), *arguments]
        try:
            done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
            return done.stdout
        except (OSError, subprocess.CalledProcessError) as error:
            reason = getattr(error, "stderr", "") or error
            raise SystemExit(f"{self.folder}: this needs a git repository: {reason}") from error

    def prefix(self) -> str:
        """Return the path of the folder in its repository: ``docs/``; empty if it is the root."""
        return self.git("rev-parse", "--show-prefix").strip()

    def tags(self) -> list[str]:
        """Return the versions that git has a tag of, the last one last.

        Raises:
            SystemExit: if there is no git repository.
        """
        tags = re.findall(r"^v(\d+(?:\.\d+)*)$", self.git("tag"), re.M)
        return sorted(tags, key=anchors.version_key)


def read_text(path: Path) -> str:
    """Return the text of a file; empty if there is no such file."""
    return path.read_text("utf-8-sig") if path.is_file() else ""


def lost_lines(files: Files) -> Iterator[str]:
    """Yield a sentence for each line of the last release's register that is not there any more.

    Raises:
        SystemExit: if there is no git repository.
    """
    name = files.register
    if not (tags := files.tags()):
        return
    before = anchors.stamped(files.git("show", f"v{tags[-1]}:./{name}"), tags[-1])
    now = {*read_text(files.folder / name).splitlines()}
    lost = [line for line in before.splitlines() if line[:1] not in ("", "#") and line not in now]
    if lost and not any(line[:1] not in ("", "#") for line in now):
        yield f"{name} is gone or empty: put it back, with git checkout v{tags[-1]} -- {name}"
        return
    for line in lost:
        yield f"{name} has lost or altered a line of v{tags[-1]}; put it back: {line}"


def obstacles(edition: Edition, files: Files) -> Iterator[str]:
    """Yield what must be done before the version can be released, a sentence each.

    Raises:
        SystemExit: if there is no git repository.
    """
    version, name = edition.facts.version, files.register
    text, citation = read_text(files.folder / name), read_text(files.folder / CITATION)
    tags = files.tags()
    register = anchors.read_register(text, name)[0]
    yield from _version_obstacles(edition.facts, tags, files, register)
    for other in re.findall(r"^version\s*:\s*[\"']?([^\"'\s]+)", citation, re.M):
        if other != version:
            yield f"{CITATION} has version {other}: make it {version}"
    yield from lost_lines(files)
    now = anchors.published(edition.pages.values(), edition.references.values())
    if new := anchors.untidy(register, now):
        yield f"{len(new)} addresses are not in {name} yet ({new[0]} …): make anchors"
    if changes := files.git("status", "--porcelain", "."):
        yield f"there are uncommitted changes: commit them\n{changes.rstrip()}"


def gaps(edition: Edition) -> Iterator[str]:
    """Yield what readers will ask for and do not find; none of it stands in the way."""
    facts, works = edition.facts, edition.references.values()
    if not facts.is_signed:
        yield "nobody signs the edition: name its editors in edition_people, in conf.py"
    elif not facts.people:
        yield "nothing says who its editors are: edition_people, in conf.py, has no list"
    names = ("repository", "archive", "host", "status", "afterwards", "doi")
    unset = [f"edition_{name}" for name in names if not getattr(facts, name)]
    unset += ["html_baseurl"] if not facts.address else []
    if unset:
        yield f"readers do not learn where the edition is kept: set {', '.join(unset)} in conf.py"
    for answer in review(edition):
        if not answer.evidence:
            yield f"reviewers get a “no”: {answer.title} ({answer.question}): {answer.lack}"
    undated = [work.key for work in works if work.undated_url]
    if undated:
        yield (
            f"{len(undated)} works have an address, but neither urldate nor archiveurl: "
            f"{', '.join(undated)}"
        )
    for page in edition.texts:
        for _key, copy in edition.copy_digests[page.docname]:
            if not witness(copy).is_dated:
                yield f"{page.docname}: write “read” and the day after the address in “{copy}”"


def _version_obstacles(
    facts: Facts, tags: Sequence[str], files: Files, register: anchors.Register
) -> Iterator[str]:  # fmt: skip
    """Yield what the version, its date and the list of changes still lack."""
    version, name = facts.version, files.changes
    if not re.fullmatch(r"\d+(\.\d+)*", version):
        yield f"the version “{version}” is not of numbers and dots, like 0.2.0 (conf.py)"
    elif tags and anchors.version_key(version) <= anchors.version_key(tags[-1]):
        yield f"v{tags[-1]} has been released: raise the version in conf.py"
    if not facts.date:
        yield "edition_date, the day of publication, is not set in conf.py"
    heading, words = f"## {version} ({facts.date})", "### " + _("Words")
    after = read_text(files.folder / name).partition(f"\n{heading}\n")[2]
    entry = re.split("^## ", after, maxsplit=1, flags=re.M)[0]
    has_changed = any(line.version == version for lines in register.values() for line in lines[1:])
    if not entry.strip():
        yield f"{name} has no entry: say under “{heading}” what is new"
    elif has_changed and f"\n{words}\n" not in entry:
        yield f"words were changed, moved or retired: say which in {name}, under “{words}”"
