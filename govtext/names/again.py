"""A name once established is found again: in full, by the short form that the text gives it, and by its stem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from govtext.labels import EntityKind
from govtext.names.divisions import within
from govtext.names.lexis import Lexis
from govtext.names.name import Name
from govtext.names.proper import is_proper
from govtext.stages.tokens import tokens

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_SHORT_FORM = re.compile(r"[（(](?:以下)?(?:简称|统称)(?:为|：)?[“\"]?(?P<name>[^”\"（）()，。]{2,12})[”\"]?[）)]")
_PLACE_STEM = re.compile(r"(?:[省市县区州旗盟镇乡]|街道|新区|自治[区州县旗])$")
_FIRM_STEM = re.compile(r"(?:(?:股份)?(?:有限)?(?:责任)?公司|集团(?:有限公司|公司)?)$")
_STEMS = {EntityKind.PLACE: _PLACE_STEM, EntityKind.ORGANISATION: _FIRM_STEM}
_MASK = re.compile(r"[*×某]|[Xx]{2}")
_OF_LISTS = frozenset({"entity.series", "entity.beside"})  # what they name is said by the noun of their list
_SHORTEST = 2
_KINDS = frozenset({EntityKind.PLACE, EntityKind.ORGANISATION, EntityKind.PROJECT, EntityKind.PERSON})


def stem_of(written: str, kind: EntityKind) -> str:
    """The short form under which a text may speak of a thing: a place without 县, a firm without 有限公司; else the name itself."""
    ending = _STEMS.get(kind)
    stem = ending.sub("", written) if ending else written
    return stem if len(stem) >= _SHORTEST else written


def again(copy: str, names: Sequence[Name], place: str | None, words: Lexis) -> Iterator[Name]:
    """Further mentions of the names that the text has established, other than those that are found wherever they stand."""
    kinds: dict[str, EntityKind] = {}
    for name in names:
        if name.kind in _KINDS and not (name.kind is EntityKind.PROJECT and name.rule in _OF_LISTS):
            text = copy[name.start : name.end]
            kinds.setdefault(text, name.kind)
            if name.kind is EntityKind.ORGANISATION:
                stem = _FIRM_STEM.sub("", text)
                if len(stem) >= 2 * _SHORTEST and stem != text and is_proper(stem):
                    kinds.setdefault(stem, name.kind)
    if place:
        kinds |= {form: EntityKind.PLACE for form in (place, _PLACE_STEM.sub("", place)) if _may_stand_alone(form)}
        kinds |= dict.fromkeys(within(place), EntityKind.PLACE)
    ends = {name.end: name for name in names}
    for short in _SHORT_FORM.finditer(copy):
        full = ends.get(short.start())
        if full is not None:
            kinds[short["name"]] = full.kind
            yield Name(short.start("name"), short.end("name"), full.kind, "entity.short_form")
    forms = [form for form in kinds if len(form) >= _SHORTEST and not _MASK.search(form) and form not in words.plain]
    if forms:
        automaton = _automaton(tuple(forms))
        for number, start, end in automaton.find_matches_as_indexes(copy):
            kind = kinds[forms[number]]
            if kind is not EntityKind.PLACE or copy[start - 2 : start] not in words.praise:
                yield Name(start, end, kind, "entity.again")


def _may_stand_alone(form: str) -> bool:
    parts = tokens(form)
    return len(form) >= _SHORTEST and not (len(parts) == 1 and parts[0].known and parts[0].tag[:2] not in ("ns", "nr", "nz"))


def _automaton(forms: tuple[str, ...]) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    # Made for one text, where building costs more than a faster search saves.
    return AhoCorasick(list(forms), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA)
