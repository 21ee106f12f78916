"""Fixed terms and known names: what a lexicon finds in the whole text at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from govtext.indicators import find
from govtext.rules import for_packs, lexicon, ruleset
from govtext.stages.measures import MeasureItem
from govtext.stages.sections import Heading
from govtext.time_expressions import TimeHit

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Stretch = tuple[int, int]
_NUMERAL_MARKS = ".*一二三四五六七八九十百千万亿"


@for_packs()
def _automaton() -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(list(lexicon("fixed_terms").terms()), matchkind=MatchKind.LeftmostLongest)


def fixed_terms(copy: str) -> list[Stretch]:
    """Fixed terms and slogans that hold numerals.

    A term that is a part of a number or a code is none: 1.8万家 holds no 万家, 6.5GW no 5G.
    """
    terms = [(start, end) for _, start, end in _automaton().find_matches_as_indexes(copy) if _stands_alone(copy, start, end)]
    return terms + [(hit.start, hit.end) for hit in ruleset("slogans").finditer(copy)]


def _stands_alone(copy: str, start: int, end: int) -> bool:
    if start and (copy[start - 1].isdigit() or copy[start - 1] in _NUMERAL_MARKS):
        return False
    last, following = copy[end - 1], copy[end : end + 1]
    return not (last.isascii() and last.isalnum() and following.isascii() and following.isalnum())


def known_names(copy: str) -> list[Stretch]:
    """Names of the indicators that the lexicon knows."""
    return [(mention.start, mention.end) for mention in find(copy)]


def without_values(
    copy: str, times: Sequence[TimeHit], terms: Sequence[Stretch], headings: Sequence[Heading], items: Sequence[MeasureItem]
) -> list[Stretch]:
    """The stretches that hold no value, sorted: times, fixed terms, markers of headings and measures."""
    stretches = [(hit.start, hit.end) for hit in times]
    stretches += terms
    stretches += [(heading.start, heading.title_start) for heading in headings]
    stretches += [(item.start, item.title_start) for item in items]
    return sorted(stretches)
