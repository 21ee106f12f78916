"""Fixed terms: names and idioms that hold numerals and count nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govtext.rules import for_packs, lexicon, ruleset

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Stretch = tuple[int, int]
_FIGURE = re.compile(r"[\d.*零〇两一二三四五六七八九十百千万亿]")
_GOES_ON = re.compile("[百千万亿]|点[零〇一二三四五六七八九]")
_NUMERAL = re.compile("[一二三四五六七八九十百千万亿两]")


@for_packs()
def _automaton() -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, MatchKind

    divisions = (name for name in lexicon("division_codes").terms("name") if _NUMERAL.search(name))
    return AhoCorasick(list({*lexicon("fixed_terms").terms(), *divisions}), matchkind=MatchKind.LeftmostLongest)


def fixed_terms(copy: str) -> list[Stretch]:
    """Fixed terms, slogans and titles of documents that hold numerals.

    A term that is a part of a number or a code is none: 1.8万家 holds no 万家, 6.5GW no 5G, 十四五万 no 十四五, 九百零四平方米 no 四平,
    六五点三% no 六五.

    >>> fixed_terms("新建三台县医院，落实《十条规定》")
    [(2, 5), (10, 16)]
    """
    terms = [(start, end) for _, start, end in _automaton().find_matches_as_indexes(copy) if _stands_alone(copy, start, end)]
    return terms + [(hit.start, hit.end) for hit in ruleset("slogans").finditer(copy)]


def _stands_alone(copy: str, start: int, end: int) -> bool:
    if start and _FIGURE.match(copy, start) and _FIGURE.match(copy, start - 1):
        return False
    last, following = copy[end - 1], copy[end : end + 1]
    if _FIGURE.match(last) and _GOES_ON.match(copy, end):
        return False
    return not (last.isascii() and last.isalnum() and following.isascii() and following.isalnum())
