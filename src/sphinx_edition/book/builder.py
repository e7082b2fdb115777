"""The printed book: every document in the order of the toctrees, as one tagged PDF.

Rule: Typst runs under the standards for archiving (PDF/A-2a) and accessibility (PDF/UA-1), since
only these make a missing glyph or an undescribed picture an error. There is a PDF only if nothing
was wrong. How a chapter becomes pages is outlined in the package's docstring.
"""

import json
import os
import shutil
from collections.abc import Callable, Set
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import progress_message

from ..citing.printed import destination
from ..domain import EditionDomain
from ..edition import Edition
from ..model import is_text, text_key
from ..nodes import picture
from ..words.digests import file_digest, short_digest
from .chapters import endings
from .compositor import Compositor
from .cover import template_call
from .diagnostics import markdown_location, read_diagnostics
from .finish import finish
from .forms import FORMS
from .galley import MARKS, Mark
from .layout import lay_out
from .markup import quoted, translated
from .press import Press, TypstError
from .writing import Writer, WritingError, write_book

logger = logging.getLogger(__name__)


class TypstBuilder(Builder):
    """Writes ``edition.typ`` and compiles it to ``edition.pdf``: both whole, or no PDF.

    A text alone (``typst_only``) is a PDF named after its key, which ends with the works that it
    cites and links to the web edition for the rest.
    """

    name = format = "typst"
    epilog = "The book is in %(outdir)s."
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg", "image/gif"]  # noqa: RUF012

    def init(self) -> None:
        """Name the files."""
        self.only: str = self.config.typst_only
        self.pdf = Path(self.outdir, f"{text_key(self.only) or 'edition'}.pdf")
        self.source = self.pdf.with_suffix(".typ")
        chosen = self.config.typst_template or Path(__file__).parent / "templates/edition.typ"
        self.template = Path(self.confdir, chosen)
        self.templates = {path.name: path for path in sorted(self.template.parent.glob("*.typ"))}
        self.templates["template.typ"] = self.templates.pop(self.template.name, self.template)
        self.pictures: list[str] = []

    @property
    def edition(self) -> Edition:
        """The edition, once every page has been read."""
        return EditionDomain.from_env(self.env).edition

    @property
    def bibliographies(self) -> list[str]:
        """The documents with a bibliography: a text alone ends with what it cites of them."""
        return [name for name, page in self.edition.pages.items() if "bibliography" in page.shows]

    def is_in_book(self, docname: str) -> bool:
        """Tell whether a document is printed: its header may leave it to the web."""
        if self.only:
            return docname == self.only or docname in self.bibliographies
        page = EditionDomain.from_env(self.env).pages.get(docname)
        return page is None or page.header.get("book") != "no"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return ``%`` and the name of a document in the book: the writer makes labels of these.

        What is not in the book is on the web, if the edition says where that is.
        """
        if self.is_in_book(docname):
            return f"%{docname}"
        base = self.config.html_baseurl
        return base and f"{base.rstrip('/')}/{docname}.html"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same from everywhere."""
        return self.get_target_uri(to)

    def get_outdated_docs(self) -> Set[str]:
        """Name every document, and remove the book, if anything that it is made of has changed."""
        stored = self.digest_path.read_text("utf-8") if self.digest_path.is_file() else ""
        if self.pdf.is_file() and self.input_digest() == stored:
            return set()
        self.pdf.unlink(missing_ok=True)
        return self.env.found_docs

    @property
    def digest_path(self) -> Path:
        """The file with the digest of what this book was made of."""
        return Path(self.doctreedir, f"book-{short_digest(str(self.pdf))}.txt")

    def input_digest(self) -> str:
        """Return a digest of all that the book is made of: times say nothing of a restored file."""
        files = {Path(self.confdir, "conf.py"), *self.template.parent.glob("*.typ")}
        files.update(Path(__file__).parent.glob("*.py"))
        names = [*self.env.dependencies.values(), getattr(self.config, "bibtex_bibfiles", ())]
        files.update(Path(self.srcdir, name) for name in chain.from_iterable(names))
        files.update(map(Path, map(self.env.doc2path, self.env.found_docs)))
        return file_digest(files, self.head() + self.config.edition_catalog)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the whole book, whichever documents have changed."""
        self.pdf.unlink(missing_ok=True)
        if self.only and (not is_text(self.only) or self.only not in self.env.found_docs):
            logger.error("there is no essay and no source “%s” to print alone", self.only)
            return
        pages = self.edition.pages.values()
        chosen = [page.docname for page in pages if page.header.get("book") == "front"]
        front = self.config.typst_front or chosen
        for name in {*front} - self.env.found_docs:
            logger.error("typst_front names “%s” in conf.py: there is no such document", name)
            return
        writer = Writer(self, FORMS, self.only)
        try:
            chapters = write_book(writer, front, self.bibliographies)
        except WritingError as error:
            logger.error(error.args[0], location=error.args[1])
            return
        for name, path in self.templates.items():
            self.source.with_name(name).write_text(translated(path.read_text("utf-8")), "utf-8")
        for name, copy in self.images.items():
            shutil.copyfile(Path(self.srcdir, name), self.source.with_name(copy))
        press = Press(
            input=str(self.source), root=str(self.outdir), ignore_system_fonts=True,
            font_paths=[str(Path(self.confdir, path)) for path in self.config.typst_font_paths],
        )  # fmt: skip
        sheets = self.head(), chapters, writer.headings
        compositor = Compositor(press, self.source, sheets, self.setting_digest())
        compositor.load(self.digest_path.with_suffix(".json"))
        try:
            with progress_message("making up the pages"):
                marks = self.lay_out(compositor, writer)
            if marks is not None and (pdf := self.compile(press)):
                self.publish(pdf, marks)
                compositor.save(self.digest_path.with_suffix(".json"))
        finally:
            press.close()

    def setting_digest(self) -> str:
        """Return a digest of all beside the text that decides where a line is set."""
        folders = (Path(self.confdir, path) for path in self.config.typst_font_paths)
        fonts = chain.from_iterable(folder.glob("**/*") for folder in folders)
        names = [*self.images.values(), *self.pictures, *self.templates]
        files = {*fonts, *(self.source.with_name(name) for name in names)}
        settings = (self.config[name] for name in ("typst_paper", "typst_font", "typst_size"))
        return file_digest(files, version("typst"), MARKS, self.config.language, *settings)

    def head(self) -> str:
        """Return the call of the template, with all settings that it takes."""
        return template_call(self.env, EditionDomain.from_env(self.env).pages, self.only)

    def lay_out(self, compositor: Compositor, writer: Writer) -> list[Mark] | None:
        """Lay the book out; return its marks, or nothing after reporting what is wrong in it."""
        try:
            guesses = compositor.guesses(writer.labels)
            marks, faults = lay_out(guesses, writer.entries, compositor.marks)
            faults += compositor.set_book(marks)
        except TypstError:  # without a place: compiling reports it with its place
            return []
        for fault in faults:
            location = writer.items.get(fault.name) or self.location(fault.name)
            if fault.is_lone_line:
                message = f"{fault.message} on page {fault.page}: reword it, or shorten its notes"
                logger.warning(message, location=location, type="typst", subtype="line")
            else:
                logger.error(fault.message, location=location)
        return marks if all(fault.is_lone_line for fault in faults) else None

    def publish(self, pdf: bytes, marks: list[Mark]) -> None:
        """Write the PDF with its destinations, and the page map."""
        places = [(mark.name, mark.page, mark.y) for mark in marks if mark.kind == "place"]
        places[:0] = endings(marks, self.env.found_docs)
        edges = next(mark.data for mark in marks if mark.kind == "edges")
        if not self.only:  # the root document is for the web: its headings lead to the title
            root: str = self.config.root_doc
            sections = self.env.get_doctree(root).findall(nodes.section)
            idents = (ident for section in sections for ident in section["ids"])
            places[:0] = [(destination(root, ident), 1, 0.0) for ident in idents]
        pdf, pages, faults = finish(pdf, places, edges)
        for message, name in faults:
            logger.warning(message, location=self.location(name), type="typst", subtype="width")
        contents = {self.pdf: pdf}
        if not self.only:
            text = json.dumps(pages, ensure_ascii=False, indent=0)
            contents = {self.pdf.with_name("pages.json"): f"{text}\n".encode(), **contents}
        part = self.pdf.with_suffix(".part")
        for path, content in contents.items():  # each whole or not at all, the PDF last
            part.write_bytes(content)
            part.replace(path)
        self.digest_path.write_text(self.input_digest(), "utf-8")

    def location(self, name: str) -> str:
        """Return the place in the Markdown of a label in the Typst file."""
        before, found, _ = self.source.read_text("utf-8").partition(f"({quoted(name)})")
        return markdown_location(before.splitlines() if found else [], self.source.name)

    def post_process_images(self, doctree: nodes.Node) -> None:
        """Name the images to copy, and put drawings beside the book's text."""
        super().post_process_images(doctree)
        for node in doctree.findall(picture):
            self.pictures.append(node["file"])
            Path(self.outdir, node["file"]).write_text(node["forms"]["book"], "utf-8")

    def compile(self, press: Press) -> bytes:
        """Return the PDF of the Typst file, or nothing after reporting why there is none."""
        date = datetime.fromisoformat(self.config.typst_date or "1970-01-01").replace(tzinfo=UTC)
        output = self.pdf.with_suffix(".part")
        try:
            warnings = press.compile(
                output=str(output), pdf_standards=["ua-1", "a-2a"],
                timestamp=int(os.environ.get("SOURCE_DATE_EPOCH", date.timestamp())),
            )  # fmt: skip
        except TypstError as error:
            self.report(str(error), logger.error)
            return b""
        self.report(warnings, partial(logger.warning, type="typst"))
        return output.read_bytes()

    def report(self, diagnostics: str, log: Callable[..., None]) -> None:
        """Log each message of Typst once, with its place in the Markdown or else in Typst."""
        lines = self.source.read_text("utf-8").splitlines()
        for message, location in read_diagnostics(diagnostics, lines, self.source.name):
            log(message, location=location)


def fail_without_book(app: Sphinx, exception: Exception | None) -> None:
    """Fail a build that has made no book: an exception would bury the reason in a traceback."""
    if isinstance(app.builder, TypstBuilder) and not app.builder.pdf.exists():
        app.statuscode = 1
