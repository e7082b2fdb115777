"""In anyone's Sphinx project one line of ``conf.py`` is enough, and each default can be changed."""

from __future__ import annotations

import re
import subprocess
import sys
import warnings
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html
from sphinx.application import Sphinx

from sphinx_edition import settings

if TYPE_CHECKING:
    from pathlib import Path

    from ..project import Project

CONF = 'project = "Brooks"\nextensions = ["sphinx_edition"]\n'
FILES = {
    "index.md": """
# Brooks

```{toctree}
:glob:
essays/*
sources/*
```
""",
    "references.bib": """
@book{mill-1859, author = {Miller, Anna}, title = {Mills}, publisher = {Press}, year = 1859}
@book{on-brooks, author = {Brook, Bert}, title = {On Brooks}, publisher = {Press}, year = 1900}
""",
    "sources/mill-1859.md": """
---
title: On the Freedom of Mills
short: Mills
author: Anna Miller
date: 1859
lang: en
locus: page of the first printing
text: On the Freedom of Mills
copy: a scan of the print
rights: Public domain
evidence: print
---

[22] The wheel turns so long as the brook runs.
""",
    "essays/on-brooks.md": """
---
title: On Brooks
short: Brooks
author: Bert Brook
date: 1900
lang: en
text: full
rights: Public domain
---

[1] It has been said:

> The wheel turns so long as the brook runs.
>
> — {quote}`mill-1859:22`
""",
}


@pytest.fixture
def plain(tmp_path: Path, project_at: type[Project]) -> Project:
    """Return a project of an essay and a source, and one line."""
    project = project_at(tmp_path)
    for name, text in {"conf.py": CONF, **FILES}.items():
        (project.src / name).parent.mkdir(parents=True, exist_ok=True)
        (project.src / name).write_text(text.lstrip(), "utf-8")
    return project


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
@pytest.mark.parametrize("builder", ["html", "epub", "typst", "text", "latex", "check"])
def test_it_builds_without_a_warning(builder: str, theme: str, plain: Project) -> None:
    build = plain.build(builder, f"-Dhtml_theme={theme}")
    assert (build.status, build.warnings) == (0, "")
    assert list(build.edition.passages) == ["on-brooks:1", "mill-1859:22"]
    [mention] = build.edition.mentions
    assert build.edition.verdict(mention).status == "exact"


def test_the_package_of_an_epub_has_nothing_empty(plain: Project) -> None:
    package = (plain.build("epub").out / "content.opf").read_text("utf-8")
    assert not re.findall(r"<(dc:\w+|meta)[^>/]*>\s*</", package)
    assert "dc:rights" not in package


SIGNED = {  # the number, the dots of an incipit, the bracket of a lemma, the signs of comparison
    "essays/two": "[2] “Nor is the rope …” The rope is",
    "sources/harms-1841": "das Schloß ] Both lock and castle",
    "essays/one": "Others ] Some ",
}
SIGNS = {"=": "Word for word", "≠": "(One|Two) differences?", "?": "Not verified"}


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_numbers_and_signs_are_text_under_any_theme(theme: str, project: Project) -> None:
    files = project.build("html", f"-Dhtml_theme={theme}").files()
    pages = {name.removesuffix(".html"): html.fromstring(text) for name, text in files.items()}
    for name, words in SIGNED.items():
        assert words in " ".join(pages[name].text_content().split())
    said = set()
    boxes = "//div[contains(@class, 'collation')]"
    for paragraph in (p for page in pages.values() for p in page.xpath(f"{boxes}/p[1]")):
        sign = paragraph[0]
        assert (sign.tag, sign.get("aria-hidden")) == ("span", "true")
        assert re.match(rf"(“.*”: )?{SIGNS[sign.text]}", sign.tail.strip(), re.IGNORECASE)
        said.add(sign.text)
    assert said == {*SIGNS}


@pytest.mark.parametrize("theme", ["alabaster", "furo", "edition"])
def test_the_number_of_a_passage_is_the_text_of_its_link(theme: str, plain: Project) -> None:
    page = plain.build("html", f"-Dhtml_theme={theme}").files()["sources/mill-1859.html"].decode()
    number = "22" if theme == "edition" else "[22]"
    assert re.findall(r'<a [^>]*class="locus"[^>]*>(.*?)</a>', page) == [number]


def configured(project: Project, line: str = "") -> Any:
    """Return the settings of a project, one more line in its ``conf.py``."""
    (project.src / "conf.py").write_text(f"{CONF}{line}\n", "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        places = project.src, project.src, project.made / "dummy", project.made / "trees"
        return Sphinx(*places, "dummy", status=None).config


OTHERS = {  # what else each may be; of those that are not here, the contrary
    "exclude_patterns": ["other"],
    "epub_basename": "other",
    "myst_enable_extensions": {*settings._DEFAULTS["myst_enable_extensions"], "dollarmath"},
    "bibtex_default_style": "plain",
    "bibtex_reference_style": "author_year",
    "bibtex_cite_id": "other-{key}",
    "bibtex_bibliography_id": "other-{bibliography_count}",
    "epub_show_urls": "inline",
    "epub_tocscope": "default",
    "suppress_warnings": ["ref.python"],
}
FIXED = {"primary_domain", "myst_title_to_header"}  # which no conf.py may change


@pytest.mark.parametrize("name", settings._DEFAULTS)
def test_a_default_is_set_and_conf_py_overrides_it(name: str, plain: Project) -> None:
    default = settings._DEFAULTS[name]
    assert configured(plain)[name] == default
    if name not in FIXED:
        other = OTHERS.get(name, not default)
        assert configured(plain, f"{name} = {other!r}")[name] == other


CONTRADICTIONS = {
    'myst_enable_extensions = ["colon_fence"]': "attrs_block, attrs_inline, deflist",
    "myst_title_to_header = False": "myst_title_to_header is off",
    'primary_domain = "py"': "primary_domain is “py”",
}


@pytest.mark.parametrize("line", CONTRADICTIONS)
def test_what_contradicts_the_kit_is_one_plain_line(line: str, plain: Project) -> None:
    (plain.src / "conf.py").write_text(f"{CONF}{line}\n", "utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", plain.src, plain.made]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stdout == ""
    [said] = run.stderr.splitlines()
    assert said.startswith(f"conf.py:{len(CONF.splitlines()) + 1}: ")
    assert CONTRADICTIONS[line] in said


def test_every_contradiction_has_its_line() -> None:
    named = {line.partition(" ")[0] for line in CONTRADICTIONS}
    assert named == FIXED | {"myst_enable_extensions"}
