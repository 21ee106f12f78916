"""Importing govtext is cheap: the heavy libraries come when they are used."""

import json
import subprocess
import sys

import pytest

HEAVY = {"ahocorasick_rs", "charset_normalizer", "jieba", "numpy", "pandas", "pyarrow", "pydantic", "regex", "rich", "spacy"}
LIMIT_SECONDS = 0.1

PROBE = """
import json, sys, time
start = time.perf_counter()
{statement}
print(json.dumps([time.perf_counter() - start, sorted(name for name in sys.modules if "." not in name)]))
"""


def measure(statement: str) -> tuple[float, set[str]]:
    """Seconds that the statement takes in a fresh interpreter, and the top-level modules loaded after it."""
    code = PROBE.format(statement=statement)
    seconds, loaded = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60).stdout)
    return seconds, set(loaded)


def test_import_loads_no_heavy_library() -> None:
    _, loaded = measure("import govtext")
    assert not loaded & HEAVY


def test_import_is_fast() -> None:
    assert min(measure("import govtext")[0] for _ in range(5)) < LIMIT_SECONDS


@pytest.mark.parametrize("statement", ["import govtext; govtext.parse", "import govtext.cli"])
def test_parser_and_command_line_load_no_heavy_optional_library(statement: str) -> None:
    _, loaded = measure(statement)
    assert not loaded & {"jieba", "pandas", "pyarrow", "spacy"}


def test_names_stay_what_they_are_after_a_parse() -> None:
    """A submodule that is imported becomes an attribute of its package, and must not hide a public function."""
    import govtext

    govtext.parse("税收完成12亿元。")
    for name in ("parse", "read", "quantities", "times"):
        assert callable(getattr(govtext, name)), name


def test_public_names_resolve_and_are_listed() -> None:
    import govtext

    assert set(govtext.__all__) <= set(dir(govtext))
    for name in govtext.__all__:
        assert getattr(govtext, name) is not None
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = govtext.no_such_name
