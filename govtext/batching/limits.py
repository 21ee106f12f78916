"""What one input may take: time by an alarm inside the process, memory by a limit of the process."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from govtext.batching.errors import TimeLimitError


@dataclass(frozen=True, slots=True)
class InputLimits:
    """How much one input may take.

    Attributes
    ----------
    seconds
        Time for reading and parsing it.
    memory
        MiB that a process may use for it, besides what the process itself uses.
    """

    seconds: float = 120
    memory: int = 4096


@contextmanager
def deadline(seconds: float | None) -> Iterator[None]:
    """Raise `TimeLimitError` in the code inside when the time is over, and again each time as long after that.

    Only the main thread of a process can be interrupted, and only where the system has timers: elsewhere, and for None, there is no limit.

    >>> with deadline(0.01):
    ...     while True:
    ...         pass
    Traceback (most recent call last):
    govtext.batching.errors.TimeLimitError: took longer than the limit of 0.01 seconds; give it more with time_limit, or leave it out
    """
    if seconds is None or threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeLimitError(late(seconds))

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def late(seconds: float) -> str:
    """The message for what took too long."""
    return f"took longer than the limit of {seconds:g} seconds; give it more with time_limit, or leave it out"
