"""Files of this repository beside its texts agree with them."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

import yaml

from ..project import ROOT

WORKFLOW = (ROOT / ".github/workflows/publish.yml").read_text("utf-8")

if TYPE_CHECKING:
    from ..project import Project


def test_the_file_for_citing_the_repository_agrees_with_the_edition():
    conf = (ROOT / "conf.py").read_text("utf-8")
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    for record in said, said["preferred-citation"]:
        for field, name in (("title", "project"), ("version", "release")):
            assert re.search(f'{name} = "(.*)"', conf)[1] == record[field]
        assert re.search('edition_date.* = "(.*)"', conf)[1] == record["date-released"]
    assert said["preferred-citation"]["type"] == "book"


def test_the_editorial_note_states_the_share_that_the_essay_states():
    essay = (ROOT / "essays/what-is-proletarian-internationalism.md").read_text("utf-8")
    note = (ROOT / "about/editorial.md").read_text("utf-8")
    stated = re.search(r"(?m)^reproduced: (\d+%)$", essay)[1]
    assert re.findall(r"reproduce (\d+%) of the author’s words", note) == [stated]


def test_every_text_is_listed_as_the_edition_asks_for_it(project: Project) -> None:
    shutil.copy(ROOT / "back/bibliography.md", project.src)
    build = project.build("xml")
    assert (build.status, build.warnings) == (0, "")
    page = fromstring(build.files("bibliography.xml")["bibliography.xml"])
    listed = [entry.get("ids") for entry in page.iter("citation")]
    assert {"one", "two", "harms-1841"} <= set(listed)


def test_the_workflow_publishes_tags_only_with_actions_that_stay_the_same():
    flow = yaml.safe_load(WORKFLOW)
    uses = [
        step["uses"] for job in flow["jobs"].values() for step in job["steps"] if "uses" in step
    ]
    assert len(uses) == 4
    assert [name for name in uses if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", name)] == []
    assert flow["permissions"] == {"contents": "read"}
    assert flow["jobs"]["publish"]["needs"] == ["test", "kit"]
    assert flow["jobs"]["publish"]["if"] == "startsWith(github.ref, 'refs/tags/v')"
    assert "bash .ci/run" in [step.get("run") for step in flow["jobs"]["test"]["steps"]]
