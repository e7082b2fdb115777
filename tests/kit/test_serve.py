"""The server of the web edition."""

from __future__ import annotations

import re
import signal
import subprocess
import sys

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
