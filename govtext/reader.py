"""From files to reports: reading and parsing in one call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from govtext.errors import GovtextError
from govtext.given import known, metadata_of
from govtext.model import Report
from govtext.parser import parse

if TYPE_CHECKING:
    from govtext.reading import Document, Failure, Source

Errors = Literal["raise", "skip", "collect"]


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
    """Reports one at a time; after the error of one that cannot be read, ``next`` goes on with the others.

    Attributes
    ----------
    failures
        What could not be read so far, where ``errors`` is ``"collect"``: `govtext.reading.Failure` with ``path`` and ``error``.
    """

    def __init__(
        self, documents: Iterator[Document | Failure], errors: Errors, name_pattern: str | None, rows: Mapping[str, Mapping[str, str]] | None
    ) -> None:
        self._documents, self._errors, self._name_pattern, self._rows = documents, errors, name_pattern, rows
        self.failures: list[Failure] = []

    def __next__(self) -> Report:
        """Read and parse the next that can be read; raises the `ReadError` of one that cannot where errors are raised."""
        from govtext.reading import Document

        while not isinstance(document := next(self._documents), Document):
            if self._errors == "raise":
                raise document.error
            if self._errors == "collect":
                self.failures.append(document)
        return parse(document.text, known(document.source, name_pattern=self._name_pattern, metadata=self._rows))


def read_many(
    source: Source,
    *,
    errors: Errors = "raise",
    name_pattern: str | None = None,
    metadata: str | Path | None = None,
    **options: Any,
) -> Reading:
    r"""Read all reports of a table, an archive or a directory, one at a time.

    `source` may be a table in memory, too: a data frame of pandas or polars, an Arrow table.

    `name_pattern` is as in `read`. `metadata` is a CSV file with a column ``file`` (文件名) and columns such as ``place`` (地区), ``year`` (年份) and
    ``level`` (层级), which are used like those of a table of texts.

    `errors` says what becomes of a row or a member that cannot be read: ``"raise"`` raises its `ReadError` (who goes on with ``next`` gets the
    others), ``"skip"`` leaves it out, ``"collect"`` leaves it out and keeps it in `failures`. A source that cannot be read at all raises.

    Examples
    --------
    >>> [r.metrics[0].text for r in read_many('{"text": "税收完成12.5亿元。"}'.encode(), format="jsonl")]
    ['12.5亿元']
    >>> import json
    >>> rows = [{"text": "税收完成12.5亿元。"}, {"text": ""}]
    >>> reading = read_many("\n".join(map(json.dumps, rows)).encode(), format="jsonl", errors="collect")
    >>> len(list(reading)), len(reading.failures)
    (1, 1)
    """
    from govtext.reading import iter_documents

    if errors not in get_args(Errors):
        raise GovtextError(f"errors={errors!r} is none of {', '.join(get_args(Errors))}")
    return Reading(iter(iter_documents(source, **options)), errors, name_pattern, metadata_of(metadata) if metadata is not None else None)
