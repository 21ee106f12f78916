"""Reports as pandas data frames: the related tables of `govtext.export.tables`, column by column."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pydantic_core import to_jsonable_python

from govtext.export.arrow import getter, report_id
from govtext.export.calls import known, some
from govtext.export.tables import Column, Table, tables
from govtext.model import Report

if TYPE_CHECKING:
    from pandas import DataFrame

_DTYPES = {"string": "string", "json": "string", "int32": "Int32", "bool": "boolean", "decimal": "float64", "date": "datetime64[s]"}


def to_frame(reports: Iterable[Report], name: str) -> DataFrame:
    """Make one of the tables of reports.

    Parameters
    ----------
    reports
        Parsed reports.
    name
        ``reports``, ``sections``, ``measures``, ``metrics``, ``placeholders``, ``targets``, ``panel``, ``times``, ``entities`` or ``diagnostics``.

    Returns
    -------
    DataFrame
        The columns that docs/dataset.md describes. Numbers are float64, in the base unit; text is nullable ``string``, offsets are
        nullable integers (code points in `Report.text`), days are datetimes, and lists of ids are tuples.

    Raises
    ------
    ExportError
        There is no such table, no report, or a report of another schema version.

    Examples
    --------
    >>> import govtext
    >>> frame = to_frame([govtext.parse("税收完成12.5亿元，增长6.5%。")], "metrics")
    >>> frame[["indicator", "text", "low", "unit"]].to_dict("records")[1]
    {'indicator': '税收', 'text': '6.5%', 'low': 6.5, 'unit': '%'}
    """
    table = {table.name: table for table in _filled()}[known(name, [table.name for table in _filled()], "table")]
    return _frame(table, some(reports, "a frame"))


def to_frames(reports: Iterable[Report]) -> dict[str, DataFrame]:
    """Make all the related tables of reports, by name; see `to_frame`.

    Rows of one report share its ``report_id``, so that ``metrics.merge(reports, on="report_id")`` adds place and year.

    Raises
    ------
    ExportError
        There is no report, or one of another schema version.

    Examples
    --------
    >>> import govtext
    >>> frames = to_frames([govtext.parse("税收完成12.5亿元。")])
    >>> {name: len(frame) for name, frame in frames.items() if len(frame)}
    {'reports': 1, 'metrics': 1, 'panel': 16, 'diagnostics': 3}
    """
    given = some(reports, "a frame")
    return {table.name: _frame(table, given) for table in _filled()}


def _filled() -> list[Table]:
    return [table for table in tables() if table.rows is not None]


def _frame(table: Table, reports: Sequence[Report]) -> DataFrame:
    from pandas import DataFrame

    rows = [(report_id(report.text), number, item) for report in reports for number, item in enumerate(_items(table, report), 1)]
    columns: dict[str, Sequence[Any]] = {}
    for column in table.columns:
        match column.source:
            case None:
                columns[column.name] = [row[0] if column.name == "report_id" else row[1] for row in rows]
            case source:
                get = getter(source, column.null)
                columns[column.name] = [_cell(column, get(item)) for _, _, item in rows]
    return DataFrame(columns).astype({column.name: _DTYPES.get(column.type, "object") for column in table.columns})


def _items(table: Table, report: Report) -> Iterable[Any]:
    items: Iterable[Any] = getter(table.rows)(report) if table.rows else (report,)
    return items


def _cell(column: Column, value: Any) -> Any:
    match column.type:
        case "json":
            return json.dumps(to_jsonable_python(value, fallback=str), ensure_ascii=False)
        case "string" if value is not None:
            return str(value)
        case "decimal" if value is not None:
            return float(value)
        case _:
            return value
