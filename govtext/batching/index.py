"""The manifest of a run as an index on disk: made from the parts at the start, so that memory does not grow with the inputs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from govtext.batching.errors import BatchError

DUPLICATE = "duplicate"
"""Reason of an input whose text is that of an earlier one."""

Entry = tuple[str, str, str | None, str | None, str | None, int]
"""Path, digest, key of the report, reason, message, characters."""


class Index:
    """What was read, by path and by digest; it also keeps a second run from writing to the same place.

    Raises
    ------
    BatchError
        Another run has it open.
    """

    def __init__(self, file: Path) -> None:
        try:
            self.database = _opened(file)
        except sqlite3.OperationalError as error:
            raise BatchError(f"{file.parent}: another run is writing there ({error}); wait for it, or end it") from error
        except sqlite3.DatabaseError:
            file.unlink()  # damaged; nothing is lost, since it is made anew each time
            self.database = _opened(file)

    def add(self, entries: Iterable[Entry]) -> None:
        """Note what was read."""
        self.database.executemany("INSERT OR IGNORE INTO inputs VALUES (?, ?, ?, ?, ?, ?)", entries)

    def is_done(self, path: str, digest: str) -> bool:
        """Whether an input with this path and content was read."""
        return self._one("SELECT 1 FROM inputs WHERE digest = ? AND path = ?", digest, path) is not None

    def of_digest(self, digest: str) -> tuple[str | None, str | None, str | None] | None:
        """Report, reason and message of the input that was parsed for this content; None where there was none."""
        found: tuple[str | None, str | None, str | None] | None = self._one(
            "SELECT report_id, reason, message FROM inputs WHERE digest = ? AND digest != '' AND reason IS NOT ? LIMIT 1", digest, DUPLICATE
        )
        return found

    def has_report(self, report_id: str) -> bool:
        """Whether this report is in the dataset."""
        return self._one("SELECT 1 FROM inputs WHERE report_id = ? AND reason IS NULL LIMIT 1", report_id) is not None

    def close(self) -> None:
        """Let another run have it."""
        self.database.close()

    def _one(self, query: str, *values: str) -> Any:
        return self.database.execute(query, values).fetchone()


def _opened(file: Path) -> sqlite3.Connection:
    with ExitStack() as undo:
        database = undo.enter_context(closing(sqlite3.connect(file, timeout=0, isolation_level=None)))
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN EXCLUSIVE")
        database.execute("DROP TABLE IF EXISTS inputs")
        database.execute("CREATE TABLE inputs (path, digest, report_id, reason, message, characters, PRIMARY KEY (digest, path)) WITHOUT ROWID")
        database.execute("CREATE INDEX reports ON inputs (report_id)")
        undo.pop_all()
        return database
