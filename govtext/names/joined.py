"""Names that stand side by side and are one: 浙江+绍兴, 高阳县+人民政府."""

from __future__ import annotations

import re
from collections.abc import Iterable

from govtext.labels import EntityKind
from govtext.names.divisions import codes, level
from govtext.names.name import Name
from govtext.rules import for_packs, lexicon

_LEVELS = frozenset("省市县区州旗乡镇")
_BEHIND = frozenset({"behind", "department"})
_WITH_PLACE = frozenset({"entity.organ", "entity.department", "entity.congress", "entity.people_congress"})


@for_packs()
def _organ() -> re.Pattern[str]:
    """What makes a body of the place before it: 坝头镇|党委."""
    rows = sorted((row for row in lexicon("organs") if row["class"] in _BEHIND), key=lambda row: -len(row["term"]))
    return re.compile("|".join(row["term"] + (f"(?![{row['not_before']}])" if row["not_before"] else "") for row in rows))


def joined(copy: str, names: Iterable[Name]) -> tuple[Name, ...]:
    """The names in order, those that chain from the larger to the smaller joined."""
    kept: list[Name] = []
    organ = _organ()
    for name in names:
        if name.kind is EntityKind.PLACE and (tail := organ.match(copy, name.end)):
            name = Name(name.start, tail.end(), EntityKind.ORGANISATION, "entity.organ_of_place")
        if kept and kept[-1].end == name.start and _chain(copy, kept[-1], name):
            kept[-1] = name._replace(start=kept[-1].start)
        else:
            last = kept[-1].end if kept else 0
            alone = name.rule == "entity.people_congress" and last < name.start and copy[name.start - 1] in _LEVELS
            kept.append(name._replace(start=name.start - 1) if alone else name)
    return tuple(kept)


def _chain(copy: str, large: Name, small: Name) -> bool:
    if large.kind is not EntityKind.PLACE:
        return False
    outer, inner = copy[large.start : large.end], copy[small.start : small.end]
    if small.kind is EntityKind.PLACE:
        within = codes(inner)
        return any(code[:length] == other[:length] and code != other for code in codes(outer) for other in within for length in (level(code),)) or (
            small.rule == "entity.headed" and not within
        )
    return small.rule in _WITH_PLACE
