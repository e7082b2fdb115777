"""The server of the web edition."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from ..project import ROOT


def test_the_server_ends_quietly_and_says_when_a_port_is_taken(sample):
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # if ignored
    run = f"{heard}; import sys; from sphinx_edition.web.serve import main; main(*sys.argv[1:])"
    command = [sys.executable, "-c", run, sample.out]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "cwd": ROOT}
    with subprocess.Popen([*command, "0"], **pipes) as first:
        try:
            port = re.search(r":(\d+)/", first.stdout.readline())[1]
            second = subprocess.run([*command, port], **pipes, check=False, timeout=60)
            assert (second.returncode, second.stderr.count("\n")) == (1, 1)
            assert f"Port {port}" in second.stderr
            first.send_signal(signal.SIGINT)
            assert (first.wait(20), first.stderr.read()) == (0, "")
        finally:
            first.kill()


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [
        ("/index.html", "127.0.0.1", 200),
        ("/index.html", "localhost:8000", 200),
        ("/index.html", "evil.example", 421),
        ("/index.html", "127.0.0.1.evil.example", 421),
        ("/index.html", "localhost@evil.example", 421),
        ("/index.html", "[", 421),
        ("/index.html", "", 421),
        ("/a%00b.html", "127.0.0.1", 404),
        ("/%00", "127.0.0.1", 404),
    ],
)
def test_the_server_answers_only_to_its_own_names(sample, serve, path, host, status):
    connection = HTTPConnection(urlsplit(serve(sample.out)).netloc, timeout=20)
    with closing(connection):
        connection.putrequest("GET", path, skip_host=True)
        connection.putheader("Host", host)
        connection.endheaders()
        assert connection.getresponse().status == status
