"""Put what a contents lists by pattern into order: ``essays/*`` and ``sources/*`` by their headers.

Rule: within a folder, pages with a number (``order: 2``) come first, by their numbers; then texts
by their dates; then other pages by name. What an editor lists by name stays as it was typed.
"""

from typing import ClassVar

from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from ..domain import EditionDomain
from ..words.dates import sort_key


class OrderContents(SphinxTransform):
    """Sort the entries of each ``toctree`` with ``:glob:``."""

    default_priority: ClassVar = 300  # any: before Sphinx collects the contents of the page

    def apply(self) -> None:
        """Sort, and read the page again whenever a header changes that may change the order."""
        for toctree in self.document.findall(addnodes.toctree):
            if not toctree["glob"]:
                continue
            names = [name for _, name in toctree["entries"]]
            folders = [*dict.fromkeys(name.rpartition("/")[0] for name in names)]
            keys = {
                name: (folders.index(name.rpartition("/")[0]), *self._place(name)) for name in names
            }
            toctree["entries"].sort(key=lambda entry: keys[entry[1]])
            toctree["includefiles"].sort(key=keys.__getitem__)
            for name in toctree["includefiles"]:
                self.env.note_dependency(str(self.env.doc2path(name)))

    def _place(self, docname: str) -> tuple[float, tuple[float, float], str]:
        """Return the key by which a page is sorted within its folder."""
        header = EditionDomain.from_env(self.env).header(docname)
        order = header.get("order", "")
        number = float(order) if order.isdecimal() else float("inf")
        date = sort_key(header["date"]) if "date" in header else (float("inf"), 0.0)
        return number, date, docname
