"""The printed book: every document in the order of the toctrees, as one tagged PDF.

Rule: Typst runs under the standards for archiving and accessibility, for only they make a missing
glyph or an undescribed picture an error; and the PDF is there only if nothing was wrong.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator, Set
from datetime import UTC, datetime
from pathlib import Path

import typst
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import progress_message

from ..citing.printed import destination as label
from ..domain import EditionDomain
from ..edition import Edition
from ..model import is_text, text_key
from ..nodes import picture
from .finish import finished
from .forms import FORMS, book
from .galley import MARKS, Mark
from .layout import Layout, settled
from .markup import quoted
from .writing import Writer, WritingError

logger = logging.getLogger(__name__)
_DIAGNOSTIC = re.compile(r"^(?:error|warning): (.*)\n(?: *┌─ (\S+):(\d+):)?", re.MULTILINE)
_PAGE = 3700  #: about so many characters of Typst make a page
_FACTS = [
    "author", "copyright", "html_baseurl", "language", "project", "release", "root_doc",
    "typst_date", "typst_only", "typst_paper",
]  # fmt: skip


class TypstBuilder(Builder):
    """Writes ``edition.typ`` and compiles it to ``edition.pdf``: both whole, or no PDF.

    A text alone (``typst_only``) is ``marx-1850.pdf``, which ends with the works that it cites and
    links to the web edition for the rest.
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

    @property
    def edition(self) -> Edition:
        """The edition, of which every page is read."""
        return EditionDomain.from_env(self.env).edition

    @property
    def works(self) -> list[str]:
        """The documents with a bibliography, of which a text alone has what it cites."""
        return [name for name, page in self.edition.pages.items() if "bibliography" in page.shows]

    @property
    def front(self) -> list[str]:
        """The documents that stand before the texts: by ``conf.py``, or by their front matter."""
        pages = self.edition.pages.values()
        asked = [page.docname for page in pages if page.header.get("book") == "front"]
        return self.config.typst_front or asked

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return what stands for a document in links until the writer makes labels of them.

        What is not in the book is on the web, if the edition says where that is.
        """
        if self.only in ("", docname) or docname in self.works:
            return f"%{docname}"
        base = self.config.html_baseurl
        return base and f"{base.rstrip('/')}/{docname}.html"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same from everywhere."""
        return self.get_target_uri(to)

    def get_outdated_docs(self) -> Iterator[str]:
        """Name every document, and remove the book, if anything that it is made of has changed."""
        files = {
            *self.template.parent.glob("*.typ"),
            Path(self.confdir, "conf.py"),
            *Path(__file__).parent.glob("*.py"),
        }
        for names in (*self.env.dependencies.values(), getattr(self.config, "bibtex_bibfiles", ())):
            files.update(Path(self.srcdir, name) for name in names)
        files.update(map(Path, map(self.env.doc2path, self.env.found_docs)))
        made = self.pdf.stat().st_mtime if self.pdf.exists() else 0
        newer = any(path.stat().st_mtime > made for path in files if path.exists())
        known = self.env.found_docs <= self.env.all_docs.keys()  # what the head says was read
        gone = self.only not in ("", *self.env.found_docs)
        stale = newer or gone or not made or not known
        if stale or self.head() not in self.source.read_text("utf-8"):
            self.pdf.unlink(missing_ok=True)
            yield from self.env.found_docs

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the whole book, whichever documents have changed."""
        self.pdf.unlink(missing_ok=True)
        if self.only and (not is_text(self.only) or self.only not in self.env.found_docs):
            logger.error("there is no essay and no source “%s” to print alone", self.only)
            return
        for name in {*self.front} - self.env.found_docs:
            logger.error("typst_front names “%s” in conf.py: there is no such document", name)
            return
        writer = Writer(self, FORMS, self.only)
        try:
            body = book(writer, self.front, self.works)
        except WritingError as error:
            logger.error(error.args[0], location=error.args[1])
            return
        for path in self.template.parent.glob("*.typ"):
            name = "template.typ" if path == self.template else path.name
            shutil.copyfile(path, self.source.with_name(name))
        for name, copy in self.images.items():
            shutil.copyfile(Path(self.srcdir, name), self.source.with_name(copy))
        self.source.touch()
        compiler = typst.Compiler(
            str(self.source), root=str(self.outdir), ignore_system_fonts=True,
            font_paths=[str(Path(self.confdir, path)) for path in self.config.typst_font_paths],
        )  # fmt: skip
        with progress_message("making up the pages"):
            marks = self.lay_out(compiler, body, writer)
        if marks is not None and (pdf := self.compile(compiler)):
            self.publish(pdf, marks)

    def head(self) -> str:
        """Return the call of the template, with what it must know."""
        facts = {name: self.config[name] for name in _FACTS}
        if self.only:
            facts["project"] = self.env.titles[self.only].astext()
            facts["author"] = self.env.metadata[self.only].get("author", self.config.author)
            facts["copyright"] = f"{self.config.copyright} ({self.config.project})"
        given = "".join(f"{name}: {quoted(str(fact))}, " for name, fact in facts.items())
        words = "".join(f"{quoted(word)}, " for word in self.keywords())
        return f'#show: edition.with({given}keywords: ({words}), at("contents"))\n'

    def keywords(self) -> list[str]:
        """Return those of ``conf.py``, or else of the front matter of the root document."""
        pages = EditionDomain.from_env(self.env).pages  # the edition is not made yet when Sphinx asks
        root = pages.get(self.config.root_doc)
        words = root.header.get("keywords", "").split(",") if root else []
        return self.config.typst_keywords or [word.strip() for word in words if word.strip()]

    def lay_out(self, compiler: typst.Compiler, body: str, writer: Writer) -> list[Mark] | None:
        """Lay the book out; return its marks, or nothing after telling what is astray."""
        head = self.head()

        def query(layout: Layout) -> list[Mark]:
            text = f'#import "template.typ": *\n{layout.typst()}{head}{body}'
            self.source.write_text(text, "utf-8")
            return [Mark(*mark) for mark in json.loads(compiler.eval(MARKS))]

        guesses = {name: 1 + body.find(f"({quoted(name)})") // _PAGE for name in writer.labels}
        try:
            marks, faults = settled(guesses, writer.entries, query)
        except RuntimeError:  # it has no places: compiling tells it with them
            return []
        for fault in faults:
            where = writer.places.get(fault.name.rstrip("+")) or self.spot(fault.name)
            if fault.alone:
                message = f"{fault.message} on page {fault.page}: reword it, or shorten its notes"
                logger.warning(message, location=where, type="typst", subtype="line")
            else:
                logger.error(fault.message, location=where)
        return marks if all(fault.alone for fault in faults) else None

    def publish(self, pdf: bytes, marks: list[Mark]) -> None:
        """Write what Typst has made, with its destinations, and the page map."""
        places = [(mark.name, mark.sheet, mark.y) for mark in marks if mark.kind == "place"]
        edges = next(mark.more for mark in marks if mark.kind == "edges")
        if not self.only:  # the root document is for the web: its headings lead to the title
            root: str = self.config.root_doc
            sections = self.env.get_doctree(root).findall(nodes.section)
            places[:0] = [(label(root, i), 1, 0.0) for node in sections for i in node["ids"]]
        pdf, pages, wide = finished(pdf, places, edges)
        made = [(self.pdf, pdf)]
        for message, name in wide:
            logger.warning(message, location=self.spot(name), type="typst", subtype="width")
        if not self.only:
            text = json.dumps(pages, ensure_ascii=False, indent=0)
            made.insert(0, (self.pdf.with_name("pages.json"), f"{text}\n".encode()))
        part = self.pdf.with_suffix(".part")
        for path, content in made:  # each whole or not at all
            part.write_bytes(content)
            part.replace(path)

    def spot(self, name: str) -> str:
        """Return the place in the Markdown of a label in the Typst file."""
        before, found, _ = self.source.read_text("utf-8").partition(f"({quoted(name)})")
        lines = before.splitlines() if found else []
        above = (line[3:] for line in reversed(lines) if line.startswith("// "))
        return next(above, self.source.name)

    def post_process_images(self, doctree: nodes.Node) -> None:
        """Name the images to copy, and put drawings beside the book's text."""
        super().post_process_images(doctree)
        for node in doctree.findall(picture):
            Path(self.outdir, node["file"]).write_text(node["forms"]["book"], "utf-8")

    def compile(self, compiler: typst.Compiler) -> bytes:
        """Return the PDF of the Typst file, or nothing after telling why not."""
        date = datetime.fromisoformat(self.config.typst_date or "1970-01-01").replace(tzinfo=UTC)
        try:
            pdf, warnings = compiler.compile_with_warnings(
                format="pdf", pdf_standards=["ua-1", "a-2a"],
                timestamp=int(os.environ.get("SOURCE_DATE_EPOCH", date.timestamp())),
            )  # fmt: skip
        except typst.TypstError as error:
            for message, place in told(error.diagnostic, self.source):
                logger.error(message, location=place)
            return b""
        for message, place in told("".join(w.diagnostic for w in warnings), self.source):
            logger.warning(message, location=place, type="typst")
        assert isinstance(pdf, bytes)
        return pdf


def told(diagnostics: str, source: Path) -> dict[tuple[str, str], None]:
    """Return each message of Typst with its place in the Markdown, or else in the Typst file."""
    lines = source.read_text("utf-8").splitlines()
    found: dict[tuple[str, str], None] = {}
    for message, path, line in _DIAGNOSTIC.findall(diagnostics):
        place = f"{Path(path).name}:{line}" if path else source.name
        if path and Path(path).name == source.name:
            above = (text for text in reversed(lines[: int(line)]) if text.startswith("// "))
            place = next(above, place).removeprefix("// ")
        found[message, place] = None
    return found


def fail_without_book(app: Sphinx, exception: Exception | None) -> None:
    """Let a build fail that has made no book: an exception would bury the reason in a traceback."""
    if isinstance(app.builder, TypstBuilder) and not app.builder.pdf.exists():
        app.statuscode = 1
