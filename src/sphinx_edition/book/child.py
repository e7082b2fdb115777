"""Run Typst in a process of its own, whose memory returns to the machine when it ends.

Rule: the first line of standard input has the arguments of the compiler, each other one a request,
and each is answered by a line; all as JSON. This file is run by its path, so that nothing of the
kit or of Sphinx is imported. ``press`` has the other side.
"""

import json
import sys
from collections.abc import Iterable
from typing import Any

import typst


def answer(compiler: typst.Compiler, request: dict[str, Any]) -> dict[str, Any]:
    """Return the value of an ``expression``, or else the warnings of a PDF that was written."""
    try:
        if "expression" in request:
            return {"value": json.loads(compiler.eval(request["expression"]))}
        _, warnings = compiler.compile_with_warnings(format="pdf", **request)
        return {"value": "".join(warning.diagnostic for warning in warnings)}
    except RuntimeError as error:
        return {"error": getattr(error, "diagnostic", str(error))}


def serve(lines: Iterable[str]) -> None:
    """Answer all requests."""
    requests = iter(lines)
    compiler = typst.Compiler(**json.loads(next(requests)))
    for line in requests:
        print(json.dumps(answer(compiler, json.loads(line))), flush=True)


if __name__ == "__main__":
    try:
        serve(sys.stdin)
    except KeyboardInterrupt:  # the build hears it, too, and says so
        sys.exit(130)
