"""The commands that read the versions of an edition in its repository: ``prove``, ``publish``.

Rule: a setting is read in ``conf.py`` as it is typed there; the file is not run, since a stranger
proves a citation with it. A release is built once, from its tag, and stays as it is under
``v/0.1.0/``, but for the marks that lead from there to the latest, which is the root of the site.
"""

import argparse
import ast
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from . import catalogs
from .gate import proof
from .gate.release import Files
from .settings import SETTINGS
from .web.frozen import earlier_wordings, mark, mark_latest


def prove(args: argparse.Namespace) -> int:
    """Print what was cited and what stands there now; return the exit status.

    Raises:
        SystemExit: with one sentence if there is no such passage, version or repository.
    """
    print("\n".join(proof.prove(repository(args.source), args.ident, args.version)))
    return 0


def publish_site(command: Callable[[list[str]], int], args: argparse.Namespace) -> int:
    """Assemble the site, and return the exit status; ``command`` runs a command of the kit.

    Raises:
        SystemExit: if no version is tagged, or one cannot be built.
    """

    def build(source: Path, out: Path, frozen: str) -> Path:
        if command(["build", f"--source={source}", f"--out={out}", f"--frozen={frozen}"]):
            raise SystemExit(f"{frozen} could not be built: publish it with the kit of its time")
        return out / "html"

    site = args.out / "site"
    publish(repository(args.source), site, args.earlier, build)
    print(f"The site is in {site}: copy all of it to the host")
    return 0


def publish(
    files: Files, site: Path, earlier: Path | None, build: Callable[[Path, Path, str], Path]
) -> None:  # fmt: skip
    """Assemble the site: each release in a folder of its own, the latest at the root, too.

    Releases that are there, or in ``earlier``, stay; others are built from their tags, by
    ``build``: from the sources, an output folder and the place on the site, to the pages.

    Raises:
        SystemExit: if no version is tagged, or one cannot be built.
    """
    if not (tags := files.tags()):
        raise SystemExit("No version is tagged yet: sphinx-edition release says what is missing")
    for tag in tags:
        folder = site / "v" / tag
        if folder.is_dir():
            continue
        part = site / "unfinished"  # a release is there as a whole or not at all
        shutil.rmtree(part, ignore_errors=True)
        if earlier and (earlier / "v" / tag).is_dir():
            shutil.copytree(earlier / "v" / tag, part)
        else:
            with TemporaryDirectory() as name:
                source = Path(name, "repository", files.prefix())
                files.git("archive", f"--output={name}/source.zip", f"v{tag}", ".")
                shutil.unpack_archive(f"{name}/source.zip", source)
                Path(name, "repository/.git").mkdir()  # paths in identifiers begin beside it
                shutil.copytree(build(source, Path(name, "out"), f"v/{tag}"), part)
        folder.parent.mkdir(parents=True, exist_ok=True)
        part.rename(folder)
    for path in site.iterdir():
        if path.name != "v":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(site / "v" / tags[-1], site, dirs_exist_ok=True)
    _link_versions(site, tags)


def _link_versions(site: Path, tags: list[str]) -> None:
    """Lead from each page of the earlier versions to the latest, and from there to other words."""
    data = {tag: json.loads((site / "v" / tag / "edition.json").read_text("utf-8")) for tag in tags}
    dates = {tag: data[tag]["date"] for tag in tags}
    latest = site / "v" / tags[-1]
    pages = {path.relative_to(latest).with_suffix("").as_posix() for path in latest.rglob("*.html")}
    for tag in tags[:-1]:
        catalogs.use(data[tag]["language"], [])
        for path in sorted((site / "v" / tag).rglob("*.html")):
            name = path.relative_to(site / "v" / tag).with_suffix("").as_posix()
            page = path.read_text("utf-8")
            path.write_text(mark(page, name, data[tag], data[tags[-1]], dates, pages), "utf-8")
    catalogs.use(data[tags[-1]]["language"], [])
    wordings = earlier_wordings([*data.values()])
    for name in {page for page, _ident in wordings}:
        path = site / f"{name}.html"
        path.write_text(mark_latest(path.read_text("utf-8"), name, wordings), "utf-8")


def repository(folder: Path) -> Files:
    """Return the files of the edition in a folder that are compared with its versions."""
    names = (_setting(folder, name) for name in ("edition_register", "edition_changes"))
    return Files(folder, *names)


def _setting(folder: Path, name: str) -> str:
    """Return a setting that ``conf.py`` assigns as plain text, or its default."""
    try:
        body = ast.parse((folder / "conf.py").read_bytes()).body
    except SyntaxError as error:
        raise SystemExit(f"conf.py:{error.lineno}: {error.msg}") from error
    values = {
        goal.id: node.value.value
        for node in body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for goal in node.targets if isinstance(goal, ast.Name)
    }  # fmt: skip
    default = next(str(default) for other, default, *_ in SETTINGS if other == name)
    return str(values.get(name, default))
