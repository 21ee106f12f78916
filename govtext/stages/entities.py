"""Named things: documents, meetings, quoted terms and formulas, bodies and projects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from govtext.labels import EntityKind
from govtext.rules import ruleset
from govtext.stages.blocks import Paragraph
from govtext.stages.nouns import Edges, left_noun

_NAME_BREAK = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9*×]|[的和与及在由对为将把被是有等]")
_LONGEST_NAME = 14
_SHORTEST_NAME = 2
_NO_EDGES = Edges({}, {}, {})


@dataclass(frozen=True, slots=True)
class Named:
    """A named thing in the reading copy."""

    start: int
    end: int
    kind: EntityKind
    rule: str


def entities(copy: str, paragraphs: Sequence[Paragraph]) -> tuple[Named, ...]:
    """The named things of body and appendix, in text order."""
    rules = ruleset("entities")
    found = []
    for paragraph in paragraphs:
        if not paragraph.is_read:
            continue
        last = paragraph.start
        for hit in rules.finditer(copy, paragraph.start, paragraph.end):
            kind = EntityKind(hit["kind"])
            start = hit.start
            if kind in (EntityKind.ORGANISATION, EntityKind.PROJECT):
                start = _name_start(copy, max(last, hit.start - _LONGEST_NAME), hit.start)
                if hit.start - start < _SHORTEST_NAME:
                    continue
            found.append(Named(start, hit.end, kind, hit.rule.id))
            last = hit.end
    return tuple(found)


def _name_start(copy: str, start: int, end: int) -> int:
    """Where a name that ends with a known suffix begins: after the last break, without verbs and adverbs."""
    for mark in _NAME_BREAK.finditer(copy, start, end):
        start = mark.end()
    return left_noun(copy, start, end, _NO_EDGES).start
