"""From files to reports: reading and parsing in one call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govtext.given import known, metadata_of
from govtext.model import Report
from govtext.parser import parse

if TYPE_CHECKING:
    from govtext.reading import Document, Failure


def read(
    source: str | Path | bytes,
    *,
    place: str | None = None,
    year: int | None = None,
    level: str | None = None,
    name_pattern: str | None = None,
    encoding: str | None = None,
    format: str | None = None,
    isolate: bool = False,
    **options: Any,
) -> Report:
    r"""Read one report from a file or from bytes.

    Parameters
    ----------
    source
        Path of a file, or the content of one. A string is always a path.
    place, year, level
        What you know of the report: 青岭县, 2024, ``"county"``. It decides, and where the text says otherwise
        a diagnostic (GT107, GT108, GT109) says so.
    name_pattern
        How the file's name says it: ``"{place}_{year}"``, with ``*`` for anything else. A name that does not fit says nothing.
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
    GovtextError
        A year, a level or a pattern is none.
    MissingExtraError
        The format needs a package that is not installed.

    Examples
    --------
    >>> read("一、工作回顾\n税收完成12.5亿元。".encode("gb18030")).metrics[0].text
    '12.5亿元'
    >>> read("一、去年工作\n税收完成12.5亿元。".encode(), place="青岭县", year=2024).meta.year
    2024
    """
    from govtext.reading import read_document

    document = read_document(source, encoding=encoding, format=format, isolate=isolate, **options)
    return parse(document.text, known(document.source, place=place, year=year, level=level, name_pattern=name_pattern))


class Reading(Iterator[Report]):
    """Reports one at a time; after the error of one that cannot be read, ``next`` goes on with the others."""

    def __init__(self, documents: Iterator[Document | Failure], name_pattern: str | None, rows: Mapping[str, Mapping[str, str]] | None) -> None:
        self._documents, self._name_pattern, self._rows = documents, name_pattern, rows

    def __next__(self) -> Report:
        """Read and parse the next; raises its `ReadError` where it cannot be read."""
        from govtext.reading import Document

        document = next(self._documents)
        if not isinstance(document, Document):
            raise document.error
        return parse(document.text, known(document.source, name_pattern=self._name_pattern, metadata=self._rows))


def read_many(source: str | Path | bytes, *, name_pattern: str | None = None, metadata: str | Path | None = None, **options: Any) -> Iterator[Report]:
    """Read all reports of a table, an archive or a directory, one at a time.

    `name_pattern` is as in `read`. `metadata` is a CSV file with a column ``file`` (文件名) and columns such as ``place`` (地区), ``year`` (年份) and
    ``level`` (层级), which are used like those of a table of texts.

    Raises `ReadError` at each that cannot be read; who goes on with ``next`` gets the others, as `panel` does.
    `govtext.reading.iter_documents` gives failures as values instead.

    Examples
    --------
    >>> [r.metrics[0].text for r in read_many('{"text": "税收完成12.5亿元。"}'.encode(), format="jsonl")]
    ['12.5亿元']
    """
    from govtext.reading import iter_documents

    return Reading(iter(iter_documents(source, **options)), name_pattern, metadata_of(metadata) if metadata is not None else None)
