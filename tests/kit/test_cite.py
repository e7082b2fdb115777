"""Citations and metadata: independent readers find in each form what the record has."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path
from shutil import which

import pytest
import rispy
from pybtex.database import parse_string
from pybtex.richtext import Text

from sphinx_edition.citing.forms import FORMS, CitedWork
from sphinx_edition.citing.metadata import json_ld, meta_tags
from sphinx_edition.model import Name

from ..project import MODULES

HERE = Path(__file__).parent
NODE = which("node")
CASES = tomllib.loads((HERE / "cite.toml").read_text("utf-8"))
BASE = "https://example.org/ed/"
WELL = Name("Well", "Ada")
HARD = CitedWork(
    key="hard.1", title="100 % of A_1 & B: #3 ~ end", container="“What?” & Why: 3 < 4",
    authors=(Name("Ó Brún", "Seán"), Name("The Well Society"), WELL), editors=(WELL,),
    version="1.2", date="2030-01-02", original="1850-03", locus="5.3a", page="ix",
    quoting="A & B, 7", url=f"{BASE}hard.html#p5.3a",
)  # fmt: skip
WORKS = [HARD, *(
    CitedWork(**{k: tuple(Name(*n) for n in v) if k in ("authors", "editors") else v
            for k, v in case["work"].items()})
    for case in CASES["case"]
)]  # fmt: skip
IDS = [work.key for work in WORKS]
STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout delimiter="">{}</layout></bibliography></style>"""
LOCALE = """<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="en-US">
<terms><term name="open-quote">“</term><term name="close-quote">”</term>
<term name="et-al">et al.</term><term name="and">and</term></terms></locale>"""
READ = """const CSL = require(process.argv[1]), given = JSON.parse(require("fs").readFileSync(0));
const [item] = given.csl, found = {type: item.type};
const system = {retrieveLocale: () => given.locale, retrieveItem: () => item};
for (const [name, style] of Object.entries(given.styles)) {
  const engine = new CSL.Engine(system, style);
  engine.setOutputFormat("text"); engine.updateItems([item.id]);
  const made = engine.makeBibliography();
  found[name] = (made[1][0] || "").trim();
}
process.stdout.write(JSON.stringify(found));"""


def fields(work: CitedWork) -> dict[str, str]:
    """Return what every reader must find: of each field the text, of names the inverted form."""
    names = {role: [n.inverted for n in getattr(work, role)] for role in ("authors", "editors")}
    place = f"Passage {work.locus}" if work.locus else ""
    note = f"{place}; quoting {work.quoting}" if work.quoting else place
    return {
        "type": "chapter" if work.container else "book", "title": work.title,
        "container": work.container, **{role: " / ".join(found) for role, found in names.items()},
        "version": work.version, "date": work.date, "original": work.original,
        "page": work.page, "note": note, "url": work.url,
    }  # fmt: skip


def read_bibtex(text: str) -> dict[str, str]:
    """Read by pybtex."""
    entry = next(iter(parse_string(text, "bibtex").entries.values()))

    def plain(name: str) -> str:
        return str(Text.from_latex(re.sub(r"(?<!\\)%", r"\\%", entry.fields.get(name, ""))))

    def people(role: str) -> str:
        return " / ".join(
            ", ".join(filter(None, [
                " ".join(map(str, [*p.rich_prelast_names, *p.rich_last_names])),
                " ".join(map(str, [*p.rich_first_names, *p.rich_middle_names])),
            ]))
            for p in entry.persons.get(role, [])
        )  # fmt: skip

    assert entry.fields["date"][:4] == entry.fields["year"]
    return {
        "type": {"incollection": "chapter"}.get(entry.type, entry.type), "title": plain("title"),
        "container": plain("booktitle"), "authors": people("author"), "editors": people("editor"),
        "version": plain("version"), "date": plain("date"), "original": plain("origdate"),
        "page": plain("pages"), "note": plain("note"), "url": entry.fields.get("url", ""),
    }  # fmt: skip


def read_ris(text: str) -> dict[str, str]:
    """Read by rispy."""
    (item,) = rispy.loads(text)
    get = item.get
    assert get("year") == item["date"][:4]
    return {
        "type": {"CHAP": "chapter"}.get(item["type_of_reference"], "book"), "title": item["title"],
        "container": get("secondary_title", ""), "authors": " / ".join(get("authors", [])),
        "editors": " / ".join(get("secondary_authors", [])), "version": get("edition", ""),
        "date": item["date"].replace("/", "-"), "original": get("original_publication", ""),
        "page": get("start_page", ""), "note": "".join(get("notes", "")),
        "url": "".join(get("urls", "")),
    }  # fmt: skip


def read_csl(text: str) -> dict[str, str]:
    """Read by citeproc, whose style here sets every field between signs of its own."""
    if NODE is None:
        pytest.skip("no Node.js here (Debian: apt install nodejs)")
    parts = {"title": "title", "container": "container-title", "version": "version",
             "page": "page", "note": "note", "url": "URL"}  # fmt: skip
    styles = {name: f'<text variable="{variable}"/>' for name, variable in parts.items()}
    for name, variable in {"authors": "author", "editors": "editor"}.items():
        form = '<name name-as-sort-order="all" delimiter=" / " delimiter-precedes-last="always"/>'
        styles[name] = f'<names variable="{variable}">{form}</names>'
    for name, variable in {"date": "issued", "original": "original-date"}.items():
        form = '<date-part name="{}" form="numeric-leading-zeros" prefix="-"/>'
        dated = f'<date-part name="year"/>{form.format("month")}{form.format("day")}'
        styles[name] = f'<date variable="{variable}">{dated}</date>'
    styles = {name: STYLE.format(style) for name, style in styles.items()}
    given = json.dumps({"csl": json.loads(text), "styles": styles, "locale": LOCALE})
    command = [NODE, "-e", READ, str(MODULES / "citeproc")]
    said = subprocess.run(command, input=given, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    found = json.loads(said.stdout)
    return found | {
        "page": found["page"].removeprefix("p.p. ")
    }  # its label, for the locale has none


@pytest.mark.parametrize("work", WORKS, ids=IDS)
@pytest.mark.parametrize(
    ("form", "read"), [("BibTeX", read_bibtex), ("RIS", read_ris), ("CSL-JSON", read_csl)]
)
def test_a_reader_of_another_hand_finds_the_same_fields(form, read, work):
    assert read(FORMS[form](work)) == fields(work)


def test_what_tex_reads_otherwise_is_escaped():
    assert r"{{100 \% of A\_1 \& B: \#3 \textasciitilde{} end}}" in FORMS["BibTeX"](HARD)
    assert r"{{“What?” \& Why: 3 < 4}}" in FORMS["BibTeX"](HARD)


@pytest.mark.parametrize("case", CASES["case"], ids=IDS[1:])
def test_prose_and_links_are_as_the_manuals_have_them(case):
    written = {form: text for form, text in case.items() if form != "work"}
    work = WORKS[IDS.index(case["work"]["key"])]
    assert {form: FORMS[form](work) for form in written} == written


#: What Zotero's translator "Embedded Metadata" makes of a tag's content: the field of an item. Its
#: type is that of DC.type, else of citation_book_title; creators of Highwire displace others.
ZOTERO = {
    "citation_title": "title", "citation_book_title": "bookTitle", "citation_author": "creators",
    "citation_publication_date": "date", "citation_language": "language",
    "citation_public_url": "url", "DC.type": "itemType", "DC.creator": "other creators",
}  # fmt: skip


def zotero(found):
    item = {}
    for name, content in found:
        if field := ZOTERO.get(name):
            if name == "citation_author" and "," not in content:  # the last word is the family
                content = ", ".join(content.rsplit(" ", 1)[::-1])
            item[field] = [*item.get(field, []), content]
    item["creators"] = item.get("creators") or item.get("other creators", [])
    return {k: v if k == "creators" else v[0] for k, v in item.items() if k != "other creators"}


@pytest.mark.parametrize("work", WORKS, ids=IDS)
def test_zotero_would_make_the_right_item_of_a_page(work):
    people = [n.inverted for n in work.authors or work.editors]
    item = {
        "itemType": "bookSection" if work.container else "book", "title": work.title,
        "bookTitle": work.container, "date": work.date.replace("-", "/"), "language": "en",
        "url": work.url,
    }  # fmt: skip
    assert zotero(meta_tags(work)) == {k: v for k, v in item.items() if v} | {"creators": people}


def test_a_page_says_of_what_it_is_a_chapter_and_what_it_quotes():
    quotation = WORKS[2]
    data = json_ld(WORKS[1], [("q4", quotation, "../sources/mills.html#p22")], "../index.html")
    assert json.loads(json.dumps(data)) == data
    assert (data["@type"], data["isPartOf"]["@type"]) == ("Chapter", "Book")
    assert data["isPartOf"]["@id"] == "../index.html"
    assert data["author"] == [{"@type": "Person", "name": "Anna Miller"}]
    assert data["hasPart"] == [{"@type": "Quotation", "@id": "#q4", "text": "the well-worn wheel",
                                "isBasedOn": {"@id": "../sources/mills.html#p22"}}]  # fmt: skip
