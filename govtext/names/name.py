"""What the readers of names give."""

from __future__ import annotations

from typing import NamedTuple

from govtext.labels import EntityKind


class Name(NamedTuple):
    """A named thing in the reading copy."""

    start: int
    end: int
    kind: EntityKind
    rule: str
