"""The command ``sphinx-edition new``: write a small edition that builds, to be made one's own.

Rule: nothing is overwritten. The files are those of ``starter/``; in those that end in ``.in``,
what the editor answered takes the place of each ``$name``.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from string import Template

from .words.languages import language_fault

_STARTER = Path(__file__).parent / "starter"
_TEXTS = {
    "essay": ("essays/two-sentences.md.in", "sources/emerson-1841.md", "sources/seneca-0064.md"),
    "source": ("sources/seneca-0064.md",),
    "volume": (
        "essays/consistency.md.in", "essays/school.md.in",
        "sources/emerson-1841.md", "sources/seneca-0064.md",
    ),
}  # fmt: skip
_LICENCES = {
    "CC-BY-4.0": ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
    "CC-BY-SA-4.0": ("https://creativecommons.org/licenses/by-sa/4.0/", "CC BY-SA 4.0"),
    "CC0-1.0": ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
    "none": ("", "no licence: all rights reserved"),
}
_QUESTIONS = {
    "title": "Title of the edition",
    "editors": "Editors (A. One and B. Two)",
    "language": "Language of the edition (en, de, fr …)",
    "licence": f"Licence of your own words ({', '.join(_LICENCES)})",
}
_DEFAULTS = {
    "title": "An Annotated Edition", "editors": "The editors", "language": "en",
    "licence": "CC-BY-4.0",
}  # fmt: skip


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command; what is not given is asked, at a terminal."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a new or an empty folder")
    for name, question in _QUESTIONS.items():
        choices = [*_LICENCES] if name == "licence" else None
        parser.add_argument(f"--{name}", choices=choices, metavar="TEXT", help=question)
    kinds = "an essay and its sources, a source alone, or a volume of essays (essay)"
    parser.add_argument("--kind", choices=[*_TEXTS], default="essay", help=kinds)
    parser.add_argument("--bare", action="store_true", help="leave the sample texts out")


def run(args: argparse.Namespace) -> int:
    """Write the edition, say what to do next, and return the exit status.

    Raises:
        SystemExit: with one sentence if the folder holds something, or a language is none.
    """
    folder = args.folder.expanduser().absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SystemExit(f"{args.folder} is not an empty folder: name another")
    answers = {name: getattr(args, name) or _ask(name) for name in _QUESTIONS}
    if fault := language_fault(answers["language"]):
        raise SystemExit(f"--language: {fault}")
    if answers["licence"] not in _LICENCES:
        raise SystemExit(f"--licence: write one of {', '.join(_LICENCES)}")
    texts = () if args.bare else _TEXTS[args.kind]
    folders = [*dict.fromkeys(name.partition("/")[0] for name in texts)]
    _write(folder, texts, _values(answers, folders))
    advice = "Then replace the texts in essays/ and sources/, and their works in references.bib."
    if args.bare:
        advice = (
            "With your first text, in essays/ or sources/, write essays/* and sources/* into the "
            "contents in index.md: all others are taken up from there."
        )
    print(f"The edition is in {args.folder}. Next:\n")
    print(f"    cd {args.folder}\n    sphinx-edition build\n\n{advice}")
    return 0


def _ask(name: str) -> str:
    """Return an answer typed at the terminal; elsewhere, or for an empty one, the default."""
    default = _DEFAULTS[name]
    if not sys.stdin.isatty():
        return default
    try:
        return input(f"{_QUESTIONS[name]} [{default}]: ").strip() or default
    except EOFError:
        return default


def _values(answers: Mapping[str, str], folders: Sequence[str]) -> dict[str, str]:
    """Return what replaces each name: literals of Python for ``conf.py``, and plain text."""
    address, licence = _LICENCES[answers["licence"]]
    title, editors = answers["title"], answers["editors"]
    today = date.today()
    return {
        "title": repr(title), "title_text": title, "language": repr(answers["language"]),
        "editors": repr(editors), "editors_text": editors,
        "copyright": repr(f"{today.year}, {editors}; quoted texts as each page says"),
        "licence": repr(address), "licence_name": licence, "date": today.isoformat(),
        "contents": "\n".join(_contents(folders)),
        "version": version("sphinx-edition"),
    }  # fmt: skip


def _contents(folders: Sequence[str]) -> Iterator[str]:
    """Yield the lists of the first page: one of each folder of texts, one of all other pages."""
    headings = {"essays": "Essays", "sources": "Sources"}
    for name in folders:
        yield f"## {headings[name]}\n\n```{{toctree}}\n:glob:\n:maxdepth: 1\n\n{name}/*\n```\n"
    yield "## About the edition\n\n```{toctree}\n:glob:\n:maxdepth: 1\n\nback/*\nabout/*\n```"


def _write(folder: Path, texts: Sequence[str], values: Mapping[str, str]) -> None:
    """Write all files of the edition."""
    common = _STARTER / "common"
    files = {path.relative_to(common).as_posix(): path for path in _files(common)}
    files |= {name: _STARTER / "texts" / name for name in texts}
    for name, path in files.items():
        target = folder / name.replace("dot-", ".").removesuffix(".in")
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".in":
            text = Template(path.read_text("utf-8")).substitute(values)
            target.write_text(text, "utf-8")
        else:
            shutil.copyfile(path, target)
    keys = [Path(name).stem for name in texts if name.startswith("sources/")]
    works = [(_STARTER / "works" / f"{key}.bib").read_text("utf-8") for key in keys]
    Path(folder, "references.bib").write_text("\n".join(works), "utf-8")
    for name in ("essays", "sources"):
        Path(folder, name).mkdir(exist_ok=True)


def _files(folder: Path) -> Iterator[Path]:
    """Yield each file in a folder, in the order of names."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file())
