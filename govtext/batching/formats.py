"""From parts to the dataset in the format that was asked for."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govtext.batching.parts import file_of
from govtext.export.arrow import schema
from govtext.export.csv_files import FORMULA, NUMBER
from govtext.export.tables import Column, Table, tables, version
from govtext.reading.extras import need

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

ROWS = 4096
TEXT_TYPES = ("string", "json", "list<string>")
SQLITE_TYPES = {"int32": "INTEGER", "bool": "INTEGER", "decimal": "NUMERIC"}
DUCKDB_TYPES = {"int32": "INTEGER", "bool": "BOOLEAN", "date": "DATE", "decimal": "DECIMAL(38, 12)", "json": "JSON", "string": "VARCHAR"}


def to_parquet(parts: Sequence[Path], output: Path) -> None:
    """Write a directory for each table, with the parts' files in them."""
    for table in tables():
        (output / table.name).mkdir(parents=True)
        for part in parts:
            target = output / table.name / f"{part.name}.parquet"
            try:
                os.link(file_of(part, table.name), target)
            except OSError:  # not every file system has links
                shutil.copyfile(file_of(part, table.name), target)


def to_csv(parts: Sequence[Path], output: Path) -> None:
    """Write a CSV file for each table, in UTF-8: numbers without needless zeros, lists with ``|`` between their items, nothing for null.

    A text that a spreadsheet would take for a formula gets an apostrophe in front, as by `govtext.export.csv_files.write_csv`.
    """
    csv = need("pyarrow.csv", "batch", "a dataset in CSV")
    output.mkdir()
    for table in tables():
        with csv.CSVWriter(output / f"{table.name}.csv", _as_text(table, schema(table.name).empty_table()).schema) as writer:
            for rows in _batches(parts, table):
                writer.write(_without_formulas(table, _as_text(table, rows)))


def to_jsonl(parts: Sequence[Path], output: Path) -> None:
    """Write a file for each table with a JSON object in each line; numbers are strings, as in the JSON of a report."""
    output.mkdir()
    for table in tables():
        names = [column.name for column in table.columns]
        with (output / f"{table.name}.jsonl").open("w", encoding="utf-8", newline="\n") as stream:
            for rows in _batches(parts, table):
                values = zip(*(_json_values(column, rows[column.name]) for column in table.columns), strict=True)
                stream.writelines(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n" for row in values)


def to_sqlite(parts: Sequence[Path], output: Path) -> None:
    """Write one SQLite database; decimals have the affinity NUMERIC, so that they are exact where SQLite's own numbers are."""
    database = sqlite3.connect(output, isolation_level=None)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("BEGIN")
    for table in tables():
        columns = ", ".join(f'"{column.name}" {SQLITE_TYPES.get(column.type, "TEXT")}{_not_null(column)}' for column in table.columns)
        database.execute(f"CREATE TABLE {table.name} ({columns}{_primary_key(table)})")
        marks = ", ".join("?" * len(table.columns))
        for rows in _batches(parts, table):
            values = zip(*(column.to_pylist() for column in _as_text(table, rows).columns), strict=True)
            database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", values)
    database.execute("COMMIT")
    database.close()


def to_duckdb(parts: Sequence[Path], output: Path) -> None:
    """Write one DuckDB database, in which each table and column has its meaning as a comment."""
    duckdb = need("duckdb", "duckdb", "a dataset in DuckDB")
    with _duckdb_errors(duckdb), duckdb.connect(output) as database:
        for table in tables():
            columns = ", ".join(f'"{column.name}" {_duckdb_type(column.type)}{_not_null(column)}' for column in table.columns)
            database.execute(f"CREATE TABLE {table.name} ({columns})")
            if parts:
                database.execute(f"INSERT INTO {table.name} SELECT * FROM read_parquet(?)", [[str(file_of(part, table.name)) for part in parts]])
            database.execute(f"COMMENT ON TABLE {table.name} IS {_quoted(f'{table.text} (govtext tables {version()})')}")
            for column in table.columns:
                database.execute(f'COMMENT ON COLUMN {table.name}."{column.name}" IS {_quoted(column.text)}')


WRITERS: dict[str, Callable[[Sequence[Path], Path], None]] = {
    "parquet": to_parquet,
    "duckdb": to_duckdb,
    "jsonl": to_jsonl,
    "csv": to_csv,
    "sqlite": to_sqlite,
}


@contextmanager
def _duckdb_errors(duckdb: Any) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise OSError(f"DuckDB: {error}") from error


def _batches(parts: Sequence[Path], table: Table) -> Iterator[pa.Table]:
    parquet, arrow = need("pyarrow.parquet", "batch", "a batch"), need("pyarrow", "batch", "a batch")
    for part in parts:
        with parquet.ParquetFile(file_of(part, table.name)) as file:
            for batch in file.iter_batches(ROWS):
                yield arrow.Table.from_batches([batch])


def _as_text(table: Table, rows: pa.Table) -> pa.Table:
    """The rows with nothing but numbers and strings in them."""
    return need("pyarrow", "batch", "a batch").table({column.name: _text_values(column.type, rows[column.name]) for column in table.columns})


def _without_formulas(table: Table, rows: pa.Table) -> pa.Table:
    """The rows as cells of a spreadsheet, none of them a formula."""
    compute = need("pyarrow.compute", "batch", "a batch")
    for i, column in enumerate(table.columns):
        if column.type in TEXT_TYPES:
            given = rows[column.name]
            safe = compute.replace_substring_regex(given, f"^({FORMULA})", r"'\1")
            rows = rows.set_column(i, column.name, compute.if_else(compute.match_substring_regex(given, f"^({NUMBER})$"), given, safe))
    return rows


def _text_values(type: str, values: pa.ChunkedArray) -> pa.ChunkedArray:
    compute = need("pyarrow.compute", "batch", "a batch")
    if type == "decimal":
        plain = compute.replace_substring_regex(compute.cast(values, "string"), r"^-?0E.*$", "0")  # how Arrow writes a zero
        return compute.replace_substring_regex(plain, r"\.0*$|(\.\d*[1-9])0+$", r"\1")
    if type == "list<string>":
        return compute.binary_join(values, "|")
    if type == "list<int32>":
        arrow = need("pyarrow", "batch", "a batch")
        return compute.binary_join(compute.cast(values, arrow.list_(arrow.string())), "|")
    return compute.cast(values, "string") if type == "date" else values


def _json_values(column: Column, values: pa.ChunkedArray) -> list[Any]:
    if column.type == "json":
        return [json.loads(value) for value in values.to_pylist()]
    found: list[Any] = (values if column.type.startswith("list") else _text_values(column.type, values)).to_pylist()
    return found


def _duckdb_type(name: str) -> str:
    return f"{_duckdb_type(name[5:-1])}[]" if name.startswith("list<") else DUCKDB_TYPES[name]


def _not_null(column: Column) -> str:
    return "" if column.null else " NOT NULL"


def _primary_key(table: Table) -> str:
    return f", PRIMARY KEY ({', '.join(table.key)})" if table.key else ""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
