"""Check what a text says of where its words were read, but for its header (``headers``)."""

from collections.abc import Iterator

from ..edition import Edition
from ..model import BASE, SEEN, Page, is_source
from ..words.witnesses import copy_faults, digest_fault


def witness_faults(edition: Edition, page: Page) -> Iterator[tuple[str, int, str]]:
    """Yield what is wrong with the copies of a text: the code of the rule, line and message."""
    must_name_copy = is_source(page.docname)
    lines: dict[str, int] = {}  # of the first version that names a copy
    for passage in page.passages:
        for version in passage.versions:
            if must_name_copy and version.evidence in SEEN and not version.copy:
                title = f"version “{version.key or 'the text itself'}” of {passage.key}"
                yield "version", version.line, f"{title} was read: say where, by :copy:"
            if version.key != BASE and version.copy not in lines:  # that one the header names
                lines[version.copy] = version.line
                for fault in copy_faults(version.copy):
                    yield "witness", version.line, f":copy: {fault}"
    for (key, copy), digest in edition.copy_digests[page.docname].items():
        if fault := digest_fault(copy, digest):
            line = edition.header_line(page, "copy") if key == BASE else lines[copy]
            yield "witness", line, f"copy: {fault}"
