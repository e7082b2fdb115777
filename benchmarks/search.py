"""Print what a search costs on a phone in an edition of many passages: bytes, seconds, and CPU.

    python benchmarks/search.py [--passages N,N]

The passages are in the languages of ``synthetic.py``, of 30,000 words each, in texts of 50: each
has an original, a translation and two notes. They are written by the kit's own ``index_files``
beside the search page of the sample edition, served gzipped, and opened in Chromium as a phone
would: a processor four times slower, 150 ms to an answer, 1.6 Mbit/s.

- `open`: from nothing to a search that can be typed into; the list of the places has been loaded.
- `first`: three letters of a word are typed at once, until their results are shown.
- `key`: CPU of the page's main thread for one more letter of that word, the most of all letters,
  without that of measuring; and what was loaded for the whole word.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from synthetic import TEXT_PASSAGES, Language
from themes import SLOW, Packed

from sphinx_edition.web.search_index import Part, Place, Text, index_files

if TYPE_CHECKING:
    from playwright.sync_api import BrowserType

ROOT = Path(__file__).parent.parent
RANKS = (0, 10, 100, 1000, 6000, 15_000)  # of the words that are sought, by how common they are
READY = "document.querySelector('[name=text]')?.length > 1"
# Says when the status has been written; asking again and again would cost the page a frame each.
ANSWER = """window.answer = new Promise((resolve) => new MutationObserver(resolve)
  .observe(document.querySelector('.count'), { childList: true })), undefined"""


def write_index(passages: int, folder: Path) -> list[str]:
    """Write the index of so many passages into a folder, and return words to look for."""
    german, english = Language("original", 30_000), Language("translation", 30_000)

    def places(name: str, label: str, number: int) -> list[Place]:
        about = f"Author {number % 40}, {1800 + number}"
        return [
            Place(name, f"p{locus}", f"{label} {locus}", about, f"{locus}", (
                Part("de", "original", " ".join(german.passage() for _ in range(3)), "text"),
                Part("en", "translation", " ".join(english.passage() for _ in range(3)), "text"),
                *(Part("en", "note", english.sentence() + english.sentence()) for _ in range(2)),
            )) for locus in range(1, TEXT_PASSAGES + 1)
        ]  # fmt: skip

    names = {f"sources/text-{n}": f"Text {n}" for n in range(-(-passages // TEXT_PASSAGES))}
    texts = {name: Text(f"{name}.html", label, name[8:]) for name, label in names.items()}
    found = {name: places(name, names[name], number) for number, name in enumerate(names)}
    start = time.process_time()
    files = index_files(texts, found)
    seconds = time.process_time() - start
    shutil.rmtree(folder)
    folder.mkdir()
    sizes = [(folder / f"{name}.js").write_bytes(text.encode()) for name, text in files.items()]
    print(f"| {passages} | CPU s to build | {seconds:.1f} | |")
    print(f"| {passages} | MB; files | {sum(sizes) / 1e6:.1f} | {len(files)} |", flush=True)
    return [english.words[rank] for rank in RANKS]


def measure(chromium: BrowserType, home: str, query: str) -> dict[str, float]:
    """Return what a search for a word costs, on a phone that knows nothing of the edition."""
    browser = chromium.launch(executable_path=shutil.which("chromium"))
    page, sizes = browser.new_page(), [0.0]
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    devtools.send("Network.emulateNetworkConditions", SLOW)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    devtools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))

    def cpu() -> float:
        found = devtools.send("Performance.getMetrics")["metrics"]
        metrics = {it["name"]: 1000 * it["value"] for it in found}
        return metrics["TaskDuration"] - metrics["DevToolsCommandDuration"]

    def answer(letters: str) -> float:
        """Type, and return the seconds until that is answered."""
        page.evaluate(ANSWER)
        start = time.perf_counter()
        # Letters that are inserted at once count as a command of the measurement, a key does not.
        typing = page.keyboard.insert_text if len(letters) > 1 else page.keyboard.press
        typing(letters)
        page.evaluate("answer.then(() => undefined)")
        return time.perf_counter() - start

    start = time.perf_counter()
    page.goto(f"{home}/search.html", wait_until="commit")
    page.wait_for_function(READY, timeout=120_000)
    row = {"open s": time.perf_counter() - start, "open kB": sum(sizes) / 1000}
    page.get_by_role("searchbox").focus()
    row |= {"first s": answer(query[:3]), "first kB": sum(sizes) / 1000 - row["open kB"]}
    keys = []
    for letter in query[3:]:
        page.wait_for_load_state("networkidle")
        before = cpu()
        answer(letter)
        page.wait_for_load_state("networkidle")
        keys.append(cpu() - before)
    row |= {"key ms": max(keys, default=0), "all kB": sum(sizes) / 1000}
    browser.close()
    return row


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", default="1000,10000")
    sizes = map(int, parser.parse_args().passages.split(","))
    print("| passages | measure | median | most |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        sample, site = (
            shutil.copytree(ROOT / "tests/kit/sample", f"{folder}/sample"),
            f"{folder}/site",
        )
        sphinx = [sys.executable, "-m", "sphinx", "-q", "-D", "html_theme=edition", sample, site]
        subprocess.run(sphinx, check=True)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Packed, directory=site))
        Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_port}"
        for passages in sizes:
            queries = write_index(passages, Path(site, "search"))
            rows = [measure(playwright.chromium, home, query) for query in queries]
            for what in rows[0]:
                values = [row[what] for row in rows]
                print(f"| {passages} | {what} | {median(values):.2f} | {max(values):.2f} |")
        server.shutdown()


if __name__ == "__main__":
    main()
