"""The files that are made of the records beside the pages, and which of them need not be made.

Rule: files that are made of the same records are a group. They are left as they are if the digest
of what they are made of is still the same, and if they stand as they were written, by size and
time. What is known of the groups is stored when a build has ended well, and forgotten when the
next begins: after an interruption all of them are made.
"""

import json
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path, PurePath

Stats = dict[str, list[int]]  #: size and time of each file, by its path


class DerivedFiles:
    """The groups of one output folder; the paths of files start from there."""

    def __init__(self, folder: Path, memory: Path, digests: Mapping[str, str]) -> None:
        """Recall what the last build stored in the file ``memory``.

        ``digests`` has one of the records that belong to each document, by its name, and one of
        all records under the empty name.
        """
        self.folder, self.digests = folder, digests
        self._memory, self._before = memory, _recalled(memory)
        self._groups: dict[str, tuple[str, Stats]] = {}
        memory.unlink(missing_ok=True)

    def stands(self, group: str, digest: str) -> bool:
        """Tell whether the files of a group are as they would be made of what has this digest."""
        known, stats = self._before.get(group, ("", {}))
        if is_standing := known == digest and stats == self.stats(stats):
            self._groups[group] = known, stats
        return is_standing

    def write(self, group: str, digest: str, files: Mapping[str, str | bytes]) -> None:
        """Write the files of a group."""
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        self.enter(group, digest, files)

    def enter(self, group: str, digest: str, names: Iterable[str]) -> None:
        """Enter files that were written as a group."""
        self._groups[group] = digest, self.stats(names)

    def stats(self, names: Iterable[str]) -> Stats:
        """Return size and time of files; of one that is missing, nothing."""
        paths = {name: self.folder / name for name in names}
        found = {name: path.stat() for name, path in paths.items() if path.is_file()}
        return {name: [stat.st_size, stat.st_mtime_ns] for name, stat in found.items()}

    def names(self, *groups: str) -> list[str]:
        """Return the paths of the files of some groups."""
        return [name for group in groups for name in self._groups[group][1]]

    def sweep(self) -> None:
        """Remove what earlier builds have made and this has not.

        That is what they stored, and in the folders of the groups all files of the same kinds.
        """
        now = {*self.names(*self._groups)}
        kinds = set(map(_kind, now))
        folders = {folder for folder, _ in kinds if folder}
        there = chain.from_iterable((self.folder / folder).rglob("*") for folder in folders)
        found = {path.relative_to(self.folder).as_posix() for path in there if path.is_file()}
        stored = {name for _, stats in self._before.values() for name in stats}
        for name in stored | {name for name in found if _kind(name) in kinds}:
            if name not in now:
                remove_file(self.folder / name, self.folder)

    def store(self) -> None:
        """Store what is known of the groups."""
        part = self._memory.with_suffix(".part")
        part.write_text(json.dumps(self._groups), "utf-8")
        part.replace(self._memory)  # whole or not at all


def _recalled(memory: Path) -> dict[str, tuple[str, Stats]]:
    """Return what a build stored; nothing from a file that is spoilt."""
    try:
        stored = json.loads(memory.read_text("utf-8"))
        return {group: (digest, dict(stats)) for group, (digest, stats) in stored.items()}
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return {}


def _kind(name: str) -> tuple[str, str]:
    """Return the first folder of a path, if it has one, and the extension."""
    path = PurePath(name)
    return path.parts[0] if len(path.parts) > 1 else "", path.suffix


def remove_file(path: Path, root: Path) -> None:
    """Remove a file, if it is there, and the folders below ``root`` that it leaves empty."""
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == root or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
