"""Passages in the book: a passage's own words and their translation stand side by side."""

from ..model import BASE, RENDERING
from ..nodes import passage, passage_version, witness
from .writing import Writer


def passage_form(writer: Writer, node: passage) -> str:
    """Set a passage, its own words beside the translation that quotations are compared with.

    If there is none that they are compared with, they stand beside the rendering of the editors.
    """
    item = writer.item(node)
    own, *others = (child for child in node if isinstance(child, passage_version))
    facing = next((v for v in others if v["key"] != RENDERING), others[0] if others else None)
    if facing is None or not writer.in_galley:
        return f"\n#passage({item})[{writer.children(node)}]\n"
    columns = ", ".join([_column(writer, own), _column(writer, facing)])
    row = f"\n#facing({writer.item(own)}, {columns})\n"
    rest = "".join(writer.write(child) for child in node if child not in (own, facing))
    return f"\n#passage({item})[{row}{rest}]\n"


def _column(writer: Writer, node: passage_version) -> str:
    """Return a version as a column: its source, and its words."""
    writer.in_columns = True
    writer.add_labels(node)
    source, words = _source_and_words(writer, node)
    writer.in_columns = False
    return f"([{source}], [{writer.in_language(node, words)}])"


def version_form(writer: Writer, node: passage_version) -> str:
    """Set a version below its source; a passage's own words stand above theirs."""
    if node["key"] == BASE:
        return writer.children(node)
    return f"\n#version[{''.join(_source_and_words(writer, node))}]\n"


def _source_and_words(writer: Writer, node: passage_version) -> tuple[str, str]:
    source = [child for child in node if isinstance(child, witness)]
    words = [child for child in node if not isinstance(child, witness)]
    return "".join(map(writer.write, source)), "".join(map(writer.write, words))
