"""Citations and metadata: independent readers find in each form what the record has."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from shutil import which

import pytest
from pybtex.database import parse_string

from sphinx_edition.citing.cited import CitedWork, pieces
from sphinx_edition.citing.forms import FORMS

from ..project import MODULES
from ..readers import CSL, read_bibtex, read_ris, sure
from .works import CASES, HARD, HARDER, IDS, WORKS

NODE = which("node")
STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"
demote-non-dropping-particle="never">
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout delimiter="">{}</layout></bibliography></style>"""
LOCALE = """<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="en-US">
<terms><term name="open-quote">“</term><term name="close-quote">”</term>
<term name="et-al">et al.</term><term name="and">and</term></terms></locale>"""
CONVERT = """const {Cite} = require(process.argv[1] + "/core");
require(process.argv[1] + "/plugin-bibtex");
const read = new Cite(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(read.data));"""
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
    roles = ("authors", "editors", "translators")
    names = {role: [n.inverted for n in getattr(work, role)] for role in roles}
    page = f" (p. {work.page})" if work.page else ""
    place = f"Passage {work.locus}{page}" if work.locus else ""
    if work.within:
        place = f"P. {work.page}" * bool(work.page)
    remark = f"quoting {work.quoting}" if work.quoting else work.within and f"as in {work.within}"
    note = "; ".join(filter(None, (place, re.sub(r"(?<!\\)\*", "", remark).replace(r"\*", "*"))))
    return {
        "type": "article-journal" if work.is_article else "chapter" if work.container else "book",
        "title": work.title, "issue": work.issue,
        "container": work.container, **{role: " / ".join(found) for role, found in names.items()},
        "version": f"version {work.version}" if work.version else "", "volume": work.volume,
        "publisher": work.publisher, "place": work.printed_at, "date": sure(work.date),
        "language": work.lang,
        "original": work.original if work.original[:4] != work.date[:4] else "",
        "pages": "-".join(work.pages), "note": note[:1].upper() + note[1:],
        "url": work.url,
    }  # fmt: skip


def converted(text: str) -> str:
    """Return what citation-js makes of BibTeX: CSL-JSON."""
    if NODE is None:
        pytest.skip("no Node.js here (Debian: apt install nodejs)")
    command = [NODE, "-e", CONVERT, str(MODULES / "@citation-js")]
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def set_csl(text: str) -> dict[str, str]:
    """Read by citeproc, whose style here sets every field between signs of its own."""
    if NODE is None:
        pytest.skip("no Node.js here (Debian: apt install nodejs)")
    styles = {name: f'<text variable="{variable}"/>' for name, variable in CSL.items()}
    for name, variable in {
        "authors": "author",
        "editors": "editor",
        "translators": "translator",
    }.items():
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
    pages = found["pages"].removeprefix("p.p. ")  # its label, for the locale has none
    numbers = {"volume": found["volume"].removeprefix("vol. "),
               "issue": found["issue"].removeprefix("no. ")}  # fmt: skip
    return found | {"pages": pages.replace("–", "-"), **numbers}


@pytest.mark.parametrize("work", WORKS, ids=IDS)
@pytest.mark.parametrize(
    ("form", "read"), [("BibTeX", read_bibtex), ("RIS", read_ris), ("CSL-JSON", set_csl)]
)
def test_a_reader_of_another_hand_finds_the_same_fields(form, read, work):
    assert read(FORMS[form](work)) == fields(work)


def whole(names: list[dict[str, str]]) -> list[str]:
    """Return names in one, however they are divided."""
    parts = ("given", "non-dropping-particle", "family", "literal")
    return [" ".join(name[part] for part in parts if part in name) for name in names]


@pytest.mark.parametrize("work", WORKS[1:], ids=IDS[1:])
def test_citation_js_makes_of_bibtex_what_we_write_as_csl(work):
    """But for how a name of one part is marked, and the note, which it files as an annotation."""
    (item,), (csl,) = (
        json.loads(converted(FORMS["BibTeX"](work))),
        json.loads(FORMS["CSL-JSON"](work)),
    )
    for name in ("type", "title", "container-title", "edition", "volume", "issue",
                 "translator", "publisher", "publisher-place", "original-date", "page",
                 "language", "URL", "id"):  # fmt: skip
        assert item.get(name) == csl.get(name), name
    assert item["issued"]["date-parts"] == csl["issued"]["date-parts"]
    assert whole(item.get("author", [])) == whole(csl.get("author", []))


#: What Zotero does with what we write. CSL: a book with a version is a program. BibTeX: the fields
#: that it reads, and as what. RIS: no importer reads OP as a date.
ZOTERO_BIBTEX = {
    "author": "author", "title": "title", "booktitle": "publicationTitle",
    "journal": "publicationTitle", "number": "issue", "editor": "editor",
    "translator": "translator", "volume": "volume", "publisher": "publisher", "address": "place",
    "edition": "edition", "year": "year", "date": "date", "pages": "pages", "note": "notes",
    "annote": "notes", "language": "language", "url": "url", "langid": "", "origdate": "",
}  # fmt: skip


@pytest.mark.parametrize("work", WORKS, ids=IDS)
def test_zotero_loses_nothing_and_takes_a_book_for_a_book(work):
    (item,) = json.loads(FORMS["CSL-JSON"](work))
    assert item["type"] in ("book", "chapter", "article-journal")
    assert "version" not in item
    entry = next(iter(parse_string(FORMS["BibTeX"](work), "bibtex").entries.values()))
    assert {*entry.fields, *entry.persons} <= ZOTERO_BIBTEX.keys()
    assert {"volume" if work.within else "edition", "language"} <= {*entry.fields}
    assert ("annote" in entry.fields) == ("origdate" in entry.fields)
    assert "OP  -" not in FORMS["RIS"](work)


@pytest.mark.parametrize("form", ["BibTeX", "RIS", "CSL-JSON"])
def test_no_form_has_the_marks_of_another(form):
    assert "*" not in FORMS[form](HARD)
    assert "*Well*" in FORMS["Chicago, note"](HARD)


def test_a_date_that_is_not_sure_is_said_to_be_so():
    assert "date = {1848~}" in FORMS["BibTeX"](HARDER)
    assert "DA  - 1848///[ca. 1848]\n" in FORMS["RIS"](HARDER)
    assert json.loads(FORMS["CSL-JSON"](HARDER))[0]["issued"]["circa"] is True


def test_italics_of_prose_are_those_of_titles():
    """An asterisk of a title is one, and ends no italics."""
    italics = [words for words, is_italic in pieces(FORMS["Chicago, note"](HARDER)) if is_italic]
    assert italics == [HARDER.container, "C & {D}"]


def test_keys_are_of_ascii_and_of_no_two_works():
    keys = ("a.12", "a.iv", "a.IV", "a.Iv", "a.i_v", "é.1", "e.1", "井戸.1", "井戸.2", "т.1")
    texts = [FORMS["BibTeX"](replace(HARD, key=key)) for key in keys]
    found = [*parse_string("".join(texts), "bibtex").entries]  # it refuses two of one key
    assert len({key.lower() for key in found}) == len(keys)
    assert all(re.fullmatch(r"[\w.-]*", key, re.ASCII) for key in found), found
    assert found[:3] == ["a.12", "a.iv", "a._I_V"]


def test_what_tex_reads_otherwise_is_escaped():
    assert r"{{100 \% of A\_1 \& B: \#3 \textasciitilde{} end}}" in FORMS["BibTeX"](HARD)
    assert r"{{“What?” \& Why: 3 < 4}}" in FORMS["BibTeX"](HARD)


@pytest.mark.parametrize("case", CASES["case"], ids=IDS[1:-1])
def test_prose_and_links_are_as_the_manuals_have_them(case):
    written = {form: text for form, text in case.items() if form != "work"}
    work = WORKS[IDS.index(case["work"]["key"])]
    assert {form: FORMS[form](work) for form in written} == written
