"""Check what a text says of where its words were read, but for its header (``headers``)."""

from collections.abc import Iterator, Mapping

from ..model import BASE, SEEN, SOURCES, Page
from ..words.witnesses import copy_faults, digest_fault


def witness_faults(
    page: Page, digests: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, int, str]]:  # fmt: skip
    """Yield what is wrong with the copies of a text: the code of the rule, line and message.

    ``digests`` are those of the words that were read in each copy.
    """
    lines: dict[str, int] = {}  # of the first version that names a copy
    is_source = page.docname.startswith(SOURCES)
    for passage in page.passages:
        for version in passage.versions:
            if is_source and version.evidence in SEEN and not version.copy:
                title = f"version “{version.key or 'the text itself'}” of {passage.key}"
                yield "version", version.line, f"{title} was read: say where, by :copy:"
            if version.key != BASE and version.copy not in lines:  # that one the header names
                lines[version.copy] = version.line
                for fault in copy_faults(version.copy):
                    yield "witness", version.line, f":copy: {fault}"
    for (key, copy), now in digests.items():
        if fault := digest_fault(copy, now):
            yield "witness", 1 if key == BASE else lines[copy], f"copy: {fault}"
