"""The web edition as a whole: what is in its folder, for which host, and after which builds."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import expect
from sphinx.cmd.build import build_main

ROOT = Path(__file__).parent.parent
LOOKS = ("conf.py", "_static", "_templates")
WORKFLOW = (ROOT / ".github/workflows/publish.yml").read_text("utf-8")


@pytest.fixture
def laid(project):
    subprocess.run(["cp", "-r", *LOOKS, project.src], cwd=ROOT, check=True)
    return project


def written(made):
    assert made.status == 0, made.warnings
    return made.files("**/*")


def test_what_is_written_after_a_change_is_what_is_written_anew(laid):
    first = written(laid.build())
    laid.edit("sources/harms-1841.md", "short: ", "short: Very ")
    laid.edit("essays/one.md", "Every village has its well", "Every hamlet has its well")
    second, anew = written(laid.build()), written(laid.build(into="anew", tree="anew-trees"))
    for name in ("search-index.js", "all.html"):
        assert first[name] != second[name]
        assert b"hamlet" in second[name]
        assert b"Very " in second[name]
    mine = {n for n in anew if n not in (".buildinfo", "objects.inv")}
    assert {n for n in mine if anew[n] != second.get(n)} == set()


def test_another_theme_keeps_what_sphinx_does(project):
    files = written(project.build())
    assert "searchindex.js" in files
    assert {"search-index.js", "all.html", "404.html", "_headers"}.isdisjoint(files)


def test_a_reader_s_own_copy_is_searched_in_the_author_s_words(site, own, browser):
    words, ours = "by many who were never asked", "The answer is that this can define it"
    with browser.new_page() as page:

        def found(folder, query):
            page.goto(f"{folder.as_uri()}/search.html?q={quote(query)}")
            expect(page.get_by_role("status")).not_to_be_empty()
            return page.locator(".results > li").count()

        assert found(site, words) == 0
        assert found(own, words) >= 10
        expect(page.locator(".results a").first).to_have_attribute("href", re.compile("^essays/"))
        assert found(own, ours) == 1
        expect(page.locator(".results p small")).to_have_text("in our words")
    assert words.encode() not in (site / "all.html").read_bytes()
    assert words.encode() in (own / "all.html").read_bytes()


@pytest.mark.parametrize(
    ("base", "root"), [("https://example.org/a/wells/", "/a/wells/"), ("", "/")]
)
def test_the_not_found_page_and_the_foot_follow_the_settings(base, root, laid):
    to = "mailto:errata@example.org" if base else ""
    options = ("-D", f"html_baseurl={base}", "-D", f"edition_report={to}")
    files = written(laid.build("html", *options))
    missing = files["404.html"].decode()
    links = re.findall(r'(?:href|src|action)="(?!#|https?:|mailto:)(.*?)"', missing)
    assert len(links) > 6
    assert [link for link in links if not link.startswith(root)] == []
    assert "canonical" not in missing
    foot = re.search(r"<footer.*?</footer>", files["essays/one.html"].decode(), re.DOTALL)[0]
    assert "version 0.1.0, 2026-11-22. ©" in foot
    assert ('<a href="mailto:errata@example.org">Report an error</a>' in foot) == bool(base)
    assert ("No address for errors is set" in foot) != bool(base)


def test_the_not_found_page_has_its_looks_below_a_path_too(laid, browser, serve):
    folder = laid.build("html", "-D", "html_baseurl=https://example.org/a/wells/").out
    loaded = {}
    with browser.new_page() as page:
        page.on("response", lambda answer: loaded.update({answer.url: answer.status}))
        for path in ("nothing", "a/wells/sources/nothing.html"):
            assert page.goto(f"{serve(folder)}/{path}").status == 404
            assert page.locator("body").evaluate("it => getComputedStyle(it).margin") == "0px"
        assert page.goto(f"{serve(folder)}/a/wells/").status == 200
    assert len([url for url in loaded if "/a/wells/_static/" in url]) > 1
    assert {status for url, status in loaded.items() if "nothing" not in url} <= {200, 304}


def test_scripts_of_other_sites_may_read_the_data_and_no_more(site):
    rules = re.split(r"^(?=/)", (site / "_headers").read_text("utf-8"), flags=re.MULTILINE)[1:]
    shared = [rule.split()[0] for rule in rules if "Access-Control-Allow-Origin: *\n" in rule]
    for file in filter(Path.is_file, site.rglob("*")):
        name = f"/{file.relative_to(site)}"
        data = file.suffix in {".json", ".jsonld", ".xml"}
        assert any(fnmatch(name, pattern) for pattern in shared) == data, name


def test_the_server_ends_quietly_and_says_when_a_port_is_taken(site):
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # if ignored
    run = f"{heard}; import sys; from edition.serve import main; main(*sys.argv[1:])"
    command = [sys.executable, "-c", run, site]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "cwd": ROOT}
    with subprocess.Popen([*command, "0"], **pipes) as first:
        try:
            port = re.search(r":(\d+)/", first.stdout.readline())[1]
            second = subprocess.run([*command, port], **pipes, check=False, timeout=60)
            assert (second.returncode, second.stderr.count("\n")) == (1, 1)
            assert f"Port {port}" in second.stderr
            first.send_signal(signal.SIGINT)
            assert (first.wait(20), first.stderr.read()) == (0, "")
        finally:
            first.kill()


def test_the_workflow_publishes_tags_only_with_actions_that_stay_the_same():
    flow = yaml.safe_load(WORKFLOW)
    uses = [
        step["uses"] for job in flow["jobs"].values() for step in job["steps"] if "uses" in step
    ]
    assert len(uses) == 3
    assert [name for name in uses if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", name)] == []
    assert flow["permissions"] == {"contents": "read"}
    assert flow["jobs"]["publish"]["needs"] == "test"
    assert flow["jobs"]["publish"]["if"] == "startsWith(github.ref, 'refs/tags/v')"
    assert "bash .ci/run" in [step.get("run") for step in flow["jobs"]["test"]["steps"]]


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
