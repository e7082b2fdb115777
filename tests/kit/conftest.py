"""What tests of the package share: its wheel, and an environment that has nothing else."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from ..project import ROOT


def build_wheel(source: Path, folder: Path) -> Path:
    """Build the wheel of a package into an empty folder."""
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "-w", folder, source], check=True)
    [made] = folder.glob("*.whl")
    return made


def install_wheel(environment: Path, wheel: Path) -> None:
    """Install a wheel in an environment, in the place of what it replaces there."""
    command = [sys.executable, "-m", "pip", "--python", environment / "bin/python", "install"]
    options = ["-q", "--no-deps", "--no-index", "--ignore-installed"]
    for old in environment.glob("lib/*/site-packages/sphinx_edition*"):
        shutil.rmtree(old)
    subprocess.run([*command, *options, wheel], check=True)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def newer_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of the same kit under the number of a later version."""
    folder = tmp_path_factory.mktemp("newer")
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "docs").mkdir()
    for name in ("docs/README.md", "LICENSE", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    project = folder / "pyproject.toml"
    text, count = re.subn(
        r'^version = "[\d.]+"', 'version = "99.1"', project.read_text(), flags=re.M
    )
    assert count == 1
    project.write_text(text, "utf-8")
    return build_wheel(folder, tmp_path_factory.mktemp("newer-wheel"))


@pytest.fixture(scope="session")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new environment with the wheel in it; what the kit depends on it borrows."""
    folder = tmp_path_factory.mktemp("bare") / "env"
    venv.create(folder, with_pip=False)
    scheme = sysconfig.get_path("purelib", "venv", {"base": str(folder)})
    # No .pth of what is borrowed is read, and so nothing that is installed editable is found.
    Path(scheme, "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    install_wheel(folder, wheel)
    return folder
