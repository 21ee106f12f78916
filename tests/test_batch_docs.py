"""The pages of the dataset are what the definition says, and their lines run."""

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from samples import sample_reports

import govtext
from govtext.export.tables import PAGES, page, tables
from govtext.wording import Language

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
FENCE = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pages_have_not_drifted_from_the_definition(lang: Language) -> None:
    kept = (ROOT / PAGES[lang]).read_text("utf-8")
    assert page(kept, lang) == kept, "the definition has changed: run python -m govtext.export.tables and commit the result"
    for table in tables():
        rows = kept.partition(f"\n## {table.name}\n")[2].partition("\n## ")[0]
        for item in (table, *table.columns):
            assert (item.chinese if lang == "zh" else item.text) in rows
        for column in table.columns:
            row = next(line for line in rows.splitlines() if line.startswith(f"| `{column.name}` |"))
            assert all(f"`{value}`" in row for value in (*column.values(), *filter(None, [column.refers])))


def test_each_column_has_a_meaning_and_each_reference_a_column() -> None:
    columns = {f"{table.name}.{column.name}" for table in tables() for column in table.columns}
    for table in tables():
        assert table.text.endswith(".")
        assert table.chinese.endswith("。")
        assert set(table.key) <= {column.name for column in table.columns if not column.null}
        for column in table.columns:
            assert column.text.endswith("."), (table.name, column.name)
            assert column.chinese.endswith("。"), (table.name, column.name)
            assert column.refers is None or column.refers in columns


def test_lines_of_the_pages_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("duckdb")
    (tmp_path / "reports").mkdir()
    for name, text in sample_reports().items():
        (tmp_path / "reports" / f"{name}.txt").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    govtext.batch("reports", "dataset", workers=1)
    govtext.batch("reports", "dataset.duckdb", to="duckdb", workers=1)
    for file in ("dataset.md", "scaling.md"):
        for code in FENCE.findall((DOCS / file).read_text("utf-8")):
            printed = StringIO()
            with redirect_stdout(printed):
                exec(compile(code, file, "exec"), {"__name__": "page"})
            assert len(printed.getvalue().splitlines()) >= 3, code
