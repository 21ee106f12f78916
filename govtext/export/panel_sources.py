"""Where the rows of a panel come from: reports, files of reports, and datasets that a batch made."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import fields
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from govtext.errors import GovtextError, ReadError
from govtext.export.arrow import report_id
from govtext.export.calls import ExportError, some
from govtext.export.observations import Observation, observations
from govtext.given import known, metadata_of
from govtext.model import Report
from govtext.parser import parse
from govtext.reader import Reading
from govtext.reading import Document, iter_documents
from govtext.reading.extras import need
from govtext.rules import carried

Row = Mapping[str, Any]
TABLE = "panel"
_COLUMNS = tuple(field.name for field in fields(Observation))
_DUCKDB = (".duckdb", ".db")
AHEAD = 8
"""Documents that are read ahead for each process; fewer are parsed sooner without."""

log = logging.getLogger("govtext")


def rows_of(
    source: Iterable[Report | str | Path] | str | Path,
    ids: Collection[str] | None,
    failed: list[str],
    *,
    metadata: str | Path | None = None,
    name_pattern: str | None = None,
    workers: int = 1,
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
    workers
        How many processes parse what is read from files.
    """
    known_rows = None if metadata is None else metadata_of(metadata)
    read = carried(partial(_of_document, ids=ids, name_pattern=name_pattern, metadata=known_rows))
    with _processes(workers) as processes:
        for rows in _mapped(read, _found(source, ids, failed), processes, AHEAD * workers):
            yield from rows


def _found(source: Iterable[Report | str | Path] | str | Path, ids: Collection[str] | None, failed: list[str]) -> Iterator[Document | Iterable[Row]]:
    """The documents of files, and the rows of what needs no parsing, in order."""
    single = isinstance(source, str | Path)
    for item in _continued([source] if isinstance(source, str | Path) else source, failed):
        if not isinstance(item, str | Path):
            yield _of_report(item, ids)
        elif dataset := _dataset(Path(item)):
            yield _of_dataset(Path(item), dataset, ids)
        else:
            try:
                yield from _documents(item, failed)
            except ReadError as error:
                if single:
                    raise
                _note(error, failed)


def _documents(path: str | Path, failed: list[str]) -> Iterator[Document]:
    for found in iter_documents(path):
        if isinstance(found, Document):
            yield found
        else:
            _note(found.error, failed)


def _of_document(
    document: Document, ids: Collection[str] | None, name_pattern: str | None, metadata: Mapping[str, Mapping[str, str]] | None
) -> list[Row]:
    report = parse(document.text, known(document.source, name_pattern=name_pattern, metadata=metadata))
    return list(_of_report(report, ids))


@contextmanager
def _processes(workers: int) -> Iterator[Executor | None]:
    """Processes to parse in; None for one, which is this."""
    if workers < 2:
        yield None
        return
    executor = ProcessPoolExecutor(workers, get_context("spawn"))
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _mapped(
    read: Callable[[Document], list[Row]], found: Iterable[Document | Iterable[Row]], processes: Executor | None, ahead: int
) -> Iterator[Iterable[Row]]:
    """The rows of all that is found, in order; with processes some documents are read ahead, but not the few that are sooner parsed here."""
    stream = iter(found)
    few = list(islice(stream, AHEAD if processes else 0))
    if len(few) < AHEAD:
        processes = None
    waiting: deque[Future[list[Row]] | Iterable[Row]] = deque()
    for item in chain(few, stream):
        if processes is None:
            yield read(item) if isinstance(item, Document) else item
            continue
        waiting.append(processes.submit(read, item) if isinstance(item, Document) else item)
        if len(waiting) > ahead:
            yield _finished(waiting.popleft())
    yield from map(_finished, waiting)


def _finished(item: Future[list[Row]] | Iterable[Row]) -> Iterable[Row]:
    try:
        return item.result() if isinstance(item, Future) else item
    except BrokenProcessPool as error:
        raise ExportError(
            "a process that parsed ended before it was done: make a dataset with `govtext batch`, which leaves out what cannot be parsed, and the "
            'panel of that; a script that asks for workers must do so under if __name__ == "__main__":'
        ) from error


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
