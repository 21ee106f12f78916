"""Evidence: which rule decided a field, and where its cue stands."""

from __future__ import annotations

from typing import NamedTuple


class Cue(NamedTuple):
    """A rule that decided a field, with the place in the reading copy where it matched."""

    field: str
    rule: str
    start: int
    end: int
