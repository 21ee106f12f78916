"""Sheets of indicators: what a report's figures are this time, one row an indicator."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from govtext.errors import GovtextError, ReadError
from govtext.files import aside
from govtext.labels import MetricKind, MetricStatus
from govtext.masking.sheets import table
from govtext.reading.extras import need
from govtext.rules import lexicon
from govtext.source import fold
from govtext.value_expressions import scan
from govtext.wording import Language, word

COLUMNS = ("canonical", "indicator", "scope", "status", "value", "unit", "growth", "previous")
FORMATS = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class Figures:
    """One row: the amount of an indicator with its unit, and its growth in per cent."""

    indicator: str
    canonical: str = ""
    value: Decimal | None = None
    unit: str = ""
    growth: Decimal | None = None
    scope: str = ""
    status: MetricStatus = MetricStatus.ACHIEVED
    previous: str = ""  # what it was, for the one who fills the sheet in

    def of(self, kind: MetricKind) -> Decimal | None:
        """Give the number for a kind of value; a row of a growth alone holds it as its value."""
        if kind is MetricKind.GROWTH:
            return self.growth if self.growth is not None or self.unit != "%" else self.value
        return self.value


def read(path: str | Path) -> list[Figures]:
    """Read a sheet in Excel or CSV; its columns may be named in Chinese or English, and a value may carry its unit (286.4亿元).

    Raises `ReadError` where the file is no such sheet, or a cell is no number.
    """
    source = Path(path)
    suffix_of(source)
    cells = table(source)
    columns = [_names().get(fold(str(name)).replace("(", "（").replace(")", "）").strip().lower()) for name in cells[0]] if cells else []
    if not {"canonical", "indicator"} & set(columns) or not {"value", "growth"} & set(columns):
        names, numbers = (f"{_shown(first)} or {_shown(second)}" for first, second in (("indicator", "canonical"), ("value", "growth")))
        raise ReadError(f"{source}: is no sheet of indicators; it has a column {names}, and one {numbers}")
    found = []
    for number, row in enumerate(cells[1:], 2):
        values = {column: cell for column, cell in zip(columns, row, strict=False) if column and cell not in (None, "")}
        if {"canonical", "indicator"} & set(values) and {"value", "growth"} & set(values):
            found.append(_figures(values, f"{source}, row {number}"))
    return found


def _figures(values: Mapping[str, Any], place: str) -> Figures:
    value, unit = _number(values.get("value"), place)
    growth, _ = _number(values.get("growth"), place)
    status = _statuses().get(str(values.get("status", "")).strip(), MetricStatus.ACHIEVED)
    texts = {column: str(values.get(column, "")).strip() for column in ("canonical", "indicator", "scope")}
    return Figures(**texts, value=value, unit=str(values.get("unit", "")).strip() or unit, growth=growth, status=status)


def _number(cell: Any, place: str) -> tuple[Decimal | None, str]:
    """The number of a cell, and the unit that stands in it."""
    if cell is None:
        return None, ""
    written = fold(repr(cell) if isinstance(cell, float) else str(cell)).replace(",", "").strip()
    try:
        return Decimal(written), ""
    except InvalidOperation:
        value = next(scan(written, 0, len(written)), None)
        if value is None or value.low is None or value.low != value.high or (value.start, value.end) != (0, len(written)):
            raise ReadError(f"{place}: {cell} is no number; write it in digits, with its unit in the column of units") from None
        return value.low, value.unit


def write(path: str | Path, rows: Iterable[Figures], lang: Language = "zh") -> None:
    """Write a sheet of indicators to fill in; `GovtextError` for another extension than .xlsx and .csv."""
    target = Path(path)
    cells = [[_heading(column, lang) for column in COLUMNS], *([_cell(row, column, lang) for column in COLUMNS] for row in rows)]
    content = _workbook(cells) if suffix_of(target) == ".xlsx" else _csv(cells)
    with aside(target) as temporary:
        temporary.write_bytes(content)


def suffix_of(path: Path) -> str:
    """Give the extension of a sheet of indicators; `GovtextError` where it is none of one."""
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise GovtextError(f"{path}: is no sheet of indicators by its name; let it end in {', '.join(FORMATS)}")
    return suffix


def _cell(row: Figures, column: str, lang: Language) -> str:
    value = getattr(row, column)
    return word(value, lang) if column == "status" else "" if value is None else str(value)


def _csv(cells: Sequence[Sequence[str]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows([["'" + cell if cell.startswith(("=", "+", "-", "@")) else cell for cell in row] for row in cells])
    return stream.getvalue().encode("utf-8-sig")


def _workbook(cells: Sequence[Sequence[str]]) -> bytes:
    openpyxl = need("openpyxl", "excel", "writing Excel files")
    styles = need("openpyxl.styles", "excel", "writing Excel files")
    book = openpyxl.Workbook()
    for number, row in enumerate(cells, 1):
        for place, value in enumerate(row, 1):
            cell = book.active.cell(number, place, value or None)
            if value:
                cell.data_type = "s"
            cell.font = styles.Font(bold=number == 1)
    for place, column in enumerate(COLUMNS, 1):
        book.active.column_dimensions[openpyxl.utils.get_column_letter(place)].width = 30 if column == "indicator" else 14
    book.active.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@cache
def _names() -> dict[str, str]:
    return {
        name: row["column"] for row in lexicon("indicator_sheet") for name in (row["column"], row["zh"], row["en"], *row["also"].split("|")) if name
    }


@cache
def _statuses() -> dict[str, MetricStatus]:
    return {name: status for status in MetricStatus for name in (status, word(status, "zh"), word(status, "en"))}


def _heading(column: str, lang: Language) -> str:
    return next(row[lang] for row in lexicon("indicator_sheet") if row["column"] == column)


def _shown(column: str) -> str:
    return f"{_heading(column, 'zh')}/{_heading(column, 'en')}"
