"""``govtext batch``: many inputs in, one dataset of related tables out."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from govtext.cli import FAILED, complain

STOPPED = 128
"""What a shell adds to the number of the signal that ended a program."""
FORMATS = ("parquet", "duckdb", "jsonl", "csv", "sqlite")


@click.command(short_help="Parse many inputs into one dataset.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", "out", required=True, metavar="DATASET", help="Directory or file to write; it appears when it is whole.")
@click.option("--to", type=click.Choice(FORMATS), default="parquet", show_default=True, help="Format of the dataset.")
@click.option("--workers", type=click.IntRange(1), help="Number of processes; as many as there are cores if not given.")
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True, help="Where the work is done.")
@click.option("--resume", is_flag=True, help="Go on with a run that was broken off.")
@click.option("--text-column", metavar="NAME", help="Column that holds the reports, in tables; found by its name or length if not given.")
@click.option("--time-limit", type=click.FloatRange(0, min_open=True), default=120, show_default=True, help="Seconds for one input.")
@click.option("--memory-limit", type=click.IntRange(64), default=4096, show_default=True, help="MiB for one input.")
@click.pass_context
def command(
    ctx: click.Context,
    inputs: tuple[str, ...],
    out: str,
    to: str,
    workers: int | None,
    engine: str,
    resume: bool,
    text_column: str | None,
    time_limit: float,
    memory_limit: int,
) -> None:
    """Parse files, tables, archives and directories of every format into one dataset of related tables.

    An INPUT that cannot be read is a row of the table errors and the others are still done: the exit code is then 1.
    A run that was broken off goes on with --resume.
    """
    if ctx.obj:
        raise click.UsageError("batch finds the encoding of each file by itself; leave --encoding out, and save a file that it fails on as UTF-8")
    from govtext.batching.limits import InputLimits
    from govtext.batching.progress import closing_lines, shown
    from govtext.batching.run import batch

    limits = InputLimits(seconds=time_limit, memory=memory_limit)
    try:
        with _terminated_as_interrupted(), shown(sys.stderr) as progress:
            summary = batch(
                inputs, out, to=to, workers=workers, engine=engine, resume=resume, text_column=text_column, limits=limits, progress=progress
            )
    except KeyboardInterrupt as stopped:
        complain(f"stopped; what was done is kept in {Path(out).name}.unfinished, go on with --resume")
        ctx.exit(STOPPED + (stopped.args[0] if stopped.args else signal.SIGINT))
    for line in closing_lines(summary):
        click.echo(line)
    if summary.failed:
        ctx.exit(FAILED)


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """A scheduler that ends the run with SIGTERM is answered as Ctrl-C is."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, _: object) -> None:
        raise KeyboardInterrupt(number)

    handler = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, handler)
