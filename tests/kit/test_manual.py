"""The examples of the manual are an edition, and its tables are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.cmd.build import build_main

from sphinx_edition.model import EVIDENCE, KINDS

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
EXAMPLE = re.compile(r"^````markdown (\S+)\n(.*?)^````$", re.MULTILINE | re.DOTALL)
CONF = """
extensions = ["sphinx_edition"]
nitpicky = True
"""
INDEX = """
# Sample

```{toctree}
:glob:
essays/*
sources/*
```

:::{concordance} order
:::

```{bibliography}
```
"""


def test_the_examples_of_the_manual_build_without_a_warning(tmp_path):
    for name, text in EXAMPLE.findall(MANUAL):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    entries = "".join(
        f"@book{{{key}, title={{T}}, author={{{author}, A.}}, publisher={{P}}, year={{1859}}}}\n"
        for key, author in (("mill-1859", "Miller"), ("smith-1900", "Smith"))
    )
    (tmp_path / "references.bib").write_text(entries, "utf-8")
    (tmp_path / "conf.py").write_text(CONF, "utf-8")
    (tmp_path / "index.md").write_text(INDEX, "utf-8")
    out = tmp_path / "out"
    assert build_main(["-nWq", "-b", "text", str(tmp_path), str(out)]) == 0
    essay = (out / "essays" / "on-brooks.txt").read_text("utf-8")
    assert "miller] man" in " ".join(essay.split())
    assert "1 × allusion" in (out / "index.txt").read_text("utf-8")


def test_the_manual_names_every_kind_and_every_evidence():
    for name in (*KINDS, *EVIDENCE):
        assert f"| `{name}`" in MANUAL or f"`{name}`, " in MANUAL or f", `{name}`" in MANUAL, name
