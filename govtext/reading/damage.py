"""Faults that libraries find in a file, told as errors of govtext."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from govtext.errors import GovtextError, ReadError

LONGEST_FAULT = 300


class MemoryLimitError(ReadError):
    """A source needs more memory than the process may take."""


@contextmanager
def whole(name: str, what: str) -> Iterator[None]:
    """Make one `ReadError` of whatever the library of a format raises, for a damaged file can set off any of its errors.

    Parameters
    ----------
    name
        What errors call the source.
    what
        What the source should be, as in "is no whole PDF file".

    Raises
    ------
    ReadError
        The code inside raised anything but an error of govtext, which passes; `MemoryLimitError` where it had not memory enough.

    Examples
    --------
    >>> with whole("a.docx", "Word document"):
    ...     raise EOFError
    Traceback (most recent call last):
    govtext.errors.ReadError: a.docx: is no whole Word document: EOFError
    """
    try:
        yield
    except GovtextError:
        raise
    except MemoryError as error:
        raise MemoryLimitError(f"{name}: needs more memory than this process may take") from error
    except OSError as error:
        if error.errno is None:  # raised by a library over what it read
            raise ReadError(f"{name}: is no whole {what}: {error}") from error
        raise ReadError(f"{name}: cannot be read: {error.strerror}") from error
    except Exception as error:
        raise ReadError(f"{name}: is no whole {what}: {str(error)[:LONGEST_FAULT] or type(error).__name__}") from error
