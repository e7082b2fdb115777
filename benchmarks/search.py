"""Print what a search costs on a phone in an edition of many passages: bytes, seconds, and CPU.

    python benchmarks/search.py [--passages N,N] [--against REVISION]

The passages are made up: words by Zipf's law, of two languages and 60,000 forms, in texts of 50
passages, each with an original, a translation and two notes. They are written by the kit's own
``index_files`` beside the search page of the sample edition, served gzipped, and opened in
Chromium as a phone would: a processor four times slower, 150 ms to an answer, 1.6 Mbit/s.

- `open`: from nothing to a search that can be typed into; the list of the places has been loaded.
- `first`: a word is typed at once, until its results are shown.
- `key`: CPU of the page for one more letter of a word whose first three have been typed, the most
  of all letters; and what was loaded for the whole word.

``--against`` measures a revision from before the index was cut into files, in the same run.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from playwright.sync_api import Page, sync_playwright

from sphinx_edition.web.search_index import Part, Place, Text, index_files

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
PHONE = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 2e5}
SLOWER = 4
SIZES = {"original": 110, "translation": 110, "note": 25}  # words of a part


class Edition(NamedTuple):
    """A made-up edition, and words to look for: of each how often it stands there."""

    texts: dict[str, Text]
    places: dict[str, list[Place]]
    queries: list[str]


def made_up(passages: int) -> Edition:
    """Return an edition of so many passages; the same for the same number."""
    chance = random.Random(passages)
    syllables = ["".join(s) for s in itertools.product("bdfgklmnprstvz", "aeiou", ["", "n", "r"])]
    forms = {lang: ["".join(chance.choices(syllables, k=chance.choice((1, 2, 2, 3, 3, 4))))
                    for _ in range(30_000)] for lang in ("en", "de")}  # fmt: skip
    weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(30_000)))

    def part(lang: str, label: str, kind: str) -> Part:
        number = round(SIZES[label] * chance.uniform(0.5, 1.5))
        words = chance.choices(forms[lang], cum_weights=weights, k=number)
        return Part(lang, label, " ".join(words).capitalize() + ".", kind)

    texts, places = {}, {}
    for number in range(-(-passages // 50)):
        name, label = f"sources/text-{number}", f"Text {number}"
        texts[name] = Text(f"{name}.html", label, f"text-{number}")
        places[name] = [
            Place(name, f"p{i}", f"{label} {i}", f"Author {number % 40}, {1800 + number}", str(i),
                  (part("de", "original", "text"), part("en", "translation", "text"),
                   part("en", "note", "note"), part("en", "note", "note")))
            for i in range(1, 51)
        ]  # fmt: skip
    ranks = [0, 10, 100, 1000, 6000, 15_000]
    return Edition(texts, places, [forms["en"][rank] for rank in ranks])


def old_index(edition: Edition) -> str:
    """Return the index as it was one file."""
    rows = [[*edition.texts[name], [[*p[1:5], [part[:3] for part in p.parts]] for p in found]]
            for name, found in edition.places.items()]  # fmt: skip
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"const pages = [\n{lines}\n];\n"


def build_site(source: Path, folder: Path) -> Path:
    """Build the sample edition with the kit of a checkout, for its search page."""
    sample = shutil.copytree(ROOT / "tests/kit/sample", folder / "sample")
    environment = os.environ | {"PYTHONPATH": str(source / "src")}
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-D",
        "html_theme=edition",
        sample,
        folder / "site",
    ]
    subprocess.run(command, check=True, env=environment)
    return folder / "site"


class Gzipped(SimpleHTTPRequestHandler):
    """Serves files gzipped, as hosts do."""

    def do_GET(self) -> None:
        """Answer with a file, or say that there is none."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # a page that is left
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Keep the table clean."""


def serve(folder: Path) -> Iterator[str]:
    """Serve a folder until the next value is asked for."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Gzipped, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


class Phone:
    """A page on a slow phone, with the bytes that it has received."""

    def __init__(self, page: Page) -> None:
        """Slow the page down."""
        self.page, self.bytes = page, 0
        self.session = page.context.new_cdp_session(page)
        for command, options in (
            ("Network.enable", {}), ("Performance.enable", {}),
            ("Network.emulateNetworkConditions", PHONE),
            ("Emulation.setCPUThrottlingRate", {"rate": SLOWER}),
        ):  # fmt: skip
            self.session.send(command, options)
        self.session.on("Network.loadingFinished", self._count)

    def _count(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]

    def cpu(self) -> float:
        """Return the seconds that the page's main thread has worked."""
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return {metric["name"]: metric["value"] for metric in metrics}["TaskDuration"]

    def type(self, text: str) -> tuple[float, float]:
        """Type, and return the seconds of CPU and of waiting until that is answered."""
        cpu, start = self.cpu(), time.perf_counter()
        self.page.evaluate("document.querySelector('.count').textContent = ''")
        self.page.keyboard.insert_text(text)
        self.page.wait_for_function("document.querySelector('.count').textContent", timeout=120_000)
        waited = time.perf_counter() - start
        self.page.wait_for_load_state("networkidle")
        return self.cpu() - cpu, waited


def measure(page: Page, home: str, query: str) -> dict[str, float]:
    """Return what a search for a word costs, in a browser that knows nothing of the edition."""
    phone = Phone(page)
    start = time.perf_counter()
    page.goto(f"{home}/search.html", wait_until="commit")
    page.wait_for_function("document.querySelector('[name=text]')?.length > 1", timeout=120_000)
    opened, opened_bytes = time.perf_counter() - start, phone.bytes
    page.get_by_role("searchbox").focus()
    _, first = phone.type(query[:3])
    first_bytes = phone.bytes
    keys = [phone.type(letter)[0] for letter in query[3:]]
    return {
        "open s": opened, "open kB": opened_bytes / 1000, "first s": first,
        "first kB": (first_bytes - opened_bytes) / 1000,
        "key ms": 1000 * max(keys, default=0), "all kB": phone.bytes / 1000,
    }  # fmt: skip


def rows(site: Path, queries: list[str]) -> list[dict[str, float]]:
    """Measure each query in a fresh browser."""
    found = []
    for home in serve(site):
        with sync_playwright() as playwright:
            for query in queries:
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
                found.append(measure(browser.new_page(), home, query))
                browser.close()
    return found


def show(name: str, measured: list[dict[str, float]]) -> dict[str, float]:
    """Print the median and the most of each measure."""
    middle = {}
    for what in measured[0]:
        values = sorted(row[what] for row in measured)
        middle[what] = values[len(values) // 2]
        print(f"| {name} | {what} | {middle[what]:.2f} | {values[-1]:.2f} |", flush=True)
    return middle


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", default="1000,10000")
    parser.add_argument("--against", help="a revision whose index is one file")
    options = parser.parse_args()
    print("| index | measure | median | most |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as temporary:
        new = build_site(ROOT, Path(temporary, "new"))
        if options.against:
            old_source = Path(temporary, "source")
            old_source.mkdir()
            archive = ["git", "-C", str(ROOT), "archive", options.against, "src"]
            packed = subprocess.check_output(archive)
            subprocess.run(["tar", "-x", "-C", old_source], input=packed, check=True)
            old = build_site(old_source, Path(temporary, "old"))
        for passages in map(int, options.passages.split(",")):
            edition = made_up(passages)
            start = time.process_time()
            files = index_files(edition.texts, edition.places)
            seconds, size = time.process_time() - start, sum(map(len, files.values())) / 1e6
            print(f"| {passages} | CPU s; files, MB | {seconds:.2f} | {len(files)}, {size:.1f} |")
            shutil.rmtree(new / "search", ignore_errors=True)
            (new / "search").mkdir()
            for name, text in files.items():
                (new / f"search/{name}.js").write_text(text, "utf-8")
            now = show(f"{passages}", rows(new, edition.queries))
            if options.against:
                (old / "search-index.js").write_text(old_index(edition), "utf-8")
                before = show(f"{passages}, {options.against}", rows(old, edition.queries[3:4]))
                ratios = ", ".join(f"{k} {now[k] / before[k]:.3f}" for k in now if before[k])
                print(f"\nRatios of medians, new to old: {ratios}\n")


if __name__ == "__main__":
    main()
