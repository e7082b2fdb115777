"""The directive ``{generated}``: a part of the reference, made from the code of the kit."""

from __future__ import annotations

import re
from contextlib import redirect_stdout, suppress
from inspect import getdoc
from io import StringIO
from typing import TYPE_CHECKING

from sphinx.util.docutils import SphinxDirective

from sphinx_edition.cli import COMMANDS, main
from sphinx_edition.gate.headers import REQUIRED
from sphinx_edition.gate.rules import RULES
from sphinx_edition.reading.markup import DIRECTIVES
from sphinx_edition.settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.nodes import Node
    from sphinx.application import Sphinx


def commands() -> str:
    """Return the help of every command, each under its heading."""
    parts = []
    for name in COMMANDS:
        output = StringIO()
        with redirect_stdout(output), suppress(SystemExit):
            main([name, "--help"])
        parts.append(f"## {name}\n\n```text\n{output.getvalue()}```")
    return "\n\n".join(parts)


def directives() -> str:
    """Return a table of what an editor may open with ``:::``."""
    rows = []
    for name, directive in DIRECTIVES.items():
        takes = ["argument"] * directive.required_arguments
        takes += ["[argument]"] * directive.optional_arguments
        takes += [f"`:{option}:`" for option in directive.option_spec or ()]
        rows.append((f"`{{{name}}}`", " ".join(takes), _plain(getdoc(directive) or "")))
    return table("directive", "takes", "what it is", rows=rows)


def headers() -> str:
    """Return a table of the fields that the header of a text must have."""
    rows = [(f"`{folder}/`", ", ".join(f"`{f}`" for f in REQUIRED[folder])) for folder in REQUIRED]
    return table("text in", "required fields", rows=rows)


def messages() -> str:
    """Return a table of the rules whose codes stand at the end of messages."""
    rows = [(f"`ed.{code}`", rule) for code, rule in RULES.items()]
    return table("code", "rule", rows=rows)


def settings() -> str:
    """Return a table of the settings of the kit."""
    rows = [(f"`{n}`", f"`{default!r}`", meaning) for n, default, _, meaning in SETTINGS]
    return table("setting", "default", "meaning", rows=rows)


def table(*heads: str, rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table in Markdown."""
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(docstring: str) -> str:
    """Return the prose of a docstring on one line, with the code marked as Markdown has it."""
    return re.sub(r"`` *(.+?) *``", r"`` \1 ``", " ".join(docstring.split()))


PARTS = {part.__name__: part for part in (commands, directives, headers, messages, settings)}


class Generated(SphinxDirective):
    """A part of the reference, named by the argument."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Return the part."""
        return self.parse_text_to_nodes(PARTS[self.arguments[0]](), allow_section_headings=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("generated", Generated)
    return {"parallel_read_safe": True}
