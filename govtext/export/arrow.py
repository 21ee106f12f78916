"""Reports as related Arrow tables, by the one definition of `govtext.export.tables`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cache
from operator import attrgetter
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from govtext.export.tables import Column, Table, tables, version
from govtext.export.tables import table as definition
from govtext.reading.extras import need

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

    from govtext.model import Report

PRECISION, PLACES = 38, 12
INT32_LIMIT = 1 << 31
_LAST_PLACE = Decimal(1).scaleb(-PLACES)
_ROUNDING = Context(prec=PRECISION, rounding=ROUND_HALF_EVEN)

Get = Callable[[Any], Any]
Row = tuple[Any, ...]


def report_id(text: str) -> str:
    """The key of a report in all tables: the first 32 hexadecimal digits of the SHA-256 of `Report.text`.

    >>> report_id("税收完成12.5亿元。")
    '2fb9ef568a70b9d5a87b95667926e560'
    """
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def to_tables(reports: Iterable[Report]) -> dict[str, pa.Table]:
    """Make the related tables of reports.

    Parameters
    ----------
    reports
        Reports with different texts; the text of each makes its key, see `report_id`.

    Returns
    -------
    dict of str to pyarrow.Table
        ``reports``, ``sections``, ``measures``, ``metrics``, ``placeholders``, ``targets``, ``times``, ``entities`` and ``diagnostics``,
        each with the schema that `schema` gives for its name; numbers are ``decimal128(38, 12)``.

    Raises
    ------
    MissingExtraError
        pyarrow is not installed.

    Examples
    --------
    >>> import govtext
    >>> tables = to_tables([govtext.parse("税收完成12.5亿元，增长6.5%。")])
    >>> tables["metrics"].select(["id", "indicator", "low", "unit"]).to_pylist()[1]
    {'id': 'm2', 'indicator': '税收', 'low': Decimal('6.500000000000'), 'unit': '%'}
    """
    rows: dict[str, list[Row]] = {table.name: [] for table in tables() if table.rows is not None}
    for report in reports:
        for name, found in to_rows(report).items():
            rows[name] += found
    return {name: to_table(name, found) for name, found in rows.items()}


def to_rows(report: Report) -> dict[str, list[Row]]:
    """The rows that a report gives to each table: tuples of plain values in the order of the table's columns.

    >>> import govtext
    >>> rows = to_rows(govtext.parse("税收完成12.5亿元。"))
    >>> dict(zip([column.name for column in definition("metrics").columns], rows["metrics"][0], strict=True))["low"]
    Decimal('1250000000')
    """
    key = report_id(report.text)
    return {table.name: list(_rows(table, report, key)) for table in tables() if table.rows is not None}


def to_table(name: str, rows: Sequence[Row]) -> pa.Table:
    """Make one of the tables from rows, as `to_rows` gives them.

    >>> to_table("errors", [("a.pdf", "unreadable", "a.pdf: is empty")]).num_rows
    1
    """
    columns = definition(name).columns
    values = zip(*rows, strict=True) if rows else [()] * len(columns)
    return _arrow().table([_array(column, found) for column, found in zip(columns, values, strict=True)], schema=schema(name))


@cache
def schema(name: str) -> pa.Schema:
    """The Arrow schema of a table: each field with its meaning as metadata, the schema with name and version of the table.

    >>> schema("metrics").field("low").type
    Decimal128Type(decimal128(38, 12))
    """
    fields = [_arrow().field(c.name, arrow_type(c.type), c.null, {"description": c.text}) for c in definition(name).columns]
    return _arrow().schema(fields, {"govtext.table": name, "govtext.tables.version": version()})


@cache
def arrow_type(name: str) -> pa.DataType:
    """The Arrow type of a type name in the definition.

    >>> arrow_type("list<string>")
    ListType(list<item: string>)
    """
    if name.startswith("list<"):
        return _arrow().list_(arrow_type(name[5:-1]))
    match name:
        case "json":
            return _arrow().string()
        case "date":
            return _arrow().date32()
        case "decimal":
            return _arrow().decimal128(PRECISION, PLACES)
        case _:
            return _arrow().type_for_alias(name)


def fitting(number: Decimal | None) -> Decimal | None:
    """A number as the tables hold it: rounded to 12 places, None beyond 26 digits before the point.

    >>> fitting(Decimal("33.33333333333333")), fitting(Decimal("1e26"))
    (Decimal('33.333333333333'), None)
    """
    if number is None or number.adjusted() >= PRECISION - PLACES:
        return None
    exponent = number.as_tuple().exponent
    return number.quantize(_LAST_PLACE, context=_ROUNDING) if isinstance(exponent, int) and exponent < -PLACES else number


def _rows(table: Table, report: Report, key: str) -> Iterator[Row]:
    items = getter(table.rows)(report) if table.rows else (report,)
    getters = [getter(column.source, column.null) for column in table.columns if column.source]
    given = ([key] * len(items), range(1, len(items) + 1))[: len(table.columns) - len(getters)]
    return zip(*given, *(map(get, items) for get in getters), strict=True)


@cache
def getter(path: str, null: bool = True) -> Get:
    """A function from an item to the value that stands at a path in it; None where a part of the way is None, as it may be for `null`.

    A path with a colon names a function of the item, and may go on in what it gives: ``module:function().name``.

    >>> from govtext.model import Stated
    >>> getter("span.start")(Stated(value="青岭县")) is None
    True
    >>> getter("value.__len__()")(Stated(value="青岭县"))
    3
    """
    if ":" in path:
        name, _, rest = path.partition("().")
        function: Get = resolve_name(name)
        of_value = getter(rest, null) if rest else None
        return (lambda item: of_value(function(item))) if of_value else function
    if path.endswith("()"):
        method = attrgetter(path.removesuffix("()"))
        return lambda item: method(item)()
    if not null or "." not in path:
        return attrgetter(path)
    first, _, rest = path.partition(".")
    inner = getter(rest)

    def get(item: Any) -> Any:
        value = getattr(item, first)
        return None if value is None else inner(value)

    return get


def _array(column: Column, values: Sequence[Any]) -> pa.Array:
    given = [*map(_json, values)] if column.type == "json" else values
    try:
        return _arrow().array(given, arrow_type(column.type))
    except (_arrow().ArrowInvalid, OverflowError, UnicodeEncodeError):
        return _arrow().array([*map(_FITTED[column.type], given)], arrow_type(column.type))


def _json(value: Any) -> str:
    return to_json(value, bytes_mode="base64", inf_nan_mode="null", fallback=str).decode()


def _small(number: int | None) -> int | None:
    return number if number is not None and abs(number) < INT32_LIMIT else None


def _readable(text: str | None) -> str | None:
    """Names of files may hold bytes that are no text; Python keeps them as lone surrogates."""
    return text and text.encode("utf-8", "replace").decode()


# What Arrow does not take is made to fit; hardly a column holds any of it.
_FITTED: dict[str, Get] = {"decimal": fitting, "int32": _small, "string": _readable, "json": _readable}


def _arrow() -> Any:
    return need("pyarrow", "parquet", "tables in Arrow")
