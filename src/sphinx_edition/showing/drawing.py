"""What a picture is made of: words in their places, lines, and the SVG that holds them.

Rule: no text overlaps. Widths err on the wide side; a label is broken into lines, and at last
shortened, to the room it has; labels that would meet are pushed apart, no farther than needed.
All looks are attributes, those of the book, which the style sheet of the web edition overrules by
class; never styles, which a strict policy of a site would block.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate

_THIN, _BROAD = " .,:;!?’'()[]|/-Iijltfr", "mwMW—…%@&"
_LINES = 3  #: at most in a label
_LEADING = 1.22  #: from line to line, in sizes of the letters
_BASE = 0.34  #: of the line of writing below the middle of a line, likewise
_SHARES = {"start": 0.0, "middle": 0.5, "end": 1.0}  #: of a label, left of its ``x``


@dataclass(frozen=True, slots=True)
class Label:
    """Words in their place: ``x`` is what ``anchor`` says, ``y`` the middle of the lines."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    anchor: str = "start"
    href: str = ""
    kind: str = "name"  #: the class of the element

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The room that is taken: left, top, right, bottom."""
        wide = max(breadth(line, self.size) for line in self.lines)
        left, half = self.x - wide * _SHARES[self.anchor], tall(self.lines, self.size) / 2
        return left, self.y - half, left + wide, self.y + half

    def svg(self) -> str:
        """Return the words, a span a line."""
        lead, first = self.size * _LEADING, middle(self.lines, self.y, self.size)
        spans = "".join(
            f'<tspan x="{self.x:.1f}" y="{first + i * lead + self.size * _BASE:.1f}">'
            f"{escape(line)}</tspan>"
            for i, line in enumerate(self.lines)
        )
        looks = f'class="{self.kind}" font-size="{self.size:.1f}" text-anchor="{self.anchor}"'
        text = f"<text {looks}>{spans}</text>"
        return f'<a href="{escape(self.href)}" tabindex="-1">{text}</a>' if self.href else text


#: Some labels, and the shapes that belong to them.
Group = tuple[tuple[Label, ...], str]


@dataclass(frozen=True, slots=True)
class Form:
    """What a picture is drawn for: its width, the size of its letters, and the width of a map."""

    name: str
    width: float
    size: float
    sides: tuple[float, float]  #: where lines of a map begin and end, in shares of the width


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, in groups of labels and what belongs to them."""

    form: Form
    height: float
    groups: tuple[Group, ...]

    @property
    def labels(self) -> list[Label]:
        """All its words."""
        return [label for labels, _ in self.groups for label in labels]

    def svg(self, title: str, about: str) -> str:
        """Return the picture with its name and its description.

        Its links are beside it, and for the pointer only: in an image they would be lost to a
        keyboard and to a screen reader, who have them in the table.
        """
        wide, high = f"{self.form.width:g}", f"{self.height:.0f}"
        body = "".join(
            f"<g>{shapes}{''.join(label.svg() for label in labels if not label.href)}</g>"
            for labels, shapes in self.groups
        )
        links = "".join(label.svg() for label in self.labels if label.href)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{self.form.name}" '
            f'viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" fill="currentColor" '
            f'font-family="Libertinus Serif"><g role="img"><title>{escape(title)}</title>'
            f'<desc>{escape(about)}</desc>{body}</g><g aria-hidden="true">{links}</g></svg>'
        )


def line(kind: str, path: str, width: float, opacity: float, dashes: str = "") -> str:
    """Return a line along a path."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path class="{kind}" d="{path}" fill="none" stroke="currentColor" '
        f'stroke-width="{width:.1f}" stroke-opacity="{opacity}"{dashed}/>'
    )


def breadth(text: str, size: float) -> float:
    """Return at least the width of a line of text in a face that is rather wide."""

    def share(char: str) -> float:
        if char in _THIN:
            return 0.4
        return 1.02 if char in _BROAD else 0.8 if char.isupper() else 0.61

    return size * sum(map(share, text))


def tall(lines: Sequence[str], size: float) -> float:
    """Return the height of some lines."""
    return len(lines) * size * _LEADING


def middle(lines: Sequence[str], y: float, size: float) -> float:
    """Return the middle of the first of the lines of which ``y`` is the middle."""
    return y - (len(lines) - 1) / 2 * size * _LEADING


def broken(text: str, room: float, size: float) -> tuple[str, ...]:
    """Break a text into lines that fit; shorten a word that does not, and a text too long."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and breadth(joined, size) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) > _LINES:
        lines[_LINES - 1 :] = [" ".join(lines[_LINES - 1 :])]
    return tuple(shortened(line, room, size) for line in lines) or ("",)


def shortened(text: str, room: float, size: float) -> str:
    """Return a text, or as much of it as fits with an ellipsis."""
    if breadth(text, size) <= room:
        return text
    while text and breadth(f"{text}…", size) > room:
        text = text[:-1].rstrip()
    return f"{text}…"


def spread(wanted: Iterable[float], heights: Sequence[float], top: float) -> list[float]:
    """Return middles that keep order and distance, and are as near to the wanted as can be.

    Take from each what must lie above it: then none may be less than the one before it, and those
    that are fall into pools, each with one mean. The first begins at the top at the earliest.
    """
    above = [end - height / 2 for end, height in zip(accumulate(heights), heights, strict=True)]
    pools: list[tuple[float, int]] = []
    for want, under in zip(wanted, above, strict=True):
        mean, many = want - under, 1
        while pools and pools[-1][0] >= mean:
            other, count = pools.pop()
            mean, many = (mean * many + other * count) / (many + count), many + count
        pools.append((mean, many))
    levels = [max(mean, top) for mean, many in pools for _ in range(many)]
    return [level + under for level, under in zip(levels, above, strict=True)]
