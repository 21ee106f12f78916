"""Every snippet of the README runs, and what it prints is what the README says."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from pages import ROOT, run, shape, snippets

ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def test_snippets_run_and_print_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Snippets run in order, in a folder that holds `corpora`; those of the twin are the same."""
    shutil.copytree(ROOT / "corpora", tmp_path / "corpora")
    monkeypatch.chdir(tmp_path)
    assert run(ENGLISH) >= 3


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=lambda page: page.name)
def test_set_up_commands_exist(page: Path) -> None:
    """The `bash` blocks set things up: their make targets and extras must be there."""
    commands = [line for language, code in snippets(page) if language == "bash" for line in code.splitlines()]
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert {"make demo", "make test"} <= {command.split("#")[0].strip() for command in commands}
    for command in commands:
        if command.startswith("make "):
            assert command.split()[1] in targets
        for named in re.findall(r"\[([\w,]+)\]", command):
            assert set(named.split(",")) <= extras.keys()


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_two_languages_are_twins() -> None:
    assert shape(ENGLISH) == shape(CHINESE)
    assert CHINESE.name in ENGLISH.read_text("utf-8")
    assert ENGLISH.name in CHINESE.read_text("utf-8")
