"""Write the chronology and the map of sources: a picture, and the table that says the same.

``placeholder(shows="chronology")(definition_list)`` and ``placeholder(shows="sources-map")`` become
``picture, table``, or for a builder that cannot show the picture ``table``.
"""

from collections.abc import Callable, Sequence
from itertools import groupby, product

from docutils import nodes

from ..catalogs import _
from ..model import Mention, Page, is_essay, is_source, safe_id, text_key
from ..nodes import picture, placeholder
from ..words import dates
from ..words.names import author_series
from . import pictures
from .drawing import Drawing, Form
from .placeholders import PlaceholderTransform, join_nodes, table
from .sections import LINE_STYLES, bonds, sections


class Figures(PlaceholderTransform):
    """Replaces the placeholders of pictures."""

    def _dated_texts(self) -> list[Page]:
        """Return the texts in order of date, which the preflight requires."""
        return sorted(self.edition.texts, key=lambda page: dates.sort_key(page.header["date"]))

    def _point(self, node: placeholder, page: Page) -> pictures.Point:
        """Return a text for a drawing, with a link where a reader can follow it."""
        href = self.builder.get_relative_uri(node["doc"], page.docname) if self.is_web else ""
        return _dated(page.header["date"], page.label, True, href)

    def _pictures(
        self, node: placeholder, draw: Callable[[Form], Drawing], title: str, description: str
    ) -> list[picture]:
        """Return one picture, in each form that the builder can show; none if it can show none."""
        if not self.is_web and self.builder.format != "typst":
            return []
        forms = (pictures.WIDE, pictures.NARROW) if self.is_web else (pictures.BOOK,)
        drawings = {form.name: draw(form).svg(title, description) for form in forms}
        file = safe_id(f"{node['doc']}-{node['shows']}-{node['target']}") + ".svg"
        return [picture(file=file, forms=drawings, alt=f"{title}. {description}")]

    def chronology(self, node: placeholder) -> list[nodes.Node]:
        """Return the events of a list and all texts, in order of date."""
        rows: list[tuple[str, pictures.Point, list[nodes.Node]]] = []
        for term in node.findall(nodes.term):
            if date := term["date"]:  # the rules report events without a date
                name = term.astext()
                cell: list[nodes.Node] = [nodes.strong("", name), nodes.Text(".")]
                for paragraph in term.parent.findall(nodes.paragraph):
                    cell += [nodes.Text(" "), *paragraph.children]
                rows.append((date, _dated(date, name), cell))
        for page in self._dated_texts():
            author = nodes.Text(f"{author_series(page.header['author'])}, ")
            title = self.link(page.docname, "", nodes.emphasis("", page.title))
            rows.append((page.header["date"], self._point(node, page), [author, title]))
        if not rows:
            return []
        rows.sort(key=lambda row: dates.sort_key(row[0]))
        points = [point for _, point, _ in rows]
        texts = sum(point.is_text for point in points)
        first, last = points[0].year, points[-1].year
        drawing = self._pictures(
            node, lambda form: pictures.timeline(points, form),
            _("Timeline of events and texts, {first} to {last}").format(first=first, last=last),
            _(
                "A scale of years runs downwards, taller where it holds more. Events at its left: "
                "{events}. Texts at its right: {texts}. The table below lists them all in order of "
                "date."
            ).format(events=len(points) - texts, texts=texts),
        )  # fmt: skip
        cells = [([nodes.Text(dates.spelled(date))], cell) for date, _, cell in rows]
        return [*drawing, table("chronology", (_("Date"), _("Event or text")), cells)]

    def sources_map(self, node: placeholder) -> list[nodes.Node]:
        """Return which section of an essay, or of all, draws on which text, where and how."""
        essays = [page for page in self.edition.texts if is_essay(page.docname)]
        essays = [page for page in essays if node["target"] in ("", text_key(page.docname))]
        lefts = sections(essays, self.edition.passages)
        quoted = {docname for section in lefts for docname in section.mentions}
        texts = self._dated_texts()
        rights = [p for p in texts if is_source(p.docname) or p.docname in quoted]
        rows: list[list[list[nodes.Node]]] = []
        above = None
        for section, page in product(lefts, rights):
            if mentions := section.mentions.get(page.docname):
                first, title = section.first, nodes.emphasis("", page.label)
                name = self.link(first.docname, first.anchor, nodes.Text(section.name))
                year = nodes.Text(f", {dates.year_label(page.header['date'])}")
                text = [self.link(page.docname, "", title), year]
                rows.append([[] if section is above else [name], text, self._places(mentions)])
                above = section  # a run of rows names its section once
        if not rows:
            return []
        names, points = [s.name for s in lefts], [self._point(node, page) for page in rights]
        lines = bonds(lefts, [page.docname for page in rights])
        drawing = self._pictures(
            node, lambda form: pictures.sources_map(names, points, lines, form),
            _("Which section draws on which text"),
            _(
                "Sections at the left: {sections}. Texts at the right, in order of date: {texts}. "
                "Lines join them, the thicker the more places: solid for quotations, dashed for "
                "echoes and allusions, dotted for parallels. The table below lists them all."
            ).format(sections=len(names), texts=len(points)),
        )  # fmt: skip
        return [*drawing, table("sources-map", (_("Section"), _("Text"), _("Places")), rows)]

    def _places(self, mentions: Sequence[Mention]) -> list[nodes.Node]:
        """Return where a section draws on a text: each place once, by kind of mention."""
        kinds: list[list[nodes.Node]] = []
        for kind in LINE_STYLES:
            links: list[list[nodes.Node]] = []
            alike = [mention for mention in mentions if mention.kind == kind]
            for place, group in groupby(alike, lambda mention: mention.place):
                first, *others = group
                times = f" × {len(others) + 1}" if others else ""
                link = self.link(first.docname, first.anchor, nodes.Text(place))
                links.append([link, nodes.Text(times)])
            if links:
                kinds.append([nodes.Text(f"{_(kind)} "), *join_nodes(links, ", ")])
        return join_nodes(kinds, "; ")


def _dated(date: str, name: str, is_text: bool = False, href: str = "") -> pictures.Point:
    """Return a dated thing for a drawing."""
    return pictures.Point(dates.year_fraction(date), dates.year_label(date), name, is_text, href)
