"""The browser knows the words of a passage by the same digest as the build."""

from __future__ import annotations

import random
import shutil
import unicodedata
from typing import TYPE_CHECKING

import pytest

from sphinx_edition.web.bundle import bundle_script
from sphinx_edition.words.digests import checksum, digestible

from ..project import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    Digests = Callable[[list[str]], list[list[str]]]

SCRIPTS = ROOT / "src/sphinx_edition/web/theme/scripts"
#: What a browser makes of some texts: for each its words as they are compared, and the digest.
ENTRY = """import { startDigest } from "./copy/digest.js";
import { readTokens } from "./copy/tokens.js";
window.digests = (texts) => texts.map((text) => {
  const tokens = readTokens(text).map((token) => token.text);
  const words = startDigest();
  for (const token of tokens) words.add(token);
  return [tokens.join(" "), words.read()];
});
"""
LETTERS = [
    chr(code) for code in range(0x20000) if unicodedata.category(chr(code)) not in {"Cn", "Cs"}
]
TRICKY = "ab’'ʼ`´-–—.,! \t\n\x1f\x85\xa0\xad\u200b\u200d\ufeff\u0301\u0338\u1d00=é\u00dfﬁ\"“«_٣"


@pytest.fixture(scope="module")
def in_browser(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Digests:
    """Return what takes the digests of texts in a browser."""
    folder: Path = tmp_path_factory.mktemp("scripts")
    shutil.copytree(SCRIPTS, folder, dirs_exist_ok=True)
    (folder / "digests.js").write_text(ENTRY, "utf-8")
    script = bundle_script(folder / "digests.js")

    def digests(texts: list[str]) -> list[list[str]]:
        with browser.new_page() as page:
            page.evaluate(script)
            return page.evaluate("texts => digests(texts)", texts)

    return digests


def check(texts: list[str], in_browser: Digests) -> None:
    found = in_browser(texts)
    assert len(found) == len(texts)
    faults = [(text, it) for text, it in zip(texts, found, strict=True)
              if it != [digestible(text), checksum(text)]]  # fmt: skip
    assert faults == [], [ascii(fault) for fault in faults[:5]]


def test_every_letter_counts_the_same(in_browser: Digests) -> None:
    """Every assigned sign of the first two planes: inside a word, alone, and at its beginning."""
    assert len(LETTERS) > 80_000
    check([f"a{letter}b {letter} {letter}x" for letter in LETTERS], in_browser)


@pytest.mark.parametrize("seed", range(3))
def test_hostile_texts_have_the_same_digest(seed: int, in_browser: Digests) -> None:
    dice = random.Random(seed)
    pools = [LETTERS, TRICKY, TRICKY, LETTERS[:500]]
    texts = [
        "".join(dice.choices(pool, k=dice.randrange(400))) for pool in pools for _ in range(300)
    ]
    check(texts, in_browser)


def test_the_digest_is_crc_32(in_browser: Digests) -> None:
    """The value that catalogues of checksums give for these nine digits."""
    assert in_browser(["123456789"]) == [["123456789", "cbf43926"]]


def test_every_length_has_the_same_digest(in_browser: Digests) -> None:
    """With letters of one to four bytes."""
    check([letter * n for letter in ("x", "é", "€", "𝔸") for n in range(200)], in_browser)
