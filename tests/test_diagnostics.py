import re
from pathlib import Path
from string import Formatter

import pytest

from govtext import diagnostics
from govtext.labels import Severity
from govtext.model import Span

ROOT = Path(__file__).parent.parent
CODES = sorted(diagnostics.catalogue())


def test_codes_are_sorted_unique_and_well_formed() -> None:
    rows = list(diagnostics.lexicon("diagnostics"))
    assert [row["code"] for row in rows] == CODES
    assert all(re.fullmatch(r"GT[1-9]\d\d", code) for code in CODES)


@pytest.mark.parametrize("code", CODES)
def test_each_code_makes_a_message_with_advice(code: str) -> None:
    row = diagnostics.catalogue()[code]
    names = [name for _, name, _, _ in Formatter().parse(row["message"]) if name]
    made = diagnostics.make(code, Span(start=1, end=2), **{name: f"<{name}>" for name in names})
    assert made.severity is Severity(row["severity"])
    assert all(f"<{name}>" in made.message for name in names)
    assert made.message.endswith("; " + row["advice"])
    assert made.span == Span(start=1, end=2)
    assert row["chinese"]


@pytest.mark.parametrize("code", CODES)
def test_each_code_is_said_in_chinese_with_the_values_of_its_message(code: str) -> None:
    row = diagnostics.catalogue()[code]
    names = [name for _, name, _, _ in Formatter().parse(row["message"]) if name]
    said = diagnostics.in_chinese(diagnostics.make(code, **{name: f"值 {name}; 、" for name in names}))
    assert all(f"值 {name}; 、" in said for name in names)
    assert said.endswith(f"；{row['chinese_advice']}")
    assert not re.search("[{}]", said)


def test_unknown_code_and_missing_value_are_errors() -> None:
    with pytest.raises(KeyError, match="GT999"):
        diagnostics.make("GT999")
    with pytest.raises(KeyError, match="count"):
        diagnostics.make("GT201")


def test_documentation_lists_the_whole_catalogue() -> None:
    documented = (ROOT / "docs" / "diagnostics.md").read_text("utf-8")
    for code, row in diagnostics.catalogue().items():
        assert f"| {code} | {row['severity']} | {row['message']} | {row['chinese']} | {row['advice']} |" in documented
    assert sorted(re.findall(r"GT\d{3}", documented)) == CODES


def test_package_uses_only_codes_of_the_catalogue() -> None:
    used = {code for path in (ROOT / "govtext").rglob("*.py") for code in re.findall(r'"(GT\d{3})"', path.read_text("utf-8"))}
    assert used <= set(CODES)
