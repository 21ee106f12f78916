"""Pages of documentation: their snippets, run as a reader would."""

import os
import re
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from click.testing import CliRunner

from govtext.cli import cli

ROOT = Path(__file__).parent.parent
PLAIN = re.compile(r"(govtext [\w ./*=,-]+)(?:#.*)?")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def snippets(page: Path) -> list[tuple[str, str]]:
    """Language and code of each fenced block."""
    return FENCE.findall(page.read_text("utf-8"))


def python(code: str, names: dict[str, object]) -> str:
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(code, "page", "exec"), names)
    return printed.getvalue()


def shell(code: str) -> str:
    """What commands print: in this process where they are plain ones of govtext, since each new one would load all that parsing needs."""
    plain = [PLAIN.fullmatch(line) for line in code.splitlines()]
    if all(plain):
        return "".join(command(line[1]) for line in plain if line)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(["bash", "-ec", code], env={**os.environ, "PATH": path}, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, f"{code}\n{done.stderr}"
    return done.stdout


def command(line: str) -> str:
    words = [found for word in line.split()[1:] for found in (sorted(map(str, Path().glob(word))) if "*" in word else [word])]
    done = CliRunner().invoke(cli, words, prog_name="govtext", catch_exceptions=False)
    assert done.exit_code == 0, f"{line}\n{done.stderr}"
    return done.stdout


def run(page: Path) -> int:
    """Run the snippets in order, in the current folder; a `text` block is what the snippet above it prints. Return how many were compared."""
    names: dict[str, object] = {}
    blocks = snippets(page)
    compared = 0
    for (language, code), (following, said) in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        if language not in ("python", "sh"):
            continue
        printed = python(code, names) if language == "python" else shell(code)
        if following == "text":
            assert lines(printed) == lines(said), code
            compared += 1
        else:
            assert printed or "print(" not in code, code
    return compared


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]


def shape(page: Path) -> list[tuple[str, list[str]]]:
    """What two languages of a page share: snippets, headings, tables and lists."""
    text = FENCE.sub("", page.read_text("utf-8"))
    return [*snippets(page), *((form, re.findall(form, text, re.M)) for form in (r"^#+ ", r"^\|", r"^- "))]
