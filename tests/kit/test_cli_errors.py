"""What the command ``sphinx-edition`` says before it makes anything."""

import re
from pathlib import Path

import pytest

from sphinx_edition import cli


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that looks like that of an edition."""
    folder = tmp_path / "-D 'a', $HOME"
    folder.mkdir()
    (folder / "conf.py").write_text('extensions = ["sphinx_edition"]\n')
    return folder


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["html", "--source", "nowhere"], r".*/nowhere: there is no such folder"),
        (["html", "--source", ".."], r".*: this folder has no conf.py; name another with --source"),
        (["html", "--copy=-nothing"], r".*/-nothing: there is no such file"),
        (["find", "--", "-nothing"], r".*/-nothing: there is no such file"),
        (["find", ""], r"Name the file .*"),
        (["digests", "--copy="], r"Name the copy .*"),
        (["booklet", "--sheets", "0"], r"--sheets 0: name at least one sheet of paper"),
        (["booklet", "--sheets=-1"], r"--sheets -1: .*"),
        (["serve", "--port", "8000;id"], r"--port 8000;id: name a number up to 65535"),
        (["pdf", "--paper", "../a4"], r"--paper ../a4: name a size of paper, such as a4"),
        (["html", "--out", "conf.py"], r".*Not a directory.*conf.py.*"),
    ],
)
def test_an_error_is_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], sentence: str
) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    assert re.fullmatch(sentence, str(stop.value.code))  # Python prints it and ends with 1


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["find"], ["html", "--port", "1"]])
def test_arguments_that_are_not_understood_end_with_the_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    assert stop.value.code == 2
    assert capsys.readouterr().err.startswith("usage: sphinx-edition")


@pytest.mark.parametrize("name", ["build", "pdf", "booklet"])
def test_a_book_without_its_packages_names_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(cli, "find_spec", lambda package: None)
    with pytest.raises(SystemExit, match=r'pip install "sphinx-edition\[book\]"'):
        cli.main([name, "--source", str(folder)])
    assert not (folder / "_build").exists()
