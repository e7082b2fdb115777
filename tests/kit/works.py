"""The works of ``cite.toml``, and one that is hard to cite, as records to be cited."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from sphinx_edition.bibliography import Name
from sphinx_edition.citing.cited import CitedWork

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
#: Signs that mean something to one of the formats, letters of several scripts, unlike names.
SIGNS = "“Ω” — *α* _β_ ~γ^ {δ $5 <em>x</em> \\no שלום & [q] #1 50% 井戸"
HARDER = replace(
    HARD, key="τέχνη.IV", title=SIGNS, container=f"{SIGNS} II", volume="{2", date="1848~",
    publisher="A_B & {C}", printed_at="Leeds", version="", original="", locus="", quoting="",
    authors=(Name("van der Berg", "Ada"), Name("Mill & Sons, {Ltd} and Co."), Name("Aristoteles"),
             Name("de la Cruz Jr.", "Juana Inés"), Name("Орлова", "Анна")),
    within=r"“A \* B,” in *C & {D}* (2030), passage 7", page="12",
)  # fmt: skip
WORKS = [HARD, *(
    CitedWork(**{k: tuple(Name(*n) for n in v) if k in ("authors", "editors", "translators")
                 else tuple(v) if k == "pages" else v for k, v in case["work"].items()})
    for case in CASES["case"]
), HARDER]  # fmt: skip
IDS = [work.key for work in WORKS]
