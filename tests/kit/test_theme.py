"""The scripts and styles of the theme are small, all in use, and what a browser can load."""

from __future__ import annotations

import gzip
import re
import subprocess
from pathlib import Path
from shutil import which

import pytest

from sphinx_edition import catalogs
from sphinx_edition.web import assets, bundle

THEME = Path(assets.__file__).with_name("theme")
FILES = assets.assets()
LANGUAGES = ["en", *sorted(path.stem for path in catalogs.FOLDER.glob("*.po"))]
SCRIPTS = [name for name in FILES if name.endswith(".js")]


@pytest.mark.parametrize(("suffix", "most"), [(".js", 14_000), (".css", 9_000)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_all_pages_load_is_within_the_budget(language: str, suffix: str, most: int) -> None:
    catalogs.use(language)
    texts = [text for name, text in assets.assets().items() if name.endswith(suffix)]
    catalogs.use("en")
    assert 0 < sum(len(gzip.compress(text.encode(), 9)) for text in texts) <= most


def test_every_module_is_part_of_a_script_and_every_sheet_of_a_style() -> None:
    reached = [THEME / "scripts" / name for name in SCRIPTS]
    for file in reached:
        imported = re.findall(r'^import .* from "(.*)";$', file.read_text("utf-8"), re.M)
        reached += {(file.parent / name).resolve() for name in imported} - {*reached}
    assert {*THEME.glob("scripts/**/*.js")} == {*reached}
    joined = "".join(text.strip() for text in FILES.values())
    for file in THEME.glob("styles/**/*.css"):
        assert bundle.bundle_style([file]).strip() in joined, file


def test_a_module_or_sheet_says_what_it_is_for() -> None:
    for file in [*THEME.glob("scripts/**/*.js"), *THEME.glob("styles/**/*.css")]:
        assert file.read_text("utf-8").startswith(("// ", "/* ")), file


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_joined_script_is_a_classic_one(name: str, tmp_path: Path) -> None:
    if not (node := which("node")):
        pytest.skip("no Node.js here (Debian: apt install nodejs)")
    script = tmp_path / f"{name}.cjs"
    script.write_text(FILES[name], "utf-8")
    subprocess.run([node, "--check", script], check=True)
