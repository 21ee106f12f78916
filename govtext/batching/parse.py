"""The one function that every executor calls: a table of inputs in, the related tables out, all of it Arrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from govtext.batching.errors import BatchError, reason
from govtext.batching.limits import deadline
from govtext.errors import GovtextError, ReadError
from govtext.export.arrow import Row, report_id, to_rows, to_table
from govtext.export.tables import tables
from govtext.model import SourceInfo
from govtext.parser import parse
from govtext.plain import plain_text
from govtext.reading import Document, Failure, Options, Resource
from govtext.reading.arrow_rows import arrow_rows
from govtext.reading.encodings import unify_line_ends
from govtext.reading.knowledge import knowledge
from govtext.reading.registry import reader_for

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

PATH = "path"
SOURCE = "govtext_source"
"""Column with a `SourceInfo` in JSON, for texts that were read before."""


@dataclass(frozen=True, slots=True)
class Input:
    """One text that was read, or the reason why there is none."""

    path: str | None
    text: str = ""
    source: SourceInfo | None = None
    failure: tuple[str, str] | None = None

    @property
    def key(self) -> str | None:
        """The key of the report that the text gives."""
        return None if self.failure else report_id(self.text)


def parse_batch(table: pa.Table | pa.RecordBatch, *, text_column: str | None = None, time_limit: float | None = None) -> dict[str, pa.Table]:
    """Parse the reports of an Arrow table.

    Parameters
    ----------
    table
        One report in each row: its text in a column of strings, or the bytes of its file, in any format, in a binary column; the bytes of a
        table or an archive give all its reports. A column ``path`` says where it comes from; all other columns become the ``fields`` of its report.
    text_column
        Name of the column; None takes the first with a usual name: text, 正文, content, ….
    time_limit
        Seconds that one report may take; None sets no limit.

    Returns
    -------
    dict of str to pyarrow.Table
        The tables of `govtext.export.tables`, all of them, each with its schema. A text that stands in the table twice is parsed once and its
        second row is in ``duplicates``; a row that gives no report is in ``errors``. Nothing is remembered from one call to the next.

    Raises
    ------
    BatchError
        There is no column of texts.

    Examples
    --------
    >>> import pyarrow
    >>> tables = parse_batch(pyarrow.table({"path": ["a", "b"], "text": ["税收完成12.5亿元。", None]}))
    >>> tables["metrics"]["indicator"].to_pylist(), tables["errors"]["message"].to_pylist()
    (['税收'], ['b: holds no text'])
    """
    return tables_of(marked(read_batch(table, text_column, time_limit)), time_limit)


def read_batch(table: pa.Table | pa.RecordBatch, text_column: str | None = None, time_limit: float | None = None) -> Iterator[Input]:
    """Read the texts of an Arrow table, one after the other; what `parse_batch` does first."""
    if not hasattr(table, "schema"):
        raise GovtextError(f"a batch is an Arrow table, and this is {type(table).__name__}; make one of a frame with pyarrow.Table.from_pandas")
    column = column_of(table.schema.names, text_column)
    batches = table.to_batches() if hasattr(table, "to_batches") else [table]
    for number, row in enumerate(arrow_rows(batches), 1):
        path = row.pop(PATH, None)
        yield from _guarded(_documents(path, row.pop(column), row), path or f"row {number}", time_limit)


def marked(inputs: Iterable[Input]) -> Iterator[tuple[Input, bool]]:
    """Say of each input whether its text is new, or has come before."""
    seen: set[str] = set()
    for one in inputs:
        key = one.key
        yield one, key is None or key not in seen
        if key is not None:
            seen.add(key)


def tables_of(inputs: Iterable[tuple[Input, bool]], time_limit: float | None = None) -> dict[str, pa.Table]:
    """Parse the inputs that are marked as new, and make all tables."""
    rows: dict[str, list[Row]] = {table.name: [] for table in tables()}
    for one, new in inputs:
        if one.failure:
            rows["errors"].append((one.path, *one.failure))
        elif not new:
            rows["duplicates"].append((one.path, one.key, one.source.fields if one.source else {}))
        else:
            try:
                with deadline(time_limit):
                    found = to_rows(parse(one.text, one.source))
            # Whatever ends the parse of one report is written down as its error; the others go on.
            except Exception as error:
                rows["errors"].append((one.path, *_failure(one.path, error)))
            else:
                for name, more in found.items():
                    rows[name] += more
    return {name: to_table(name, found) for name, found in rows.items()}


def column_of(names: Sequence[str], named: str | None = None) -> str:
    """The name of the column of texts.

    Raises
    ------
    BatchError
        There is none of that name, or none with a usual name.
    """
    usual = [named] if named else knowledge()["table"]["text_columns"]
    by_name = {name.strip().lower(): name for name in reversed(names)}
    found = next((by_name[name.lower()] for name in usual if name.lower() in by_name), None)
    if found is None:
        what = f"no column {named!r}" if named else "no column with a usual name for texts"
        raise BatchError(f"the table has {what}; name the column with text_column=. Its columns are {', '.join(names) or 'none'}")
    return found


def _documents(path: str | None, value: Any, row: Mapping[str, Any]) -> Iterator[Document | Failure]:
    if isinstance(value, bytes):
        resource = Resource(path, lambda: BytesIO(value))
        yield from reader_for(resource).documents(resource, Options())
    elif not isinstance(value, str) or not value.strip():
        raise ReadError(f"{path or 'row'}: holds no text")
    else:
        text, _ = unify_line_ends(value.removeprefix("\ufeff"))
        kept = row.get(SOURCE)
        fields = {name: cell for name, cell in row.items() if name != SOURCE}
        yield Document(text, SourceInfo.model_validate_json(kept) if kept else SourceInfo(path=path, format="arrow", fields=fields))


def _guarded(documents: Iterator[Document | Failure], path: str, time_limit: float | None) -> Iterator[Input]:
    """Give what is read, or the reason why it cannot be read."""
    while True:
        try:
            with deadline(time_limit):
                document = next(documents, None)
        except Exception as error:
            yield Input(path, failure=_failure(path, error))
            return
        match document:
            case None:
                return
            case Failure():
                yield Input(document.path, failure=_failure(document.path, document.error))
            case _:
                yield Input(document.source.path, plain_text(document.text), document.source)


def _failure(path: str | None, error: Exception) -> tuple[str, str]:
    why, message = reason(error)
    return why, message if path is None or path in message else f"{path}: {message}"
