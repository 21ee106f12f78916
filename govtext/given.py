"""What a caller knows of a report beside its text: said in the call, in the names of files, or in a table of metadata."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from govtext.errors import GovtextError, ReadError
from govtext.labels import Level
from govtext.model import Given, SourceInfo
from govtext.rules import lexicon

_PARTS = {"place": "(?P<place>.+?)", "year": "(?P<year>(?:19|20)[0-9]{2})", "level": "(?P<level>.+?)"}
_PART = re.compile(r"\{(\w*)\}|\*")
_SHOWN = 80  # characters of a wrong value that an error shows


def known(
    source: SourceInfo,
    *,
    place: str | None = None,
    year: int | None = None,
    level: str | None = None,
    name_pattern: str | None = None,
    metadata: Mapping[str, Mapping[str, str]] | None = None,
) -> SourceInfo:
    """The source with what is known of it: the call decides before the file's name, and both before columns.

    Raises
    ------
    GovtextError
        A year, a level or a pattern is none.

    Examples
    --------
    >>> source = known(SourceInfo(path="reports/青岭县_2024.txt"), name_pattern="{place}_{year}")
    >>> source.given.place, source.given.year
    ('青岭县', 2024)
    """
    name = Path(source.path).name if source.path else ""
    found = _pattern(name_pattern).fullmatch(Path(name).stem) if name_pattern else None
    said: dict[str, Any] = found.groupdict() if found else {}
    said |= {key: value for key, value in (("place", place), ("year", year), ("level", level)) if value is not None}
    row = metadata.get(name, {}) if metadata else {}
    if not said and not row:
        return source
    fields = {**source.fields, **row}
    if said.get("level") is not None:
        written = str(said["level"])
        said["level"] = level_named(written)
        if said["level"] is None:
            raise GovtextError(f"level is one of {', '.join(Level)}, and this is {written[:_SHOWN]!r}")
    try:
        given = Given.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        raise GovtextError(f"{first['loc'][0]}={str(first['input'])[:_SHOWN]!r} is not usable: {first['msg'].lower()}") from error
    return source.model_copy(update={"fields": fields, "given": given})


def level_named(name: str) -> Level | None:
    """The level of a name: county, 县级."""
    return next((Level(row["level"]) for row in lexicon("level_names") if row["term"] == name.strip().lower()), None)


def metadata_of(path: str | Path) -> Mapping[str, Mapping[str, str]]:
    """The rows of a CSV file of metadata by the names of files, which its column ``file`` (文件, 文件名, filename, path) has.

    Raises
    ------
    ReadError
        The file cannot be read as such a table.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            columns = [name for name in rows.fieldnames or () if name.strip().lower() in lexicon("file_columns").terms()]
            if not columns:
                raise ReadError(f"{path}: has no column that names files; call it file")
            return {
                Path(row[columns[0]].strip()).name: {k: v for k, v in row.items() if k and v and k != columns[0]} for row in rows if row[columns[0]]
            }
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReadError(f"{path}: cannot be read as a table of metadata (CSV in UTF-8): {error}") from error


@lru_cache(maxsize=16)
def _pattern(written: str) -> re.Pattern[str]:
    """A pattern of names as an expression; * stands for anything."""
    parts, end, named = [], 0, set()
    for part in _PART.finditer(written):
        name = part[1]
        if name is not None and (name not in _PARTS or name in named):
            raise GovtextError(f"a pattern of names has {{place}}, {{year}}, {{level}} once each, and *: {written[:_SHOWN]!r}")
        named.add(name)
        parts += [re.escape(written[end : part.start()]), _PARTS[name] if name is not None else ".*?"]
        end = part.end()
    if not named - {None}:
        raise GovtextError(f"a pattern of names has {{place}}, {{year}} or {{level}}: {written[:_SHOWN]!r}")
    return re.compile("".join(parts) + re.escape(written[end:]))
