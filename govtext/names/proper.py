"""Whether a stretch of words names one thing, or says only of what sort a thing is."""

from __future__ import annotations

import re

from govtext.rules import for_packs, lexicon

_NAMED_TAGS = ("ns", "nr", "nz", "nt")
_SIGN = re.compile(r"[*×某]|[0-9]+(?=号|团|×|[\u4e00-\u9fff]{2}河)|第[一二三四五六七八九十]+(?=[\u4e00-\u9fff]{2})")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@for_packs()
def common_words() -> frozenset[str]:
    """Words that a dictionary takes for names, or does not have, and that stand in many reports; single characters that are words."""
    return frozenset(lexicon("common_words").terms()) | frozenset(lexicon("common_names").terms())


@for_packs(1 << 15)
def is_proper(text: str) -> bool:
    """Whether a stretch holds a name: a mask, Latin letters, a name of the dictionary or a word that no dictionary has."""
    if _SIGN.search(text):
        return True
    common, singles = common_words(), ""
    if any(word not in common for word in _LATIN.findall(text)):
        return True
    import rjieba

    for word, tag in rjieba.tag(text):
        if len(word) == 1:
            singles += "" if word.isascii() else word
            if len(singles) > 1 and any(character not in common for character in singles):
                return True
            continue
        singles = ""
        if word not in common and _HAN.fullmatch(word) and (tag[:2] in _NAMED_TAGS or not rjieba.has_word(word)):
            return True
    return False
