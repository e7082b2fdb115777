"""Draw labels and lines as SVG.

Rule: no text overlaps. Widths are estimated on the wide side. A label is broken into lines, and at
last truncated, to the room it has. Labels that would meet are pushed apart, no farther than needed.
The attributes give the looks of the book, and the style sheet of the web edition overrules them by
class. There are no ``style`` attributes: a strict content security policy would block them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate

#: The widths of narrow and wide letters, in font sizes, in a typeface that is rather wide.
_WIDTHS = dict.fromkeys(" .,:;!?’'()[]|/-Iijltfr", 0.4) | dict.fromkeys("mwMW—…%@&", 1.02)
_MAX_LINES = 3  #: in a label
_LEADING = 1.22  #: from line to line, in font sizes
_BASELINE = 0.34  #: below the middle of a line, in font sizes


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text in their place: ``anchor`` tells what ``x`` is, ``y`` is the middle."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    anchor: str = "start"
    href: str = ""
    kind: str = "name"  #: the class of the element

    @property
    def first_y(self) -> float:
        """The middle of the first line."""
        return self.y - (len(self.lines) - 1) / 2 * self.size * _LEADING

    @property
    def bottom(self) -> float:
        """Where the last line ends."""
        return self.y + text_height(self.lines, self.size) / 2

    def svg(self) -> str:
        """Return the text element, with a ``tspan`` for each line."""
        first, leading = self.first_y, self.size * _LEADING
        spans = "".join(
            f'<tspan x="{self.x:.1f}" y="{first + number * leading + self.size * _BASELINE:.1f}">'
            f"{escape(line)}</tspan>"
            for number, line in enumerate(self.lines)
        )
        looks = f'class="{self.kind}" font-size="{self.size:.1f}" text-anchor="{self.anchor}"'
        text = f"<text {looks}>{spans}</text>"
        return f'<a href="{escape(self.href)}" tabindex="-1">{text}</a>' if self.href else text


#: Some labels, and the SVG of the shapes that belong to them.
Group = tuple[tuple[Label, ...], str]


@dataclass(frozen=True, slots=True)
class Form:
    """What a picture is drawn for: its name, its width and font size in pixels or points."""

    name: str
    width: float
    size: float
    columns: tuple[float, float]  #: where the lines of a map begin and end, in shares of the width


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, in groups of labels and the shapes that belong to them."""

    form: Form
    height: float
    groups: tuple[Group, ...]

    @property
    def labels(self) -> list[Label]:
        """All its labels."""
        return [label for labels, _ in self.groups for label in labels]

    def svg(self, title: str, description: str) -> str:
        """Return the picture with its name and its description.

        Links stand outside the image, and are for the pointer only. Inside they would be lost to
        the keyboard and to screen readers, for which the table below has the same links.
        """
        width, height = f"{self.form.width:g}", f"{self.height:.0f}"
        body = "".join(
            f"<g>{shapes}{''.join(label.svg() for label in labels if not label.href)}</g>"
            for labels, shapes in self.groups
        )
        links = "".join(label.svg() for label in self.labels if label.href)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{self.form.name}" '
            f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            'fill="currentColor" font-family="Libertinus Serif">'
            f'<g role="img"><title>{escape(title)}</title><desc>{escape(description)}</desc>'
            f'{body}</g><g aria-hidden="true">{links}</g></svg>'
        )


def line(kind: str, path: str, width: float, opacity: float, dashes: str = "") -> str:
    """Return the SVG of a line along a path, of a class."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path class="{kind}" d="{path}" fill="none" stroke="currentColor" '
        f'stroke-width="{width:.1f}" stroke-opacity="{opacity}"{dashed}/>'
    )


def text_width(text: str, size: float) -> float:
    """Return at least the width of a line of text."""
    return size * sum(_WIDTHS.get(char, 0.8 if char.isupper() else 0.61) for char in text)


def text_height(lines: Sequence[str], size: float) -> float:
    """Return the height of some lines."""
    return len(lines) * size * _LEADING


def break_lines(text: str, room: float, size: float) -> tuple[str, ...]:
    """Break a text into lines that fit; truncate a word that does not fit, and a text too long."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > _MAX_LINES:
        lines[_MAX_LINES - 1 :] = [" ".join(lines[_MAX_LINES - 1 :])]
    return tuple(truncate(line, room, size) for line in lines) or ("",)


def truncate(text: str, room: float, size: float) -> str:
    """Return a text, or as much of it as fits with an ellipsis."""
    if text_width(text, size) <= room:
        return text
    while text and text_width(f"{text}…", size) > room:
        text = text[:-1].rstrip()
    return f"{text}…"


def spread(wanted: Iterable[float], heights: Sequence[float], top: float) -> list[float]:
    """Return the middles of labels, as near to the wanted ones as order and heights allow.

    This is isotonic regression by pooling. From each wanted middle we subtract the heights of the
    labels above it; then no value may be less than the one before. Values that are form a pool
    and share its mean. The first label begins at the top or below.
    """
    above = [end - height / 2 for end, height in zip(accumulate(heights), heights, strict=True)]
    pools: list[tuple[float, int]] = []
    for middle, offset in zip(wanted, above, strict=True):
        mean, count = middle - offset, 1
        while pools and pools[-1][0] >= mean:
            other, number = pools.pop()
            mean, count = (mean * count + other * number) / (count + number), count + number
        pools.append((mean, count))
    levels = [max(mean, top) for mean, count in pools for _ in range(count)]
    return [level + offset for level, offset in zip(levels, above, strict=True)]
