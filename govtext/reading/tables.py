"""Tables with one report in each row: CSV, JSON, Parquet and Excel, read row by row."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Any

from govtext.errors import ReadError
from govtext.model import Repair, SourceInfo
from govtext.plain import plain_text
from govtext.reading.arrow_rows import arrow_rows
from govtext.reading.damage import whole
from govtext.reading.document import Allowance, Document, Failure, Limits
from govtext.reading.encodings import SAMPLE_BYTES, charset, detect, unify_line_ends
from govtext.reading.extras import need
from govtext.reading.knowledge import knowledge
from govtext.reading.registry import Options
from govtext.reading.resource import Resource

PEEKED_ROWS = 20
"""Rows that are looked at to find the column of the reports."""
LONG_TEXT = 200
"""Least average length of a column that is taken for the reports though its name does not say so."""
EXCEL_CELL = 32_767
"""Most characters that a cell of Excel holds; a text of this length was cut."""
DELIMITERS = ",\t;|"
CELLS_PER_BYTE = {b"$FL3": 100}
"""Cells that a byte of a packed SPSS file may stand for; in other files each takes a byte or more. Their reader makes place for what is told."""
WIDEST_CHARACTER = 4
"""Bytes that one character takes in memory beside others, at most."""


class NoTextsError(ReadError):
    """A table holds no reports: beside others it is left out, alone it is an error."""


Row = Mapping[str, Any]
NumberedRow = tuple[int, Row | ReadError]


@dataclass(frozen=True, slots=True)
class Table:
    """Where rows come from: what their documents have in common."""

    path: str
    format: str
    encoding: str | None
    sha256: str | None

    def documents(self, rows: Iterator[NumberedRow], options: Options) -> Iterator[Document | Failure]:
        """Make a document of each row, or a failure of one that holds no text."""
        peeked = list(islice(rows, PEEKED_ROWS))
        broken = [row for _, row in peeked if isinstance(row, ReadError)]
        if broken and len(broken) == len(peeked) and not options.text_column:
            raise broken[0]
        column = options.text_column or text_column([row for _, row in peeked if not isinstance(row, ReadError)], self.path)
        for number, row in chain(peeked, rows):
            path = f"{self.path}#row={number}"
            if isinstance(row, ReadError):
                yield Failure(path, row)
            elif column not in row:
                yield Failure(path, ReadError(f"{path}: has no column {column!r}; its columns are {', '.join(row)}"))
            elif not isinstance(row[column], str) or not row[column].strip():
                yield Failure(path, ReadError(f"{path}: its column {column!r} holds no text"))
            else:
                try:
                    Allowance(path, options.limits.characters).check(len(row[column]))
                    yield self.document(path, row, column)
                except ReadError as error:
                    yield Failure(path, error)

    def document(self, path: str, row: Row, column: str) -> Document:
        """Make the document of one row; the other columns become its fields."""
        text, returns = unify_line_ends(plain_text(row[column]))
        cut = self.format == "xlsx" and len(row[column]) == EXCEL_CELL
        counts = {"undecodable": text.count("\ufffd"), "line_ends": returns, "cut_by_excel": int(cut)}
        return Document(
            text,
            SourceInfo(
                path=path,
                format=self.format,
                encoding=self.encoding,
                sha256=self.sha256,
                fields={name: value for name, value in row.items() if name != column},
                repairs=tuple(Repair(kind=kind, count=count) for kind, count in counts.items() if count),
            ),
        )


def text_column(rows: Sequence[Row], name: str) -> str:
    """Find the column that holds the reports: by its name, else as the one with by far the longest texts.

    Raises
    ------
    NoTextsError
        No column, or more than one, may be it.

    Examples
    --------
    >>> text_column([{"年份": "2024", "正文": "过去一年，成绩显著。"}], "reports.csv")
    '正文'
    """
    lengths: Counter[str] = Counter()
    names: dict[str, str] = {}
    for row in rows:
        for column, value in row.items():
            names.setdefault(column.strip().lower(), column)
            lengths[column] += len(value) if isinstance(value, str) else 0
    for known in knowledge()["table"]["text_columns"]:
        if known in names:
            return names[known]
    (longest, length), (_, second) = [*lengths.most_common(2), ("", 0), ("", 0)][:2]
    if length >= LONG_TEXT * max(len(rows), 1) and length > 2 * second:
        return longest
    columns = ", ".join(map(repr, lengths)) or "none"
    raise NoTextsError(f"{name}: cannot tell which column holds the reports; name it with text_column=. The columns are {columns}")


def read_csv(resource: Resource, options: Options) -> Iterator[Document | Failure]:
    """Read a CSV or TSV file with a header; fields may hold line ends."""
    # The csv module has one limit for the whole process, too low for a report; it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), options.limits.characters))
    encoding = options.encoding or encoding_of(resource)
    with open_text(resource, encoding) as stream:
        lines_read = lines_of(stream, resource.name, options.limits)
        first = next(lines_read, "")
        delimiter = max(DELIMITERS, key=first.count)
        header = next(csv.reader(chain([first], lines_read), delimiter=delimiter), [])
        lines = csv.reader(lines_read, delimiter=delimiter, strict=True)
        rows = tabular(header, numbered(lines, resource.name), resource.name)
        yield from table_of(resource, "csv", encoding).documents(rows, options)


def numbered(lines: Iterator[list[str]], name: str) -> Iterator[tuple[int, Sequence[Any] | ReadError]]:
    """Count the rows of a CSV file as a spreadsheet does, the header being the first, and report broken ones."""
    number = 1
    while True:
        number += 1
        try:
            yield number, next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, ReadError(f"{name}#row={number}: is no row of CSV: {error}")
        except ReadError as error:
            yield number, error
            return


def tabular(header: Sequence[Any], lines: Iterable[tuple[int, Sequence[Any] | ReadError]], name: str) -> Iterator[NumberedRow]:
    """Put the names of a header to the cells of each row; rows without any content are left out.

    Raises
    ------
    ReadError
        The first row is no header: it is empty, holds a long text, or the same name twice.
    """
    names = [str(cell).lstrip("\ufeff").strip() if cell is not None else "" for cell in header]
    if not any(names) or max(map(len, names)) > LONG_TEXT:
        raise ReadError(f"{name}: the first row is no header; put the names of the columns there")
    names = [column or f"column_{place}" for place, column in enumerate(names, start=1)]
    if twice := [column for column, count in Counter(names).items() if count > 1]:
        raise ReadError(f"{name}: has more than one column named {twice[0]!r}; give each its own name")
    for number, cells in lines:
        if isinstance(cells, ReadError):
            yield number, cells
        elif any(cell not in (None, "") for cell in cells[len(names) :]):
            yield number, ReadError(f"{name}#row={number}: has {len(cells)} cells where the header has {len(names)}")
        elif any(cell not in (None, "") for cell in cells):
            yield number, dict(zip(names, [*cells, *[None] * len(names)], strict=False))


def read_jsonl(resource: Resource, options: Options) -> Iterator[Document | Failure]:
    """Read a file with one JSON object in each line."""
    encoding = options.encoding or encoding_of(resource)
    with open_text(resource, encoding) as stream:
        yield from table_of(resource, "jsonl", encoding).documents(objects(stream, resource.name, options.limits), options)


def objects(stream: io.TextIOBase, name: str, limits: Limits) -> Iterator[NumberedRow]:
    """Parse the lines of a file, each an object; blank lines are left out, a line beyond the limits ends the reading."""
    number = 0
    try:
        for number, line in enumerate(lines_of(stream, name, limits), start=1):
            if line := line.strip("\ufeff \t\r\n"):
                yield number, parsed(line, f"{name}#row={number}")
    except ReadError as error:
        yield number + 1, error


def lines_of(stream: io.TextIOBase, name: str, limits: Limits) -> Iterator[str]:
    """Give the lines of a file; `ReadError` for one that is longer, or of more cells or values, than a row may be."""
    most = limits.bytes // WIDEST_CHARACTER
    for number, line in enumerate(iter(partial(stream.readline, most + 1), ""), start=1):
        if len(line) > most:
            raise ReadError(f"{name}: line {number} is longer than the limit of {most} characters; raise Limits(bytes=...) to read it")
        if len(line) > limits.parts:
            Allowance(f"{name}: line {number}", limits.parts, "parts").check(max(map(line.count, (*DELIMITERS, "[", "{"))))
        yield line


def parsed(line: str, name: str) -> Row | ReadError:
    """Parse one JSON object, or give the error of what is none."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return ReadError(f"{name}: is no JSON: {error}")
    return value if isinstance(value, dict) else ReadError(f"{name}: is no JSON object but {type(value).__name__}")


def read_json(resource: Resource, options: Options) -> Iterator[Document | Failure]:
    """Read a JSON file that is a list of objects, or one object; it is held in memory."""
    encoding = options.encoding or encoding_of(resource)
    try:
        text = resource.read(options.limits.bytes).decode(charset(encoding, resource.name)).lstrip("\ufeff")
        Allowance(resource.name, options.limits.parts, "parts").check(max(map(text.count, ",[{")))
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{resource.name}: is no JSON: {error}") from error
    rows = value if isinstance(value, list) else [value]
    if not all(isinstance(row, dict) for row in rows):
        raise ReadError(f"{resource.name}: is no list of JSON objects; give each report an object with its text and other fields")
    yield from table_of(resource, "json", encoding).documents(iter(list(enumerate(rows, start=1))), options)


def read_parquet(resource: Resource, options: Options) -> Iterator[Document | Failure]:
    """Read a Parquet file, one row at a time: a value that many rows share is written once, and may be long."""
    parquet = need("pyarrow.parquet", "parquet", "reading Parquet files")
    with resource.open() if resource.file else io.BytesIO(resource.read(options.limits.bytes)) as stream:
        rows = enumerate(arrow_rows(parquet.ParquetFile(stream).iter_batches(1)), start=1)
        yield from table_of(resource, "parquet").documents(rows, options)


def read_feather(resource: Resource, options: Options) -> Iterator[Document | Failure]:
    """Read a Feather file, which is one of Arrow; its bytes are held in memory."""
    ipc = need("pyarrow.ipc", "parquet", "reading Feather files")
    batches = ipc.open_file(io.BytesIO(resource.read(options.limits.bytes)))
    rows = enumerate(arrow_rows(map(batches.get_batch, range(batches.num_record_batches))), start=1)
    yield from table_of(resource, "feather").documents(rows, options)


def read_stata(resource: Resource, options: Options) -> Iterator[Document | Failure]:
    """Read a Stata file; codes are given as the labels that they have."""
    yield from _statistical(resource, options, "stata", "read_dta")


def read_spss(resource: Resource, options: Options) -> Iterator[Document | Failure]:
    """Read an SPSS file; codes are given as the labels that they have."""
    yield from _statistical(resource, options, "spss", "read_sav")


def _statistical(resource: Resource, options: Options, format: str, function: str) -> Iterator[Document | Failure]:
    pyreadstat = need("pyreadstat", "stata", "reading Stata and SPSS files")
    data = resource.read(options.limits.bytes)
    read = partial(getattr(pyreadstat, function), encoding=options.encoding)
    _, told = read(io.BytesIO(data), metadataonly=True)
    if (told.number_rows or 0) * told.number_columns > len(data) * CELLS_PER_BYTE.get(data[:4], 1):
        raise ReadError(f"{resource.name}: is damaged: it tells of {told.number_rows} rows, and has no place for them")
    columns, known = read(io.BytesIO(data), output_format="dict")
    for name, labels in known.variable_value_labels.items():
        columns[name] = [labels.get(code, code) for code in columns[name]]
    rows = _rows_of({name: [value if value == value else None for value in values] for name, values in columns.items()})
    yield from table_of(resource, format).documents(rows, options)


def _rows_of(columns: Mapping[str, Sequence[Any]]) -> Iterator[NumberedRow]:
    """Rows of columns of equal length."""
    names = list(columns)
    for number, values in enumerate(zip(*columns.values(), strict=True), start=1):
        yield number, dict(zip(names, values, strict=True))


def _held(column: Any) -> list[Any]:
    """The values of a column of pandas; what is missing (NaN, NA) is None. A value may be anything, such as an array that equals nothing."""
    return [None if missing else value for value, missing in zip(column.tolist(), column.isna().tolist(), strict=True)]


def is_frame(source: object) -> bool:
    """Whether a source is a table in memory: a data frame of pandas, or what gives its rows as Arrow does (pyarrow, polars, duckdb)."""
    return hasattr(source, "__arrow_c_stream__") or (hasattr(source, "columns") and hasattr(source, "itertuples"))


def read_frame(frame: Any, options: Options) -> Iterator[Document | Failure]:
    """Read a table in memory, one report in each row."""
    with whole("table in memory", "table"):
        if hasattr(frame, "itertuples"):
            rows = _rows_of({str(name): _held(frame.iloc[:, place]) for place, name in enumerate(frame.columns)})
        else:
            batches = need("pyarrow", "parquet", "reading Arrow tables").RecordBatchReader.from_stream(frame)
            rows = enumerate(arrow_rows(batches), start=1)
        yield from Table("", "frame", None, None).documents(rows, options)


def table_of(resource: Resource, format: str, encoding: str | None = None) -> Table:
    """Describe a table once for all its rows; the digest is that of the whole file."""
    return Table(resource.path or "", format, encoding, resource.sha256())


def open_text(resource: Resource, encoding: str) -> io.TextIOWrapper:
    """Open a resource as text; what cannot be decoded becomes U+FFFD."""
    known = charset(encoding, resource.name)
    return io.TextIOWrapper(resource.open(), encoding=known, errors="replace", newline="")


def encoding_of(resource: Resource) -> str:
    """Detect the encoding by the first part of the resource that is not ASCII; `ReadError` where it is empty or no text."""
    with resource.open() as stream:
        first = sample = stream.read(SAMPLE_BYTES)
        while sample and sample.isascii():
            sample = stream.read(SAMPLE_BYTES)
    if not first:
        raise ReadError(f"{resource.name}: is empty")
    return detect(sample or first, resource.name)
