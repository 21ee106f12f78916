"""The related tables that reports make, as ``data/tables.toml`` defines them: the one schema of datasets and frames.

``python -m govtext.export.tables`` writes the description of every column into docs/dataset.md.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from govtext import labels

PAGE = Path("docs/dataset.md")
MARK = "<!-- What follows is written by python -m govtext.export.tables. -->\n"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name and type, where its value comes from, and what it means.

    Attributes
    ----------
    name, type, text
        Name, type name (``string``, ``json``, ``int32``, ``date``, ``decimal`` or ``list<…>``) and meaning.
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
    rows
        Path from a `Report` to the items that are the rows, empty for the report itself; None for tables that a batch fills.
    """

    name: str
    text: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: str | None = None

    def column(self, name: str) -> Column:
        """The column of this name; `KeyError` where there is none."""
        return {column.name: column for column in self.columns}[name]


@lru_cache(maxsize=1)
def definition() -> tuple[str, tuple[Table, ...]]:
    """The version of the tables, and the tables in order.

    >>> version, tables = definition()
    >>> [table.name for table in tables][:4]
    ['reports', 'sections', 'measures', 'metrics']
    """
    kept = tomllib.loads((files("govtext") / "data" / "tables.toml").read_text("utf-8"))
    return kept["version"], tuple(_table(**entry) for entry in kept["table"])


def _table(name: str, text: str, key: list[str], columns: list[dict[str, str]], rows: str | None = None) -> Table:
    return Table(name, text, tuple(key), tuple(_column(entry) for entry in columns), rows)


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


def describe(table: Table) -> str:
    """A table's description in Markdown.

    >>> print(describe(table("diagnostics"))[:59])
    ## diagnostics
    <BLANKLINE>
    One row for each remark of the parser about
    """
    key = ", ".join(f"`{name}`" for name in table.key)
    lines = [f"## {table.name}", "", table.text + (f" Key: {key}." if key else ""), "", "| column | type | meaning |", "|---|---|---|"]
    lines += [f"| `{column.name}` | {_type(column)} | {_meaning(column)} |" for column in table.columns]
    return "\n".join(lines) + "\n"


def _type(column: Column) -> str:
    return column.type.replace("<", " of ").replace(">", "") + (", may be null" if column.null else "")


def _meaning(column: Column) -> str:
    values = ", ".join(f"`{value}`" for value in column.values())
    return column.text + (f" Points at `{column.refers}`." if column.refers else "") + (f" One of {values}." if values else "")


def page(kept: str) -> str:
    """The page with its second part written anew; what stands above the mark is kept."""
    return kept.partition(MARK)[0] + MARK + "\n" + f"Version {version()} of the tables.\n\n" + "\n".join(map(describe, tables()))


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
