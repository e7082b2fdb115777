"""The scripts and styles of the theme, as the files that its pages load.

A look is a short sheet that stands after all others of ``edition.css`` and sets the tokens anew.
"""

from collections.abc import Iterable
from pathlib import Path

from .bundle import bundle_script, bundle_style

_THEME = Path(__file__).with_name("theme")
_SCRIPTS = ("copy", "moved", "search", "theme")
_STYLES = ("cite", "search")  # beside edition.css, which every page loads


def look_file(name: str, folder: Path) -> Path:
    """Return the sheet of a look: one of the theme by its name, or else a file in a folder."""
    ours = _THEME / "looks" / f"{name}.css"
    return ours if ours.is_file() else folder / name


def assets(looks: Iterable[Path] = ()) -> dict[str, str]:
    """Map the names of the files to what they hold, with the sheets of looks.

    Raises:
        ValueError: If a sheet cannot be joined to the others; with the place.
    """
    scripts, styles = _THEME / "scripts", _THEME / "styles"
    files = {f"{name}.js": bundle_script(scripts / f"{name}.js") for name in _SCRIPTS}
    files |= {f"{name}.css": bundle_style([styles / f"{name}.css"]) for name in _STYLES}
    return files | {"edition.css": bundle_style([*sorted(styles.glob("[0-9]*.css")), *looks])}


def write_assets(folder: Path, looks: Iterable[Path]) -> None:
    """Write the files, before Sphinx copies its own to the folder and asks for their checksums."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in assets(looks).items():
        (folder / name).write_text(text, "utf-8")
