"""Tables on their way between processes: one Arrow batch with a row for each table, its content as an Arrow stream."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from govtext.reading.extras import need

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

NAME, ROWS = "name", "rows"


def to_bytes(table: pa.Table | pa.RecordBatch) -> bytes:
    """An Arrow stream with the content of a table.

    >>> import pyarrow
    >>> from_bytes(to_bytes(pyarrow.table({"a": [1]}))).to_pylist()
    [{'a': 1}]
    """
    arrow = need("pyarrow", "batch", "a batch")
    sink = arrow.BufferOutputStream()
    with arrow.ipc.new_stream(sink, table.schema) as stream:
        stream.write(table)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def from_bytes(content: bytes) -> pa.Table:
    """The table that an Arrow stream holds."""
    return need("pyarrow", "batch", "a batch").ipc.open_stream(content).read_all()


def packed(tables: Mapping[str, pa.Table]) -> pa.RecordBatch:
    """Put tables into one batch.

    >>> import pyarrow
    >>> unpacked(packed({"t": pyarrow.table({"a": [1, 2]})}))["t"].num_rows
    2
    """
    arrow = need("pyarrow", "batch", "a batch")
    return arrow.RecordBatch.from_pydict({NAME: list(tables), ROWS: arrow.array(map(to_bytes, tables.values()), arrow.binary())})


def unpacked(batch: pa.Table | pa.RecordBatch) -> dict[str, pa.Table]:
    """Take tables out of a batch."""
    return {row[NAME]: from_bytes(row[ROWS]) for row in batch.to_pylist()}
