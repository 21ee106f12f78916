"""The pages of the dataset are what the definition says."""

from pathlib import Path

import pytest

from govtext.export.tables import PAGES, page, tables
from govtext.wording import Language

ROOT = Path(__file__).parents[1]


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
