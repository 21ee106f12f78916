"""Likeness of reports on Spark: signatures where the texts are, and every pair compared where the signatures are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from govtext.batching.parse import column_of
from govtext.comparing.reuse import HEAVY, SAME, ReuseError
from govtext.comparing.signatures import PERMUTATIONS, likeness, signature
from govtext.reading.extras import need

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyspark.sql import DataFrame

_ROWS = 256
"""Reports that one task sets against all that come after them."""


def alike(frame: DataFrame, *, text_column: str | None = None, same: float = SAME, heavy: float = HEAVY) -> DataFrame:
    """Find the pairs of a Spark data frame's reports that are one report, or share much.

    Parameters
    ----------
    frame
        One report in each row, with the columns ``path`` and a text.
    text_column
        Name of the column of texts; None takes the first with a usual name.
    same, heavy
        As for `govtext.reuse`.

    Returns
    -------
    DataFrame
        ``first``, ``second`` (paths, in their order), ``likeness``, ``kind`` (``same`` or ``reuse``): the figures of `govtext.reuse`, for every pair.
        Signatures, half a kilobyte a report, are gathered on the driver and sent to all tasks; texts stay where they are.

    Raises
    ------
    ReuseError
        There is no report, or the likenesses are not in order.
    BatchError
        There is no column of texts.
    """
    import numpy as np

    if not 0 < heavy <= same <= 1:
        raise ReuseError(f"likenesses are shares, and heavy reuse begins below the same report: heavy {heavy}, same {same}")
    column = column_of(frame.columns, text_column)
    signed = frame.select("path", column).mapInArrow(partial(_signed, text_column=column), "path string, signature binary")
    rows = sorted((row["path"], bytes(row["signature"])) for row in signed.collect())
    if not rows:
        raise ReuseError("reuse needs reports, and none was given")
    spark = frame.sparkSession
    known = spark.sparkContext.broadcast(([path for path, _ in rows], np.frombuffer(b"".join(sign for _, sign in rows), dtype=np.uint32)))
    starts = spark.range(0, len(rows), _ROWS, numPartitions=-(-len(rows) // _ROWS))
    compare = partial(_compared, known=known, same=same, heavy=heavy)
    return starts.mapInArrow(compare, "first string, second string, likeness double, kind string")


def _signed(batches: Iterator[pa.RecordBatch], text_column: str) -> Iterator[pa.RecordBatch]:
    record_batch = need("pyarrow", "spark", "reuse on Spark").RecordBatch
    for batch in batches:
        rows = batch.to_pylist()
        signatures = [signature(row[text_column] or "").tobytes() for row in rows]
        yield record_batch.from_pydict({"path": [row["path"] for row in rows], "signature": signatures})


def _compared(batches: Iterator[pa.RecordBatch], known: Any, same: float, heavy: float) -> Iterator[pa.RecordBatch]:
    record_batch = need("pyarrow", "spark", "reuse on Spark").RecordBatch
    paths, flat = known.value
    signatures = flat.reshape(-1, PERMUTATIONS)
    for batch in batches:
        for start in batch.column(0).to_pylist():
            found = [
                (paths[i], paths[i + 1 + j], float(share), "same" if share >= same else "reuse")
                for i in range(start, min(start + _ROWS, len(paths)))
                for j, share in enumerate(likeness(signatures[i], signatures[i + 1 :]))
                if share >= heavy
            ]
            columns = zip(*found, strict=True) if found else ((), (), (), ())
            yield record_batch.from_pydict(dict(zip(("first", "second", "likeness", "kind"), map(list, columns), strict=True)), _schema())


def _schema() -> Any:
    arrow = need("pyarrow", "spark", "reuse on Spark")
    text = arrow.string()
    return arrow.schema([("first", text), ("second", text), ("likeness", arrow.float64()), ("kind", text)])
