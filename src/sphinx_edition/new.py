"""The command ``sphinx-edition new``: write a small edition that builds, to be made one's own.

Rule: nothing is overwritten. The files are those of ``starter/common`` and of the folder of the
edition's language beside it, or of ``en`` if there is none; in those that end in ``.in``, what the
editor answered takes the place of each ``$name``.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from string import Template

from .bibliography import Name
from .catalogs import N_, _, use
from .citing.citable import parse_names
from .words.languages import language_fault
from .words.names import author_series, name_faults

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
    "none": ("", N_("no licence: all rights reserved")),
}
_BODY = N_("The Editors")
_QUESTIONS = {  #: each with the answer that it suggests
    "language": ("Language of the edition (en, de, fr …)", "en"),
    "title": ("Title of the edition", N_("An Annotated Edition")),
    "editors": ("Editors (A. One and B. Two)", _BODY),
    "licence": (f"Licence of your own words ({', '.join(_LICENCES)})", "CC-BY-4.0"),
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command; what is not given is asked, at a terminal."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a new or an empty folder")
    for name, (question, _default) in _QUESTIONS.items():
        choices = [*_LICENCES] if name == "licence" else None
        parser.add_argument(f"--{name}", choices=choices, metavar="TEXT", help=question)
    kinds = "an essay and its sources, a source alone, or a volume of essays (essay)"
    parser.add_argument("--kind", choices=[*_TEXTS], default="essay", help=kinds)
    parser.add_argument("--bare", action="store_true", help="leave the sample texts out")


def run(args: argparse.Namespace) -> int:
    """Write the edition, say what to do next, and return the exit status.

    Raises:
        SystemExit: with one sentence if the folder holds something, or an answer makes no sense.
    """
    folder = args.folder.expanduser().absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SystemExit(f"{args.folder} is not an empty folder: name another")
    answers = _answers(args)
    texts = () if args.bare else _TEXTS[args.kind]
    folders = [*dict.fromkeys(name.partition("/")[0] for name in texts)]
    _write(folder, texts, _values(answers, folders), answers["language"])
    places = "/ and ".join(folders)
    advice = f"Then replace the texts in {places}/, and their works in references.bib."
    if args.bare:
        advice = (
            "With your first text, in essays/ or sources/, write essays/* and sources/* into the "
            "contents in index.md: all others are taken up from there."
        )
    print(f"The edition is in {args.folder}. Next:\n")
    print(f"    cd {args.folder}\n    sphinx-edition build\n\n{advice}")
    return 0


def _answers(args: argparse.Namespace) -> dict[str, str]:
    """Return an answer to each question; the language comes first, for what the others suggest."""
    answers = {}
    for name in _QUESTIONS:
        answer = answers[name] = getattr(args, name) or _ask(*_QUESTIONS[name])
        if name == "language":
            if fault := language_fault(answer):
                raise SystemExit(f"--language: {fault}")
            use(answer)
        elif name == "editors":
            for _name, fault in name_faults(answer):
                raise SystemExit(f"--editors: {fault}")
        elif name == "licence" and answer not in _LICENCES:
            raise SystemExit(f"--licence: write one of {', '.join(_LICENCES)}")
    return answers


def _ask(question: str, suggestion: str) -> str:
    """Return an answer typed at the terminal; elsewhere, or for an empty one, what is suggested."""
    default = _(suggestion)
    if not sys.stdin.isatty():
        return default
    try:
        return input(f"{question} [{default}]: ").strip() or default
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
        "copyright": repr(_("{year}, {names}; quoted texts as each page says").format(
            year=today.year, names=author_series(editors))),
        "licence": repr(address), "licence_name": _(licence), "date": today.isoformat(),
        "title_json": json.dumps(title, ensure_ascii=False),
        "authors": "\n".join(_author(name) for name in parse_names(editors)),
        "contents": "\n".join(_contents(folders)),
        "version": version("sphinx-edition"),
    }  # fmt: skip


def _author(name: Name) -> str:
    """Return one author of ``CITATION.cff``: a person, or a body such as “The Editors”."""
    is_body = not name.given or str(name) == _(_BODY)
    fields = {"name": str(name)} if is_body else {
        "family-names": name.family, "given-names": name.given,
    }  # fmt: skip
    lines = [f"{key}: {json.dumps(text, ensure_ascii=False)}" for key, text in fields.items()]
    return "  - " + "\n    ".join(lines)


def _contents(folders: Sequence[str]) -> Iterator[str]:
    """Yield the lists of the first page: one of each folder of texts, one of all other pages."""
    headings = {"essays": _("Essays"), "sources": _("Sources")}
    for name in folders:
        yield f"## {headings[name]}\n\n```{{toctree}}\n:glob:\n:maxdepth: 1\n\n{name}/*\n```\n"
    lists = "```{toctree}\n:glob:\n:maxdepth: 1\n\nback/*\nabout/*\n```"
    yield "## " + _("About the edition") + f"\n\n{lists}"


def _write(folder: Path, texts: Sequence[str], values: Mapping[str, str], language: str) -> None:
    """Write all files of the edition."""
    names = (language, language.partition("-")[0], "en")
    pages = next(path for name in names if (path := _STARTER / name).is_dir())
    files = dict(_files(_STARTER / "common"))
    files |= {
        name: path for name, path in _files(pages)
        if name in texts or not name.startswith(("essays/", "sources/"))
    }  # fmt: skip
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


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the name in a folder and the path of each file, in the order of names."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path
