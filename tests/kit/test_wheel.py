"""The wheel of the kit: it holds all that the kit needs, and builds an edition anywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from ..project import ROOT, SAMPLE


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "src/sphinx_edition"], cwd=ROOT, check=True, capture_output=True
    ).stdout.decode()
    files = {name.removeprefix("src/") for name in listed.split("\0") if name}
    assert any(name.endswith(".woff2") for name in files)
    with ZipFile(wheel) as archive:
        assert {name for name in archive.namelist() if ".dist-info/" not in name} == files
        for name in files:
            assert archive.read(name) == (ROOT / "src" / name).read_bytes(), name


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command that must not fail, with nothing of this repository in its environment."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_an_edition_is_built_where_this_repository_is_not(bare: Path, tmp_path: Path) -> None:
    python, place = bare / "bin/python", tmp_path / "an edition"
    where = run(python, "-c", "import sphinx_edition as it; print(it.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(bare)
    shutil.copytree(SAMPLE, place)
    conf = place / "conf.py"
    conf.write_text(conf.read_text("utf-8").replace('"basic"', '"edition"'), "utf-8")
    run(bare / "bin/sphinx-edition", "build", cwd=place)
    for name in "index.html", "all.html", "_static/edition.css", "_static/fonts":
        assert (place / "_build/html" / name).exists(), name
    assert (place / "_build/pdf/edition.pdf").read_bytes().startswith(b"%PDF")
    assert is_zipfile(place / "_build/epub/edition.epub")
