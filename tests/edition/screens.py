"""``make screens``: pictures of each kind of page, for people to look at."""

from __future__ import annotations

from pathlib import Path

from ..project import ROOT

FOLDER = ROOT / "_build/screens"


def test_screens(site, kinds, browser, serve):
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in kinds(site):
        for width in 1440, 768, 390:
            for scheme in "light", "dark":
                size = {"width": width, "height": 1600}
                with browser.new_page(viewport=size, color_scheme=scheme) as page:
                    page.goto(f"{serve(site)}/{name}")
                    page.evaluate("document.fonts.ready")
                    page.screenshot(path=FOLDER / f"{Path(name).stem}-{width}-{scheme}.png")
