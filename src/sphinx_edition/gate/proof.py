"""Show the words that a citation is of, and what stands there now: the command ``prove``.

Rule: only files and git objects are read, nothing is built. What was cited comes from the objects
of the repository, what stands there now from the working copy, and what became of an address from
the register. Words and notes are compared apart, since a remark may be added to words that stay.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple
from urllib.parse import unquote

from ..loci import OPENING, locus_id
from ..model import ESSAYS, SOURCES
from ..words.swhid import SourceFile, content_id, passage_lines
from .anchors import GONE, NONE, Anchor, RegisterLine, read_register, version_key
from .release import Files, read_text

_SWHID = re.compile(r"(swh:1:cnt:([0-9a-f]{40}))((?:;[a-z]+=[^;]*)*)")
#: An address of a passage, on its page or on that of its citations, in a version or in the latest.
_ADDRESS = re.compile(
    r"(?:^|.*?/)(?:v/(?P<version>\d[\d.]*)/)?(?:cite/)?"
    r"(?P<page>(?:essays|sources)/[^#?]+?)(?:/|\.html|\.md)?#(?P<ident>[^#]+)"
)
#: The key of a passage, ``mill-1859:22``, or of its citation, ``liberty.mill-1859.22``.
_KEY = re.compile(r"(?:.*#|[\w-]+\.)?(?P<key>[a-z0-9-]+)[:.](?P<locus>[^:#/]+)")
_NOTES = re.compile(r"(:{3,})\{(?:commentary|apparatus)\}.*?^\1$", re.M | re.S)


class Cited(NamedTuple):
    """A passage in a text as one commit, or the working copy, has it."""

    page: str  #: ``sources/mill-1859``
    locus: str
    version: str  #: of the edition, or nothing
    text: str  #: its lines in the file
    swhid: str

    @property
    def words(self) -> str:
        """The lines without the number and the editors' notes."""
        return _NOTES.sub("", OPENING.sub("", self.text, count=1)).strip()

    @property
    def anchor(self) -> Anchor:
        """Its address in the register."""
        return Anchor(self.page, f"p{locus_id(self.locus)}")


def prove(files: Files, ident: str, version: str = "") -> Iterator[str]:
    """Yield the lines of a report on a SWHID, or on the address or key of a passage in a version.

    Raises:
        SystemExit: with one sentence if there is no such thing, or no repository.
    """
    is_content = ident.startswith("swh:")
    cited = _by_content(files, ident) if is_content else _by_address(files, ident, version)
    where = f"version {cited.version}" if cited.version else "a commit that no version has"
    yield from (f"Cited: {cited.page}, passage {cited.locus}, in {where}", cited.swhid, "")
    yield from (cited.text, "")
    goal, history = _successor(files, cited)
    for line in history:
        state = line.state if line.state in GONE else "changed"
        place = f", see {line.successor}" if line.successor else ""
        since = "after the last release" if line.version == NONE else f"in version {line.version}"
        yield f"The register: {state} {since}{place}: {line.why}"
    now = _now(files, goal)
    has_moved = goal != cited.anchor
    if now is None:
        yield f"Now: gone. The working copy has no {goal}."
        return
    if now.words == cited.words:
        place = f" They have moved to {goal}." if has_moved else ""
        notes = "" if now.text == cited.text else " The notes on them have changed."
        yield f"Now: the words are the same.{place}{notes}"
    else:
        place = f", at {goal}" if has_moved else ""
        yield f"Now: other words{place}. [-What was cited-], {{+what stands there now+}}:"
        yield from ("", marked(cited.words, now.words), "")
    yield now.swhid + _uncommitted(files, now)


def marked(before: str, after: str) -> str:
    """Return the words of both texts, with marks around those that only one has."""
    old, new = (re.findall(r"\s+|\S+", text) for text in (before, after))
    found = ""
    for kind, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += "".join(old[i:j])
            continue
        found += f"[-{''.join(old[i:j])}-]" if i < j else ""
        found += f"{{+{''.join(new[k:n])}+}}" if k < n else ""
    return found


def _by_content(files: Files, ident: str) -> Cited:
    """Return what a SWHID names: the passage in which its lines stand."""
    match = _SWHID.fullmatch(ident)
    if not match:
        raise SystemExit(
            f"{ident}: this is no SWHID of a file; it begins with swh:1:cnt: and 40 hex digits"
        )
    core, digest, qualifiers = match.groups()
    known = dict(part.split("=", 1) for part in qualifiers.split(";")[1:])
    log = files.git(
        "log", "--all", "--format=", "--name-only", f"--find-object={digest}", "--", "."
    )
    if not (names := log.split("\n")[0]):
        raise SystemExit(
            f"{core}: no commit of this repository has this file. Fetch all of its history (git "
            "fetch --tags --unshallow); or the words were cited before they were committed"
        )
    path = unquote(known.get("path", "")).lstrip("/") or names
    path = path.removeprefix(files.prefix())
    text = files.git("cat-file", "blob", digest)
    place = re.match(r"\d+", known.get("lines", ""))
    first = int(place[0]) if place else 0
    for locus, (begin, end) in passage_lines(text).items():
        if begin <= first <= end:
            tags = reversed(files.tags())
            have = (tag for tag in tags if digest in files.git("ls-tree", f"v{tag}", "--", path))
            version = next(have, "")
            return _passage(files, path.removesuffix(".md"), locus, version, text, core)
    raise SystemExit(f"{ident}: name the lines of a passage of this file, such as ;lines=12-20")


def _by_address(files: Files, ident: str, version: str) -> Cited:
    """Return the passage with an address or a key, in a version: if none is named, the latest."""
    named, pages, anchor = _place(ident)
    tags = files.tags()
    version = version.removeprefix("v") or named or (tags[-1] if tags else "")
    if version and version not in tags:
        known = ", ".join(tags) or "none"
        raise SystemExit(
            f"{version}: there is no such version (known: {known}); if the repository has more, "
            "fetch them with git fetch --tags"
        )
    commit = f"v{version}" if version else "HEAD"
    where = f"in version {version}" if version else "in the last commit (no version is tagged)"
    paths = [f"{page}.md" for page in pages]
    if not (entry := files.git("ls-tree", commit, "--", *paths)):
        raise SystemExit(f"{' or '.join(paths)}: there is no such text {where}")
    digest, path = entry.splitlines()[0].split()[2:]
    text = files.git("cat-file", "blob", digest)
    if locus := _locus(text, anchor):
        page = path.removesuffix(".md")
        return _passage(files, page, locus, version, text, f"swh:1:cnt:{digest}")
    raise SystemExit(f"{path}: there is no passage at #{anchor} {where}")


def _place(ident: str) -> tuple[str, list[str], str]:
    """Return the version that an address names, or nothing, the pages it may be on, and its id."""
    text = unquote(ident).partition(":~:")[0]
    if match := _ADDRESS.fullmatch(text):
        return match["version"] or "", [match["page"]], match["ident"]
    if match := _KEY.fullmatch(text):
        pages = [f"{folder}/{match['key']}" for folder in (ESSAYS, SOURCES)]
        return "", pages, locus_id(match["locus"])
    raise SystemExit(
        f"{ident}: this is no passage: write its address, such as sources/mill-1859#p22, its key, "
        "such as mill-1859:22, or its SWHID, which stands with its citations"
    )


def _locus(text: str, ident: str) -> str:
    """Return the locus of the passage that has an id, or that holds a version or a quotation.

    A key has the locus without the letter of an id.
    """
    found = (
        locus for locus in passage_lines(text)
        if re.fullmatch(rf"[pq]?{re.escape(locus_id(locus))}(?:-.*)?", ident)
    )  # fmt: skip
    return max(found, key=len, default="")


def _passage(files: Files, page: str, locus: str, version: str, text: str, core: str) -> Cited:
    """Return a passage of a text, whose file has an identifier (``core``)."""
    file = SourceFile(f"{files.prefix()}{page}.md", core, passage_lines(text))
    first, last = file.lines[locus]
    lines = "\n".join(text.split("\n")[first - 1 : last])
    return Cited(page, locus, version, lines, file.swhid(locus))


def _successor(files: Files, cited: Cited) -> tuple[Anchor, list[RegisterLine]]:
    """Return where the words of a passage are now, and what the register has said of it since."""
    register = read_register(read_text(files.folder / files.register), files.register)[0]
    since, anchor, history, seen = cited.version, cited.anchor, list[RegisterLine](), set[Anchor]()
    while anchor not in seen:
        seen.add(anchor)
        lines = register.get(anchor, [])
        history += [
            line for line in lines
            if line.why and (not since or version_key(line.version) > version_key(since))
        ]  # fmt: skip
        if lines and lines[-1].state in GONE and lines[-1].successor:
            anchor = lines[-1].successor
    return anchor, history


def _now(files: Files, anchor: Anchor) -> Cited | None:
    """Return the passage at an address in the working copy, if there is one."""
    path = files.folder / f"{anchor.page}.md"
    text = read_text(path)
    if not (locus := _locus(text, anchor.ident) if text else ""):
        return None
    return _passage(files, anchor.page, locus, "", text, content_id(path.read_bytes()))


def _uncommitted(files: Files, now: Cited) -> str:
    """Warn where the working copy has what no commit has, so that the identifier is no promise."""
    is_dirty = files.git("status", "--porcelain", "--", f"{now.page}.md")
    warning = "\nThis file has changes that are not committed: nobody else has what it identifies."
    return warning if is_dirty else ""
