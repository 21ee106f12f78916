"""Persons: names after an office, in a line of credits and before 同志."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govtext.rules import for_packs, lexicon
from govtext.stages.tokens import tokens

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_MASKED = re.compile(r"(?:[*×]{2,3}|[Xx]{2,3}|[\u4e00-\u9fff]?某{1,2})(?=[^\w*×]|同志|代表|的|$)")
_NO_NAME = "的位名"
_SPACES = frozenset(" \u3000、")
_JOINED = "、，和及"
_WINDOW = 12
_LONGEST = 3
_SHORTEST = 2


def person_before(copy: str, end: int) -> tuple[int, int] | None:
    """The name that a form of address at `end` follows: a surname and what no dictionary has as another word."""
    for length in (3, 2):
        start = end - length
        name = copy[max(start, 0) : end]
        if (
            start >= 0
            and name[0] in _surnames()
            and name[-1] not in _NO_NAME
            and all(token.tag.startswith("nr") or not token.known for token in tokens(name))
        ):
            return start, end
    return None


@for_packs()
def _surnames() -> frozenset[str]:
    return frozenset(lexicon("surnames").terms())


@for_packs()
def _firsts() -> frozenset[str]:
    return frozenset(surname[0] for surname in _surnames())


def people_after(copy: str, start: int) -> Iterator[tuple[int, int]]:
    """The name, or the list of names, that an office or a credit before `start` is of."""
    while copy[start : start + 1] in _SPACES:
        start += 1
    if masked := _MASKED.match(copy, start):
        yield masked.span()
        return
    end = start + _WINDOW
    if copy[start : start + 1] not in _firsts():
        return
    words = list(tokens(copy[start:end]))
    while words and words[0].text[:1] in _firsts():
        word = words.pop(0)
        name = word.text
        if word.known and not word.tag.startswith("nr") and name not in _surnames():
            return
        while words and len(name) < _LONGEST and len(name + words[0].text) <= _LONGEST and _HAN.fullmatch(words[0].text):
            if name not in _surnames() and words[0].known:
                break
            name += words.pop(0).text
        if len(name) < _SHORTEST:
            return
        yield start, start + len(name)
        start += len(name) + 1
        if not (words and words.pop(0).text in _JOINED):
            return
