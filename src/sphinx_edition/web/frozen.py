"""Link the pages of an earlier version and of the latest, passage by passage.

Rule: pure, and a function of the page as it was built and of ``edition.json`` of both versions.
What is added stands between two comments and is taken off first, so that a page can be marked anew.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from ..catalogs import _, colon
from ..gate.anchors import version_key

Data = Mapping[str, Any]  #: what an ``edition.json`` holds
#: For a passage by page and id: the versions that have other words, each with page and id there.
Wordings = Mapping[tuple[str, str], Sequence[tuple[str, str, str]]]
_ADDED = re.compile("<!--frozen-->.*?<!--/frozen-->", re.S)
_START = re.compile(r'<article id="main"[^>]*>|<body[^>]*>')
_CITE = re.compile(r'<a class="cite" href="[^"]*cite/[^"#]*#([^"]+)"[^>]*></a>')


def mark(
    page: str, name: str, old: Data, latest: Data, dates: Mapping[str, str], pages: Container[str]
) -> str:  # fmt: skip
    """Return a page of an earlier version as it is published beside the latest.

    ``name`` is its path without ``.html``, ``dates`` are the days of each version, and ``pages``
    the paths of the latest.
    """
    page = _ADDED.sub("", page)
    root = "../" * (name.count("/") + 2)
    moves = _moves(latest)
    goal, _id = _goal(moves, name, "")
    text = _("This is version {version} ({date}), kept as it was cited.")
    text = text.format(version=old["version"], date=old["date"] or "–")
    link = _("The latest version is {version}: read this page there.")
    link = link.format(version=latest["version"])
    target = f"{root}{goal if goal in pages else 'index'}.html"
    changes = "".join(f"<li>{change}</li>" for change in _changes(name, old, latest, moves, dates))
    banner = f'<p>{escape(text)} <a href="{target}">{escape(link)}</a></p>'
    banner += f"<ul>{changes}</ul>" if changes else ""
    aside = f'<aside class="admonition frozen">{banner}</aside>'

    def with_latest(match: re.Match[str]) -> str:
        page_now, ident = _goal(moves, name, match[1])
        label = _("latest version")
        href = f"{root}{page_now}.html" + (f"#{ident}" if ident else "")
        return f'{match[0]}<!--frozen--> <a class="latest" href="{href}">{label}</a><!--/frozen-->'

    page = _CITE.sub(with_latest, page)
    start = [*_START.finditer(page)][-1].end()
    return f"{page[:start]}<!--frozen-->{aside}<!--/frozen-->{page[start:]}"


def mark_latest(page: str, name: str, wordings: Wordings) -> str:
    """Return a page of the latest version with links to what its passages said before."""
    root, form = "../" * name.count("/"), _("wording of version {version}")

    def with_earlier(match: re.Match[str]) -> str:
        links = "".join(
            f' <a class="latest" href="{root}v/{version}/{path}.html#{ident}">{label}</a>'
            for version, path, ident in wordings.get((name, match[1]), ())
            for label in [escape(form.format(version=version))]
        )
        return f"{match[0]}<!--frozen-->{links}<!--/frozen-->" if links else match[0]

    return _CITE.sub(with_earlier, _ADDED.sub("", page))


def earlier_wordings(versions: Sequence[Data]) -> Wordings:
    """Return where the passages of the latest version, the last one, have other words."""
    *others, latest = versions
    moves, found = _moves(latest), dict[tuple[str, str], list[tuple[str, str, str]]]()
    words = {_place(passage): _words(passage) for passage in _passages(latest)}
    for old in reversed(others):
        for passage in _passages(old):
            goal = _goal(moves, *_place(passage))
            if goal in words and words[goal] != _words(passage):
                words[goal] = _words(passage)
                found.setdefault(goal, []).append((old["version"], *_place(passage)))
    return found


def _moves(latest: Data) -> dict[tuple[str, str], Data]:
    """Return what has moved or is retired, by the place where it was."""
    return {(c["page"], c["ident"]): c for c in latest["changes"] if c["state"] != "changed"}


def _goal(moves: Mapping[tuple[str, str], Data], page: str, ident: str) -> tuple[str, str]:
    """Return where a place of an earlier version is now: its page, and its id there."""
    move = moves.get((page, ident)) or (None if ident else moves.get((page, "")))
    return (move["newPage"], move["newIdent"]) if move else (page, ident)


def _changes(
    name: str, old: Data, latest: Data, moves: Mapping[tuple[str, str], Data],
    dates: Mapping[str, str],
) -> Iterator[str]:  # fmt: skip
    """Yield each passage of a page whose words are others now, or that is elsewhere, as HTML."""
    now = {_place(passage): _words(passage) for passage in _passages(latest)}
    before, after = _("In this version:"), _("In the latest:")
    for passage in _passages(old):
        place = _place(passage)
        if place[0] != name:
            continue
        number = _("Passage {number}").format(number=passage["locus"])
        label = f'<a href="#{escape(place[1])}">{escape(number)}</a>'
        if move := moves.get(place):
            yield f"{label}{colon()}{_reason(move, dates)}"
        words = now.get(_goal(moves, *place), {})
        for key, text in _words(passage).items():
            if (other := words.get(key, "")) == text or (move and move["state"] == "retired"):
                continue
            ident = f"{place[1]}-{key}" if key else place[1]
            reasons = [
                _reason(change, dates) for change in latest["changes"]
                if (change["page"], change["ident"], change["state"]) == (name, ident, "changed")
                and version_key(change["since"]) > version_key(old["version"])
            ]  # fmt: skip
            which = f" ({escape(key)})" if key else ""
            yield (
                f"{label}{which}{colon()}{' '.join(reasons)}<br>"
                f"{escape(before)} <q>{escape(text)}</q><br>"
                f"{escape(after)} <q>{escape(other)}</q>"
            )


def _passages(data: Data) -> Iterator[Data]:
    for text in data["texts"]:
        for passage in text["passages"]:
            yield {**passage, "page": f"{text['kind']}s/{text['key']}"}


def _place(passage: Data) -> tuple[str, str]:
    return passage["page"], passage["address"].partition("#")[2]


def _words(passage: Data) -> dict[str, str]:
    return {version["key"]: version["text"] for version in passage["versions"]}


def _reason(change: Data, dates: Mapping[str, str]) -> str:
    """Say when and why words changed or moved."""
    since = change["since"]
    day = f" ({dates[since]})" if dates.get(since) else ""
    sentences = {
        "changed": _("other words since version {version}: {why}."),
        "moved": _("moved in version {version}: {why}."),
        "retired": _("retired in version {version}: {why}."),
    }
    text = sentences[change["state"]]
    return escape(text.format(version=f"{since}{day}", why=change["why"].rstrip(".")))
