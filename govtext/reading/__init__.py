"""From bytes to text: whatever format and encoding reports are kept in, with the way back to page and paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govtext.reading import builtin as _builtin  # noqa: F401  registers the formats
from govtext.reading.document import Document, Failure, Limits
from govtext.reading.registry import Options, Reader, formats, reader_for, register
from govtext.reading.resource import Resource

Source = str | Path | bytes | Any
"""A path, the bytes of a file, or a table in memory: a data frame of pandas or polars, an Arrow table."""

__all__ = ["Document", "Failure", "Limits", "Options", "Reader", "Resource", "formats", "iter_documents", "read_document", "register"]


def read_document(
    source: str | Path | bytes,
    *,
    encoding: str | None = None,
    format: str | None = None,
    limits: Limits = Limits(),  # noqa: B008  frozen
    isolate: bool = False,
) -> Document:
    r"""Read one report from a file or from bytes.

    Parameters
    ----------
    source
        Path of a file, or the content of one. A string is always a path.
    encoding
        Codec of a text; None detects it.
    format
        One of `formats`; None tells it by content and extension.
    limits
        How much the source may ask.
    isolate
        Read in a process of its own, for which ``limits.seconds`` and ``limits.memory`` hold: what hangs or breaks a reader then breaks nothing
        else. It takes a second more.

    Returns
    -------
    Document
        The text, and what is known of where it came from.

    Raises
    ------
    ReadError
        The source is missing, damaged, protected, beyond the limits, or holds many reports.
    MissingExtraError
        The format needs a package that is not installed.

    Examples
    --------
    >>> read_document("各位代表：\n　　现在报告工作。".encode("utf-16")).source.encoding
    'utf-16-le'
    """
    resource = Resource.of(source)
    return reader_for(resource, format).document(resource, Options(encoding=encoding, limits=limits, isolate=lambda: isolate))


def iter_documents(
    source: Source,
    *,
    encoding: str | None = None,
    format: str | None = None,
    text_column: str | None = None,
    limits: Limits = Limits(),  # noqa: B008  frozen
    isolate: bool = False,
) -> Iterator[Document | Failure]:
    r"""Read all reports of a table, an archive or a directory, one at a time.

    Parameters
    ----------
    source
        Path of a file or directory, the content of a file, or a table in memory (a data frame of pandas or polars, an Arrow table) with one
        report in each row. A source of one report gives that report.
    encoding
        Codec of texts; None detects it for each.
    format
        One of `formats`, of the source itself; None tells it by content and extension.
    text_column
        Column that holds the reports, for tables; None finds it by its name, or by its length.
    limits
        How much the source may ask.
    isolate
        Read each file, also of a directory or an archive, in a process of its own, as `read_document` does; rows of tables are read in this one.

    Yields
    ------
    Document or Failure
        One for each row or member, in order: a member that cannot be read does not end the others.

    Raises
    ------
    ReadError
        The source itself cannot be read.
    MissingExtraError
        The format of the source needs a package that is not installed.

    Examples
    --------
    >>> table = "place,正文\n青河县,过去一年成绩显著。\n".encode()
    >>> [(d.text, d.source.fields) for d in iter_documents(table, format="csv")]
    [('过去一年成绩显著。', {'place': '青河县'})]
    """
    options = Options(encoding=encoding, text_column=text_column, limits=limits, isolate=lambda: isolate)
    if not isinstance(source, str | Path | bytes):
        from govtext.reading.tables import is_frame, read_frame

        if is_frame(source):
            return read_frame(source, options)
    resource = Resource.of(source)
    return reader_for(resource, format).documents(resource, options)
