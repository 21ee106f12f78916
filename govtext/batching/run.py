"""A batch from its inputs to its dataset."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from govtext.batching.errors import BatchError
from govtext.batching.formats import WRITERS
from govtext.batching.index import Index
from govtext.batching.limits import InputLimits
from govtext.batching.local import Processes, Tabular
from govtext.batching.parts import Folder, Parts, rows_of
from govtext.batching.record import recorded
from govtext.batching.sources import BYTES_PER_CHARACTER, CHUNK_CHARACTERS, Source, chunks, sources, total_size
from govtext.batching.summary import Summary
from govtext.reading.extras import need
from govtext.rules import in_force

log = logging.getLogger("govtext")


Progress = Callable[[Summary], None]


def batch(
    inputs: str | Path | Sequence[str | Path],
    output: str | Path,
    *,
    to: str = "parquet",
    workers: int | None = None,
    engine: str = "local",
    resume: bool = False,
    text_column: str | None = None,
    limits: InputLimits = InputLimits(),  # noqa: B008  frozen
    progress: Progress | None = None,
) -> Summary:
    """Parse many inputs into one dataset of related tables.

    Parameters
    ----------
    inputs
        Files, tables, archives and directories, of every format that `govtext.read` knows.
    output
        Where the dataset appears when it is whole: a directory for parquet, csv and jsonl, a file for duckdb and sqlite. Until then what
        is done stands beside it, in a directory with the suffix ``.unfinished``.
    to
        Format of the dataset: parquet, duckdb, jsonl, csv or sqlite.
    workers
        Number of processes; None takes as many as there are cores.
    engine
        ``local``, or ``spark`` for the session of Spark that there is, or a new one.
    resume
        Go on with a run that was broken off. What it had done is kept, and nothing is in the dataset twice.
    text_column
        Column that holds the reports, for tables; None finds it.
    limits
        Time and memory for each input.
    progress
        Called with the state of the run after each chunk.

    Returns
    -------
    Summary
        Reports, metrics, duplicates, failures by reason, characters per second.

    Raises
    ------
    BatchError
        The output exists or cannot be written, the disk is full, or an unfinished run stands there. What was done is kept.
    MissingExtraError
        pyarrow, or the package for the format or the engine, is not installed.

    Notes
    -----
    A script calls it under ``if __name__ == "__main__":``, since each process reads the script again.

    Examples
    --------
    >>> folder = getfixture("tmp_path")
    >>> _ = (folder / "a.txt").write_text("税收完成12.5亿元。", "utf-8")
    >>> _ = (folder / "b.txt").write_text("税收完成12.5亿元。", "utf-8")
    >>> summary = batch([folder / "a.txt", folder / "b.txt"], folder / "dataset", workers=1)
    >>> summary.reports, summary.metrics, summary.duplicates, summary.failed
    (1, 1, 1, 0)
    """
    listed = [Path(inputs)] if isinstance(inputs, str | Path) else [Path(one) for one in inputs]
    target = Path(output)
    if to not in WRITERS:
        raise BatchError(f"there is no format {to!r}; the formats are {', '.join(WRITERS)}")
    if engine == "spark":
        from govtext.batching.spark import batch as spark_batch

        return spark_batch(list(map(str, listed)), str(output), to=to, resume=resume, text_column=text_column, limits=limits)
    if engine != "local":
        raise BatchError(f"there is no engine {engine!r}; the engines are local and spark")
    if listed and not any(one.exists() or "!" in str(one) for one in listed):
        raise BatchError(f"{', '.join(map(str, listed[:3]))}: there is no such file or folder; nothing is written")
    need("pyarrow", "batch", "a batch")
    need("duckdb" if to == "duckdb" else "pyarrow.parquet", "duckdb" if to == "duckdb" else "batch", "a batch")
    folder = Folder.beside(target)
    if _is_complete(target, folder, resume):
        return Summary()
    try:
        return _run(listed, target, folder, to, workers or os.cpu_count() or 1, text_column, limits, progress)
    except (OSError, sqlite3.OperationalError) as error:
        raise BatchError(
            f"{target}: cannot be written: {error}; what was done is kept in {folder.path}, go on with --resume (resume=True)"
        ) from error


def _is_complete(target: Path, folder: Folder, resume: bool) -> bool:
    """Whether there is nothing to do; `BatchError` where something stands in the way."""
    if target.exists() or target.is_symlink():
        if not resume:
            raise BatchError(f"{target}: exists; choose another place, or remove it")
        if folder.path.exists():
            folder.remove()  # the run was killed when all was done but this
        return True
    if folder.path.exists():
        if not resume:
            raise BatchError(f"{folder.path}: an unfinished run stands there; go on with --resume (resume=True), or remove it")
        return False
    try:
        folder.path.mkdir()
    except OSError as error:
        raise BatchError(f"{target}: cannot be written: {error.strerror}; choose another place") from error
    return False


def _run(
    inputs: Sequence[Path],
    target: Path,
    folder: Folder,
    to: str,
    workers: int,
    text_column: str | None,
    limits: InputLimits,
    progress: Progress | None,
) -> Summary:
    """Parse what is not parsed yet into parts, and make the dataset of all parts."""
    summary = Summary(total_bytes=total_size(inputs))
    began = time.monotonic()
    with closing(Index(folder.path / "index.sqlite")) as index, Processes(workers, limits) as processes, Tabular(text_column, limits) as tabular:
        processes.start(summary.total_bytes // (CHUNK_CHARACTERS * BYTES_PER_CHARACTER))
        folder.check({"text_column": text_column, "packs": [pack.version for pack in in_force()]})
        _remember(folder, index, summary)
        inflight: set[str] = set()
        pieces = processes.parse(chunks(_to_do(sources(inputs, tabular.read), index, inflight, summary)))
        with closing(Parts(folder)) as parts:
            for found, tables in pieces:
                made, entries = recorded(found, tables, index)
                characters = sum(entry[-1] for entry in entries)
                index.add(entries)
                inflight.difference_update(source.digest for source in found)
                parts.add(made, characters)
                summary.count(entries, made["metrics"].num_rows)
                summary.characters += characters
                summary.bytes += sum(source.size for source in found)
                summary.seconds = time.monotonic() - began
                if progress:
                    progress(summary)
        whole = folder.path / "dataset"
        _discard(whole)
        WRITERS[to](folder.parts(), whole)
        whole.replace(target)
    folder.remove()
    summary.seconds = time.monotonic() - began
    return summary


def _remember(folder: Folder, index: Index, summary: Summary) -> None:
    """Take up what earlier runs have done; a part that is damaged is done again."""
    for part, inputs in folder.inputs():
        if inputs is None:
            log.warning("%s is damaged: its inputs are parsed again", part)
            part.replace(part.with_name(f"damaged-{part.name}"))
            continue
        entries = [tuple(row.values()) for row in inputs.to_pylist()]
        index.add(entries)
        summary.count(entries, rows_of(part, "metrics"))


def _to_do(found: Iterable[Source], index: Index, inflight: set[str], summary: Summary) -> Iterator[Source]:
    """The inputs that are not in the parts; one whose content is known comes without it."""
    for source in found:
        if index.is_done(source.path, source.digest):
            summary.bytes += source.size
        elif source.is_new and (source.digest in inflight or index.of_digest(source.digest)):
            yield source.known()
        else:
            inflight.add(source.digest)
            yield source


def _discard(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
