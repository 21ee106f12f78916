"""From files to reports: reading and parsing in one call."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govtext.model import Report
from govtext.parser import parse


def read(source: str | Path | bytes, *, encoding: str | None = None, format: str | None = None, isolate: bool = False, **options: Any) -> Report:
    r"""Read one report from a file or from bytes.

    Parameters
    ----------
    source
        Path of a file, or the content of one. A string is always a path.
    encoding, format
        Codec and format where they are known; None detects them.
    isolate
        Read the file in a process of its own, with limits of time and memory: for files from people whom you do not know.
    **options
        Passed to `govtext.reading.read_document`, e.g. ``limits``.

    Raises
    ------
    ReadError
        The source cannot be read as one report; the message says why and what to do.
    MissingExtraError
        The format needs a package that is not installed.

    Examples
    --------
    >>> read("一、工作回顾\n税收完成12.5亿元。".encode("gb18030")).metrics[0].text
    '12.5亿元'
    """
    from govtext.reading import read_document

    document = read_document(source, encoding=encoding, format=format, isolate=isolate, **options)
    return parse(document.text, document.source)


def read_many(source: str | Path | bytes, **options: Any) -> Iterator[Report]:
    """Read all reports of a table, an archive or a directory, one at a time.

    Raises `ReadError` at the first that cannot be read; `govtext.reading.iter_documents` gives failures as values instead.

    Examples
    --------
    >>> [r.metrics[0].text for r in read_many('{"text": "税收完成12.5亿元。"}'.encode(), format="jsonl")]
    ['12.5亿元']
    """
    from govtext.reading import Document, iter_documents

    for document in iter_documents(source, **options):
        if not isinstance(document, Document):
            raise document.error
        yield parse(document.text, document.source)
