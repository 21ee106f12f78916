"""What a value measures, as the document says it: the name that was chosen, its contiguous core, and the rule that gave it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from govtext.naming.choose import INHERITED, LISTED, Proposal
from govtext.naming.sentence import AFTER, BEFORE
from govtext.naming.situation import Situation
from govtext.naming.words import SCOPE, Lexis
from govtext.stages.values import Place

_AND_OTHERS = "等"
_SORTS = frozenset({"carrier", "sort"})  # classes of nouns that say little alone: 项目, 企业
_LEAST_SAID = 4  # characters behind 等 that are a name of their own
Naming = Callable[[Situation], Proposal | None]
_EXTENTS = ("area", "length", "volume")
_ALONE = {BEFORE: "indicator.before", AFTER: "indicator.after"}
_OWN_AREAS = "全本该各我"  # the report's own area or a part of it, said apart from the name


class Measured(NamedTuple):
    """An indicator as written, with the span of its contiguous core and the scope that is said before it."""

    text: str
    core: tuple[int, int] | None
    rule: str
    scope: tuple[int, int] | None = None
    subject: str = ""


def measured(situation: Situation, name: Naming) -> list[Measured]:
    """What each value of a list measures."""
    proposal = name(situation)
    if proposal is None:
        return [Measured("", None, "indicator.none") for _ in situation.places]
    rule, scope = _rule(proposal), _scope(situation, proposal)
    named = (_without_examples(text, proposal.core, situation.sentence.lexis) for text in proposal.names)
    return [Measured(text, core, rule, scope, proposal.subject) for text, core in named]


def _without_examples(text: str, core: tuple[int, int] | None, lexis: Lexis) -> tuple[str, tuple[int, int] | None]:
    """A name without the examples before it, where it says enough alone: 国省干道等|干线公路广告设施, but 泼水节等活动."""
    at = text.find(_AND_OTHERS)
    if at < 0 or len(text) - at <= _LEAST_SAID or "占" in text:
        return text, core
    words = lexis.cut(text, 0, len(text))
    after = next((i for i, word in enumerate(words) if word.text == _AND_OTHERS), len(words)) + 1
    if not 1 < after < len(words) - 1 or words[after].tag[0] == "m" or not lexis.classes(words[after].text).isdisjoint(_SORTS):
        return text, core
    start = words[after].start
    whole = core is not None and core[1] - core[0] == len(text)
    return text[start:], (core[0] + start, core[1]) if core and whole else core


def _rule(proposal: Proposal) -> str:
    source, _, joined = proposal.source.partition("+")
    if len(set(proposal.names)) > 1:
        return "indicator.respectively"
    if joined:
        return "indicator.around" if AFTER in (source, joined) else "indicator.relational"
    if source in _ALONE:
        return _ALONE[source]
    return "indicator.inherited" if source.startswith((INHERITED, LISTED)) else "indicator.clause_before"


def _scope(situation: Situation, proposal: Proposal) -> tuple[int, int] | None:
    """The area that stands in the value's own clause before the name."""
    place = situation.places[0]
    end = proposal.core[0] if proposal.core and proposal.core[0] >= place.left else place.value.start
    for word, known in reversed(list(situation.sentence.between(place.left, min(end, place.value.start)))):
        if known.kind == SCOPE and word.text[0] in _OWN_AREAS:
            return word.start, word.end
    return None


def is_extent(place: Place) -> bool:
    """Whether a value says how much ground or space: 6.2万亩."""
    return place.unit is not None and place.unit.dimension in _EXTENTS
