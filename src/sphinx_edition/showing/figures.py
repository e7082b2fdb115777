"""The post-transform of pictures: records become a drawing, and the table that says the same.

``placeholder(shows="chronology")(definition_list)`` becomes ``picture, table``, and so does
``placeholder(shows="sources-map")``; for a builder that cannot show the picture, ``table``.
"""

from collections.abc import Callable, Sequence
from itertools import groupby, product

from docutils import nodes

from ..model import ESSAYS, SOURCES, Mention, Page, is_text, safe_id, text_key
from ..nodes import WEB, picture, placeholder
from ..words import dates
from . import pictures
from .drawing import Drawing, Form
from .placeholders import PlaceholderTransform, table
from .sections import DRAWN, bonds, sections


class Figures(PlaceholderTransform):
    """Fill the places of pictures."""

    @property
    def inline(self) -> bool:
        """Whether a drawing is part of the page."""
        return self.builder.name in WEB

    def texts(self) -> list[Page]:
        """Return the texts in order of date."""
        texts = [page for page in self.edition.pages.values() if is_text(page.docname)]
        dated = [
            page for page in texts if dates.date_parts(page.header["date"])
        ]  # else the check tells
        return sorted(dated, key=lambda page: page.header["date"])

    def point(self, place: placeholder, page: Page) -> pictures.Point:
        """Return a text for a drawing, with a link where links can be followed."""
        builder = self.builder
        href = builder.get_relative_uri(place["doc"], page.docname) if self.inline else ""
        return pictures.Point(dates.year_fraction(page.header["date"]), page.label, True, href)

    def picture(
        self, place: placeholder, draw: Callable[[Form], Drawing], title: str, about: str
    ) -> list[picture]:
        """Return a drawing in each form that the builder can show."""
        if not self.inline and self.builder.format != "typst":
            return []
        forms = (pictures.WIDE, pictures.NARROW) if self.inline else (pictures.BOOK,)
        drawn = {form.name: draw(form).svg(title, about) for form in forms}
        file = safe_id(f"{place['doc']}-{place['shows']}-{place['of']}") + ".svg"
        return [picture(file=file, forms=drawn, alt=f"{title}. {about}")]

    def chronology(self, place: placeholder) -> list[nodes.Node]:
        """Return the events of a list and all texts, in order of date."""
        rows: list[tuple[str, pictures.Point, list[nodes.Node]]] = []
        for term in place.findall(nodes.term):
            date, name = term["date"], term.astext()
            said: list[nodes.Node] = [nodes.strong("", name), nodes.Text(".")]
            for paragraph in term.parent.findall(nodes.paragraph):
                said += [nodes.Text(" "), *paragraph.children]
            if date:  # else the check tells
                rows.append((date, pictures.Point(dates.year_fraction(date), name), said))
        for page in self.texts():
            author = nodes.Text(f"{page.header.get('author', '')}, ")
            title = self.link(page.docname, "", nodes.emphasis("", page.title))
            rows.append((page.header["date"], self.point(place, page), [author, title]))
        if not rows:
            return []
        rows.sort(key=lambda row: row[0])
        points = [point for _, point, _ in rows]
        texts = sum(point.text for point in points)
        drawing = self.picture(
            place, lambda form: pictures.timeline(points, form),
            f"Timeline of events and texts, {rows[0][0][:4]} to {rows[-1][0][:4]}",
            "A scale of years runs downwards, taller where it holds more. At its left stand "
            f"{len(points) - texts} events, at its right {texts} texts. The table below lists "
            "them all in order of date.",
        )  # fmt: skip
        cells = [([nodes.Text(dates.spelled(date))], said) for date, _, said in rows]
        return [*drawing, table("chronology", ("Date", "Event or text"), cells)]

    def drawn(self, mentions: Sequence[Mention]) -> list[nodes.Node]:
        """Return where a text is drawn on, by kind and place, with a link to the first at each."""
        found: list[nodes.Node] = []
        for kind in DRAWN:
            some = [m for m in mentions if m.kind == kind]
            for i, (place, group) in enumerate(groupby(some, lambda m: m.place)):
                first, *others = group
                lead = ", " if i else f"; {kind} " if found else f"{kind} "
                link = self.link(first.docname, first.anchor, nodes.Text(place))
                times = f" × {len(others) + 1}" if others else ""
                found += [nodes.Text(lead), link, nodes.Text(times)]
        return found

    def sources_map(self, place: placeholder) -> list[nodes.Node]:
        """Return which section of an essay, or of all, draws on which text, where and how."""
        essays = [p for p in self.edition.pages.values() if p.docname.startswith(ESSAYS)]
        essays = [p for p in essays if place["of"] in ("", text_key(p.docname))]
        lefts = sections(essays, self.edition.passages)
        drawn = {text for section in lefts for text in section.draws}
        rights = [p for p in self.texts() if p.docname.startswith(SOURCES) or p.docname in drawn]
        rows: list[list[list[nodes.Node]]] = []
        above = None
        for section, page in product(lefts, rights):
            if mentions := section.draws.get(page.docname):
                first, title = section.first, nodes.emphasis("", page.label)
                name = self.link(first.docname, first.anchor, nodes.Text(section.name))
                year = nodes.Text(f", {page.header['date'][:4]}")
                text = [self.link(page.docname, "", title), year]
                rows.append([[] if section is above else [name], text, self.drawn(mentions)])
                above = section  # it is named once in a run of rows
        if not rows:
            return []
        names, points = [s.name for s in lefts], [self.point(place, page) for page in rights]
        found = bonds(lefts, [page.docname for page in rights])
        drawing = self.picture(
            place, lambda form: pictures.sources_map(names, points, found, form),
            "Which section draws on which text",
            f"At the left stand {len(names)} sections, at the right {len(points)} texts in order "
            "of date. Lines join them, the thicker the more places: solid for quotations, dashed "
            "for echoes and allusions, dotted for parallels. The table below lists them all.",
        )  # fmt: skip
        return [*drawing, table("sources-map", ("Section", "Text", "Places"), rows)]
