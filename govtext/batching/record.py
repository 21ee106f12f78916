"""What each input of a piece came to: a report, a duplicate or an error, written down in the order of the inputs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from govtext.batching.index import DUPLICATE, Entry, Index
from govtext.batching.parts import INPUTS, inputs_schema
from govtext.batching.sources import Source
from govtext.export.arrow import Row, to_table
from govtext.export.tables import tables as definitions
from govtext.reading.extras import need

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

Tables = Mapping[str, "pa.Table"]


def recorded(sources: Sequence[Source], found: Tables, index: Index) -> tuple[dict[str, pa.Table], list[Entry]]:
    """The tables of a piece as they go into the dataset, and its share of the manifest.

    Parameters
    ----------
    sources
        The inputs of the piece.
    found
        What was parsed of them; empty where nothing had to be.
    index
        The manifest of all earlier pieces: texts that they hold become duplicates.
    """
    outcomes = _outcomes(found, index)
    errors: list[Row] = []
    duplicates: list[Row] = []
    entries: dict[tuple[str, str], Entry] = {}
    by_digest: dict[str, Entry] = {}
    for source in sources:
        key, why, message, characters, fields = outcomes[source.path] if source.is_new else _known(source, by_digest, index)
        if key is None:
            errors.append((source.path, why, message))
        elif why == DUPLICATE:
            duplicates.append((source.path, key, fields))
        entry = (source.path, source.digest, key, why, message, characters)
        entries[source.path, source.digest] = entry
        by_digest.setdefault(source.digest, entry)
    new = [key for key, why, *_ in outcomes.values() if key and why is None]
    made = {table.name: _only(found, table.name, new) for table in definitions() if table.rows is not None}
    listed = list(entries.values())
    made |= {"errors": to_table("errors", errors), "duplicates": to_table("duplicates", duplicates), INPUTS: _inputs(listed)}
    return made, listed


Outcome = tuple[str | None, str | None, str | None, int, Any]
"""Key of the report, reason, message, characters that were parsed, fields of a duplicate."""


def _outcomes(found: Tables, index: Index) -> dict[str, Outcome]:
    """What was parsed, by path."""
    if not found:
        return {}
    outcomes: dict[str, Outcome] = {}
    for row in found["reports"].select(["path", "report_id", "characters", "fields"]).to_pylist():
        known = index.has_report(row["report_id"])
        outcomes[row["path"]] = (row["report_id"], DUPLICATE if known else None, None, row["characters"], json.loads(row["fields"]))
    for row in found["duplicates"].to_pylist():
        outcomes[row["path"]] = (row["report_id"], DUPLICATE, None, 0, json.loads(row["fields"]))
    for row in found["errors"].to_pylist():
        outcomes[row["path"]] = (None, row["reason"], row["message"], 0, None)
    return outcomes


def _known(source: Source, by_digest: Mapping[str, Entry], index: Index) -> Outcome:
    """What came of an input that was not parsed: it failed, or is what an earlier one was."""
    if source.failure:
        return None, *source.failure, 0, None
    if source.digest in by_digest:
        _, _, key, why, message, _ = by_digest[source.digest]
    else:
        key, why, message = index.of_digest(source.digest) or (None, "bug", "an earlier input with the same content is not in the manifest")
    if key is None:
        return None, why, message, 0, None
    return key, DUPLICATE, None, 0, json.loads(source.info)["fields"] if source.info else {}


def _only(found: Tables, name: str, keys: Sequence[str]) -> pa.Table:
    """The rows of the reports with these keys."""
    if not found:
        return to_table(name, [])
    if found["reports"].num_rows == len(keys):
        return found[name]
    compute = need("pyarrow.compute", "batch", "a batch")
    return found[name].filter(compute.is_in(found[name]["report_id"], value_set=need("pyarrow", "batch", "a batch").array(keys, "string")))


def _inputs(entries: Sequence[Entry]) -> pa.Table:
    kept = inputs_schema()
    return need("pyarrow", "batch", "a batch").table([list(column) for column in zip(*entries, strict=True)] or [[]] * len(kept), schema=kept)
