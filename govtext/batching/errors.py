"""What can be wrong with a batch, and why an input of it gave no report."""

from __future__ import annotations

from govtext.errors import GovtextError, MissingExtraError, ReadError
from govtext.reading.damage import MemoryLimitError
from govtext.reading.tables import NoTextsError

NO_TEXTS = "no_texts"


class BatchError(GovtextError):
    """A batch cannot run or go on; the message says why, what is kept, and what to do."""


class TimeLimitError(ReadError):
    """An input took longer than the limit."""


def reason(error: BaseException) -> tuple[str, str]:
    """The reason and the message that the table of errors gives for an error.

    >>> reason(ReadError("a.pdf: is empty"))
    ('unreadable', 'a.pdf: is empty')
    """
    match error:
        case TimeLimitError():
            return "time", str(error)
        case NoTextsError():
            return NO_TEXTS, str(error)
        case MissingExtraError():
            return "missing_extra", str(error)
        case GovtextError():
            return "unreadable", str(error)
        case MemoryError() | MemoryLimitError():
            return "memory", "needs more memory than the limit; give it more with memory_limit, or leave it out"
        case _:
            return "bug", f"{type(error).__name__}: {error}"
