"""The scripts and styles of the theme, as the files that its pages load."""

from pathlib import Path

from .bundle import bundle_script, bundle_style

_THEME = Path(__file__).with_name("theme")
_SCRIPTS = ("copy", "moved", "search", "theme")
_STYLES = ("cite", "search")  # beside edition.css, which every page loads


def assets() -> dict[str, str]:
    """Map the names of the files to what they hold."""
    scripts, styles = _THEME / "scripts", _THEME / "styles"
    files = {f"{name}.js": bundle_script(scripts / f"{name}.js") for name in _SCRIPTS}
    files |= {f"{name}.css": bundle_style([styles / f"{name}.css"]) for name in _STYLES}
    return files | {"edition.css": bundle_style(styles)}


def write_assets(folder: Path) -> None:
    """Write the files, before Sphinx copies its own to the folder and asks for their checksums."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in assets().items():
        (folder / name).write_text(text, "utf-8")
