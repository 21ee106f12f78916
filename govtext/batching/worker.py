"""What runs in the processes of the local executor: work that comes through a pipe of their own."""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any

from govtext.batching.errors import TimeLimitError, reason
from govtext.batching.limits import InputLimits, deadline
from govtext.batching.pack import from_bytes, packed, to_bytes
from govtext.batching.parse import parse_batch
from govtext.batching.sources import as_text
from govtext.plain import plain_text
from govtext.reading import Document, Failure, Limits, Options, Resource
from govtext.reading.extras import need
from govtext.reading.isolated import limit_memory
from govtext.reading.registry import reader_for

Work = Callable[[Any], Any]

TABLE_CHARACTERS = 1_000_000
TABLE_SECONDS = 1.0
"""A table or archive is read on for so many characters, or so long, before what was read is handed over."""

GARBAGE_OBJECTS = 100_000
"""New objects after which the collector looks for cycles; its own default is far lower."""

Entry = tuple[str, str, str, tuple[str, str] | None]
"""Path, text, `SourceInfo` in JSON, and reason and message of a failure."""


def serve(pipe: Connection, prepare: Callable[[], object], work: Work, memory: int) -> None:
    """Do what comes through the pipe, in order, until the other end is closed.

    The next piece of work is taken in while one is done, so that the process never waits for its master. The first answer, None, says that
    the process is prepared: the memory that rules and libraries need is not counted.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the master alone decides what a Ctrl-C means
    prepare()
    gc.freeze()  # rules and lexicons stay; the collector need not look at them again and again
    gc.set_threshold(GARBAGE_OBJECTS)  # reports hold no cycles
    limit_memory(memory)
    inbox: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, inbox), daemon=True).start()
    pipe.send(None)
    while True:
        try:
            pipe.send(work(inbox.get()))
        except MemoryError:
            os._exit(1)  # the master tries again input by input


def _receive(pipe: Connection, inbox: SimpleQueue[Any]) -> None:
    while True:
        try:
            inbox.put(pipe.recv())
        except (EOFError, OSError):
            os._exit(0)  # the master is gone, whatever this process is at


def parse_content(content: bytes, seconds: float | None) -> bytes:
    """Parse the inputs of an Arrow stream, and give the tables as one."""
    return to_bytes(packed(parse_batch(from_bytes(content), time_limit=seconds)))


def load() -> None:
    """Load the rules and libraries that a parse needs."""
    parse_batch(need("pyarrow", "batch", "a batch").table({"text": ["一、回顾"]}))


def read_on(place: tuple[str, int, bool], text_column: str | None, limits: InputLimits) -> list[Entry]:
    """Read the next texts of a table or an archive; none at its end.

    Parameters
    ----------
    place
        Path, how many of its texts have been handed over, and whether each file after them is read in a process of its own; a process that is
        new to it passes over so many.
    text_column, limits
        Column of the texts, and time and memory for each.
    """
    path, done, isolate = place
    stream = _open.get(path)
    if stream is None:
        stream = _open[path] = islice(_read(path, text_column, limits, done if isolate else None), done, None)
    entries: list[Entry] = []
    began, characters = time.monotonic(), 0
    for entry in stream:
        entries.append(entry)
        characters += len(entry[1])
        if characters > TABLE_CHARACTERS or time.monotonic() - began > TABLE_SECONDS:
            break
    if not entries:
        del _open[path]
    return entries


_open: dict[str, Iterator[Entry]] = {}
"""The tables and archives that this process is reading."""


def _read(path: str, text_column: str | None, limits: InputLimits, isolated_from: int | None) -> Iterator[Entry]:
    found = 0

    def isolate() -> bool:
        return isolated_from is not None and found >= isolated_from

    each = Limits(seconds=limits.seconds if isolated_from is None else limits.seconds / 2, memory=limits.memory)
    resource = Resource.of(path)
    documents = reader_for(resource).documents(resource, Options(text_column=text_column, limits=each, isolate=isolate))
    while True:
        try:
            with deadline(limits.seconds):
                document = next(documents, None)
        except Exception as error:
            if isinstance(error, TimeLimitError) and isolated_from is None:
                os._exit(1)  # the master goes on from here with each file in a process of its own
            yield path, "", "", reason(error)
            return
        match document:
            case None:
                return
            case Failure():
                yield as_text(document.path), "", "", reason(document.error)
            case _:
                yield _entry(document, path)
        found += 1


def _entry(document: Document, path: str) -> Entry:
    path = as_text(document.source.path or path)
    return path, plain_text(document.text), document.source.model_dump_json(), None
