"""The command ``sphinx-edition``: check an edition, then make the book, the EPUB and web pages.

Rule: what is given on the command line reaches Sphinx as the value of a setting. No shell reads it
and nothing takes it apart, so any file name will do.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from sphinx.util.console import color_terminal, nocolor

from . import new, pin, versions
from .run import Run
from .web import serve


class Step(NamedTuple):
    """One run of Sphinx: a title, the name of its output folder, and what a log says at its end."""

    title: str
    folder: str
    done: str


class Command(NamedTuple):
    """What a command does: in words, and by the builders that run; and the options it takes."""

    help: str
    builders: tuple[str, ...]
    options: tuple[str, ...] = ()


_STEPS = {
    "check": Step("check", "check", "The report of the check is in {}/report.txt"),
    "typst": Step("book", "pdf", "The book is in {}/{}.pdf"),
    "epub": Step("EPUB", "epub", "The EPUB is in {}/edition.epub"),
    "html": Step("web edition", "html", "The web edition is in {}/index.html"),
    "find": Step("search", "find", "The report of the search is in {}/report.txt"),
    "anchors": Step("register of addresses", "anchors", "The register of addresses is up to date"),
    "digests": Step("register of digests", "digests", "The register of digests is up to date"),
    "release": Step("release", "release", "What a release needs was looked at"),
}
COMMANDS = {
    "new": Command("write a small edition that builds, to be made one’s own", ()),
    "build": Command(
        "check everything, then make the book, the EPUB and the web edition",
        ("check", "typst", "epub", "html"), ("--copy", "--frozen"),
    ),
    "html": Command("make the web edition", ("check", "html"), ("--copy",)),
    "pdf": Command("make the book", ("check", "typst"), ("--copy", "--paper", "--only")),
    "epub": Command("make the EPUB", ("check", "epub"), ("--copy",)),
    "booklet": Command(
        "make the book, and from it a booklet to print at home and fold",
        ("check", "typst"), ("--copy", "--paper", "--sheets"),
    ),
    "check": Command("prove every quotation and check every file", ("check",), ("--copy",)),
    "find": Command("list what a text has from the passages of the edition", ("find",), ("text",)),
    "serve": Command(
        "make the web edition and show it on this machine", ("check", "html"), ("--copy", "--port"),
    ),
    "anchors": Command("register the addresses that are new", ("check", "anchors")),
    "release": Command("say what is missing for a release", ("check", "release")),
    "publish": Command(
        "assemble the site: the latest release, and all others", (), ("--earlier", "--out"),
    ),
    "prove": Command("show what was cited, and what stands there now", (), ("ident", "version")),
    "digests": Command(
        "register the author’s words in a copy", ("check", "digests"), ("--copy",)
    ),
    "pin": Command(
        "take over what another volume has published, to quote it", (), ("name", "file"),
    ),
}  # fmt: skip


def _path(text: str) -> Path | None:
    """Return the path that a text names, whatever characters it has; for no text, none."""
    path = Path(text)
    return (path.expanduser() if text.startswith("~/") else path).absolute() if text else None


_OPTIONS: dict[str, dict[str, Any]] = {
    "--source": {"type": _path, "default": ".", "metavar": "DIR", "help": "where conf.py is (.)"},
    "--out": {"type": _path, "metavar": "DIR", "help": "where output goes (_build in the source)"},
    "--copy": {"type": _path, "metavar": "PATH", "help": "your own copy of a text: bind it in"},
    "--paper": {"default": "", "help": "size of the page: a5 (if none is given), a4, us-letter …"},
    "--frozen": {"default": "", "help": "where this version stays on the site: v/0.1.0"},
    "--earlier": {"type": _path, "metavar": "DIR", "help": "the site as it was published before"},
    "--only": {"default": "", "metavar": "TEXT", "help": "one text alone: essays/NAME"},
    "--sheets": {"default": "4", "help": "how many sheets of paper make a signature (4)"},
    "--port": {"default": "8000", "help": "port of the server (8000); 0 is any that is free"},
    "ident": {"metavar": "ID", "help": "a SWHID, or an address such as sources/mill-1859#p22"},
    "version": {"metavar": "VERSION", "nargs": "?", "default": "", "help": "as cited: 0.1.0"},
    "text": {"type": _path, "metavar": "TEXT", "help": "a file: plain text, or a saved web page"},
    "name": {"metavar": "NAME", "help": "the volume, as edition_volumes names it"},
    "file": {"type": Path, "metavar": "FILE", "help": "its edition.json, or the folder of that"},
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command with these arguments, or with those of the process; return its exit status.

    Raises:
        SystemExit: with one sentence if something is missing or cannot be written (status 1), or
            with the usage if the arguments are not understood (status 2).
    """
    try:
        args = _parser().parse_args(arguments)
        if args.command != "new":
            _examine(args)
        runners: dict[str, Callable[[argparse.Namespace], int]] = {
            "new": new.run, "pin": pin.run, "prove": versions.prove,
            "publish": partial(versions.publish_site, main),
        }  # fmt: skip
        return runners.get(args.command, _run)(args)
    except BaseException as error:
        if _is_interruption(error):
            print("\nInterrupted: the next build makes everything again.", file=sys.stderr)
            return 130
        if isinstance(error, OSError):
            raise SystemExit(str(error)) from error
        raise


def _is_interruption(error: BaseException | None) -> bool:
    """Tell whether an error is Ctrl-C, or came of it while a library was half-way in its work."""
    return error is not None and (
        isinstance(error, KeyboardInterrupt) or _is_interruption(error.__context__)
    )


def _parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser("sphinx-edition", description="Make an annotated edition.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        about = f"{command.help[0].upper()}{command.help[1:]}."
        one = commands.add_parser(name, help=command.help, description=about, allow_abbrev=False)
        if name == "new":
            new.add_options(one)
            continue
        for option in (*command.options, "--source", *["--out"] * bool(command.builders)):
            one.add_argument(option, **_OPTIONS[option])
    parser.set_defaults(out=None, copy=None, text=None, paper="", only="", frozen="")
    return parser


def _examine(args: argparse.Namespace) -> None:
    """Complete the paths, and look for what is missing before anything is made.

    Raises:
        SystemExit: if a file or folder is not there, or a number or what the book needs.
    """
    args.source = args.source.resolve()
    args.out = (args.out or args.source / "_build").resolve()
    if not args.source.is_dir():
        raise SystemExit(f"{args.source}: there is no such folder")
    if not (args.source / "conf.py").is_file():
        raise SystemExit(f"{args.source}: this folder has no conf.py; name another with --source")
    if args.command == "digests" and not args.copy:
        raise SystemExit("Name the copy whose words are to be registered, with --copy")
    if args.command == "find" and not args.text:
        raise SystemExit("Name the file to search for words of the edition")
    for file in filter(None, (args.copy, args.text)):
        if not file.is_file():
            raise SystemExit(f"{file}: there is no such file")
    if Path(args.paper).name != args.paper:
        raise SystemExit(f"--paper {args.paper}: name a size of paper, such as a4")
    if "port" in args and not (args.port.isdecimal() and int(args.port) < 65536):
        raise SystemExit(f"--port {args.port}: name a number up to 65535")
    if "typst" in COMMANDS[args.command].builders:
        if not (find_spec("typst") and find_spec("pikepdf")):
            raise SystemExit('The book needs more packages: pip install "sphinx-edition[book]"')
        if "sheets" in args and not (args.sheets.isdecimal() and int(args.sheets)):
            raise SystemExit(f"--sheets {args.sheets}: name at least one sheet of paper")


def _run(args: argparse.Namespace) -> int:
    """Run the builders of a command until one fails, then what follows; return the exit status."""
    builders, terminal = COMMANDS[args.command].builders, sys.stdout.isatty()
    if not color_terminal():
        nocolor()
    for number, builder in enumerate(builders, 1):
        title, _, done = _STEPS[builder]
        if terminal:
            print(f"[{number}/{len(builders)}] {title}")
        if _build(args, builder):
            print(f"The {title} has the problems above; nothing more was made.", file=sys.stderr)
            return 1
        folder = _folder(args, builder)
        if folder.is_relative_to(Path.cwd()):
            folder = folder.relative_to(Path.cwd())
        if builder == args.command in ("check", "find"):
            print(Path(folder, "report.txt").read_text("utf-8"), end="")
        elif not terminal:
            print(done.format(folder, Path(args.only).name or "edition"), flush=True)
    if args.command == "booklet":
        from .book import booklet  # which needs pikepdf

        booklet.main(str(folder / "edition.pdf"), str(folder / "booklet.pdf"), args.sheets)
        print(f"The booklet is in {folder}/booklet.pdf: print it on both sides, short edge")
    if args.command == "serve":
        serve.main(str(folder), args.port)
    return 0


def _build(args: argparse.Namespace, builder: str) -> int:
    """Run one builder; return its exit status.

    Raises:
        SystemExit: if Sphinx cannot run, or would remove files of others.
    """
    out = _folder(args, builder)
    is_empty = not (out.is_dir() and any(out.iterdir()))
    if builder == "epub" and not is_empty and not (out / "_static").is_dir():
        raise SystemExit(f"{out}: here is something else than an EPUB; name another --out")
    doctrees = _main_folder(args) / "doctrees"
    return Run(builder, args.source, args.out, out, doctrees, _settings(args, builder)).build()


def _settings(args: argparse.Namespace, builder: str) -> dict[str, Any]:
    """Return the settings that come from the command line; paths as ``conf.py`` would name them."""
    out = os.path.relpath(_main_folder(args), args.source)
    typed = {"edition_copy": args.copy, "edition_text": args.text, "edition_frozen": args.frozen}
    if builder == "typst":
        typed |= {"typst_paper": args.paper, "typst_only": args.only}
    settings: dict[str, Any] = {name: str(value) for name, value in typed.items() if value}
    if builder == "html":
        settings["edition_forms"] = [f"{out}/pdf/edition.pdf", f"{out}/epub/edition.epub"]
    return settings | {"nitpicky": True, "edition_page_map": f"{out}/pdf/pages.json"}


def _main_folder(args: argparse.Namespace) -> Path:
    """Return the folder of what is published, and of the doctrees: with a copy it is another."""
    folder: Path = args.out / "own" if args.copy else args.out
    return folder


def _folder(args: argparse.Namespace, builder: str) -> Path:
    """Return the output folder of a builder."""
    published = builder in COMMANDS["build"].builders[1:]
    name = _STEPS[builder].folder + (f"-{args.paper}" if builder == "typst" and args.paper else "")
    return (_main_folder(args) if published else args.out) / name
