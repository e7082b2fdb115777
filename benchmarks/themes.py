"""Measure the essay's page beside the same page in other themes, in a browser: a table.

    python benchmarks/themes.py furo=PATH sphinx-book-theme=PATH

PATH is a Python that has the theme and the kit with what it needs: set each up apart, for
some themes exclude each other. Words, notes and links are the same; the frame and its files are
the theme's. Requests, bytes and layout are those of a first visit to the essay; axe looks at five
pages, light and wide; the time to the largest paint is the median of ``RUNS`` visits by a phone of
390 px, four times slower than this machine, at 1.6 Mbit/s and 150 ms; the build is from nothing.
"""

from __future__ import annotations

import gzip
import subprocess
import sys
import tempfile
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
AXE = ROOT / "tests/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASK = """rules => axe.run({runOnly: rules, resultTypes: ["violations"]}).then(
  ({violations}) => violations.reduce((sum, {nodes}) => sum + nodes.length, 0))"""
PAINT = """new PerformanceObserver((list) => { window.paint = list.getEntries().at(-1).startTime; })
  .observe({type: "largest-contentful-paint", buffered: true})"""
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 2e5}
RUNS = 5
CONF = """
__file__ = {conf!r}
exec(compile(open(__file__, encoding="utf-8").read(), __file__, "exec"))
html_theme = {theme!r}
templates_path = html_static_path = html_css_files = html_js_files = []
html_context = {{}}
"""


class Packed(SimpleHTTPRequestHandler):
    """Serves files gzipped, as hosts do, and says nothing."""

    def do_GET(self) -> None:
        """Answer with the file, packed if that is worth it."""
        file = Path(self.translate_path(self.path))
        if not file.is_file():
            return self.send_error(404)
        body = file.read_bytes()
        packed = file.suffix not in (".woff2", ".woff", ".png")
        body = gzip.compress(body, mtime=0) if packed else body
        self.send_response(200)
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def build(python: str, theme: str, folder: Path) -> tuple[float, Path]:
    """Build the edition with a theme; return the seconds it took and where it is."""
    conf, out = folder / f"{theme}-conf", folder / theme
    conf.mkdir()
    own = theme == "edition"
    text = CONF.format(conf=str(ROOT / "conf.py"), theme=theme)
    (conf / "conf.py").write_text(text, "utf-8")
    start = time.perf_counter()
    command = [python, "-m", "sphinx", "-q", "-b", "html", "-c", ROOT if own else conf]
    run = subprocess.run([*command, "-d", folder / f"{theme}-trees", ROOT, out],
                         capture_output=True, text=True)  # fmt: skip
    if run.returncode:
        raise SystemExit(run.stderr)
    return time.perf_counter() - start, out


def measure(browser, home, names):
    """Return requests, those to other hosts, kilobytes, axe's findings, paint and shift."""
    address, sizes = f"{home}/{names[0]}", {}
    with browser.new_page(viewport={"width": 1440, "height": 900}) as page:
        page.route(lambda url: not url.startswith(home), lambda route: route.abort())
        page.on("request", lambda asked: sizes.setdefault(asked.url, 0))

        def got(asked):
            sizes[asked.url] = asked.sizes()["responseBodySize"]

        page.on("requestfinished", got)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        asked = {url: size for url, size in sizes.items() if "favicon" not in url}
        faults = 0
        for name in names:
            page.goto(f"{home}/{name}")
            page.evaluate(AXE.read_text("utf-8"))
            faults += page.evaluate(ASK, RULES)
    paints = []
    for _ in range(RUNS):
        with browser.new_page(viewport={"width": 390, "height": 800}) as page:
            devtools = page.context.new_cdp_session(page)
            devtools.send("Network.emulateNetworkConditions", SLOW)
            devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            page.add_init_script(PAINT)
            page.goto(address)
            page.wait_for_timeout(500)
            paints.append(page.evaluate("window.paint"))
    others = sum(urlsplit(url).netloc != urlsplit(home).netloc for url in asked)
    return len(asked), others, sum(asked.values()) / 1000, faults, median(paints)


def main(*given: str) -> None:
    """Print a row for the edition and for each theme that is given."""
    if {"-h", "--help"} & {*given}:
        sys.exit(__doc__)
    pythons = {"edition": sys.executable, **dict(word.split("=", 1) for word in given)}
    print("| theme | build s | requests | to others | KB | axe findings | largest paint ms |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"))
        for theme, python in pythons.items():
            took, out = build(python, theme, Path(folder))
            essay = next(out.glob("essays/*.html")).relative_to(out).as_posix()
            names = [essay, "index.html", "back/bibliography.html", "sources/marx-1850.html",
                     "search.html"]  # fmt: skip
            handler = type("Here", (Packed,), {})
            server = ThreadingHTTPServer(
                ("127.0.0.1", 0), lambda *a, h=handler, o=out: h(*a, directory=str(o))
            )
            threading.Thread(target=server.serve_forever, daemon=True).start()
            with server:
                found = measure(browser, f"http://127.0.0.1:{server.server_port}", names)
                server.shutdown()
            row = "| {} | {:.1f} | {} | {} | {:.1f} | {} | {:.0f} |"
            print(row.format(theme, took, *found), flush=True)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
