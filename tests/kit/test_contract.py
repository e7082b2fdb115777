"""The contract of addresses, over five releases of the sample: who cites from outside, arrives."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from sphinx_edition.gate import anchors

from ..addresses import replay
from ..project import SAMPLE, git

CHANGES = "# Changes\n\n## {0} (2030-01-01)\n\n### Words\n\n- Some.\n"
LINE = re.compile(r"(?:add the line|this line (?:more|instead) in anchors.txt:|write) (.*) \[ed\.")
MORE = 'edition_date = "2030-01-01"\nedition_changes = "CHANGES.md"'
PLAIN = {"sources/anon-1833": "sources/song-1833"}  # where headings, echoes and works of a page go
HARMS, ORLOVA, ONE = "sources/harms-1841.md", "sources/orlova-1868.md", "essays/one.md"

SEEN = """([ident, words]) => {  // the id, or words that moved within the page
  const at = document.getElementById(ident), box = node => node.getBoundingClientRect();
  const seen = node => box(node).bottom > 0 && box(node).top < innerHeight;
  const same = node => words && seen(node) && node.textContent.includes(words);
  return at && (seen(at) || [...document.querySelectorAll("p")].some(same));
}"""


def released(project):
    """Return every line that any release has had, by anchor."""
    return anchors.read_register((project.src / "anchors.txt").read_text("utf-8"), "anchors.txt")[0]


def paste(project, **successors):
    """Do what the messages say, line by line; return how many they were."""
    said = project.build("dummy").warnings
    lines = LINE.findall(said)
    assert len(lines) == said.count("WARNING") > 0, said
    register = project.src / "anchors.txt"
    for line in lines:
        ident = line.split()[1].replace("-", "_").replace(".", "_")
        goal = successors.get(ident, PLAIN.get(line.split()[0], line.split()[0]))
        filled = line.replace("PAGE#ID", goal).replace("WHY", "As agreed")
        register.write_text(register.read_text("utf-8") + filled + "\n", "utf-8")
    build = project.build("dummy")
    assert (build.status, build.warnings) == (0, "")
    return len(lines)


def publish(project, version):
    """Register, commit and release what stands there; return the web edition."""
    (project.src / "CHANGES.md").write_text(CHANGES.format(version), "utf-8")
    statuses = [project.build("anchors").status]
    git(project.src, "add", "-A")
    git(project.src, "commit", "-qm", version)
    assert [*statuses, project.build("release").status] == [0, 0]
    git(project.src, "tag", f"v{version}")
    web = project.build("html", "-D", f"html_baseurl={(project.made / 'html').as_uri()}/")
    assert (web.status, web.warnings) == (0, "")
    return web


@pytest.fixture(scope="module")
def history(tmp_path_factory, project_at):
    project = project_at(tmp_path_factory.mktemp("history")).lay(SAMPLE)
    project.edit("conf.py", 'release = "0.1"', 'release = "0.1"\n' + MORE)
    (project.src / ".gitignore").write_text("__pycache__\n")
    git(project.src, "init", "-q")
    first = publish(project, "0.1")
    pages = b"".join(first.files("cite/**/*.html").values()).decode()
    cited = re.findall("<dt>Link to the words</dt><dd><pre>(.*?)</pre>", pages)
    # 0.2: a passage is inserted, another corrected, and with it the quotation of it
    project.edit("conf.py", 'release = "0.1"', 'release = "0.2"')
    project.edit(HARMS, "## Of the rope", "[11a] Das Seil ist lang.\n\n## Of the rope")
    project.edit(HARMS, "who is to buy the rope", "who must buy the rope")
    project.edit(HARMS, "wer heute keinen Durst hat", "wer heute satt ist")
    assert paste(project) == 2
    publish(project, "0.2")
    # 0.3: a text gets another name, and takes its passages and what quotes them along
    project.edit("conf.py", 'release = "0.2"', 'release = "0.3"')
    (project.src / "sources/anon-1833.md").rename(project.src / "sources/song-1833.md")
    for path in [*project.src.rglob("*.md"), project.src / "references.bib"]:
        path.write_text(path.read_text("utf-8").replace("anon-1833", "song-1833"), "utf-8")
    assert paste(project, _="sources/song-1833") == 7
    publish(project, "0.3")
    # 0.4: a passage is renumbered
    project.edit("conf.py", 'release = "0.3"', 'release = "0.4"')
    project.edit(HARMS, "[13] Das Lied", "[14] Das Lied")
    assert paste(project) == 2
    publish(project, "0.4")
    # 0.5: a passage and a quotation are retired, and a passage that moved moves again
    project.edit("conf.py", 'release = "0.4"', 'release = "0.5"')
    project.edit(HARMS, "[14] Das Lied", "[15] Das Lied")
    source = (project.src / ORLOVA).read_text("utf-8")
    (project.src / ORLOVA).write_text(source.partition("[V]")[0], "utf-8")
    for path in project.src.glob("essays/*.md"):
        text = path.read_text("utf-8").replace("orlova-1868:V", "orlova-1868:IV")
        path.write_text(text, "utf-8")
    old = re.search("> A well belongs .*\n>\n> .*", (project.src / ONE).read_text("utf-8"))
    project.edit(ONE, old[0], "He said it in {passage}`harms-1841:11`.")
    there = f"{ORLOVA[:-3]}#pIV"
    paste(project, pV=there, pV_petrie_1871=there, q1_1_harms_1841_11="essays/one#p1.1")
    return project, publish(project, "0.5"), cited


def test_each_address_ever_published_arrives_at_its_words_or_at_a_note(history, browser):
    project, web, _ = history
    broken, ways = replay(browser, web.out, released(project))
    assert (broken, min(ways.values()) > 5) == ([], True)


def test_the_replay_finds_an_address_that_is_lost_or_has_other_words(history, browser, tmp_path):
    register = {a: v for a, v in released(history[0]).items() if a.page == "sources/harms-1841"}
    for old, new in (b'id="p12"', b'id="p12x"'), (b"Seil", b"Tau"):
        page = tmp_path / "sources/harms-1841.html"
        page.parent.mkdir(exist_ok=True)
        page.write_bytes(
            (history[1].out / page.relative_to(tmp_path)).read_bytes().replace(old, new)
        )
        assert replay(browser, tmp_path, register)[0]


def test_a_plain_page_that_cites_by_address_and_by_words_still_arrives(history, browser, tmp_path):
    _, _, cited = history
    assert len(cited) > 25
    outside = tmp_path / "outside.html"
    links = [link for words in cited for link in (words, words.partition(":~:")[0])]
    outside.write_text("".join(f'<p><a href="{link}">A citation</a></p>' for link in links))
    with browser.new_page(viewport={"width": 900, "height": 300}) as page:
        for number, link in enumerate(links):
            page.goto(outside.as_uri())
            page.click(f"p:nth-of-type({number + 1}) a")
            ident, _, words = link.partition("#")[2].partition(":~:text=")
            page.wait_for_function(SEEN, arg=[ident, unquote(words.split(",")[0])], timeout=9000)


def test_a_link_of_another_project_is_never_broken(history, tmp_path, project_at):
    project, web, _ = history
    keys = [f"{a.page.rpartition('/')[2]}:{a.ident[1:]}" for a in released(project)
            if a.ident[0] == "p" and "-" not in a.ident]  # fmt: skip
    assert {"anon-1833:1", "harms-1841:13", "orlova-1868:V", "harms-1841:11a"} <= {*keys}
    other = project_at(tmp_path)
    other.src.mkdir()
    (other.src / "conf.py").write_text(
        'extensions = ["myst_parser", "sphinx.ext.intersphinx"]\nhtml_theme = "basic"\n'
        f'intersphinx_mapping = {{"edition": ({web.out.as_uri()!r}, "{web.out}/objects.inv")}}\n',
        "utf-8",
    )  # fmt: skip
    lines = [f"- [{key}](inv:edition:ed:passage#{key})\n" for key in keys]
    lines += [f"- {{external+edition:ref}}`{key}`\n" for key in keys]
    (other.src / "index.md").write_text("".join(["# Other\n\n", *lines]), "utf-8")
    build = other.build()
    assert (build.status, build.warnings) == (0, "")
    links = re.findall(r'href="file://([^"#]*)#([^"]*)"', build.files()["index.html"].decode())
    assert len(links) == 2 * len(keys)
    assert not [link for link in links if f'id="{link[1]}"' not in Path(link[0]).read_text("utf-8")]


REFUSED = {
    "make anchors": lambda p: p.edit(HARMS, "[15] Das", "[14a] Neues.\n\n[15] Das"),
    "uncommitted changes": lambda p: (p.src / "notes.txt").write_text("x"),
    "v0.5 has been released: raise the version": lambda p: None,
    "under “## 0.5 (2030-01-01)”": lambda p: p.edit("CHANGES.md", "## 0.5", "## 0.5b"),
    "under “### Words”": lambda p: p.edit("CHANGES.md", "### Words", "### Edition"),
    "edition_date": lambda p: p.edit("conf.py", "2030-01-01", ""),
    "CITATION.cff has version 0.4": lambda p: (p.src / "CITATION.cff").write_text("version: 0.4"),
    "the title is “Another”": lambda p: (p.src / "CITATION.cff").write_text("title: Another"),
    "“sources/none.html” is no address": lambda p: p.edit(
        "index.md", "The quarrel about the well", "The quarrel (`sources/none.html`)"
    ),
    "lost or altered a line of v0.5; put it back: essays/one p1.2 278b75e4 0.1": lambda p: p.edit(
        "anchors.txt", "essays/one p1.2 278b75e4 0.1\n", ""
    ),
}


def test_a_page_is_written_anew_when_a_note_on_it_changes(history, tmp_path, project_at):
    project = project_at(tmp_path).lay(history[0].src)
    before = project.build().files()
    register = project.src / "anchors.txt"
    register.write_text(register.read_text("utf-8").replace("As agreed", "As asked"), "utf-8")
    after = project.build().files()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {name for name in before if b"As agreed" in before[name]} > set()
    assert after == project.build(into="fresh", tree="other").files()


@pytest.mark.parametrize("said", REFUSED)
def test_a_release_is_refused_while_anything_is_missing(said, history, tmp_path, project_at):
    project = project_at(tmp_path).lay(history[0].src)
    REFUSED[said](project)
    build = project.build("release")
    assert build.status
    assert said in build.warnings
