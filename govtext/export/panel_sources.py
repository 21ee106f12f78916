"""Where the rows of a panel come from: reports, files of reports, and datasets that a batch made."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from govtext.errors import GovtextError, ReadError
from govtext.export.arrow import report_id
from govtext.export.calls import ExportError, some
from govtext.export.observations import Observation, observations
from govtext.model import Report
from govtext.reader import Reading, read_many
from govtext.reading.extras import need

Row = Mapping[str, Any]
TABLE = "panel"
_COLUMNS = tuple(field.name for field in fields(Observation))
_DUCKDB = (".duckdb", ".db")

log = logging.getLogger("govtext")


def rows_of(
    source: Iterable[Report | str | Path] | str | Path,
    ids: Collection[str] | None,
    failed: list[str],
    *,
    metadata: str | Path | None = None,
    name_pattern: str | None = None,
) -> Iterator[Row]:
    """Give the rows of the table ``panel`` for some indicators, or for all, from whatever holds reports.

    Parameters
    ----------
    source
        Reports, paths of files, folders and datasets, or one path.
    ids
        The indicators whose rows are wanted; None for all.
    failed
        Takes a line for each input that could not be read.
    metadata, name_pattern
        As in `govtext.read_many`.
    """
    single = isinstance(source, str | Path)
    for item in _continued([source] if isinstance(source, str | Path) else source, failed):
        if not isinstance(item, str | Path):
            yield from _of_report(item, ids)
            continue
        path = Path(item)
        if dataset := _dataset(path):
            yield from _of_dataset(path, dataset, ids)
            continue
        try:
            for report in _continued(read_many(path, metadata=metadata, name_pattern=name_pattern), failed):
                yield from _of_report(report, ids)
        except ReadError as error:
            if single:
                raise
            _note(error, failed)


def _continued(items: Iterable[Any], failed: list[str]) -> Iterator[Any]:
    """The items of an iterable; one that goes on after an error is read to its end."""
    if isinstance(items, Report):
        raise ExportError("a panel is made of a list of reports; put the one report into a list: [report]")
    iterator = iter(items)
    while True:
        try:
            yield next(iterator)
        except StopIteration:
            return
        except ReadError as error:
            if not isinstance(iterator, Reading):
                raise
            _note(error, failed)


def _note(error: GovtextError, failed: list[str]) -> None:
    failed.append(" ".join(str(error).split()))
    log.warning("%s", failed[-1])


def _of_report(report: Report, ids: Collection[str] | None) -> Iterator[Row]:
    some((report,), "a panel")
    key = report_id(report.text)
    for one in observations(report):
        if ids is None or one.indicator in ids:
            yield {"report_id": key} | {name: getattr(one, name) for name in _COLUMNS}


def _dataset(path: Path) -> str | None:
    """The format of the dataset of a batch that stands at a path; None where none stands there."""
    if path.is_file() and path.suffix in _DUCKDB:
        return "duckdb"
    if path.is_dir() and (path / "reports").is_dir() and any((path / "reports").glob("*.parquet")):
        return "parquet"
    if path.is_dir() and any((path / f"reports.{ending}").is_file() for ending in ("csv", "jsonl")):
        raise ExportError(f"{path}: is a dataset in another format; panels are made of datasets in parquet or duckdb: `govtext batch --to parquet`")
    return None


def _of_dataset(path: Path, format: str, ids: Collection[str] | None) -> Iterator[Row]:
    for row in _stored(path, format, None if ids is None else sorted(ids)):
        yield {**row, "flags": tuple(row["flags"]), "last_flags": tuple(row["last_flags"])}


def _stored(path: Path, format: str, ids: list[str] | None) -> Iterator[Row]:
    older = ExportError(f"{path}: has no table {TABLE}; it is of an older version of govtext, make it again with `govtext batch`")
    if format == "parquet":
        if not (path / TABLE).is_dir():
            raise older
        dataset = need("pyarrow.dataset", "parquet", "a panel of a dataset")
        chosen = None if ids is None else dataset.field("indicator").isin(ids)
        for batch in dataset.dataset(path / TABLE, format="parquet").to_batches(filter=chosen):
            yield from batch.to_pylist()
        return
    duckdb = need("duckdb", "duckdb", "a panel of a dataset")
    try:
        with duckdb.connect(path, read_only=True) as database:
            condition = "" if ids is None else " WHERE indicator IN (SELECT unnest(?))"
            cursor = database.execute(f"SELECT * FROM {TABLE}{condition}", [] if ids is None else [ids])
            names = [column[0] for column in cursor.description]
            while found := cursor.fetchmany(4096):
                yield from (dict(zip(names, row, strict=True)) for row in found)
    except duckdb.CatalogException as error:
        raise older from error
    except duckdb.Error as error:
        raise ReadError(f"{path}: cannot be read as a DuckDB database: {error}") from error
