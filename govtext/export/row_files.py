"""Rows of plain values as text: CSV, JSON and JSON Lines, written as they come, or a table for people."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from pandas import DataFrame

    from govtext.wording import Language

_WIDE = 1000  # columns; a table that goes to a file is never wrapped

Row = Mapping[str, Any]


def plain_rows(frame: DataFrame) -> list[dict[str, Any]]:
    """Give the rows of a frame as plain values, None where one is missing."""
    return [{str(name): value for name, value in row.items()} for row in frame.astype(object).where(frame.notna(), None).to_dict("records")]


def write_rows(rows: Iterable[Row], columns: Sequence[str], form: str, stream: TextIO) -> None:
    """Write rows as ``csv``, ``json`` or ``jsonl``; decimals in as many digits as they have.

    >>> import sys
    >>> write_rows([{"place": "青河县", "low": Decimal("6.50")}], ("place", "low"), "jsonl", sys.stdout)
    {"place": "青河县", "low": "6.50"}
    """
    {"csv": _csv, "json": _json, "jsonl": _jsonl}[form](rows, columns, stream)


def _csv(rows: Iterable[Row], columns: Sequence[str], stream: TextIO) -> None:
    from govtext.export.csv_files import safe_cell

    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: value if _is_number(row[name]) else safe_cell(value) for name, value in _plain(row).items()} for row in rows)


def _json(rows: Iterable[Row], columns: Sequence[str], stream: TextIO) -> None:
    stream.write("[")
    for index, row in enumerate(rows):
        stream.write(("," if index else "") + "\n" + json.dumps(_plain(row), ensure_ascii=False))
    stream.write("\n]\n")


def _jsonl(rows: Iterable[Row], columns: Sequence[str], stream: TextIO) -> None:
    stream.writelines(json.dumps(_plain(row), ensure_ascii=False) + "\n" for row in rows)


def _plain(row: Row) -> dict[str, Any]:
    return {name: f"{value:f}" if isinstance(value, Decimal) else value for name, value in row.items()}


def _is_number(value: Any) -> bool:
    return isinstance(value, Decimal | int | float)


def write_table(rows: Iterable[Sequence[str]], headings: Sequence[str], right: frozenset[int], stream: TextIO, longest: int) -> None:
    """Write rows of words as a table; the columns numbered in `right` are set to the right, and no cell is longer than `longest` characters."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from govtext.render import one_line

    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for index, heading in enumerate(headings):
        grid.add_column(heading, justify="right" if index in right else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(one_line(cell, longest)) for cell in row))
    Console(file=stream, width=None if stream.isatty() else _WIDE).print(grid, markup=False, highlight=False)


def named(names: Sequence[str], lang: Language) -> Iterator[str]:
    """Name the columns of a table."""
    from govtext.export.headings import column_name

    return (column_name(name, lang) for name in names)
