"""What CONTRIBUTING.md tells a contributor to do is done to a copy of the project, to the letter, and works."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.M | re.S)
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def block(heading: str, language: str, number: int = 0) -> str:
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return dedent([code for _, written, code in BLOCK.findall(section) if written == language][number])


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8").rstrip("\n") + "\n" + text, "utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with an indicator, a rule and a format added."""
    copy = tmp_path_factory.mktemp("project")
    for folder in ("govtext", "tests", ".ci"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    data = copy / "govtext" / "data"
    add(data / "lexicons" / "indicators.csv", block("Add an indicator", "csv"))
    add(data / "rules" / "plain.toml", "\n" + block("Add a rule", "toml"))
    reading = copy / "govtext" / "reading"
    (reading / "subtitles.py").write_text(block("Add a format", "python"), "utf-8")
    (copy / "tests" / "test_reading_subtitles.py").write_text(block("Add a format", "python", 2), "utf-8")
    builtin = (reading / "builtin.py").read_text("utf-8")
    text = '    Reader("text",'
    (reading / "builtin.py").write_text(builtin.replace(text, "    " + block("Add a format", "python", 1) + text), "utf-8")
    do(copy, sys.executable, ".ci/lexicons.py")
    return copy


def do(project: Path, *command: str, text: str = "") -> str:
    environment = os.environ | {"PYTHONPATH": str(project)}
    done = subprocess.run(command, cwd=project, env=environment, input=text, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_tests_that_it_names_pass(project):
    named = ["tests/test_lexicons.py", "tests/test_indicators.py", "tests/test_rules.py", "tests/test_reading_subtitles.py"]
    assert all(name in PAGE for name in named)
    do(project, sys.executable, "-m", "pytest", "--basetemp", "tmp", "-p", "no:cacheprovider", *named)


def test_the_indicator_is_read(project):
    sentence = re.search(r'echo "(.+?)"', block("Add an indicator", "sh"))[1]
    parsed = do(project, sys.executable, "-m", "govtext", "parse", "-", "--format", "jsonl", text=sentence)
    promised = re.findall(r'`("canonical":"\w+")`', PAGE)
    assert len(promised) == 2
    assert all(canonical in parsed for canonical in promised)


def test_new_code_is_as_ruff_wants_it(project):
    do(project, sys.executable, "-m", "ruff", "check", "govtext/reading", "tests/test_reading_subtitles.py")
    do(project, sys.executable, "-m", "ruff", "format", "--check", "govtext/reading", "tests/test_reading_subtitles.py")
