"""Show a web edition in a browser on this machine, with the headers that a public host should set.

``sphinx-edition serve`` calls ``main``. Nothing is served to other machines, nor under another name
than this machine's own: a page on the web could give that name this address, and read a reader's
copy (DNS rebinding).
"""

import json
import re
from contextlib import suppress
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

#: What a host should send with each file: load nothing from elsewhere, run nothing inline, guess no
#: type, appear in nobody's frame, give other sites nothing but the name of this one.
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

_HOST = re.compile(r"(?:127\.0\.0\.1|localhost)(?::\d+)?")


@cache
def root(folder: str) -> str:
    """Return the path below which the edition in a folder is published, as its own data say."""
    data = Path(folder, "edition.json")
    address = json.loads(data.read_text("utf-8"))["address"] if data.is_file() else ""
    return urlsplit(address).path or "/"


class Handler(SimpleHTTPRequestHandler):
    """Serves files with ``HEADERS``, and the not-found page of the edition where there is none."""

    def parse_request(self) -> bool:
        """Refuse a request under another name of host, and one that no path of a file can be."""
        if not super().parse_request():
            return False
        if not _HOST.fullmatch(self.headers.get("Host", "")):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        elif "\0" in unquote(self.path):
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            return True
        return False

    def end_headers(self) -> None:
        """Add the headers to those of every answer."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def translate_path(self, path: str) -> str:
        """Find a file below the root of the site, too, where the not-found page's links begin."""
        return super().translate_path(path.removeprefix(root(self.directory)))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the page ``404.html`` where no file is found, if there is that page."""
        page = Path(self.directory, "404.html")
        if code == HTTPStatus.NOT_FOUND and page.is_file():
            self.error_message_format = page.read_text("utf-8").replace("%", "%%")
        super().send_error(code, message, explain)


def server(folder: str, port: int) -> ThreadingHTTPServer:
    """Return a server of a folder for this machine alone; port 0 is any that is free.

    Raises:
        OSError: If the port is taken.
        OverflowError: If there is no port of that number.
    """
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=folder))


def main(folder: str, port: str) -> None:
    """Serve a folder until the user presses Ctrl-C.

    Raises:
        SystemExit: If the port is taken, or is no port.
    """
    try:
        httpd = server(folder, int(port))
    except (OSError, ValueError, OverflowError) as error:
        raise SystemExit(f"Port {port}: {error}. Name another, such as 8001") from error
    address = f"http://127.0.0.1:{httpd.server_port}{root(folder)}"
    print(f"{address} until you press Ctrl-C", flush=True)
    with httpd, suppress(KeyboardInterrupt):
        httpd.serve_forever()
    print()
