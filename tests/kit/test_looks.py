"""Looks: an edition changes colours, type, measure and one block of its pages by short files."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import product
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from sphinx.cmd.build import build_main

from sphinx_edition import settings
from sphinx_edition.web import assets

from ..project import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from ..project import Project

THEME = ROOT / "src/sphinx_edition/web/theme"
LOOKS = [THEME / "styles/02-tokens.css", *sorted((THEME / "looks").glob("*.css"))]
OWN = ":root { --accent: #14572f; --measure: 30rem; }\n"
SHOWN = """() => {
  const style = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
  return [style("a[href]", "color"), style("h1", "fontFamily"), style("body", "fontFamily"),
    style("body", "backgroundColor"), document.querySelector(".base > p").clientWidth];
}"""


def colours(sheet: Path) -> dict[str, tuple[str, str]]:
    """Return the colours of a look, each for light and for dark screens."""
    found = re.findall(r"--(\w+): light-dark\((#\w+), (#\w+)\)", sheet.read_text("utf-8"))
    return {name: (light, dark) for name, light, dark in found}


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * sign for sign in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("sheet", LOOKS, ids=lambda sheet: sheet.stem)
def test_the_words_of_a_look_stand_out_from_their_ground(sheet: Path) -> None:
    found = colours(sheet)
    assert len(found) == 9
    for ink, ground, screen in product(("ink", "faint", "accent"), ("paper", "soft"), (0, 1)):
        light, dark = sorted(luminance(found[name][screen]) for name in (ink, ground))[::-1]
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground, screen)


def test_every_look_is_one_that_conf_may_name() -> None:
    names = {path.stem for path in (THEME / "looks").glob("*.css")}
    assert names == {*settings.LOOKS} - {""}
    assert all(assets.look_file(name, THEME).is_file() for name in names)


def look(project: Project, browser: Browser, looks: str, face: str = "") -> list[str]:
    """Build the sample in some looks, and return how a page of it is shown."""
    conf = project.src / "conf.py"
    text = re.sub("\nedition_look.*", "", conf.read_text("utf-8"))
    conf.write_text(f"{text}\nedition_look = {looks}\n", "utf-8")
    build = project.build()
    assert (build.status, build.warnings) == (0, "")
    with browser.new_page(viewport={"width": 1440, "height": 900}) as page:
        page.goto((build.out / "essays/one.html").as_uri())
        page.evaluate("face => { document.documentElement.dataset.face = face; }", face)
        shown: list[str] = page.evaluate(SHOWN)
    return shown


def test_a_look_changes_colours_type_and_measure(project: Project, browser: Browser) -> None:
    (project.themed().src / "look.css").write_text(OWN, "utf-8")
    plain = look(project, browser, "[]")
    modern = look(project, browser, '["modern"]')
    own = look(project, browser, '["modern", "look.css"]')
    assert all(a != b for a, b in zip(plain, modern, strict=True))
    assert own[0] == "rgb(20, 87, 47)"
    assert own[1:4] == modern[1:4]
    assert own[4] < modern[4] < plain[4]
    sans = look(project, browser, '["modern"]', face="sans")
    assert sans[2].startswith("system-ui")  # a reader's choice overrules the look


def test_a_look_prints_black_on_white(project: Project, browser: Browser) -> None:
    look(project.themed(), browser, '["modern"]')
    with browser.new_page(color_scheme="dark") as page:
        page.emulate_media(media="print")
        page.goto((project.made / "html/essays/one.html").as_uri())
        shown = page.evaluate(SHOWN)
    assert shown[0] == "rgb(0, 0, 0)"
    assert shown[3] == "rgb(255, 255, 255)"


def test_a_changed_look_is_built_as_a_new_one(project: Project) -> None:
    sheet = project.themed().src / "look.css"
    sheet.write_text(OWN, "utf-8")
    project.edit("conf.py", "nitpicky = True", 'nitpicky = True\nedition_look = ["look.css"]')
    one, fresh = project.made / "one", project.made / "fresh"

    def files(out: Path) -> dict[str, bytes]:
        # Each build in a process of its own: Sphinx remembers the checksums of style sheets.
        command = [sys.executable, "-m", "sphinx", "-nWq", "-d", f"{out}.trees", project.src, out]
        subprocess.run(command, check=True)
        return {f.relative_to(out).as_posix(): f.read_bytes() for f in out.rglob("*.*")}

    before = files(one)
    sheet.write_text(OWN.replace("30rem", "31rem"), "utf-8")
    assert before != files(one) == files(fresh)


def test_the_book_has_the_type_of_its_look_or_of_the_settings(project: Project) -> None:
    def fonts(*options: str) -> set[str]:
        build = project.build("typst", "-Dtypst_paper=a4", *options)
        assert (build.status, build.warnings) == (0, "")
        pages = PdfReader(build.out / "edition.pdf").pages
        fonts = [page["/Resources"].get("/Font", {}) for page in pages]
        return {str(font["/BaseFont"])[8:15] for found in fonts for font in found.values()}

    assert fonts() == {"Liberti"}
    assert fonts("-Dtypst_font=New Computer Modern", "-Dtypst_size=12.5pt") == {"NewCM10"}


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ('edition_look = ["none"]', "edition_look has “none”: write a look of the kit (modern)"),
        ('typst_size = "big"', 'typst_size is “big”: write typst_size = "11pt"'),
    ],
)
def test_a_look_that_is_none_is_told(project: Project, setting: str, message: str) -> None:
    project.edit("conf.py", "nitpicky = True", f"nitpicky = True\n{setting}")
    with pytest.raises(SystemExit, match=re.escape(message)):
        build_main(["-q", "-b", "dummy", str(project.src), str(project.made)])


def test_a_sheet_that_cannot_be_joined_is_told(project: Project) -> None:
    (project.themed().src / "look.css").write_text('@import "x.css";\n', "utf-8")
    project.edit("conf.py", "nitpicky = True", 'nitpicky = True\nedition_look = ["look.css"]')
    assert project.build().status


@pytest.mark.parametrize("block", ["top", "body", "foot"])
def test_one_block_of_the_pages_can_be_changed(project: Project, block: str) -> None:
    before = project.themed().build(into="before").files()
    (project.src / "_templates").mkdir()
    text = f'{{% extends "!layout.html" %}}{{% block {block} %}}<p>A grant</p>{{{{ super() }}}}'
    (project.src / "_templates/layout.html").write_text(f"{text}{{% endblock %}}", "utf-8")
    after = project.build().files()
    for name in ("index.html", "essays/one.html", "sources/harms-1841.html"):
        assert after[name].replace(b"<p>A grant</p>", b"", 1) == before[name] != after[name]
