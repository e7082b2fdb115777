"""The parts of the printed book: what stands before the texts, half-titles, what is left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdf

from .test_print import OPTIONS, add, book, made

if TYPE_CHECKING:
    from ..project import Project

__all__ = ["book", "made"]  # the fixtures
INDEX = """---
description: What was written of the well.
---

# A Sample Edition

```{toctree}
:caption: The quarrel

essays/one
essays/two
```

```{toctree}
:caption: What they quote

sources/harms-1841
sources/orlova-1868
sources/anon-1833
```

```{toctree}
:caption: For programs

concordance
```

```{toctree}
bibliography
```
"""


def test_what_stands_before_the_texts_and_where_they_open(book: pypdf.PdfReader) -> None:
    pages = [page.extract_text().strip() for page in book.pages]
    half, jacket, title, imprint, contents = pages[:5]
    assert half == "A Sample Edition"
    assert jacket == ""  # the sample says nothing about itself
    title_lines = [" ".join(line.split()) for line in title.split("\n")]
    assert title_lines[:2] == ["A Sample Edition", "Essays by Edith Marsh and Thomas Weir"]
    assert title_lines[2].startswith("with texts by ")
    assert title_lines[-2:] == ["The editors", "2026"]
    assert re.search(
        r"Version 0\.1, 2026-11-22\s+https://a\.example/well/\s+© The editors", imprint
    )
    assert contents.startswith("Contents\n")  # no head: the folio is at the foot
    assert contents.endswith("\n5")
    openings = [e for e in book.outline if not isinstance(e, list)]
    sheets = [(book.get_destination_page_number(e), e.title) for e in openings]
    for sheet, words in sheets:
        assert pages[sheet].startswith(words)
        assert pages[sheet].endswith(f"\n{sheet + 1}")
    assert all(pages[4:])  # each text opens on the next page
    others = {*range(5, len(pages))} - {sheet for sheet, _ in sheets}
    assert all(not pages[n] or str(n + 1) in pages[n].split("\n")[0] for n in others)


def test_a_part_has_a_half_title_on_a_recto_and_begins_on_its_back(project: Project) -> None:
    (project.src / "index.md").write_text(INDEX, "utf-8")
    page = project.src / "concordance.md"
    page.write_text(f"---\nbook: no\n---\n{page.read_text('utf-8')}", "utf-8")
    build = project.build(
        "typst", *OPTIONS, "-Dedition_isbn=978-3-16-148410-0", "-Dedition_doi=10.1234/well",
        "-Dedition_licence=https://a.example/by/",
    )  # fmt: skip
    assert build.status == 0, build.warnings
    book = pypdf.PdfReader(build.out / "edition.pdf")
    openings = [
        (entry.title, book.get_destination_page_number(entry) + 1)
        for entry in book.outline if not isinstance(entry, list)
    ]  # fmt: skip
    pages = dict(openings)
    texts = [" ".join(page.extract_text().split()) for page in book.pages]
    for part, first in [
        ("The quarrel", "The Well and the Key"),
        ("What they quote", "Of the Common"),
    ]:
        assert pages[part] % 2 == 1
        assert texts[pages[part] - 1] == part
        assert texts[pages[part]].startswith(first)
    assert "For programs" not in pages  # none of its pages is printed
    assert "Concordance" not in pages
    assert texts[1] == "What was written of the well."
    for words in "ISBN 978-3-16-148410-0", "DOI 10.1234/well", "https://a.example/by/":
        assert words in texts[3]
    contents = " ".join(texts[4 : pages["The quarrel"] - 1])
    assert re.search(r"The quarrel ?7 ?Edith Marsh, The Well and the Key[ .]*8", contents, re.I)


def test_what_is_for_the_web_only_is_not_printed(project: Project) -> None:
    page = project.src / "essays/one.md"
    text = page.read_text("utf-8") + "\n{.web-only}\n## Formats\n\nFor programs.\n"
    page.write_text(text, "utf-8")
    out = project.build("typst", *OPTIONS).out / "edition.typ"
    assert "For programs" not in out.read_text("utf-8")


def test_codes_have_lining_figures_and_dates_have_not(project: Project) -> None:
    page = project.src / "essays/one.md"
    words = "Version 1.2.0 at 5a129a7 under CC BY 4.0, as in 1969a, 5.12 and the 19th."
    page.write_text(f"{page.read_text('utf-8')}\n[2.9] {words}\n", "utf-8")
    text = (project.build("typst", *OPTIONS).out / "edition.typ").read_text("utf-8")
    codes = [code.replace("\\", "") for code in re.findall(r"#code\[(.*?)\]", text)]
    assert {"1.2.0", "5a129a7", "CC BY 4.0"} <= {*codes}
    assert not {"1969a", "19th", "5.12"} & {*codes}


def test_a_term_may_have_several_definitions(project: Project) -> None:
    add(
        project,
        "bibliography.md",
        "\nBucket\n: What is let down.\n: What is drawn up.\n\n    Full.",
    )
    build = project.build("typst", *OPTIONS)
    assert (build.status, build.warnings) == (0, "")
    pages = pypdf.PdfReader(build.out / "edition.pdf").pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Bucket: What is let down. What is drawn up. Full." in words
