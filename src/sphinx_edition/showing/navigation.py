"""Find the main links of the edition: its essays, its sources, and the pages that ask for one.

Rule: a page asks for a link in its front matter, ``navigation: Concordance``. Links stand in the
order of the contents.
"""

from collections.abc import Iterator, Sequence

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ..model import ESSAYS, Page, is_text


def navigation(env: BuildEnvironment, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """Yield the target of each link, a document or ``docname#id``, and its label.

    The sources are those that the root document lists under the heading ``sources``.
    """
    order = {name: number for number, name in enumerate(env.collect_relations())}
    in_order = sorted(pages, key=lambda p: (order.get(p.docname, len(order)), p.docname))
    essays = [p for p in in_order if is_text(p.docname) and p.docname.startswith(ESSAYS)]
    for page in essays:
        yield page.docname, "Essay" if len(essays) == 1 else page.label
    root: str = env.config.root_doc
    sections = env.tocs[root].findall(nodes.reference)
    if any(reference["anchorname"] == "#sources" for reference in sections):
        yield f"{root}#sources", "Sources"
    for page in in_order:
        if "navigation" in page.header:
            yield page.docname, page.header["navigation"]
