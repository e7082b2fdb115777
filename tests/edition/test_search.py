"""In a browser: the search finds known passages, from a file and from a server, and says so."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from sphinx_edition.web.serve import HEADERS, server

from ..results import show_all
from .conftest import ESSAY

ROOT = Path(__file__).parents[2]

FIRST = [  # what is sought, the place that comes first, what is marked there first
    ("5.3", f"{ESSAY}#p5.3", ""),
    ("§ 5.10", f"{ESSAY}#p5.10", ""),
    ("marx-1850:22", "sources/marx-1850.html#p22", "Marx"),
    ("class struggles 22", "sources/marx-1850.html#p22", ""),
    ("Umwälzung", "sources/engels-1875b.html#p556", "Umwälzung"),
    ("umwalzung", "sources/engels-1875b.html#p556", "Umwälzung"),
    ("GROSSE INDUSTRIE", "sources/engels-1847.html#p367", "große Industrie"),
    ("Engels Weltmarkt", "sources/engels-1847.html#p367", "Weltmarkt"),
    ("lokalmarkte", "sources/engels-1847.html#p367", "Lokalmärkte"),
    ("financial measures", "sources/marx-1850.html#p22", "financial measures"),
    ("Engels's answer in the manuscript", "sources/engels-1847.html#p377",
     "Engels’s answer in the manuscript"),
    ("революционный КЛАСС", "sources/lenin-1915.html#p286", "Революционный класс"),
    ("капиталистическои странё", "sources/lenin-1915b.html#p354", "капиталистической стране"),
    ("민족주의", "sources/kim-2002.html", "민족주의에"),
    ("Weltmarkt", "sources/engels-1847.html#p367", "Weltmarkt"),
    ("world market", "back/glossary.html#e-world-market", "market"),
    ("Bordiga, Amadeo", "back/persons.html#e-bordiga-amadeo", ""),
    ("Aus meinem Leben", "back/bibliography.html#bebel-1911", "Aus meinem Leben"),
]  # fmt: skip


@pytest.fixture
def address(site, serve):
    return serve(site)


@pytest.fixture
def page(browser):
    faults = []
    with browser.new_page() as page:
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
    assert faults == []


def sought(page, base, query):
    page.goto(f"{base}/search.html?q={quote(query)}")
    expect(page.get_by_role("status")).not_to_be_empty()
    show_all(page)
    links = page.locator(".results > li > a").all()
    return [link.get_attribute("href").removeprefix("./") for link in links]


@pytest.mark.parametrize(("query", "place", "words"), FIRST)
def test_a_search_leads_to(query, place, words, page, site):
    assert sought(page, site.as_uri(), query)[0] == place
    marks = page.locator(".results > li").first.locator("mark").all_inner_texts()
    assert marks[:1] == [words][: bool(words)]
    ident = place.partition("#")[2]
    page.locator(".results a").first.click()
    expect(page).to_have_url(re.compile(re.escape(f"/{place}") + "$"))
    if ident:
        expect(page.locator(f"[id='{ident}']")).to_be_in_viewport()


def test_the_phrase_comes_before_what_has_all_words(page, site):
    query = "transformation of the world"
    sought(page, site.as_uri(), query)
    found = page.locator(".results > li").all_inner_texts()
    has = [query in " ".join(text.casefold().split()) for text in found]
    assert has[0]
    assert not has[-1]
    assert has == sorted(has, reverse=True)


def load(path):
    return json.loads(path.read_text("utf-8").partition("=")[2].removesuffix(";\n"))


def indexed_texts(site):
    """Yield each place of the index with its words; of what is no passage, with its name."""
    parts = {}
    for path in site.glob("search/texts-*.js"):
        parts |= load(path)
    number = 0
    for page, label, _names, _summary, about, rows in load(site / "search/index.js")["pages"]:
        for locus, kinds, *own in rows:
            ident, name, author = [*own, *[f"p{locus}", f"{label} {locus}", about][len(own) :]]
            number += 1 + len(kinds)  # the first part is the name, which is not shown
            words = [parts[str(n)][1] for n in range(number - len(kinds), number)]
            yield (
                page + (ident and f"#{ident}"),
                " ".join(words if locus else [name, author, *words]),
            )


def test_every_word_of_the_index_is_found_where_it_stands(page, site):
    """The scan of each text agrees with a plain one in Python, for words of every language."""
    texts = dict(indexed_texts(site))
    for word in ("Revolutionen", "Despoten", "correspondence", "liberation", "пролетариат"):
        plain = [place for place, text in texts.items() if word.casefold() in text.casefold()]
        assert plain
        assert sorted(sought(page, site.as_uri(), word)) == sorted(plain)


def test_nothing_is_said_to_be_nothing_and_markup_stays_text(page, site):
    assert sought(page, site.as_uri(), "xyzzy") == []
    expect(page.get_by_role("status")).to_have_text("Nothing found")
    sought(page, site.as_uri(), "<img src=x onerror=alert(1)> Weltmarkt")
    expect(page.locator("#q")).to_have_value("<img src=x onerror=alert(1)> Weltmarkt")
    expect(page.locator("main img, article img")).to_have_count(0)


@pytest.mark.parametrize("where", ["file", "server"])
def test_each_page_searches_as_one_types_by_keyboard(where, page, address, site):
    base = address if where == "server" else site.as_uri()
    page.goto(f"{base}/{ESSAY}")
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2].split("?")[0]))
    page.keyboard.press("/")
    page.keyboard.type("Umwälzung", delay=20)
    expect(page.locator(".finder .count")).to_have_text("Results: 1")
    expect(page.locator(".results [lang=de] mark").first).to_have_text("Umwälzung")
    files = {"index.js", "search.css", "search.js"}
    assert files < {*asked} <= {"favicon.svg", *files, *(p.name for p in site.glob("search/*"))}
    page.keyboard.press("Escape")
    expect(page.locator(".finder")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type("CS 22")
    expect(page.locator(".results a").first).to_have_text("Class Struggles 22")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{base}/sources/marx-1850.html#p22")
    expect(page.locator("#p22")).to_be_in_viewport()


def test_without_scripts_one_page_has_all_texts(browser, site):
    with browser.new_page(java_script_enabled=False) as page:
        page.goto(f"{site.as_uri()}/{ESSAY}")
        page.get_by_role("link", name="Search").click()
        expect(page.locator("noscript")).to_be_visible()
        page.locator("noscript a").click()
        found = page.locator("[lang=de]", has_text="Dazu gehört nicht nur ein Proletariat")
        expect(found).to_have_count(1)
        page.locator(".all h3 a", has_text="Social Relations 556").first.click()
        expect(page.locator("#p556")).to_be_in_viewport()


def test_the_page_of_all_texts_lacks_no_passage_and_has_no_ids_of_them(site):
    text = (site / "all.html").read_text("utf-8")
    pages = [*site.glob("essays/*.html"), *site.glob("sources/*.html")]
    number = re.compile(r'class="locus"[^>]*href="(#.*?)"')
    loci = {
        f"{page.parent.name}/{page.name}{ident}"
        for page in pages for ident in number.findall(page.read_text("utf-8"))
    }  # fmt: skip
    assert len(loci) > 100
    assert loci <= set(re.findall(r'href="([^"]+#p[^"]+)"', text))
    assert re.findall(r'\bid="p', text) == []


def test_an_address_without_a_page_is_told_at_any_depth(page, address, site):
    for path in ("nothing", "sources/nothing.html", "a/b/c/"):
        page.goto("about:blank")
        answer = page.request.get(f"{address}/{path}")
        assert (answer.status, "Page not found" in answer.text()) == (404, True)
        page.set_content(answer.text())
        for link in [a.get_attribute("href") for a in page.locator("[href]").all()]:
            if not re.match(r"#|\w+:", link):
                assert page.request.get(f"{address}{link}").status == 200, link


def test_the_server_sends_the_headers_and_is_for_this_machine(address, page, site):
    answer = page.request.get(f"{address}/index.html")
    assert {name: answer.headers[name.lower()] for name in HEADERS} == HEADERS
    for name, value in HEADERS.items():
        assert f"  {name}: {value}\n" in (site / "_headers").read_text("utf-8")
    with server(str(site), 0) as other:
        assert other.server_address[0] == "127.0.0.1"


def test_the_output_is_lean(site):
    """Every file is known here, and what is no page or part of one, with what it is for."""
    known = {
        ".buildinfo": "Sphinx's own, by which it knows what to make anew",
        ".nojekyll": "a forge leaves names with an underscore alone",
        "_headers": "some hosts read it",
        "404.html": "some hosts show it where nothing is",
        "objects.inv": "other projects cite passages by it",
        "all.html": "", "search.html": "", "_static/search.css": "",
        "_static/search.js": "", "_static/edition.css": "", "_static/theme.js": "",
        "_static/copy.js": "", "_static/favicon.svg": "", "_static/moved.js": "",
        "_static/cite.css": "",
        "_static/card.png": "other sites show it with a link",
        "tei.css": "a browser shows the files of TEI by it",
        "references.bib": "the bibliography", "references.json": "the same as CSL-JSON",
        "custody.jsonld": "how the words of each quotation came here",
        "edition-data.zip": "all data, to be kept", "ride.xml": "the self-review",
    }  # fmt: skip
    folders = ("back", "about")
    pages = {f"{name}/{path.stem}.html" for name in folders for path in (ROOT / name).glob("*.md")}
    pages.add("index.html")
    texts = ("essays/", "sources/", "cite/", "search/", "_static/fonts/")
    data = ("edition.", "annotations", "tei/", "dts/")
    left = {
        name for path in site.rglob("*") if path.is_file()
        and (name := path.relative_to(site).as_posix()) not in known
        and not name.startswith(texts + data)
    }  # fmt: skip
    assert left <= pages
    assert len(gzip.compress((site / "_static/search.js").read_bytes(), 9)) <= 4000
