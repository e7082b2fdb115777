"""What a screen reader says of a page: Guidepup's virtual screen reader, in a browser."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

from .project import MODULES

if TYPE_CHECKING:
    from playwright.sync_api import Page

READER = MODULES / "@guidepup/virtual-screen-reader/lib/esm/index.browser.js"
END = "The passage ends here."  #: a last phrase, after which the reader begins again
LISTEN = """async ([module, selector, end]) => {
    const { virtual } = await import(module);
    const container = document.querySelector(selector);
    container.append(end);
    await virtual.start({ container });
    while (await virtual.lastSpokenPhrase() !== end) {
        await virtual.next();
    }
    const phrases = await virtual.spokenPhraseLog();
    await virtual.stop();
    return phrases.slice(0, -1);
}"""


def speech(page: Page, selector: str) -> list[str]:
    """Return what is said of an element from its first word to its last, phrase by phrase.

    Paragraphs and the ends of things are left out: readers let them pass as pauses. So are the
    contents of a link, which has been said by its name.
    """
    if not READER.exists():
        pytest.skip("no virtual screen reader here (Debian: apt install npm; then make test)")
    module = f"data:text/javascript;base64,{b64encode(READER.read_bytes()).decode()}"
    phrases = page.evaluate(LISTEN, [module, selector, END])
    said, link = list[str](), ""
    for phrase in phrases:
        if not link and phrase != "paragraph" and not phrase.startswith(("end of ", "end, ")):
            said.append(phrase.replace("\xa0", " "))
            link = phrase if phrase.startswith("link, ") and f"end of {phrase}" in phrases else ""
        elif phrase == f"end of {link}":
            link = ""
    return said
