"""The Spark executor: the same Arrow function in ``mapInArrow``, from any path that Spark reads to any that it writes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial, reduce
from typing import TYPE_CHECKING, Any

from govtext.batching.errors import BatchError
from govtext.batching.limits import InputLimits
from govtext.batching.pack import NAME, ROWS, from_bytes, packed
from govtext.batching.parse import Input, column_of, read_batch, tables_of
from govtext.batching.summary import Summary
from govtext.export.arrow import schema
from govtext.export.tables import tables
from govtext.model import SourceInfo
from govtext.reading.extras import need
from govtext.rules import carried

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyspark.sql import DataFrame, SparkSession

WRITERS = {"parquet": "parquet", "jsonl": "json"}
INPUT_COLUMNS = ("path", "text", "source", "key", "reason", "message")
SLICE_ROWS = 64
"""Reports that are parsed together, and that Spark hands over together."""
SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(SLICE_ROWS),
    # The number of tasks follows the size of the texts, also for what is kept on disk.
    "spark.sql.optimizer.canChangeCachedPlanOutputPartitioning": "true",
}


def to_tables(frame: DataFrame, *, text_column: str | None = None, time_limit: float | None = None) -> dict[str, DataFrame]:
    """Parse the reports of a Spark data frame.

    Parameters
    ----------
    frame
        One report in each row, as for `govtext.parse_batch`; of rows with the same text the one with the smallest ``path`` is parsed.
    text_column
        Name of the column of texts; None takes the first with a usual name.
    time_limit
        Seconds that one report may take; None sets no limit.

    Returns
    -------
    dict of str to DataFrame
        The tables of `govtext.export.tables`. They come from one parse, which Spark keeps on the disks of its executors.

    Raises
    ------
    BatchError
        There is no column of texts.
    """
    return _parsed([_read(frame, text_column, time_limit)], time_limit)


def batch(inputs: Sequence[str], output: str, *, to: str, resume: bool, text_column: str | None, limits: InputLimits) -> Summary:
    """Parse files or Parquet tables into one dataset, in the Spark session that there is or a new one; see `govtext.batch`."""
    need("pyspark", "spark", "the engine spark")
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    if to not in WRITERS:
        raise BatchError(f"the engine spark does not write {to}; it writes {' and '.join(WRITERS)}")
    if resume:
        raise BatchError("the engine spark does not resume: Spark tries again what fails within a run; remove what is there and begin anew")
    began = time.monotonic()
    spark = SparkSession.builder.appName("govtext").getOrCreate()
    for name, value in SETTINGS.items():
        spark.conf.set(name, value)
    try:
        found = _parsed([_read(_frame(spark, path), text_column, limits.seconds) for path in inputs], limits.seconds)
        for name, frame in found.items():
            frame.write.format(WRITERS[to]).mode("error").save(f"{output}/{name}")
        return _summary(spark, output, WRITERS[to], began)
    except PySparkException as error:
        raise BatchError(f"{output}: Spark: {str(error).splitlines()[0]}") from error


def _frame(spark: SparkSession, path: str) -> DataFrame:
    """A table where the path says so, else the files that stand at the path or under it."""
    if path.rstrip("/").endswith(".parquet"):
        return spark.read.parquet(path)
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(path)
    return files.selectExpr("regexp_replace(path, '^file:/+', '/') AS path", "content")


def _read(frame: DataFrame, text_column: str | None, time_limit: float | None) -> DataFrame:
    column = column_of(frame.columns, text_column)
    columns = ", ".join(f"{name} string" for name in INPUT_COLUMNS)
    return frame.mapInArrow(partial(_read_slices, text_column=column, time_limit=time_limit), columns)


def _parsed(inputs: Iterable[DataFrame], time_limit: float | None) -> dict[str, DataFrame]:
    """Parse each text once, and take the tables apart."""
    from pyspark import StorageLevel
    from pyspark.sql import Window
    from pyspark.sql import functions as f
    from pyspark.sql.pandas.types import from_arrow_schema

    same_text = Window.partitionBy(f.coalesce("key", "path")).orderBy("path")
    marked = reduce(lambda one, other: one.unionAll(other), inputs).withColumn("place", f.row_number().over(same_text))
    parse = partial(_parse_slices, parse=carried(tables_of), time_limit=time_limit)
    parsed = marked.mapInArrow(parse, f"{NAME} string, {ROWS} binary").persist(StorageLevel.DISK_ONLY)
    return {
        table.name: parsed.where(f.col(NAME) == table.name).select(ROWS).mapInArrow(_unpacked, from_arrow_schema(schema(table.name)))
        for table in tables()
    }


def _read_slices(batches: Iterator[pa.RecordBatch], text_column: str, time_limit: float | None) -> Iterator[pa.RecordBatch]:
    record_batch = need("pyarrow", "spark", "the engine spark").RecordBatch
    for part in _slices(batches):
        rows = [_row(one) for one in read_batch(part, text_column, time_limit)]
        yield record_batch.from_pydict(dict(zip(INPUT_COLUMNS, zip(*rows, strict=True), strict=True)))


def _row(one: Input) -> tuple[str | None, ...]:
    why, message = one.failure or (None, None)
    return one.path, one.text, one.source.model_dump_json() if one.source else None, one.key, why, message


def _parse_slices(batches: Iterator[pa.RecordBatch], parse: Callable[..., dict[str, pa.Table]], time_limit: float | None) -> Iterator[pa.RecordBatch]:
    for part in _slices(batches):
        rows = part.to_pylist()
        yield packed(parse(((_input(row), row["place"] == 1) for row in rows), time_limit))


def _input(row: dict[str, Any]) -> Input:
    source = SourceInfo.model_validate_json(row["source"]) if row["source"] else None
    return Input(row["path"], row["text"], source, (row["reason"], row["message"]) if row["reason"] else None)


def _unpacked(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for content in batch[ROWS].to_pylist():
            yield from from_bytes(content).to_batches()


def _slices(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for start in range(0, batch.num_rows, SLICE_ROWS):
            yield batch.slice(start, SLICE_ROWS)


def _summary(spark: SparkSession, output: str, format: str, began: float) -> Summary:
    from pyspark.sql import functions as f

    written = {name: spark.read.format(format).load(f"{output}/{name}") for name in ("reports", "metrics", "duplicates", "errors")}
    reports = written["reports"].select(f.count("*"), f.sum("characters")).first()
    summary = Summary(reports=reports[0], characters=reports[1] or 0) if reports else Summary()
    summary.metrics, summary.duplicates = written["metrics"].count(), written["duplicates"].count()
    summary.failures.update({row["reason"]: row["count"] for row in written["errors"].groupBy("reason").count().collect()})
    summary.seconds = time.monotonic() - began
    return summary
