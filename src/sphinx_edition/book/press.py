"""Have Typst set a file, in a process of its own that can be renewed to give its memory back."""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any


class TypstError(Exception):
    """What Typst says of a file that it cannot set."""


class Press:
    """Typst, with a file to set; its process starts with the first request."""

    def __init__(self, **options: Any) -> None:
        """Take the arguments of ``typst.Compiler``."""
        self.options = options
        self.process: subprocess.Popen[str] | None = None

    def evaluate(self, expression: str) -> Any:
        """Return the value of an expression of Typst after the file."""
        return self._ask(expression=expression)

    def compile(self, **options: Any) -> str:
        """Write a PDF; return Typst's warnings. It takes the arguments of ``Compiler.compile``."""
        warnings = self._ask(**options)
        assert isinstance(warnings, str)
        return warnings

    def _ask(self, **request: Any) -> Any:
        if self.process is None:
            command = [sys.executable, "-P", str(Path(__file__).with_name("child.py"))]
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
            )
            self._send(self.options)
        self._send(request)
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:  # the machine has killed it, perhaps for its memory
            raise TypstError(f"error: Typst ended without an answer ({self.process.wait()})\n")
        answer = json.loads(line)
        if "error" in answer:
            raise TypstError(answer["error"])
        return answer["value"]

    def _send(self, request: dict[str, Any]) -> None:
        assert self.process is not None
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):  # then there will be no answer
            self.process.stdin.write(f"{json.dumps(request)}\n")
            self.process.stdin.flush()

    def close(self) -> None:
        """End the process; another request starts a new one."""
        process, self.process = self.process, None
        if process:
            process.kill()
            process.communicate()
