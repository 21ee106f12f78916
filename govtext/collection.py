"""Building a document without the garbage collector's passes in between."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Pause the cyclic garbage collector, and leave it as it was found.

    A parse makes many small objects and no cycles among them, so that every pass of the collector looks through all documents
    that the caller keeps and frees nothing. What was made then joins the oldest objects without being looked through, unless the
    caller has frozen some of his own.

    >>> with collection_paused():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
