"""Faults that libraries find in a file, told as errors of govtext."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from govtext.errors import GovtextError, ReadError

LONGEST_FAULT = 300


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
        The code inside raised anything but an error of govtext or `MemoryError`, which pass.

    Examples
    --------
    >>> with whole("a.docx", "Word document"):
    ...     raise EOFError
    Traceback (most recent call last):
    govtext.errors.ReadError: a.docx: is no whole Word document: EOFError
    """
    try:
        yield
    except (GovtextError, MemoryError):
        raise
    except OSError as error:
        if error.errno is None:  # raised by a library over what it read
            raise ReadError(f"{name}: is no whole {what}: {error}") from error
        raise ReadError(f"{name}: cannot be read: {error.strerror}") from error
    except Exception as error:
        raise ReadError(f"{name}: is no whole {what}: {str(error)[:LONGEST_FAULT] or type(error).__name__}") from error
