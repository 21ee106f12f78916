"""Where a name begins: what stands left of its last word, up to a verb, a function word or a mark."""

from __future__ import annotations

import re
from typing import NamedTuple

from govtext.names.lexis import ACT, INSIDE, JOINT, Lexis
from govtext.rules import ruleset

LONGEST = 30
_CLAUSE = re.compile(r".*[，。；、\n]", re.DOTALL)
_WORD = re.compile(r"[\u4e00-\u9fff]")
_NUMERAL = re.compile(r"[0-9*×.一二两三四五六七八九十百千万几数多—]")
_AHEAD = 2  # characters behind the field that say whether a count is one


class Field(NamedTuple):
    """What may belong to a name: its start, and the joint (和, 与) with which it is tied to what stands before."""

    start: int
    joint: tuple[int, int] | None  # span of the joint directly before `start`
    closed: bool  # whether a verb, a function word or a mark stands before it, and not the reach of the reading
    acts: tuple[tuple[int, int], ...] = ()  # words for what is done inside it


def before(copy: str, end: int, words: Lexis, low: int = 0, acts: bool = True) -> Field:
    """The field of a name whose last word begins at `end`; nothing before `low`, or in another clause, belongs to it.

    `acts` says whether words for what is done (改造, 生产) may stand inside the name.
    """
    floor = max(low, end - LONGEST, 0)
    clause = _CLAUSE.match(copy, floor, end)
    start = clause.end() if clause else floor
    joint = (start - 1, start) if clause and copy[start - 1] == "、" else None
    closed = clause is not None or floor in (low, 0)
    if start == end:
        return Field(start, joint, closed)
    base = start
    if _NUMERAL.search(copy, start, end):
        for count in ruleset("name_counts").finditer(copy, start, end + _AHEAD):
            if count.end <= end:
                start, joint, closed = count.end, None, True
    inner: list[tuple[int, int]] = []
    kinds = words.edge
    for number, first, last in words.edges.find_matches_as_indexes(copy[base:end]):
        kind = kinds[number]
        if kind == INSIDE:
            continue
        first += base
        last += base
        if kind == ACT and acts:
            inner.append((first, last))
        elif last > start:
            start, joint, closed = last, (first, last) if kind == JOINT else None, True
            inner.clear()
    start, closed = _behind_acts(copy, start, end, inner, closed)
    scope = words.scope.match(copy, start)
    if scope and 1 < scope.end() - start < end - start:
        start, closed = _behind_acts(copy, scope.end(), end, inner, closed)
    return Field(start, joint, closed, tuple(inner))


def _behind_acts(copy: str, start: int, end: int, acts: list[tuple[int, int]], closed: bool) -> tuple[int, bool]:
    """Where a name begins behind the words for what is done that stand before it: 重点|推进|悦澜新城, 建设好|砚溪大学."""
    while acts and acts[0][0] <= start:
        start, closed = max(start, acts.pop(0)[1]), True
    if closed and start + 1 < end and copy[start] == "好" and _WORD.match(copy, start - 1):
        start += 1
    return start, closed
