"""What exports have in common: which reports they are made of, what is wrong with a call, and how files are called."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from govtext.errors import GovtextError
from govtext.model import SCHEMA_VERSION, Report

_Name = TypeVar("_Name", bound=str)


class ExportError(GovtextError, ValueError):
    """An export was asked for that cannot be made; the message says what can."""


def some(reports: Iterable[Report], what: str) -> Sequence[Report]:
    """Give the reports that an export is made of, as a sequence.

    Raises
    ------
    ExportError
        There is none, or one comes from another version of the document's schema.

    Examples
    --------
    >>> some([], "a panel")
    Traceback (most recent call last):
    govtext.export.calls.ExportError: a panel is made of reports, and none was given
    """
    if isinstance(reports, Report):
        raise ExportError(f"{what} is made of a list of reports; put the one report into a list: [report]")
    if isinstance(reports, str | Path):
        raise ExportError(f"{what} is made of reports, and {str(reports)!r} is a path or a text; read the files with govtext.read_many")
    given = tuple(reports)
    if not given:
        raise ExportError(f"{what} is made of reports, and none was given")
    if strange := next((one for one in given if not isinstance(one, Report)), None):
        raise ExportError(f"{what} is made of reports, and there is a {type(strange).__name__} among them; parse it with govtext.parse")
    versions = sorted({report.schema_version for report in given})
    if versions != [SCHEMA_VERSION]:
        raise ExportError(
            f"{what} needs reports of schema version {SCHEMA_VERSION}, and these are of {', '.join(versions)}: parse the older ones again"
        )
    return given


def known(name: str, names: Collection[_Name], what: str) -> _Name:
    """Give a name that is one of the known ones.

    Raises
    ------
    ExportError
        It is none of them; the message suggests the nearest.

    Examples
    --------
    >>> known("metric", ["metrics", "measures"], "table")
    Traceback (most recent call last):
    govtext.export.calls.ExportError: no table 'metric': did you mean 'metrics'? The tables are metrics, measures
    """
    for candidate in names:
        if candidate == name:
            return candidate
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f": did you mean {near[0]!r}? The" if near else ": the"
    raise ExportError(f"no {what} {name!r}{hint} {what}s are {', '.join(names)}")


def file_names(reports: Iterable[Report]) -> Iterator[str]:
    """Name a file for each report: as its source is called, else by its number; each different.

    >>> from govtext.model import Meta, SourceInfo
    >>> report = Report(text="", meta=Meta(), source=SourceInfo(path="archive.zip!/2024.txt"))
    >>> list(file_names([report, report, Report(text="", meta=Meta())]))
    ['2024', '2024-2', 'report3']
    """
    seen: set[str] = set()
    for number, report in enumerate(reports, 1):
        name = Path(re.split(r"[/\\]", report.source.path or "")[-1]).stem or f"report{number}"
        while name in seen:
            name += f"-{number}"
        seen.add(name)
        yield name
