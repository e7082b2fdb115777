"""Find the main links of the edition, and name what stands in the contents.

The main links lead to its essays, its sources, and the pages that ask for one in their front
matter, ``navigation: Concordance``. They stand in the order of the contents.
"""

from collections.abc import Iterator, Sequence

from docutils import nodes
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from ..catalogs import _
from ..edition import Edition
from ..model import Page, is_essay


def navigation(env: BuildEnvironment, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """Yield the target of each link, a document or ``docname#id``, and its label.

    The sources are those that the root document lists under the heading ``sources``.
    """
    order = {name: number for number, name in enumerate(env.collect_relations())}
    in_order = sorted(pages, key=lambda p: (order.get(p.docname, len(order)), p.docname))
    essays = [p for p in in_order if is_essay(p.docname)]
    for page in essays:
        yield page.docname, _("Essay") if len(essays) == 1 else page.label
    root: str = env.config.root_doc
    sections = env.tocs[root].findall(nodes.reference)
    if any(reference["anchorname"] == "#sources" for reference in sections):
        yield f"{root}#sources", _("Sources")
    for page in in_order:
        if "navigation" in page.header:
            yield page.docname, page.header["navigation"]


def name_contents(env: BuildEnvironment, builder: Builder, edition: Edition) -> None:
    """Name works and passages in the contents as the headings do, and not by their keys.

    Sphinx makes the contents of a page when it reads it: before any reference is resolved.
    """
    keys = edition.quotable.keys() | edition.references.keys()
    for docname, contents in env.tocs.items():
        links = [
            link for link in contents.findall(nodes.reference)
            if "named" in link or any(
                "xref" in word["classes"] and keys >= {*map(str.strip, word.astext().split(","))}
                for word in link.findall(nodes.inline)
            )
        ]  # fmt: skip
        if links:
            page = env.get_doctree(docname)
            sections = list(page.findall(nodes.section))
            names = ["", *(f"#{section['ids'][0]}" for section in sections[1:])]
            titles = dict(zip(names, (s[0].deepcopy() for s in sections), strict=True))
            page.children = []
            page += [titles[link["anchorname"]] for link in links]
            env.resolve_references(page, docname, builder)
            for link in links:
                name = nodes.Text(titles[link["anchorname"]].astext())
                link.children, link["named"] = [name], True
