"""The works of ``cite.toml``, and one that is hard to cite, as records to be cited."""

from __future__ import annotations

import tomllib
from pathlib import Path

from sphinx_edition.citing.cited import CitedWork
from sphinx_edition.model import Name

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "cite.toml").read_text("utf-8"))
BASE = "https://example.org/ed/"
WELL = Name("Well", "Ada")
HARD = CitedWork(
    key="hard.1", title="100 % of A_1 & B: #3 ~ end", container="“What?” & Why: 3 < 4",
    authors=(Name("Ó Brún", "Seán"), Name("The Well Society"), WELL), editors=(WELL,),
    version="1.2", date="2030-01-02", original="1850-03", locus="5.3a", page="ix",
    pages=("viii", "xi"),
    quoting="A & B, *Well*, 7", url=f"{BASE}hard.html#p5.3a",
)  # fmt: skip
WORKS = [HARD, *(
    CitedWork(**{k: tuple(Name(*n) for n in v) if k in ("authors", "editors", "translators")
                 else tuple(v) if k == "pages" else v for k, v in case["work"].items()})
    for case in CASES["case"]
)]  # fmt: skip
IDS = [work.key for work in WORKS]
