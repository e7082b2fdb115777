"""The main links of the edition: its essays, its sources, and the pages that ask for one."""

from collections.abc import Iterator, Sequence

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ..model import ESSAYS, Page, is_text


def navigation(env: BuildEnvironment, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """Yield a target, which is a document or an id in one, and its label.

    A page asks for a link in its front matter: ``navigation: Concordance``. Links stand in the
    order of the contents. The sources are those that the root document lists under ``sources``.
    """
    order = {name: number for number, name in enumerate(env.collect_relations())}

    def place(page: Page) -> tuple[int, str]:
        return order.get(page.docname, len(order)), page.docname

    texts = (page for page in pages if is_text(page.docname))
    essays = sorted((page for page in texts if page.docname.startswith(ESSAYS)), key=place)
    for page in essays:
        yield page.docname, "Essay" if len(essays) == 1 else page.label
    root: str = env.config.root_doc
    sections = env.tocs[root].findall(nodes.reference)
    if any(reference["anchorname"] == "#sources" for reference in sections):
        yield f"{root}#sources", "Sources"
    for page in sorted((page for page in pages if "navigation" in page.header), key=place):
        yield page.docname, page.header["navigation"]
