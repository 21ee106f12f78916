"""Where a run keeps what is done: a directory beside the dataset with one directory for each part, which appears when it is whole.

A part holds one Parquet file for each table, and ``inputs.parquet``, its share of the manifest: what was read, by the digest of its content.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govtext import __version__
from govtext.batching.errors import BatchError
from govtext.export.arrow import schema
from govtext.export.tables import tables, version
from govtext.reading.extras import need

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

SUFFIX = ".unfinished"
INPUTS = "inputs"
GROUP_CHARACTERS = 2_000_000
"""Characters whose rows are held in memory, and then written as one row group of each table."""
GROUP_PIECES = 1_000
PART_CHARACTERS = 32_000_000
"""Characters of a part: what may have to be parsed again after a run was killed."""

Tables = Mapping[str, "pa.Table"]


def inputs_schema() -> pa.Schema:
    """The schema of a part's share of the manifest.

    ``reason`` and ``message`` say why the input gave no report; ``characters`` are those that were parsed.
    """
    arrow = need("pyarrow", "batch", "a batch")
    names = ("path", "digest", "report_id", "reason", "message")
    return arrow.schema([*(arrow.field(name, arrow.string()) for name in names), arrow.field("characters", arrow.int64())])


@dataclass(frozen=True, slots=True)
class Folder:
    """The directory in which a run keeps its parts until the dataset is whole."""

    path: Path

    @classmethod
    def beside(cls, output: Path) -> Folder:
        """The directory that belongs to a dataset.

        >>> Folder.beside(Path("data/reports")).path.name
        'reports.unfinished'
        """
        return cls(output.with_name(output.name + SUFFIX))

    def check(self, settings: Mapping[str, Any]) -> None:
        """Note what the parts depend on, or hold it against what was noted; `BatchError` where it differs."""
        wanted = {"govtext": __version__, "tables": version(), **settings}
        note = self.path / "run.json"
        try:
            noted = json.loads(note.read_text("utf-8"))
        except (OSError, ValueError):
            noted = {}
        for name in wanted.keys() & noted.keys():
            if noted[name] != wanted[name]:
                raise BatchError(f"{self.path}: was begun with {name} {noted[name]!r}, not {wanted[name]!r}; remove it to begin anew")
        note.write_text(json.dumps(wanted, ensure_ascii=False), "utf-8")

    def parts(self) -> list[Path]:
        """The parts that are whole, in order."""
        return sorted(path for path in self.path.glob("part-*") if path.is_dir())

    def inputs(self) -> Iterator[tuple[Path, pa.Table | None]]:
        """The parts with their shares of the manifest; None for a part that is damaged."""
        for part in self.parts():
            yield part, _checked(part)

    def remove(self) -> None:
        """Remove the directory with all that is in it."""
        shutil.rmtree(self.path)


class Parts:
    """The parts that a run adds to its directory, one after the other; `close` finishes the last one.

    Parameters
    ----------
    folder
        The directory of the run.
    """

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.aside = folder.path / "part"
        self.held: list[Tables] = []
        self.held_characters = self.characters = 0
        self.writers: dict[str, Any] = {}

    def add(self, tables: Tables, characters: int) -> None:
        """Add rows to all tables, `inputs` among them."""
        self.held.append(tables)
        self.held_characters += characters
        self.characters += characters
        if self.held_characters >= GROUP_CHARACTERS or len(self.held) >= GROUP_PIECES:
            self._flush()
        if self.characters >= PART_CHARACTERS:
            self.close()

    def close(self) -> None:
        """Let the part that is being written appear; one without any input does not."""
        if self.held:
            self._flush()
        if self.writers:
            self._close_files()
            last = max((int(part.name.removeprefix("part-")) for part in self.folder.parts()), default=-1)
            self.aside.replace(self.folder.path / f"part-{last + 1:06}")
            self.characters = 0

    def _flush(self) -> None:
        """Write the rows that are held as one row group of each table."""
        arrow, parquet = need("pyarrow", "batch", "a batch"), need("pyarrow.parquet", "batch", "a batch")
        try:
            if not self.writers:
                shutil.rmtree(self.aside, ignore_errors=True)
                self.aside.mkdir()
                for name, kept in _schemas().items():
                    # zstd finds what repeats; dictionaries beside it take longer and no less room
                    self.writers[name] = parquet.ParquetWriter(file_of(self.aside, name), kept, compression="zstd", use_dictionary=False)
            for name, writer in self.writers.items():
                writer.write_table(arrow.concat_tables([tables[name] for tables in self.held]))
        except OSError:
            with suppress(OSError):
                self._close_files()
            self.held = []
            shutil.rmtree(self.aside, ignore_errors=True)  # a full disk has room again
            raise
        self.held, self.held_characters = [], 0
        arrow.default_memory_pool().release_unused()

    def _close_files(self) -> None:
        writers, self.writers = self.writers, {}
        with ExitStack() as stack:
            for writer in writers.values():
                stack.callback(writer.close)


def file_of(part: Path, name: str) -> Path:
    """The file of a table in a part."""
    return part / f"{name}.parquet"


def rows_of(part: Path, name: str) -> int:
    """The number of rows of a table in a part."""
    rows: int = need("pyarrow.parquet", "batch", "a batch").read_metadata(file_of(part, name)).num_rows
    return rows


def _schemas() -> dict[str, pa.Schema]:
    return {**{table.name: schema(table.name) for table in tables()}, INPUTS: inputs_schema()}


def _checked(part: Path) -> pa.Table | None:
    """The part's inputs; None where a file of it is missing or damaged."""
    arrow, parquet = need("pyarrow", "batch", "a batch"), need("pyarrow.parquet", "batch", "a batch")
    try:
        for name, kept in _schemas().items():
            if not parquet.read_schema(file_of(part, name)).equals(kept):
                return None
        return parquet.read_table(file_of(part, INPUTS))
    except (arrow.ArrowException, OSError):
        return None
