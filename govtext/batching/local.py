"""The local executor: processes of this machine, each with a pipe of its own, so that one can be ended without harm to the others."""

from __future__ import annotations

import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govtext.batching.errors import BatchError
from govtext.batching.limits import InputLimits, late
from govtext.batching.pack import from_bytes, to_bytes, unpacked
from govtext.batching.parse import SOURCE
from govtext.batching.sources import Source
from govtext.batching.worker import Entry, Work, load, parse_content, read_on, serve
from govtext.export.arrow import report_id
from govtext.reading import formats
from govtext.reading.extras import need
from govtext.rules import carried

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

Tables = dict[str, "pa.Table"]
Failed = tuple[str, str]

AHEAD = 2
"""Pieces of work that a process has at a time: one that it does, one that waits."""
WINDOW = 16
"""Pieces for each process that may wait for an earlier one to be finished."""
ATTEMPTS = 3
START_SECONDS = 120
CRASH = ("crash", f"ended the process that read it {ATTEMPTS} times; leave it out")
NO_START = (
    "processes cannot be started; a script that calls govtext.batch must do so under "
    'if __name__ == "__main__":, since each new process reads the script again'
)
PATIENCE = 2
"""A process that does not stop by itself at the time limit is ended after so many times the limit."""


@dataclass(eq=False)
class Piece:
    """Some inputs that are parsed together; the tables are None until they are."""

    sources: list[Source]
    tables: Tables | None = None
    attempts: int = 0

    @classmethod
    def of(cls, sources: list[Source]) -> Piece:
        """Make a piece; one without anything to parse is done already."""
        return cls(sources, None if any(source.is_new for source in sources) else {})

    @property
    def work(self) -> list[Source]:
        """The inputs that have to be parsed."""
        return [source for source in self.sources if source.is_new]


class Worker:
    """A process, and what it has been given to do."""

    def __init__(self, prepare: Callable[[], object], task: Work, memory: int) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, prepare, task, memory), daemon=True)
        with _undisturbed():
            self.process.start()
        theirs.close()
        self.jobs: deque[Any] = deque()
        self.ready = False
        self.since = time.monotonic()

    def give(self, job: Any, content: Any) -> None:
        """Hand over a piece of work; the process may be gone already, which shows when its answer is waited for."""
        if not self.jobs:
            self.since = time.monotonic()
        self.jobs.append(job)
        with suppress(OSError):
            self.pipe.send(content)

    def answer(self) -> Any:
        """Take the next answer, which is None when the process is ready; `EOFError` where it is gone."""
        try:
            found = self.pipe.recv()
        except OSError as error:
            raise EOFError from error
        self.ready = True
        self.since = time.monotonic()
        return found

    def is_late(self, seconds: float) -> bool:
        """Whether it takes so long for what it does that it will not stop by itself."""
        limit = PATIENCE * seconds if self.ready else START_SECONDS
        return (bool(self.jobs) or not self.ready) and time.monotonic() - self.since > limit

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """What is started here hears no Ctrl-C, not even while it starts; the master hears one afterwards, and decides what it means."""
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    resource_tracker.ensure_running()  # a process of multiprocessing; its start would let the signal through again
    handler = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # which processes that are started inherit
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
    if heard:
        signal.raise_signal(signal.SIGINT)


class Processes:
    """Some processes that parse pieces; to be used in a ``with`` statement, which ends them.

    Parameters
    ----------
    count
        How many processes.
    limits
        What one input may take.
    task
        What they do: from an Arrow stream of inputs to one of tables.
    """

    def __init__(self, count: int, limits: InputLimits, task: Work | None = None) -> None:
        self.count, self.limits = count, limits
        self.task = carried(task or partial(parse_content, seconds=limits.seconds))
        self.workers: list[Worker] = []
        self.failed_starts = 0

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            worker.end()

    def start(self, pieces: int) -> None:
        """Start the processes that so many pieces of work keep busy, before the first piece is at hand."""
        while len(self.workers) < min(self.count, pieces):
            self.workers.append(Worker(carried(load), self.task, self.limits.memory))

    def parse(self, chunks: Iterator[list[Source]]) -> Iterator[tuple[list[Source], Tables]]:
        """Parse chunks, and give them with their tables in the same order; a chunk may come in several pieces."""
        order: list[Piece] = []
        queue: deque[Piece] = deque()
        more = True
        while more or order:
            while more and len(queue) < self.count and len(order) < WINDOW * self.count:
                chunk = next(chunks, None)
                more = chunk is not None
                if chunk is not None:
                    order.append(Piece.of(chunk))
                    queue.extend(piece for piece in order[-1:] if piece.tables is None)
            self._hand_out(queue)
            while order and order[0].tables is not None:
                piece = order.pop(0)
                yield piece.sources, piece.tables or {}
            if queue or any(worker.jobs for worker in self.workers):
                self._wait(order, queue)

    def _hand_out(self, queue: deque[Piece]) -> None:
        self.start(len(queue) + sum(bool(worker.jobs) for worker in self.workers))
        for worker in sorted((worker for worker in self.workers if worker.ready), key=lambda worker: len(worker.jobs)):
            if queue and len(worker.jobs) < AHEAD:
                worker.give(queue[0], to_bytes(_table(queue.popleft().work)))

    def _wait(self, order: list[Piece], queue: deque[Piece]) -> None:
        answered = wait([worker.pipe for worker in self.workers], timeout=min(1.0, self.limits.seconds))
        for worker in list(self.workers):
            try:
                if worker.pipe in answered and (answer := worker.answer()) is not None:
                    worker.jobs.popleft().tables = unpacked(from_bytes(answer))
            except EOFError:
                self._replace(worker, None, order, queue)
            else:
                if worker.is_late(self.limits.seconds):
                    self._replace(worker, ("time", late(self.limits.seconds)), order, queue)

    def _replace(self, worker: Worker, failure: Failed | None, order: list[Piece], queue: deque[Piece]) -> None:
        """End a process; the piece that it was at is tried again."""
        self.workers.remove(worker)
        worker.end()
        if worker.ready:
            self.failed_starts = 0
        elif failure or (worker.process.exitcode or 0) > 0:  # a negative one is a signal that somebody sent
            self.failed_starts += 1
        if self.failed_starts >= ATTEMPTS:
            raise BatchError(NO_START)
        queue.extendleft(reversed(worker.jobs))
        if worker.jobs:
            self._try_again(queue.popleft(), failure, order, queue)

    def _try_again(self, piece: Piece, failure: Failed | None, order: list[Piece], queue: deque[Piece]) -> None:
        """Try a piece again input by input; one that alone takes too long, or ends its process each time, is given up."""
        piece.attempts += 1
        if len(piece.sources) > 1:
            place = order.index(piece)
            order[place : place + 1] = pieces = [Piece.of([source]) for source in piece.sources]
            queue.extendleft(one for one in reversed(pieces) if one.tables is None)
        elif failure or piece.attempts >= ATTEMPTS:
            piece.sources = [replace(source.known(), failure=failure or CRASH) for source in piece.sources]
            piece.tables = {}
        else:
            queue.appendleft(piece)


class Tabular:
    """A process that reads tables and archives ahead; to be used in a ``with`` statement, which ends it."""

    def __init__(self, text_column: str | None, limits: InputLimits) -> None:
        self.task = partial(read_on, text_column=text_column, limits=limits)
        self.limits = limits
        self.worker: Worker | None = None

    def __enter__(self) -> Tabular:
        return self

    def __exit__(self, *_: object) -> None:
        if self.worker:
            self.worker.end()

    def read(self, path: Path) -> Iterator[Source]:
        """Read the texts of a table or an archive, one after the other; after a crash each file of an archive in a process of its own."""
        done = attempts = 0
        isolate = False
        while attempts < ATTEMPTS:
            self.worker = self.worker or Worker(formats, self.task, self.limits.memory)
            if not self.worker.jobs:
                self.worker.give(path, (str(path), done, isolate))
            try:
                entries = self._answer(self.worker)
            except (EOFError, TimeoutError) as error:
                self.worker.end()
                self.worker = None
                attempts += 1 if isinstance(error, EOFError) or not isolate else ATTEMPTS
                isolate = True
                continue
            if not entries:
                return
            done, attempts = done + len(entries), 0
            self.worker.give(path, (str(path), done, isolate))
            yield from map(_source, entries)
        failure = CRASH if attempts == ATTEMPTS else ("time", late(self.limits.seconds))
        yield Source(str(path), failure=(failure[0], f"{path}: {failure[1]}; {done} of its reports were read, unpack it to read the others"))

    def _answer(self, worker: Worker) -> list[Entry]:
        while True:
            if wait([worker.pipe], timeout=min(1.0, self.limits.seconds)):
                answer: list[Entry] | None = worker.answer()
                if answer is not None:
                    worker.jobs.popleft()
                    return answer
            elif worker.is_late(self.limits.seconds):
                raise TimeoutError


def _source(entry: Entry) -> Source:
    path, text, info, failure = entry
    if failure:
        return Source(path, failure=failure)
    return Source(path, report_id(text), len(text.encode()), text=text, info=info)


def _table(sources: list[Source]) -> pa.Table:
    """The inputs of a piece, all files or all texts, for `parse_batch`."""
    table = need("pyarrow", "batch", "a batch").table
    paths = [source.path for source in sources]
    if sources[0].content is not None:
        return table({"path": paths, "content": [source.content for source in sources]})
    return table({"path": paths, "text": [source.text for source in sources], SOURCE: [source.info for source in sources]})
