"""The web edition: each check looks at every page, and a planted fault shows that it looks."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from posixpath import join, normpath
from xml.etree.ElementTree import TreeBuilder

import pytest

from ..project import ROOT
from .conftest import ESSAY

VOID = ("meta", "link", "input", "br", "hr", "img", "col")


class Reader(HTMLParser):  # noqa: D101
    def __init__(self, text):  # noqa: D107
        super().__init__()
        self.tree = TreeBuilder()
        self.feed(text)

    def handle_starttag(self, tag, attrs):  # noqa: D102
        self.tree.start(tag, {key: value or "" for key, value in attrs})
        if tag in VOID:
            self.tree.end(tag)

    def handle_endtag(self, tag):  # noqa: D102
        if tag not in VOID:
            self.tree.end(tag)


def of_class(page, name):
    return [tag for tag in page.iter() if name in tag.get("class", "").split()]


def ids(page):
    return [tag.get("id") for tag in page.iter() if tag.get("id") is not None]


def target(name, link):
    path, _, ident = link.get("href").partition("#")
    place = normpath(join(name, "..", path)).lstrip("/")  # the not-found page links from the root
    return (place if path else name), ident


def markdown(name):
    path = (ROOT / name).with_suffix(".md")
    return path.read_text("utf-8") if path.exists() else ""


def counted_or_double_ids(name, page, pages):
    return [i for i in ids(page) if ids(page).count(i) > 1 or re.fullmatch(r"id\d+", i)]


def links(name, page):
    """Return what a page links to in the edition: files, and ids in them."""
    found = (a for a in page.iter("a") if "external" not in a.get("class", "").split())
    return [target(name, a) for a in found if not re.match(r"\w+:", a.get("href", "x:"))]


def dead_links(name, page, pages):
    places = [(to, i) for to, i in links(name, page) if to.endswith(".html")]
    return [(to, i) for to, i in places if to not in pages or (i and i not in ids(pages[to]))]


def wrong_languages(name, page, pages):
    lang = re.findall(r"^lang: (\w+)$", markdown(name), re.M)
    wrong = [v for v in of_class(page, "base") if [v.get("lang")] != lang]
    return wrong + [v for v in of_class(page, "version") if not v.get("lang")]


def foreign_or_inline_resources(name, page, pages):
    others = [tag for tag in page.iter() if tag.tag != "a" and tag.get("rel") != "canonical"]
    loaded = [tag.get("src") or tag.get("href", "") for tag in others]
    scripts = (tag for tag in page.iter("script") if tag.get("type") != "application/ld+json")
    inline = [tag for tag in scripts if not tag.get("src")] + [*page.iter("style")]
    inline += [tag for tag in page.iter() if any(a == "style" or a[:2] == "on" for a in tag.attrib)]
    return inline + [url for url in loaded if re.match(r"\w+:|//", url)]


def other_than_one_title_and_heading(name, page, pages):
    places = (("title", page.find("head")), ("h1", page))  # a picture has a title of its own
    return [tag for tag, place in places if len([*place.iter(tag)]) != 1]


def one_way_quotations(name, page, pages):
    figures = of_class(page, "quotation")
    faults = re.findall(r"^> — .*\{(?:quote|variant)\}", markdown(name), re.M)[len(figures) :]
    for figure in figures:
        here = (name, of_class(figure, "target")[0].get("id"))
        links = figure.find("figcaption").iter("a")  # those to notes stand among its words
        to = next(a for a in links if "to-note" not in a.get("class", "").split())
        source, ident = target(name, to)
        passages = [p for p in of_class(pages[source], "passage") if ident in ids(p)]
        boxes = [box for p in passages for box in of_class(p, "quoted-by")]
        faults += [] if here in [target(source, a) for b in boxes for a in b.iter("a")] else [here]
    return faults


CHECKS = [  # each with a fault to plant: page, words, words instead
    (counted_or_double_ids, "index.html", 'id="main"', 'id="id12"'),
    (counted_or_double_ids, "index.html", "</footer>", '<p id="main"></p></footer>'),
    (dead_links, "search.html", 'href="#main"', 'href="#mian"'),
    (wrong_languages, "sources/marx-1850.html", ' lang="de"', ' lang="en"'),
    (foreign_or_inline_resources, "index.html", "_static/theme.js", "//a.org/theme.js"),
    (other_than_one_title_and_heading, "back/concordance.html", "<h1>", "<h1></h1><h1>"),
    (one_way_quotations, ESSAY, "marx-1850.html#p22", "marx-1850.html#p19"),
]


@pytest.fixture(scope="module")
def web(site):
    for url in re.findall(r"url\((.*?)\)", (site / "_static/edition.css").read_text("utf-8")):
        assert (site / "_static" / url).is_file()
    return {f.relative_to(site).as_posix(): f.read_text("utf-8") for f in site.rglob("*.html")}


@pytest.mark.parametrize(("check", "name", "old", "new"), CHECKS)
@pytest.mark.parametrize("planted", [False, True])
def test_the_web_edition_has_no(check, name, old, new, planted, web):
    texts = web | {name: web[name].replace(old, new)} if planted else web
    pages = {n: Reader(text).tree.close() for n, text in texts.items()}
    faults = {n: found for n, page in pages.items() if (found := check(n, page, pages))}
    assert bool(faults) == planted, faults


def test_each_file_of_data_that_a_page_links_to_is_there(web, site):
    files = {to for name, text in web.items() for to, _ in links(name, Reader(text).tree.close())}
    data = {name for name in files if not name.endswith(".html")}
    assert {"edition.json", "edition-data.zip", "tei/marx-1850.xml"} <= data
    assert [name for name in sorted(data) if not (site / name).is_file()] == []
