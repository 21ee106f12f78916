"""How far a run is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from govtext.batching.summary import Summary

EVERY_SECONDS = 10


@contextmanager
def shown(stream: TextIO) -> Iterator[Callable[[Summary], None]]:
    """Give a function that shows the state of a run on a stream."""
    if stream.isatty():
        with _bar(stream) as show:
            yield show
    else:
        yield _lines(stream)


@contextmanager
def _bar(stream: TextIO) -> Iterator[Callable[[Summary], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(file=stream)) as progress:
        task = progress.add_task("", total=None)

        def show(summary: Summary) -> None:
            progress.update(task, total=summary.total_bytes or None, completed=min(summary.bytes, summary.total_bytes), description=_state(summary))

        yield show


def _lines(stream: TextIO) -> Callable[[Summary], None]:
    last = time.monotonic()

    def show(summary: Summary) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY_SECONDS:
            last = time.monotonic()
            stream.write(f"govtext: {share(summary):.0%} {_state(summary)}, {time_left(summary)} left\n")
            stream.flush()

    return show


def _state(summary: Summary) -> str:
    return f"{summary.reports:,} reports, {summary.rate:,.0f} characters/s, {summary.failed:,} failed"


def share(summary: Summary) -> float:
    """The part of the inputs that is dealt with.

    >>> share(Summary(bytes=30, total_bytes=120))
    0.25
    """
    return min(summary.bytes / summary.total_bytes, 1.0) if summary.total_bytes else 0.0


def time_left(summary: Summary) -> str:
    """How long the rest takes at the rate so far.

    >>> time_left(Summary(bytes=30, total_bytes=120, seconds=100))
    '0:05:00'
    """
    done = share(summary)
    if not done:
        return "unknown time"
    minutes, seconds = divmod(round(summary.seconds * (1 - done) / done), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def closing_lines(summary: Summary) -> list[str]:
    """The summary for people.

    >>> closing_lines(Summary(reports=2, metrics=31, characters=1000, seconds=0.5))
    ['2 reports with 31 metrics', '1,000 characters in 0.5 s: 2,000 characters/s']
    """
    lines = [f"{summary.reports:,} reports with {summary.metrics:,} metrics"]
    if summary.duplicates:
        lines.append(f"{summary.duplicates:,} inputs hold the same text as another and were not parsed again: see the table duplicates")
    if summary.failed:
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in summary.failures.most_common())
        lines.append(f"{summary.failed:,} inputs gave no report ({reasons}): see the table errors")
    lines.append(f"{summary.characters:,} characters in {summary.seconds:,.1f} s: {summary.rate:,.0f} characters/s")
    return lines
