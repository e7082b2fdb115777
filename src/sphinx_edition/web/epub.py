"""The edition as EPUB 3: Sphinx's builder with our pages, metadata, notes and list of pages.

Remarks are footnotes, which a reading system may show where they are called. The list of pages is
that of the printed book, and is there only if the book has been made. The file is a function of
the texts: the same texts give the same bytes.
"""

import html
import shutil
from collections.abc import Iterator, Set
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder, validate_config_values
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..catalogs import _
from ..domain import EditionDomain
from ..nodes import locus, notes, passage
from ..reading.doctree import ancestors
from ..showing.calls import call, place_calls
from ..words.names import author_names
from .reflow import PageBreaks, TableLists
from .translator import EditionTranslator

HAS_COVER = find_spec("typst") is not None  #: Typst comes with the book, and draws the cover
_HERE = Path(__file__).parent
_TYPES = {nodes.footnote: "footnote", nodes.footnote_reference: "noteref"}


class Footnotes(SphinxPostTransform):
    """Make a footnote of each remark, called at its lemma; print the numbers of passages.

    The ``notes(definition_list(definition_list_item(term, definition)))`` of a passage become one
    ``notes(footnote(label, paragraph(inline, …)…))``, each with a ``footnote_reference`` at its
    lemma and all in the order of these.
    A ``locus`` becomes an ``inline`` with the number.
    """

    default_priority = 4  # before references are resolved (10), since no link may hold a call
    builders = ("epub",)

    def run(self, **kwargs: Any) -> None:
        """Shape one page; its remarks are numbered as they are called, after the text's own."""
        place_calls(self.document)
        first = 1 + len(list(self.document.findall(nodes.footnote)))
        calls = list(self.document.findall(call))
        numbers = {node["number"]: number for number, node in enumerate(calls, first)}
        for node in reversed(calls):
            self.call_footnote(node, numbers[node["number"]])
        for owner in self.document.findall(passage):
            boxes = list(owner.findall(notes))
            items = {
                numbers[item["call"]]: item for box in boxes
                for item in box.findall(nodes.definition_list_item) if "call" in item
            }  # fmt: skip
            if items:
                first_box, *others = boxes
                first_box.clear()
                first_box["classes"] = ["notes"]
                first_box += [self.footnote(items[number], number) for number in sorted(items)]
                for box in others:
                    box.parent.remove(box)
        for reference in list(self.document.findall(nodes.footnote_reference)):
            after = reference.next_node(descend=False, siblings=True)
            if isinstance(after, nodes.footnote_reference):  # both would be read as one number
                after.parent.insert(after.parent.index(after), nodes.superscript("", ", "))
        for label in list(self.document.findall(locus)):
            number = nodes.inline("", label["number"], ids=label["ids"], classes=["locus"])
            label.replace_self(number)

    def call_footnote(self, node: call, number: int) -> None:
        """Replace a call by the reference to its footnote, after the link it may stand in."""
        ids = {"ids": [f"call-{number}"], "refid": f"note-{number}"}
        reference = nodes.footnote_reference("", str(number), **ids)
        links = (outer for outer in ancestors(node) if isinstance(outer, pending_xref))
        preceding: nodes.Element = next(links, node)  # no link stands in another
        preceding.parent.insert(preceding.parent.index(preceding) + 1, reference)
        node.parent.remove(node)

    def footnote(self, item: nodes.definition_list_item, number: int) -> nodes.footnote:
        """Return a remark as a footnote, which opens with its lemma."""
        term, definition = cast("list[nodes.Element]", item.children)
        blocks = definition.children
        words = term.astext()
        if "unseen" in term["classes"]:
            words = _("the author: “{words}”").format(words=words)
        lemma = nodes.inline("", words, classes=["lemma", *term["classes"]])
        opening = nodes.paragraph("", "", lemma, nodes.Text("] "))
        if blocks and isinstance(blocks[0], nodes.paragraph):
            opening += blocks.pop(0).children
        ids = {"ids": [f"note-{number}"], "backrefs": [f"call-{number}"]}
        return nodes.footnote("", nodes.label("", str(number)), opening, *blocks, **ids)


class EpubTranslator(EditionTranslator):
    """The translator of the web edition, with what only an EPUB has."""

    def starttag(self, node: nodes.Element, tagname: str, *args: Any, **attributes: Any) -> str:
        """Mark footnotes and their calls, so that a footnote can be shown at its call."""
        if type(node) in _TYPES and tagname in ("a", "aside"):
            attributes["epub:type"] = _TYPES[type(node)]
        if "page" in node.attributes:
            attributes |= {"epub:type": "pagebreak", **node["page"]}
        tag: str = super().starttag(node, tagname, *args, **attributes)
        return tag


class EpubBuilder(Epub3Builder):
    """Writes ``edition.epub`` with our own templates."""

    template_dir = _HERE / "templates"  # type: ignore[assignment]

    def get_outdated_docs(self) -> Iterator[str]:
        """Name every document: the book is written whole."""
        yield from self.env.found_docs

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page; a link to one that no contents lists is mere words here.

        Raises:
            NoUri: if the page is for the web edition.
        """
        if not self.is_listed(docname):
            raise NoUri(docname, typ)
        return super().get_target_uri(docname, typ)

    def is_listed(self, docname: str) -> bool:
        """Tell whether a list of contents leads to a page; others are for the web edition."""
        return "orphan" not in self.env.metadata[docname]

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write a page if it is listed."""
        if self.is_listed(docname):
            super().write_doc(docname, doctree)

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        """Leave out what is done for a page besides, if it is not listed."""
        if self.is_listed(docname):
            super().write_doc_serialized(docname, doctree)

    def get_theme_config(self) -> tuple[str, dict[str, str | int | bool]]:
        """Use our own frame for every page."""
        return "edition-epub", {}

    def copy_static_files(self) -> None:
        """Copy the style sheet and draw the cover; leave out the files of the web edition."""
        static = self.outdir / "_static"
        static.mkdir(exist_ok=True)
        style = Path(self.confdir, self.config.epub_style or _HERE / "templates/epub.css")
        shutil.copyfile(style, static / "epub.css")
        if HAS_COVER:
            import typst

            facts = {"title": self.config.epub_title, "author": self.config.epub_author}
            cover = Path(self.confdir, self.config.epub_cover_page or _HERE / "templates/cover.typ")
            typst.compile(
                str(cover), f"{self.outdir}/cover.png", ppi=180.0, ignore_system_fonts=True,
                sys_inputs=facts | {"date": self.modified[:4]},
            )  # fmt: skip

    def gen_additional_pages(self) -> None:
        """Write no pages but those of the documents."""

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Leave out Sphinx's indices: the edition has its own."""
        super().prepare_writing(docnames)
        self.use_index, self.domain_indices = False, []

    def gen_pages_from_extensions(self) -> None:
        """Write no pages but those of the documents."""

    def build_toc(self) -> None:
        """Write no ``toc.ncx``, the contents of EPUB 2."""

    @property
    def modified(self) -> str:
        """The time of publication, as far as it is known."""
        return f"{self.config.edition_date or '1970-01-01'}T00:00:00Z"

    def content_metadata(self) -> dict[str, Any]:
        """Return what the package says of the book.

        The root document gives the description that ``conf.py`` does not give.
        """
        metadata, config = super().content_metadata(), self.config
        if config.epub_identifier == "unknown":
            metadata["id"] = f"urn:uuid:{uuid5(NAMESPACE_URL, config.project)}"
        if config.epub_description == "unknown":
            root = EditionDomain.from_env(self.env).edition.pages[config.root_doc]
            metadata["description"] = html.escape(root.header.get("description", ""))
        return metadata | {
            "_": _, "date": self.modified, "licence": html.escape(config.edition_licence),
            "pages": self.pages(), "cover": HAS_COVER,
            "people": author_names(config.epub_author),
        }  # fmt: skip

    def navigation_doc_metadata(self, navlist: list[Any]) -> dict[str, Any]:
        """Return the contents and the list of pages."""
        return super().navigation_doc_metadata(navlist) | {"_": _, "pages": self.pages()}

    def pages(self) -> dict[str, str]:
        """Map each page of the printed book to the place where it begins."""
        found: dict[str, str] = {}
        for name in dict.fromkeys(node["refuri"].partition("#")[0] for node in self.refnodes):
            for node in ElementTree.parse(self.outdir / name).iter():
                if node.get("role") == "doc-pagebreak":
                    found.setdefault(node.get("aria-label", ""), f"{name}#{node.get('id')}")
        return found

    def build_epub(self) -> None:
        """Zip the files, all with the same date."""
        with ZipFile(self.outdir / f"{self.config.epub_basename}.epub", "w") as book:
            for name in ["mimetype", "META-INF/container.xml", "content.opf", *self.files]:
                method = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
                book.writestr(ZipInfo(name), (self.outdir / name).read_bytes(), method)


def setup(app: Sphinx) -> None:
    """Register the builder, its translator and its frame.

    Sphinx's check of the settings is left out: it wants a version and a copyright, which need not
    be given.
    """
    app.add_builder(EpubBuilder, override=True)
    for listener in [*app.events.listeners["builder-inited"]]:
        if listener.handler is validate_config_values:
            app.disconnect(listener.id)
    app.set_translator("epub", EpubTranslator)
    app.add_html_theme("edition-epub", str(_HERE / "epub_theme"))
    for transform in (Footnotes, TableLists, PageBreaks):
        app.add_post_transform(transform)
