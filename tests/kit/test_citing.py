"""Citations and metadata in the web edition: they are there, true, and of use to a browser."""

from __future__ import annotations

import json
import re
import threading
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote
from xml.etree.ElementTree import fromstring

import pytest
import rispy
from lxml import html

from ..project import SAMPLE
from ..readers import check_records, sections


class Strict(SimpleHTTPRequestHandler):  # noqa: D101
    def end_headers(self):  # noqa: D102
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, *_):  # noqa: D102
        pass


def laid(project):
    """Return the sample under the looks of the kit, with a page of examples."""
    project.themed()
    (project.src / "citing.md").write_text(
        "# Citing\n\n:::{citation} sources/harms-1841#p12.2\n:::\n\n"
        ":::{citation} index\n:brief:\n:::\n"
    )
    project.edit("index.md", "bibliography\n", "bibliography\nciting\n")
    return project


@pytest.fixture(scope="module")
def site(tmp_path_factory, project_at):
    with ThreadingHTTPServer(("127.0.0.1", 0), Strict) as server:
        base = f"http://127.0.0.1:{server.server_port}/"
        project = laid(project_at(tmp_path_factory.mktemp("cite")).lay(SAMPLE))
        web = project.build("html", "-D", f"html_baseurl={base}", "-D", "edition_date=2030-01-02")
        assert (web.status, web.warnings) == (0, "")
        server.RequestHandlerClass = partial(Strict, directory=web.out)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield base, {name: text.decode() for name, text in web.files("**/*.html").items()}, web.out
        server.shutdown()


def test_every_page_passage_and_quotation_has_its_citations(site, sample):
    base, files, _ = site
    keys, prints = [], []
    for docname, page in sample.pages.items():
        forms = sections(files[f"cite/{docname}.html"])
        quoted = [m.anchor for m in page.mentions if m.kind in ("quote", "variant")]
        is_source = docname.startswith("sources/")
        versions = [v.anchor for p in page.passages for v in p.versions if is_source or not v.key]
        assert {*forms} == {"page", *versions, *quoted}
        for ident, texts in forms.items():
            address = base + f"{docname}.html" + (f"#{ident}" if ident != "page" else "")
            (item,) = rispy.loads(texts["RIS"])
            keys.append(item["id"])
            assert f"{{{item['id']},\n" in texts["BibTeX"]
            assert json.loads(texts["CSL-JSON"])[0]["id"] == item["id"]
            swhid = texts.pop("Identifier of the words (SWHID)", "")
            assert swhid.startswith("swh:1:cnt:") == docname.startswith(("essays/", "sources/"))
            assert item["urls"] == [address]
            if is_source and ident in versions and "as in" in "".join(item["notes"]).lower():
                prints.append(ident)
                assert "version 0.1 (2030), passage" in "".join(item["notes"])
                assert item["date"] in ("1841", "1852", "1868", "1871")
            else:
                assert (item["edition"], item["date"]) == ("version 0.1", "2030/01/02")
            assert all(address in text for text in texts.values())
    assert len({*keys}) == len(keys)
    assert {key.partition(".")[0] for key in keys} == {"a-sample-edition"}
    assert {"p11", "p11-holt-1852", "pIV"} <= {*prints}
    assert not {"p11-edition", "p1"} & {*prints}  # our words, and those that nobody has seen
    note = "Анна Орлова, *Письма из уезда* (Лавров, 1868), as in “Letters from a District,” in *A S"
    assert forms["pIV"]["Chicago, note"].startswith(note)
    assert forms["page"]["Chicago, note"].startswith("Anna Orlova, “Letters from a District” (186")
    letters = files["cite/sources/orlova-1868.html"]
    assert forms["page"]["Chicago, note"].split(" (1868)")[0] in letters
    for text in sections(files["cite/sources/harms-1841.html"])["p12.2"].values():
        assert text.replace("*", "") in unescape(re.sub(r"<[^>]+>|\*", "", files["citing.html"]))


def test_every_record_says_the_same_in_each_format(site):
    assert check_records(site[2]) > 30


def test_records_of_works_that_are_hard_to_cite_say_the_same_in_each_format(project):
    """Signs of the formats in titles and names, unsure years, loci that differ in case alone."""
    project.edit("references.bib", "title = {Of the Common Well}, year = {1852}",
                 r"title = {{100 \% {of} *a* \& b_1 \#2 \$3}}, year = {1852~}")  # fmt: skip
    project.edit("references.bib", "title = {Letters from a District}, year = {1871}",
                 r"title = {{A \{ b \}}}, year = {-0043}, series = {A \& B}")  # fmt: skip
    project.edit("sources/harms-1841.md", "title: Of the Common Well",
                 r"title: '井戸 *A_1* & {b} \{ 5% #3 $4 ~ x'")  # fmt: skip
    project.edit("sources/harms-1841.md", "author: August Harms",
                 'author: "August von der Harms and {Mill & Sons, Ltd}"')  # fmt: skip
    project.edit("sources/orlova-1868.md", "[V] ", "[iv] Deutsch.\n\n[V] ")
    project.edit("conf.py", 'project = "A Sample Edition"', 'project = "井戸: *One* & {Two}"')
    web = project.build("html", "-Dhtml_baseurl=https://a.example/", "-Dedition_date=2030-01-02")
    assert (web.status, web.warnings, check_records(web.out)) == (0, "", 42)
    page = (web.out / "cite/sources/harms-1841.html").read_text("utf-8")
    assert "<i>井戸: *One* &amp; {Two}</i>" in page
    assert "year = {1852}" in sections(page)["p11-holt-1852"]["BibTeX"]
    orlova = sections((web.out / "cite/sources/orlova-1868.html").read_text("utf-8"))
    assert json.loads(orlova["pIII-petrie-1871"]["CSL-JSON"])[0]["title"] == "A { b }"
    assert "(Holt, [ca. 1852])" in sections(page)["p11-holt-1852"]["Chicago, note"]


def test_pages_lead_to_their_citations(site, sample):
    base, files, out = site
    for docname in sample.pages:
        assert "noindex" in files[f"cite/{docname}.html"]
        for path in re.findall('rel="alternate" .* href="(.*?)"', files[f"{docname}.html"]):
            assert (out / f"{docname}.html").parent.joinpath(path).is_file()
        assert f'href="{base}{docname}.html"' in files[f"{docname}.html"]
        assert re.search(
            rf'href="[./]*cite/{docname}.html">Cite this page', files[f"{docname}.html"]
        )
    sitemap = fromstring((out / "sitemap.xml").read_bytes())
    locations = [element.text for element in sitemap.iter() if element.tag.endswith("}loc")]
    assert locations == sorted(f"{base}{name}.html" for name in [*sample.pages, "citing"])


def test_in_a_browser_citations_are_copied_and_links_lead_to_the_words(site, browser):
    base, files, _ = site
    faults = []
    with browser.new_context(viewport={"width": 900, "height": 250}) as context:
        context.grant_permissions(["clipboard-read"])
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{base}sources/harms-1841.html")
        data = json.loads(page.locator("script[type='application/ld+json']").text_content())
        assert (data["@type"], data["isPartOf"]["@type"]) == ("Chapter", "Book")
        page.locator("#p12").focus()
        page.get_by_label("Cite passage 12", exact=True).click()
        section = page.locator("section:target")
        section.get_by_role("button").first.click()
        assert section.get_by_role("status").first.text_content() == "Copied"
        copied = page.evaluate("navigator.clipboard.readText()")
        forms = sections(files["cite/sources/harms-1841.html"])
        assert copied == forms["p12"]["Chicago, note"].replace("*", "")
        for ident, texts in forms.items():
            if link := texts.get("Link to the words"):
                page.goto("about:blank")
                page.goto(link.replace(f"#{ident}:~", "#:~"))
                at = page.locator(f"[id='{ident}']").bounding_box()
                assert -60 < at["y"] < 250, link
    assert faults == []


def test_without_an_address_none_is_made_up_and_pages_follow_the_book(project):
    text = "sources/harms-1841"
    options = ["html", "-D", "edition_page_map=pages.json"]
    for printed in "xi", "xii":
        (project.src / "pages.json").write_text(
            json.dumps(
                {
                    text: "ix",
                    "harms-1841:12": printed,
                    f"{text}#": "xiv",
                    "essays/one": "i",
                    "essays/one#": "v",
                }
            )
        )
        web = project.build(*options)
        page = web.files("cite/**/*.html")["cite/sources/harms-1841.html"].decode()
        assert f"passage 12 (p. {printed})." in page  # of our rendering
        assert "pp. ix–xiv." in sections(page)["page"]["Chicago, note"]
        essay = web.files("cite/**/*.html")["cite/essays/one.html"].decode()
        for ident in ("page", "p1.1", "p1.2"):  # the range is that of the text; a passage is in it
            assert "pages = {i--v}" in sections(essay)[ident]["BibTeX"]
    assert "http" not in re.sub("<(a|link) .*?>", "", page.partition("<body")[2])
    assert not (web.out / "sitemap.xml").exists()


def test_an_example_of_nothing_is_told(project):
    project.edit(
        "index.md", "The quarrel", ":::{citation} sources/harms-1841#p99\n:::\n\nThe quarrel"
    )
    assert "nothing to cite at sources/harms-1841#p99" in project.build().warnings


def test_a_link_to_the_words_has_words_that_stand_so_on_the_page(project):
    project.edit("sources/anon-1833.md", "evidence: secondhand", "evidence: print\ncopy: a scan")
    project.edit(
        "sources/anon-1833.md", "long drink for all.",
        "long drink for all.\n\n[2] As {passage}`anon-1833:1` says, the rope is long and the well "
        "is deep enough, see {cite:p}`byrne-1910`.\n\n[3] A note[^n] stands early here, in a "
        "passage that has more than twelve words.[^n2]\n\n[^n]: A note.\n\n[^n2]: No note.",
    )  # fmt: skip
    web = project.build("html", "-D", "html_baseurl=https://a.example/")
    assert (web.status, web.warnings) == (0, "")
    found = {}
    for name in ("sources/anon-1833.html", "essays/one.html", "essays/two.html"):
        page = html.fromstring(web.files()[name].decode())
        for ident, texts in sections(web.files()[f"cite/{name}"].decode()).items():
            if fragment := texts.get("Link to the words", "").partition(":~:text=")[2]:
                passage = page.xpath(
                    "//*[@id=$id]/ancestor::*[contains(@class, 'passage')]", id=ident
                )
                shown = " ".join(passage[-1].text_content().split())
                found[name, ident] = [unquote(part) for part in fragment.split(",")]
                assert [part for part in found[name, ident] if part not in shown] == [], (
                    name,
                    ident,
                )
    song = "sources/anon-1833.html"
    assert found[song, "p2"] == ["says, the rope is long and the well is deep enough, see"]
    assert found[song, "p3"][0].startswith("stands early here, in a passage")
