"""Read where a wording was read: a line of prose, of which the fixed forms are fields.

Rule: ``copy`` is what readers see. In it stand, where they are known, an address (a host and a
path), after one on a forge its commit and its files (``github.com/o/n at 1a2b3c4, files a and b``),
the day on which it was read (``read 2026-11-20``), an archived copy (``archived at
web.archive.org/…``), and a digest of the words compared with it (``words 1a2b3c4d``).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..catalogs import N_, _
from ..model import Passage
from .dates import date_parts
from .digests import digestible, short_digest

_ADDRESS = re.compile(
    r"(?P<archived>archived at )?(?P<address>(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}"
    r"/(?:\([^\s()]*\)|[^\s(),;])*(?:\([^\s()]*\)|[^\s(),;.:]))"
    r"(?: at (?P<commit>[^\s,;)]+))?"
    r"(?:, files? (?P<files>[^;()]+?)(?=[;)]|, (?:\w+ing|read|archived|words)\b|$))?"
)
_FORGE = re.compile(r"(?:https?://)?(github\.com|gitlab\.com|codeberg\.org)/[\w.-]+/[\w.-]+")
_READ = re.compile(r"\bread (\d[\w-]*)")
_DIGEST = re.compile(r"\bwords (0|[0-9a-f]{8})\b")
Forms = tuple[tuple[re.Pattern[str], str], ...]  #: what is typed, and how readers are told it
_BETWEEN_ADDRESSES: Forms = (
    (re.compile(r"\bread (?P<day>\d[\w-]*)"), N_("read {day}")),
    (re.compile(r"\barchived at $"), N_("archived at {address}")),
    (re.compile(r"\bwords (?P<digest>[0-9a-f]{8})\b"), N_("words {digest}")),
)
_AFTER_ADDRESS: Forms = (
    (re.compile("^ at (?P<commit>[0-9a-f]+)"), N_(" at {commit}")),
    (re.compile(r", file (?P<name>.+)$"), N_(", file {name}")),
    (re.compile(r", files (?P<names>.+)$"), N_(", files {names}")),
    (re.compile(r" and (?P<last>\S+)$"), N_(" and {last}")),
)


class Address(NamedTuple):
    """A place on the web that a copy names, with its span in the line."""

    text: str
    span: tuple[int, int]
    end: int  #: where its commit and files end, in the line
    commit: str = ""
    files: tuple[str, ...] = ()
    is_archive: bool = False

    @property
    def url(self) -> str:
        """The address, of a forge at the commit; one that names no scheme has ``https``."""
        url = self.text if "://" in self.text else f"https://{self.text}"
        return f"{url}/tree/{self.commit}" if self.commit else url


class Witness(NamedTuple):
    """What a copy says of itself; empty where it says nothing."""

    addresses: tuple[Address, ...]
    accessed: str  #: the day on which it was read
    digest: str  #: of the words compared

    @property
    def is_dated(self) -> bool:
        """Whether what was read can be found again as it was: by a day, a commit, an archive."""
        dated = any(address.is_archive for address in self.addresses) or self.accessed
        return all(dated or address.commit for address in self.addresses)


def witness(copy: str) -> Witness:
    """Return what the fixed forms of a copy say."""
    read, words = _READ.search(copy), _DIGEST.search(copy)
    return Witness(
        tuple(map(_address, _ADDRESS.finditer(copy))), read[1] if read else "",
        words[1] if words else "",
    )  # fmt: skip


def _address(found: re.Match[str]) -> Address:
    commit = (found["commit"] or "") if _FORGE.fullmatch(found["address"]) else ""
    files = tuple(re.split(r", (?:and )?| and ", found["files"] or "")) if commit else ()
    names = tuple(filter(None, files))
    span, end = found.span("address"), found.end() if commit else found.end("address")
    return Address(found["address"], span, end, commit, names, bool(found["archived"]))


def in_words(copy: str) -> Iterator[tuple[str, str]]:
    """Yield a copy as readers see it: some words, and the address that they name or nothing."""
    end = 0
    for address in witness(copy).addresses:
        yield _in_language(copy[end : address.span[0]]), ""
        yield address.text, address.url
        yield _in_language(copy[address.span[1] : address.end], _AFTER_ADDRESS), ""
        end = address.end
    yield _in_language(copy[end:]), ""


def _in_language(text: str, forms: Forms = _BETWEEN_ADDRESSES) -> str:
    """Return a part of a copy with its fixed forms in the language of readers."""
    for pattern, form in forms:
        for match in pattern.finditer(text):
            before, _address, after = _(form).partition("{address}")
            text = text.replace(match[0], (before + after).format(**match.groupdict()))
    return text


def copy_faults(copy: str) -> Iterator[str]:
    """Yield what is wrong with the fixed forms of a copy."""
    found = witness(copy)
    for address in found.addresses:
        if address.commit and not re.fullmatch("[0-9a-f]{7,40}", address.commit):
            yield f"“{address.commit}” is no commit: write 7 to 40 of the digits 0–9 and a–f"
        if not address.commit and _FORGE.fullmatch(address.text):
            yield f"{address.text} changes: write the commit that was read, “at 1a2b3c4”"
    if found.accessed and len(date_parts(found.accessed)) != 3:
        yield f"“read {found.accessed}” names no day: write read 2026-11-20"


def copy_digests(passages: Iterable[Passage]) -> dict[tuple[str, str], str]:
    """Return a digest of the words of a text that were read in each copy.

    Each is that of all these words in a row, by the key of the version and the copy.
    """
    words: dict[tuple[str, str], list[str]] = defaultdict(list)
    for passage in passages:
        for version in passage.versions:
            words[version.key, version.copy].append(digestible(version.text))
    return {name: short_digest(" ".join(filter(None, texts))) for name, texts in words.items()}


def digest_fault(copy: str, now: str) -> str:
    """Return what is wrong with the digest that a copy has; empty if it is right or not given.

    ``now`` is the digest of the words as they are.
    """
    typed = witness(copy).digest
    if typed in ("", now):
        return ""
    return (
        f"the words have changed since they were compared with the copy (words {typed}): "
        f"compare them again, and write words {now}"
    )
