"""Three releases on one site: what was cited opens, and leads to the same words in the latest."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from sphinx.cmd.build import build_main

from sphinx_edition.cli import main
from sphinx_edition.versions import publish, repository

from ..project import SAMPLE
from .test_proof import commit, git

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = "sources/harms-1841"


def build(source: Path, out: Path, frozen: str) -> Path:
    settings = [f"-Dedition_frozen={frozen}", "-d", f"{out}/doctrees"]
    assert build_main(["-qnWb", "html", *settings, str(source), str(out / "html")]) == 0
    return out / "html"


def edit(folder: Path, name: str, *pairs: tuple[str, str]) -> None:
    text = (folder / name).read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    (folder / name).write_text(text, "utf-8")


def release(folder: Path, version: str, day: str) -> None:
    """Set version and date, let the register follow, and tag what is there."""
    path = folder / "conf.py"
    text = re.sub(
        r'version = release = "[\d.]+"', f'version = release = "{version}"', path.read_text()
    )
    path.write_text(re.sub(r"\nedition_date = .*", "", text) + f'\nedition_date = "{day}"\n')
    assert main(["anchors", f"--source={folder}"]) == 0
    register = folder / "anchors.txt"
    register.write_text(re.sub(r" -$", f" {version}", register.read_text(), flags=re.M))
    commit(folder, version)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of a repository with three releases: words move, and others change."""
    folder = tmp_path_factory.mktemp("releases") / "sample"
    shutil.copytree(SAMPLE, folder)
    (folder / ".gitignore").write_text("_build\n")
    git(folder.parent, "init", "-q")
    address = 'html_theme = "edition"\nhtml_baseurl = "https://example.org/well/"'
    edit(folder, "conf.py", ('html_theme = "basic"', address))
    release(folder, "0.1", "2027-01-01")
    edit(folder, f"{SOURCE}.md", ("[12.2]", "[12a]"))
    edit(folder, "essays/one.md", ("harms-1841:12.2", "harms-1841:12a"))
    register = folder / "anchors.txt"
    moved = (
        f"{SOURCE} p12.2 moved 0.2 {SOURCE}#p12a a slip of ours\n"
        f"{SOURCE} p12.2-holt-1852 moved 0.2 {SOURCE}#p12a-holt-1852 a slip of ours\n"
    )
    register.write_text(register.read_text() + moved)
    release(folder, "0.2", "2027-02-02")
    edit(folder, f"{SOURCE}.md", ("Das Lied sagt es kürzer", "Ein Lied sagt es kürzer"))
    return folder


def release_errata(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Release 0.3 with the changed word of the source, registered as the message says."""
    main(["check", f"--source={folder}"])
    line = re.search(
        rf"add.*?({SOURCE} p13 \w+ \S+) WHY|({SOURCE} p13 \w+ )", capfd.readouterr().err
    )
    assert line
    digest = (line[1] or line[2]).split()[2]
    register = folder / "anchors.txt"
    register.write_text(register.read_text() + f"{SOURCE} p13 {digest} 0.3 the errata have it\n")
    release(folder, "0.3", "2027-03-03")


def test_three_releases(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    release_errata(folder, capfd)
    site, files = folder / "_build/site", repository(folder)
    publish(files, site, None, build)
    assert sorted(path.name for path in (site / "v").iterdir()) == ["0.1", "0.2", "0.3"]
    page = {v: (site / "v" / v / f"{SOURCE}.html").read_text() for v in ("0.1", "0.2", "0.3")}

    root = (site / f"{SOURCE}.html").read_text()
    assert re.sub("<!--frozen-->.*?<!--/frozen-->", "", root) == page["0.3"]
    assert "admonition frozen" not in root
    earlier = re.findall('<a class="latest" href="([^"]*)">([^<]*)</a>', root)
    assert earlier == [("../v/0.2/sources/harms-1841.html#p13", "wording of version 0.2")]
    assert earlier[0][0] in root.partition('id="p13"')[2].partition("</p>")[0]
    assert "This is version 0.1 (2027-01-01), kept as it was cited." in page["0.1"]
    assert 'href="../../../sources/harms-1841.html">The latest version is 0.3' in page["0.1"]

    moved = 'href="../../../sources/harms-1841.html#p12a">latest version</a>'
    assert moved in page["0.1"].partition('id="p12.2"')[2].partition("</p>")[0]
    assert 'id="p12a"' in root
    for version in ("0.1", "0.2"):  # each leads on, and none to what is not there
        for target in re.findall(r'class="latest" href="../../../([^"#]*)#([^"]*)"', page[version]):
            assert f'id="{target[1]}"' in (site / target[0]).read_text()
    assert "Passage 12.2</a>: moved in version 0.2 (2027-02-02): a slip of ours." in page["0.1"]

    changed = "Passage 13</a>: other words since version 0.3 (2027-03-03): the errata have it."
    for version in ("0.1", "0.2"):
        told = page[version].partition('class="admonition frozen"')[2].partition("</aside>")[0]
        assert changed in told
        assert "In this version: <q>Das Lied sagt es kürzer" in told
        assert "In the latest: <q>Ein Lied sagt es kürzer" in told
    assert "Das Lied sagt es kürzer" in page["0.2"].partition("</aside>")[2]

    cited = (site / "v/0.1/cite/sources/harms-1841.html").read_text()
    assert "https://example.org/well/v/0.1/sources/harms-1841.html#p12.2" in cited
    assert (
        '<link rel="canonical" href="https://example.org/well/sources/harms-1841.html"'
        in page["0.1"]
    )

    before = {p: p.read_bytes() for p in site.rglob("*.*") if p.is_file()}
    publish(files, site, None, None)  # nothing is built again, nothing is marked twice
    assert {p: p.read_bytes() for p in site.rglob("*.*") if p.is_file()} == before
    publish(files, folder / "_build/other", site, None)
    assert (folder / "_build/other/index.html").read_bytes() == before[site / "index.html"]
    assert json.loads(before[site / "edition.json"])["changes"][-1]["state"] in ("changed", "moved")


def test_a_frozen_page_names_its_words_from_the_root_of_the_repository(folder: Path) -> None:
    cited = (folder / "_build/site/v/0.1/cite/sources/harms-1841.html").read_text()
    digest = git(folder, "rev-parse", f"v0.1:./{SOURCE}.md").strip()
    assert f"swh:1:cnt:{digest};path=/sample/{SOURCE}.md;lines=60-67" in cited


def test_a_release_is_on_the_site_as_a_whole_or_not_at_all(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier, site = folder / "_build/site", tmp_path / "site"

    def interrupted(source: Path, target: Path, **options: object) -> None:
        target.mkdir(parents=True)
        shutil.copy(source / "index.html", target)
        raise KeyboardInterrupt

    files = repository(folder)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copytree", interrupted)
        with pytest.raises(KeyboardInterrupt):
            publish(files, site, earlier, build)
    assert not (site / "v").exists()
    publish(files, site, earlier, build)
    assert (site / "index.html").read_bytes() == (earlier / "index.html").read_bytes()
    assert not (site / "unfinished").exists()


def test_without_a_release_there_is_nothing_to_publish(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text("")
    git(tmp_path, "init", "-q")
    with pytest.raises(SystemExit, match="No version is tagged yet"):
        main(["publish", f"--source={tmp_path}"])
