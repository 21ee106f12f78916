"""Divisions by name: their codes, and the short forms under which a text speaks of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from govtext.names.proper import common_words
from govtext.rules import for_packs, lexicon
from govtext.stages.tokens import tokens

_SUFFIX = re.compile(r"(?:[^区]族|蒙古|各族|回族|维吾尔)*(?:自治[州县旗]|[市县旗])$|(?:特别行政|自治)区$|省$")
_SHORTEST = 2


@for_packs()
def divisions() -> Mapping[str, tuple[str, ...]]:
    """The codes of divisions by name, and by the short forms of those at least prefectures or cities that are no words of their own."""
    found: dict[str, list[str]] = {}
    for row in lexicon("division_codes"):
        name, code = row["name"], row["code"]
        if name in common_words() or (len(name) <= _SHORTEST and name[-1] != "县"):
            continue
        found.setdefault(name, []).append(code)
        short = _SUFFIX.sub("", name)
        if short != name and (code.endswith("00") or name[-1] == "市") and _names_a_place(short):
            found.setdefault(short, []).append(code)
    for row in lexicon("divisions"):
        for form in row["term"].split("|"):
            found.setdefault(form, []).append(row["code"])
    return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items()}


@for_packs(64)
def within(place: str) -> tuple[str, ...]:
    """The short forms of the divisions inside a place."""
    prefixes = {code[: level(code)] for code in codes(place) if not code.endswith("0000")}
    found = {name for prefix in prefixes for name in _short_forms(prefix)}
    return tuple(sorted(found))


def _short_forms(prefix: str) -> Sequence[str]:
    """The short forms of the divisions whose codes begin so."""
    listed, names = _by_code()
    return names[bisect_left(listed, prefix) : bisect_left(listed, prefix + ":")]  # the character behind 9


@for_packs()
def _by_code() -> tuple[Sequence[str], Sequence[str]]:
    """Codes in order, and the short form of the name of each."""
    short = ((row["code"], _SUFFIX.sub("", row["name"]).removesuffix("区")) for row in lexicon("division_codes"))
    rows = sorted((code, name) for code, name in short if len(name) >= _SHORTEST and name not in common_words())
    return [code for code, _ in rows], [name for _, name in rows]


def level(code: str) -> int:
    """How many digits of a code say which division it is."""
    return 2 if code.endswith("0000") else 4 if code.endswith("00") else 6


def codes(name: str) -> tuple[str, ...]:
    """The codes of the divisions that have, or had, this name."""
    return divisions().get(name, ())


def _names_a_place(word: str) -> bool:
    if len(word) < _SHORTEST or word in common_words():
        return False
    parts = tokens(word)
    return len(parts) == 1 and (parts[0].tag == "ns" or not parts[0].known)
