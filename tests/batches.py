"""Inputs and datasets for the tests of batches, and work that goes wrong."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from samples import INVENTED

from govtext.batching.pack import from_bytes
from govtext.batching.worker import parse_content
from govtext.export.tables import tables

NAMES = [table.name for table in tables()]
RUN = """
import sys
from pathlib import Path
from govtext.batching import parts, sources
parts.PART_CHARACTERS, parts.GROUP_CHARACTERS = {part}, {part}
sources.chunks.__defaults__ = ({chunk},)
from govtext import batch
batch({inputs!r}, {output!r}, workers=2, resume=True)
"""


SHORT = "\n".join(INVENTED.splitlines()[:8])


def report(number: int) -> str:
    """The beginning of a report that no other number gives."""
    return SHORT.replace("青河", f"青河{number:04}") + "\n"


def write_reports(folder: Path, count: int) -> list[Path]:
    """So many files with different reports, some of them twice, one that is none, and a table of as many others."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(report(number // 10 * 10 if number % 10 == 7 else number), "utf-8")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 broken")
    rows = (json.dumps({"text": report(number), "number": number}) for number in range(count - 2, 2 * count - 2))
    (folder / "table.jsonl").write_text("\n".join(rows), "utf-8")
    return sorted(folder.iterdir())


def rows(dataset: Path) -> dict[str, list[dict[str, object]]]:
    """The rows of each table of a Parquet dataset, in order."""
    return {name: pa.concat_tables(pq.read_table(file) for file in sorted((dataset / name).iterdir())).to_pylist() for name in NAMES}


def start(inputs: list[Path], output: Path, part: int = 6_000, chunk: int = 1_500) -> subprocess.Popen[bytes]:
    """Begin or resume a run in a process of its own, with parts and chunks small enough for a test."""
    code = RUN.format(part=part, chunk=chunk, inputs=[str(path) for path in inputs], output=str(output))
    return subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE)


def workers_of(process: int) -> list[int]:
    """The processes that a run has started to parse."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            command = (status.parent / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue  # it has ended meanwhile
        if parent == process and b"spawn_main" in command:
            found.append(int(status.parent.name))
    return found


def nothing() -> None:
    """Load nothing."""


def fragile(content: bytes, seconds: float) -> bytes:
    """Parse, but die of one kind of text and hang at another, where no alarm can reach."""
    texts = [value if isinstance(value, str) else value.decode() for value in from_bytes(content).column(1).to_pylist()]
    if any("死" in text for text in texts):
        os.kill(os.getpid(), signal.SIGKILL)
    if any("停" in text for text in texts):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        time.sleep(600)
    return parse_content(content, seconds)


def fragile_task(seconds: float) -> partial[bytes]:
    return partial(fragile, seconds=seconds)


def read_csv(path: Path) -> list[dict[str, str]]:
    import csv

    from govtext.export.csv_files import plain

    csv.field_size_limit(10**9)
    with path.open(encoding="utf-8", newline="") as stream:
        return [{name: plain(cell) for name, cell in row.items()} for row in csv.DictReader(stream)]


def read_jsonl(path: Path) -> list[dict[str, object]]:
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def read_sqlite(path: Path, table: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(path)
    try:
        return database.execute(f"SELECT * FROM {table}").fetchall()
    finally:
        database.close()
