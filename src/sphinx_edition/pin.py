"""The command ``sphinx-edition pin``: take over what another volume has published."""

import argparse
from pathlib import Path

from .data.volumes import NAME, PINS, digest, read_pins, volume_file, volume_pages
from .model import Page


def run(args: argparse.Namespace) -> int:
    """Keep the file, pin its digest, and say which passages have other words than before.

    Raises:
        SystemExit: with one sentence if there is no such file, or it or the name makes no sense.
    """
    file = args.file / "edition.json" if args.file.is_dir() else args.file
    if not NAME.fullmatch(args.name):
        raise SystemExit(f"{args.name}: write the name of a volume with a–z, 0–9 and hyphens")
    if not file.is_file():
        raise SystemExit(f"{file}: there is no such file")
    data, target = file.read_bytes(), args.source / volume_file(args.name)
    try:
        pages = volume_pages(data, args.name, "")
    except ValueError as error:
        raise SystemExit(f"{file}: {error}; name what the volume has published") from error
    before = _words(_known(target, args.name))
    now = _words(pages)
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(data)
    pins_file = args.source / PINS
    pins = read_pins(pins_file.read_text("utf-8") if pins_file.is_file() else "")
    pins[args.name] = digest(data)
    lines = (f"{name} sha256 {value}\n" for name, value in sorted(pins.items()))
    pins_file.write_text("".join(lines), "utf-8")
    changed = [key for key, words in before.items() if now.get(key) != words]
    print(f"“{args.name}” is pinned; its passages: {len(now)}. Next: sphinx-edition check")
    print(f"Its passages are {args.name}:text:locus, once edition_volumes in conf.py names it.")
    if changed:
        print("Other words than before, or none: " + ", ".join(changed))
    return 0


def _known(path: Path, name: str) -> dict[str, Page]:
    """Return the texts that were pinned before; none if the file is not there or is spoilt."""
    try:
        return volume_pages(path.read_bytes(), name, "")
    except (OSError, ValueError):
        return {}


def _words(pages: dict[str, Page]) -> dict[str, list[str]]:
    """Return the words of each passage, by its key."""
    return {p.key: [v.text for v in p.versions] for page in pages.values() for p in page.passages}
