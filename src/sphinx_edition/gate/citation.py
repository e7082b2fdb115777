"""Compare ``CITATION.cff``, which forges and citation managers read, with ``conf.py``."""

from collections.abc import Iterator, Mapping, Sequence

import yaml

from ..model import Problem
from ..words.identifiers import identifier_url

NAME = "CITATION.cff"


def citation_faults(
    text: str, title: str, editors: Sequence[str], orcids: Mapping[str, str], doi: str = ""
) -> Iterator[Problem]:
    """Yield a problem for each title, and each list of authors, that is not the edition's own.

    ``orcids`` are those of the editors, by name.
    """
    try:
        root = _fields(yaml.compose(text, Loader=yaml.BaseLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        yield Problem("citation", NAME, line, f"this is no valid YAML ({error.problem}): mend it")
        return
    found = root.get("doi")
    if doi and (found is None or found.value != doi):
        line = found.start_mark.line + 1 if found else 1
        yield Problem("citation", NAME, line, f"the DOI is {doi} in conf.py: write doi: {doi}")
    for fields in (root, _fields(root.get("preferred-citation"))):
        if (node := fields.get("title")) and (other := str(node.value)) != title:
            message = f"the title is “{other}”, but “{title}” in conf.py: make them the same"
            yield Problem("citation", NAME, node.start_mark.line + 1, message)
        if isinstance(node := fields.get("authors"), yaml.SequenceNode):
            others = [_name(_fields(item)) for item in node.value]
            if others != [*editors]:
                message = f"the authors are {_series(others)}, but {_series(editors)} in conf.py"
                line = node.start_mark.line + 1
                yield Problem("citation", NAME, line, f"{message}: make them the same")
            yield from _orcid_faults(node.value, orcids)


def _orcid_faults(authors: Sequence[yaml.Node], orcids: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each author who has not the ORCID that ``conf.py`` has."""
    for node in authors:
        fields = _fields(node)
        name, found = _name(fields), fields.get("orcid")
        url = identifier_url("ORCID", orcids[name]) if orcids.get(name) else ""
        if url and (found is None or found.value != url):
            message = f"“{name}” has the ORCID {url} in conf.py: write orcid: {url}"
            yield Problem("citation", NAME, node.start_mark.line + 1, message)


def _fields(node: yaml.Node | None) -> Mapping[str, yaml.Node]:
    """Return the fields of a mapping; of anything else, none."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return {str(key.value): value for key, value in pairs}


def _name(fields: Mapping[str, yaml.Node]) -> str:
    """Return the name of a person or a body, its parts in their order."""
    parts = ("name", "given-names", "name-particle", "family-names", "name-suffix")
    return " ".join(str(fields[part].value) for part in parts if part in fields)


def _series(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names) or "none"
