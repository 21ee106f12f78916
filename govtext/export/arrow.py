"""Reports as related Arrow tables, by the one definition of `govtext.export.tables`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from govtext.export.tables import Column, Table, tables, version
from govtext.export.tables import table as definition
from govtext.reading.extras import need

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

    from govtext.model import Report

PRECISION, PLACES = 38, 12
_LAST_PLACE = Decimal(1).scaleb(-PLACES)
_ROUNDING = Context(prec=PRECISION, rounding=ROUND_HALF_EVEN)

Get = Callable[[Any], Any]


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
    keyed = [(report_id(report.text), report) for report in reports]
    return {table.name: _filled(table, keyed) for table in tables() if table.rows is not None}


def to_table(name: str, records: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Make one of the tables from records, each with a value for every column of the table.

    >>> to_table("errors", [{"path": "a.pdf", "reason": "unreadable", "message": "a.pdf: is empty"}]).num_rows
    1
    """
    columns = definition(name).columns
    return _arrow().table([_array(column, [record[column.name] for record in records]) for column in columns], schema=schema(name))


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


def _filled(table: Table, keyed: Sequence[tuple[str, Report]]) -> pa.Table:
    rows = [(key, number, item) for key, report in keyed for number, item in enumerate(_items(table, report), 1)]
    given: dict[str, list[Any]] = {"report_id": [key for key, _, _ in rows], "number": [number for _, number, _ in rows]}
    items = [item for _, _, item in rows]
    columns = [[*map(getter(column.source), items)] if column.source else given[column.name] for column in table.columns]
    arrays = [_array(column, values) for column, values in zip(table.columns, columns, strict=True)]
    return _arrow().table(arrays, schema=schema(table.name))


def _items(table: Table, report: Report) -> Iterable[Any]:
    return _value(getattr(report, table.rows)) if table.rows else (report,)


@cache
def getter(path: str) -> Get:
    """A function from an item to the value that stands at a path in it; None where a part of the way is None.

    >>> from govtext.model import Stated
    >>> getter("span.start")(Stated(value="青岭县")) is None
    True
    """
    if "." not in path:
        return attrgetter(path)
    first, _, rest = path.partition(".")
    inner = getter(rest)

    def get(item: Any) -> Any:
        value = getattr(item, first)
        return None if value is None else _value(inner(value))

    return get


def _value(value: Any) -> Any:
    return value() if callable(value) else value


def _array(column: Column, values: Sequence[Any]) -> pa.Array:
    match column.type:
        case "decimal":
            values = [fitting(value) for value in values]
        case "json":
            values = [to_json(value, bytes_mode="base64", inf_nan_mode="null", fallback=str).decode() for value in values]
    return _arrow().array(values, arrow_type(column.type))


def _arrow() -> Any:
    return need("pyarrow", "parquet", "tables in Arrow")
