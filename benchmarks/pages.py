"""Print how soon the pages that name all of an edition open on a phone: bytes, nodes, seconds.

    python benchmarks/pages.py [--passages N,N]

The editions are those of ``synthetic.py``, built from nothing, served gzipped, and opened in
Chromium with an empty cache: a processor four times slower, 150 ms to an answer, 1.6 Mbit/s.
Seconds are the median of ``RUNS`` visits, from the click on a link:

- `seen`: to the largest paint;
- `open`: until all of the page is there, laid out and drawn, so that a reader can use it.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from synthetic import write
from themes import PAINT, SLOW, Packed

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RUNS = 3
NAMES = ("all", "back/names", "back/bibliography", "back/concordance", "back/glossary")
#: The first frame that begins when another has been drawn since the page was loaded.
DRAWN = """() => new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
})"""


def measure(browser: Browser, address: str) -> dict[str, float]:
    """Return what one visit to a page costs, on a phone that knows nothing of the edition."""
    with browser.new_page(viewport={"width": 390, "height": 844}) as page:
        devtools, sizes = page.context.new_cdp_session(page), [0.0]
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", SLOW)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        devtools.on(
            "Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"])
        )
        page.add_init_script(PAINT)
        page.goto(address, timeout=300_000)
        drawn = page.evaluate(DRAWN) / 1000
        return {
            "kB": sum(sizes) / 1000, "nodes": page.locator("*").count(),
            "seen s": page.evaluate("window.paint") / 1000, "open s": drawn,
        }  # fmt: skip


def main() -> None:
    """Build, measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", default="1000,10000")
    print("| passages | page | kB | nodes | seen s | open s |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for passages in map(int, parser.parse_args().passages.split(",")):
            texts, site = Path(folder, f"{passages}"), f"{folder}/{passages}-html"
            write(texts, passages)
            subprocess.run([sys.executable, "-m", "sphinx", "-q", texts, site], check=True)
            server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Packed, directory=site))
            Thread(target=server.serve_forever, daemon=True).start()
            for name in NAMES:
                address = f"http://127.0.0.1:{server.server_port}/{name}.html"
                rows = [measure(browser, address) for _ in range(RUNS)]
                values = [f"{median(row[what] for row in rows):.3g}" for what in rows[0]]
                print(f"| {passages} | {name} | {' | '.join(values)} |", flush=True)
            server.shutdown()


if __name__ == "__main__":
    main()
