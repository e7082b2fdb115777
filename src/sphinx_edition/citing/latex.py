r"""Turn a field of a bibliography, which is typed in LaTeX, into text.

pybtex decodes accents, signs and dashes. This module sets the commands with an argument and those
that stand for a sign; whatever it does not know stays as typed, and ``unknown`` tells of it.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from pybtex.richtext import BaseText, HRef, Protected, String, Tag, Text

Parts = list[BaseText]

_ADDRESS = re.compile(r"(?<![\w{])(https?://[^\s,;{}]*[\w/])|\\(?:url|nolinkurl)\s*\{([^{}]*)\}")
_HREF = re.compile(r"\\href\s*\{([^{}]*)\}")
_DOTLESS = re.compile(r"(\\(?:[\W_]|[A-Za-z]\s)\s*\{?)\\([ij])(?![A-Za-z])")
_ACCENT = re.compile(r"\\([vcdbHkrut])\s+([A-Za-z])")
_LETTER = re.compile(r"\\(O|o|L|l|AE|ae|OE|oe|AA|aa|ss|DH|dh|TH|th|NG|ng|i|j)\s+")
_COMMAND = re.compile(r"\\([A-Za-z]+\*?|[^A-Za-z]) ?")  # decoded, each has one space after it
_BRACE = re.compile(r"(?<!\\)\\([{}])")  # as a sign, which pybtex would take for its own
_BETWEEN = "\u2060"  # keeps one argument from the next, which pybtex would join
_TAGS = {
    "em": "em emph itshape it mkbibemph slshape sl textit textsl",
    "strong": "bf bfseries mkbibbold textbf",
    "sup": "mkbibsuperscript textsuperscript",
    "sub": "mkbibsubscript textsubscript",
    "": "hbox mbox normalfont rm text textnormal textrm textup upshape",
}
_TAG = {command: tag for tag, commands in _TAGS.items() for command in commands.split()}
_SIGNS = {
    "dots": "…", "ldots": "…", "textellipsis": "…", "$": "$", "textdollar": "$", ",": "\u202f",
    "thinspace": "\u202f", " ": " ", "-": "", "/": "", "slash": "/", "newline": " ", "\\": " ",
    "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘", "textquoteright": "’",
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textbar": "|",
    "textless": "<", "textgreater": ">", "TeX": "TeX", "LaTeX": "LaTeX",
    "textbraceleft": "{", "textbraceright": "}",
    "quotedblbase": "„", "quotesinglbase": "‚", "glqq": "„", "grqq": "“", "@": "", "%": "%",
    "&": "&", "#": "#", "_": "_", "relax": "", "protect": "", "textquotesingle": "’",
}  # fmt: skip


def _escape(address: str) -> str:
    r"""Return an address as LaTeX would have it typed, for a reader that takes % for a comment."""
    plain = re.sub(r"\\([%#&_~$])", r"\1", address)
    return re.sub(r"[%#&_$]", r"\\\g<0>", plain).replace("~", r"\textasciitilde{}")


@cache  # each is asked for by the list, the citations and the checks
def _read(source: str) -> tuple[BaseText, list[str]]:
    """Return the text of a field, and the commands and formulas in it that nothing sets."""
    source = _ADDRESS.sub(lambda m: rf"\url{{{_escape(m[1] or m[2])}}}", source)
    source = _HREF.sub(lambda m: rf"\href{{{_escape(m[1])}}}", source)
    source = _LETTER.sub(r"\\\1{}", _ACCENT.sub(r"\\\1{\2}", _DOTLESS.sub(r"\1\2", source)))
    source = _BRACE.sub(lambda m: rf"\textbrace{'left' if m[1] == '{' else 'right'}{{}}", source)
    source = source.replace("}{", f"}}{_BETWEEN}{{")
    left = re.findall(r"(?<!\\)\$[^$]+\$", source)
    decoded = Text.from_latex(re.sub(r"(?<!\\)%", r"\\%", source))
    return Text(*_set(decoded.parts, left)), left


def latex(source: str) -> BaseText:
    """Return the text of a field or of a part of a name; an address in it becomes a link."""
    return _read(source)[0]


def unknown(source: str) -> list[str]:
    """Return what a field has that is no text: commands that nothing here sets, and formulas."""
    return list(dict.fromkeys(_read(source)[1]))


def _set(parts: Parts, left: list[str]) -> Parts:
    """Return parts of a text with their commands carried out; add to *left* those unknown."""
    rest, found = list(parts), Parts()
    while rest:
        part = rest.pop(0)
        if isinstance(part, Protected):
            found.append(Protected(*_set(part.parts, left)))
        elif command := _COMMAND.search(str(part)):
            text = str(part)
            found.append(String(_quotes(text[: command.start()])))
            if after := text[command.end() :]:
                rest.insert(0, String(after))
            found += _command(command, after, rest, left)
        else:
            found.append(String(_quotes(str(part))))
    return [part for part in found if str(part)]


def _command(command: re.Match[str], after: str, rest: Parts, left: list[str]) -> Parts:
    """Return what a command makes; take from *rest* what it is about."""
    name = command[1].rstrip("*")
    braced = not after and rest and isinstance(rest[0], Protected)
    if name in _SIGNS:
        if not name.isalpha():
            return [String(_SIGNS[name] + command[0][2:])]
        space = " " if _SIGNS[name] == "…" and after[:1].isalnum() else ""  # TeX swallows it
        if braced and not str(rest[0]):  # {} ends a command
            rest.pop(0)
        return [String(_SIGNS[name] + space)]
    if name in _TAG and not braced:  # {\em …}: all that follows
        inside, rest[:] = _set(rest, left), []
        return [_tag(_TAG[name])(Text(*inside))]
    if not braced or name not in _ARGUMENT:
        left.append("\\" + command[1])
        return []
    argument: BaseText = Text(*_set(rest.pop(0).parts, left))
    if name == "href" and len(rest) > 1 and str(rest[0]) == _BETWEEN:
        rest.pop(0)
        return [HRef(str(argument), *_set(rest.pop(0).parts, left))]
    return [_ARGUMENT[name](argument)]


def _tag(name: str) -> Callable[[BaseText], BaseText]:
    return lambda text: Tag(name, text) if name else text


def _quoted(text: BaseText) -> BaseText:
    return Text("“", inner_quotes(text), "”")


_ARGUMENT: dict[str, Callable[[BaseText], BaseText]] = {
    **{name: _tag(tag) for name, tag in _TAG.items()},
    "enquote": _quoted, "mkbibquote": _quoted, "textquote": _quoted,
    "url": lambda text: HRef(str(text), str(text)),
    "href": lambda text: HRef(str(text), str(text)),
    "noopsort": lambda _: Text(), "noop": lambda _: Text(), "SortNoop": lambda _: Text(),
}  # fmt: skip


def _quotes(text: str) -> str:
    """Return a text whose straight marks are curled."""
    text = text.replace(_BETWEEN, "")
    text = re.sub(r'(?<![\w.,;:!?…)\]’])"(?=\S)', "“", text).replace('"', "”")
    return re.sub("(?<!\\w)[`]", "‘", text).replace("'", "’")


def strings(text: BaseText) -> Iterator[str]:
    """Yield the plain pieces of a text."""
    for part in [text] if isinstance(text, String) else text.parts:
        if isinstance(part, String):
            yield str(part)
        else:
            yield from strings(part)


def _with(text: BaseText, pieces: Iterator[str]) -> BaseText:
    """Return a text with other plain pieces."""
    if isinstance(text, String):
        return String(next(pieces))
    parts = [_with(part, pieces) for part in text.parts]
    if isinstance(text, HRef):
        return HRef(text.url, *parts)
    return Tag(text.name, *parts) if isinstance(text, Tag) else type(text)(*parts)


def inner_quotes(text: BaseText) -> BaseText:
    """Return a text to stand between “ and ”: the marks in it are single, those in them double."""
    whole, depth, found = str(text), 0, []
    for at, sign in enumerate(whole):
        if sign in "“‘" and not _is_apostrophe(whole, at):
            found.append("‘“"[depth % 2])
            depth += 1
        elif sign in "”’" and depth and not _is_apostrophe(whole, at):
            depth -= 1
            found.append("’”"[depth % 2])
        else:
            found.append(sign)
    signs, lengths = iter(found), [len(piece) for piece in strings(text)]
    return _with(text, iter(["".join(next(signs) for _ in range(n)) for n in lengths]))


def _is_apostrophe(text: str, at: int) -> bool:
    """Tell whether a mark is one by its neighbours: one’s, the ’48; or closes „this“."""
    if text[at] == "“":
        return "„" in text[:at] and text[:at].count("„") > text[:at].count("“")
    if text[at] == "’":
        after = text[at + 1 : at + 2]
        return after.isalnum() or not re.search("[“‘]", text[:at])
    return False


def stopped(text: BaseText, stop: str = ".") -> BaseText:
    """Return a text with a stop, inside closing marks and not after another (6.9, 6.14)."""
    whole = str(text)
    closing = len(whole) - len(whole.rstrip("”’")) if re.search("[“‘]", whole) else 0
    body = whole[: len(whole) - closing]
    if not body or body[-1] in (".?!…" if stop == "." else "?!…"):
        return text
    if not closing:
        return text + stop
    pieces, at = list(strings(text)), len(body)
    for n, piece in enumerate(pieces):
        if at < len(piece):  # not yet at the end, after which the closing marks stand
            pieces[n] = piece[:at] + stop + piece[at:]
            break
        at -= len(piece)
    return _with(text, iter(pieces))


def italic(text: BaseText) -> BaseText:
    """Return a text in italics, and what is in italics in it upright (14.95)."""
    if isinstance(text, Tag) and text.name == "em":
        return Text(*text.parts)
    return Text(*map(italic, text.parts)) if _has_italics(text) else Tag("em", text)


def _has_italics(text: BaseText) -> bool:
    parts = [] if isinstance(text, String) else text.parts
    return any((isinstance(p, Tag) and p.name == "em") or _has_italics(p) for p in parts)
