"""Every snippet of the README runs, and what it prints is what the README says."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def snippets(page: Path) -> list[tuple[str, str]]:
    """Language and code of each fenced block."""
    return FENCE.findall(page.read_text("utf-8"))


def python(code: str, names: dict[str, object]) -> str:
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(code, "README", "exec"), names)
    return printed.getvalue()


def shell(code: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path}
    done = subprocess.run(["bash", "-ec", code], env=environment, capture_output=True, check=True, text=True, encoding="utf-8")
    return done.stdout


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=lambda page: page.name)
def test_snippets_run_and_print_what_the_page_says(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Snippets run in order, in a folder that holds `corpora`; a `text` block is what the snippet above it prints."""
    shutil.copytree(ROOT / "corpora", tmp_path / "corpora")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    blocks = snippets(page)
    checked = 0
    for (language, code), (following, said) in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        if language not in ("python", "sh"):
            continue
        printed = python(code, names) if language == "python" else shell(code)
        if following == "text":
            assert [line.rstrip() for line in printed.splitlines()] == [line.rstrip() for line in said.splitlines()], code
            checked += 1
    assert checked >= 3


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


@pytest.mark.parametrize("page", [ENGLISH, CHINESE, *sorted((ROOT / "docs").glob("*.md"))], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_two_languages_are_twins() -> None:
    english, chinese = ENGLISH.read_text("utf-8"), CHINESE.read_text("utf-8")
    assert snippets(ENGLISH) == snippets(CHINESE)
    for shape in (r"^#+ ", r"^\|", r"^- "):
        assert re.findall(shape, english, re.M) == re.findall(shape, chinese, re.M), shape
    assert CHINESE.name in english
    assert ENGLISH.name in chinese
