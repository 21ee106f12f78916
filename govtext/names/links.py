"""What points at names: the values of a place, a body or a project, and the measures that bodies carry out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from govtext.labels import EntityKind
from govtext.names.name import Name
from govtext.naming.words import JOINTS
from govtext.rules import ruleset

_SUBJECTS = frozenset({EntityKind.PLACE, EntityKind.ORGANISATION, EntityKind.PROJECT})
_CLAUSE_END = re.compile("[，。；：！？\n]")
_NEAR = 3  # characters behind a value in which the name begins that it is an attribute of
_REACH = 60  # characters before a value in which its clause begins

Stretch = tuple[int, int]


def subjects(copy: str, value: Stretch, parts: Sequence[Stretch | None], names: Sequence[Name]) -> tuple[int, ...]:
    """The names, by their index, that a value is about: those in its parts (scope and indicator) and before it in its clause."""
    start, end = value
    reach = max(0, start - _REACH)
    ends = _CLAUSE_END.search(copy[reach:start][::-1])
    clause = start - ends.start() if ends else reach
    found = set(_inside(names, clause, start))
    if copy[end : end + 1] == "的":  # 总投资5亿元的悦海路改造工程
        following = bisect_left(names, (end + 1,))
        if following < len(names) and names[following].start <= end + _NEAR:
            found.update(_list(copy, names, following))
    for part in parts:
        if part is not None:
            found.update(_inside(names, *part))
    return tuple(sorted(index for index in found if names[index].kind in _SUBJECTS))


def responsible(copy: str, start: int, end: int, names: Sequence[Name]) -> tuple[int, ...]:
    """The bodies, by their index, that a measure names as those who are to carry it out."""
    hit = ruleset("responsible").search(copy, start, end)
    if hit is None:
        return ()
    return tuple(index for index in _inside(names, *hit.span("names")) if names[index].kind is EntityKind.ORGANISATION)


def _list(copy: str, names: Sequence[Name], first: int) -> range:
    """The names of the list that one begins."""
    last = first + 1
    while last < len(names) and copy[names[last - 1].end : names[last].start] in JOINTS:
        last += 1
    return range(first, last)


def _inside(names: Sequence[Name], start: int, end: int) -> range:
    first = bisect_left(names, (start,))
    last = first
    while last < len(names) and names[last].end <= end:
        last += 1
    return range(first, last)
