"""The web edition as a whole: what is in its folder, for which host, and after which builds."""

from __future__ import annotations

import re

import pytest
from sphinx.cmd.build import build_main


@pytest.fixture
def laid(project):
    return project.themed()


def written(made):
    assert made.status == 0, made.warnings
    return made.files("**/*")


def test_what_is_written_after_a_change_is_what_is_written_anew(laid):
    first = written(laid.build())
    laid.edit("sources/harms-1841.md", "short: ", "short: Very ")
    laid.edit("essays/one.md", "Every village has its well", "Every hamlet has its well")
    second, anew = written(laid.build()), written(laid.build(into="anew", tree="anew-trees"))
    for word, name in ((b"hamlet", "search/texts-0.js"), (b"Very ", "search/index.js")):
        for file in (name, "all.html"):
            assert word not in first[file]
            assert word in second[file]
    mine = {n for n in anew if n not in (".buildinfo", "objects.inv")}
    assert {n for n in mine if anew[n] != second.get(n)} == set()


def test_another_theme_keeps_what_sphinx_does(project):
    files = written(project.build())
    assert "searchindex.js" in files
    assert {"search/index.js", "all.html", "404.html", "_headers"}.isdisjoint(files)


@pytest.mark.parametrize(
    ("base", "root"), [("https://example.org/a/wells/", "/a/wells/"), ("", "/")]
)
def test_the_not_found_page_and_the_foot_follow_the_settings(base, root, laid):
    to = "mailto:errata@example.org" if base else ""
    options = (f"-Dhtml_baseurl={base}", f"-Dedition_report={to}", "-Dedition_date=2026-11-22")
    files = written(laid.build("html", *options))
    missing = files["404.html"].decode()
    links = re.findall(r'(?:href|src|action)="(?!#|https?:|mailto:)(.*?)"', missing)
    assert len(links) > 6
    assert [link for link in links if not link.startswith(root)] == []
    assert "canonical" not in missing
    foot = re.search(r"<footer.*?</footer>", files["essays/one.html"].decode(), re.DOTALL)[0]
    assert "version 0.1, 2026-11-22. ©" in foot
    assert ('<a href="mailto:errata@example.org">Report an error</a>' in foot) == bool(base)
    assert ("rror" in foot) == bool(base)


def test_the_not_found_page_has_its_looks_below_a_path_too(laid, browser, serve):
    folder = laid.build("html", "-D", "html_baseurl=https://example.org/a/wells/").out
    loaded = {}
    with browser.new_page() as page:
        page.on("response", lambda answer: loaded.update({answer.url: answer.status}))
        for path in ("nothing", "a/wells/sources/nothing.html"):
            assert page.goto(f"{serve(folder)}/{path}").status == 404
            assert page.locator("body").evaluate("it => getComputedStyle(it).margin") == "0px"
            page.keyboard.press("/")
            page.keyboard.type("quarrel")
            link = page.locator(".results a").first
            assert link.evaluate("it => new URL(it.href).pathname") == "/a/wells/essays/one.html"
        assert page.goto(f"{serve(folder)}/a/wells/").status == 200
    assert len([url for url in loaded if "/a/wells/_static/" in url]) > 1
    assert {status for url, status in loaded.items() if "nothing" not in url} <= {200, 304}


def test_forms_that_have_been_made_are_published_beside_the_pages(laid):
    (laid.src / "made").mkdir()
    (laid.src / "made/edition.pdf").write_bytes(b"%PDF")
    build = laid.build("html", "-D", "edition_forms=made/edition.pdf,made/edition.epub")
    assert (build.status, build.warnings) == (0, "")
    assert (build.out / "edition.pdf").read_bytes() == b"%PDF"
    for name, page in build.files("essays/*.html").items():
        text = page.decode()
        assert '<link rel="alternate" type="application/pdf" href="../edition.pdf">' in text, name
        assert '<a href="../edition.pdf">PDF</a>' in text
        assert "epub" not in text
    assert b"PDF" not in b"".join(laid.build().files("essays/*.html").values())


def test_a_form_of_no_known_kind_is_refused_in_a_sentence(project):
    (project.src / "edition.doc").touch()
    with pytest.raises(SystemExit, match=r"edition\.doc.*name a \.pdf or \.epub"):
        build_main(["-q", "-D", "edition_forms=edition.doc", str(project.src), str(project.made)])


def test_texts_that_are_too_long_for_one_page_are_listed(laid, browser):
    word = "well" * 25
    laid.edit("sources/harms-1841.md", "\n[11] ", f"\n[10a] {f'{word} ' * 4000}\n\n[11] ")
    folder = laid.build().out
    assert word not in (folder / "all.html").read_text("utf-8")
    with browser.new_page(java_script_enabled=False) as page:
        for name in ("essays/one", "sources/harms-1841"):
            page.goto((folder / "index.html").as_uri())
            page.get_by_role("link", name="All texts").click()
            page.locator(f".all a[href='{name}.html']").click()
            assert page.url == (folder / f"{name}.html").as_uri()
            assert page.locator(".passage").count() > 1
