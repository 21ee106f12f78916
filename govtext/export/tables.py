"""The related tables that reports make, as ``data/tables.toml`` defines them: the one schema of datasets and frames.

``python -m govtext.export.tables`` writes the description of every column into docs/dataset.md and docs/zh/dataset.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from govtext import labels
from govtext.wording import Language

PAGES: Mapping[Language, Path] = {"en": Path("docs/dataset.md"), "zh": Path("docs/zh/dataset.md")}
MARK = "<!-- What follows is written by python -m govtext.export.tables. -->\n"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name and type, where its value comes from, and what it means.

    Attributes
    ----------
    name, type
        Name, and type name: ``string``, ``json``, ``int32``, ``bool``, ``date``, ``decimal`` or ``list<…>``.
    text, chinese
        Meaning in English and in Chinese.
    null
        Whether the value may be missing.
    source
        Path from the row's item to the value, with () behind a method; None for what comes from the report or the batch.
    labels
        Name of the enumeration in `govtext.labels` that lists its values.
    refers
        ``table.column`` that it points at.
    """

    name: str
    type: str
    text: str
    chinese: str
    null: bool = False
    source: str | None = None
    labels: str | None = None
    refers: str | None = None

    def values(self) -> tuple[str, ...]:
        """The closed list of its values; empty where it is open.

        >>> table("metrics").column("status").values()
        ('achieved', 'target', 'baseline')
        """
        members: type[StrEnum] | tuple[str, ...] = getattr(labels, self.labels) if self.labels else ()
        return tuple(str(member) for member in members)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in order, and the columns that together are different in each row.

    Attributes
    ----------
    text, chinese
        What a row is, in English and in Chinese.
    rows
        Path from a `Report` to the items that are the rows, empty for the report itself; None for tables that a batch fills.
    """

    name: str
    text: str
    chinese: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: str | None = None

    def column(self, name: str) -> Column:
        """The column of this name; `KeyError` where there is none."""
        return {column.name: column for column in self.columns}[name]


@lru_cache(maxsize=1)
def _kept() -> dict[str, Any]:
    return tomllib.loads((files("govtext") / "data" / "tables.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def definition() -> tuple[str, tuple[Table, ...]]:
    """The version of the tables, and the tables in order.

    >>> version, tables = definition()
    >>> [table.name for table in tables][:4]
    ['reports', 'sections', 'measures', 'metrics']
    """
    return _kept()["version"], tuple(_table(**entry) for entry in _kept()["table"])


def _table(name: str, text: str, chinese: str, key: list[str], columns: list[dict[str, str]], rows: str | None = None) -> Table:
    return Table(name, text, chinese, tuple(key), tuple(_column(entry) for entry in columns), rows)


def _column(entry: dict[str, str]) -> Column:
    return Column(**{"source" if key == "from" else key: value for key, value in entry.items()})  # type: ignore[arg-type]  # the dataclass refuses unknown keys


def version() -> str:
    """The version of the tables: the first figure changes with a column's name, type or meaning, the second when there are more."""
    return definition()[0]


def tables() -> tuple[Table, ...]:
    """All tables, those that others point at first."""
    return definition()[1]


def table(name: str) -> Table:
    """The table of this name; `KeyError` where there is none.

    >>> table("metrics").key
    ('report_id', 'id')
    """
    return {table.name: table for table in tables()}[name]


def describe(table: Table, lang: Language = "zh") -> str:
    """A table's description in Markdown.

    >>> print(describe(table("diagnostics"), "en")[:59])
    ## diagnostics
    <BLANKLINE>
    One row for each remark of the parser about
    >>> describe(table("errors")).splitlines()[2]
    '每个没有得出报告的输入一行。'
    """
    lines = [f"## {table.name}", "", _text(table, lang) + _phrase("key", table.key, lang), "", _kept()["page"][lang]["head"], "|---|---|---|"]
    lines += [f"| `{column.name}` | {_type(column, lang)} | {_meaning(column, lang)} |" for column in table.columns]
    return "\n".join(lines) + "\n"


def _text(item: Table | Column, lang: Language) -> str:
    return item.chinese if lang == "zh" else item.text


def _phrase(name: str, values: Iterable[str], lang: Language) -> str:
    """The phrase of the page with these values in it; empty without values."""
    phrases = _kept()["page"][lang]
    listed = phrases["comma"].join(f"`{value}`" for value in values)
    return str(phrases[name].format(listed)) if listed else ""


def _type(column: Column, lang: Language) -> str:
    phrases = _kept()["page"][lang]
    return re.sub("list<(.*)>", phrases["list"], column.type) + (phrases["null"] if column.null else "")


def _meaning(column: Column, lang: Language) -> str:
    return _text(column, lang) + _phrase("refers", filter(None, [column.refers]), lang) + _phrase("values", column.values(), lang)


def page(kept: str, lang: Language = "zh") -> str:
    """The page with its second part written anew; what stands above the mark is kept."""
    heading = _kept()["page"][lang]["version"].format(version())
    return kept.partition(MARK)[0] + MARK + f"\n{heading}\n\n" + "\n".join(describe(table, lang) for table in tables())


if __name__ == "__main__":
    for lang, path in PAGES.items():
        path.write_text(page(path.read_text("utf-8"), lang), "utf-8")
