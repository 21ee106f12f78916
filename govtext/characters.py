"""Characters that stand for others: traditional forms, radicals, letters for digits. The length never changes."""

from __future__ import annotations

import re
from functools import cache

from govtext.rules import for_packs, lexicon

_RADICAL = re.compile("[\u2e80-\u2fd5]")
_SAMPLE = 4000  # characters at the beginning and in the middle that show whether a text is in traditional characters
_CHINESE = re.compile("[\u4e00-\u9fff]+")
_TRADITIONAL_SHARE = 0.08  # of characters that GB 2312 does not have: about a third in traditional texts, below one in a hundred in others
_DIGITS = {"l": "1", "I": "1", "O": "0", "Ｏ": "0"}
_QUOTES = str.maketrans("「」『』", "“”‘’")


def simplified(text: str) -> str:
    """A text in simplified characters, where it is in traditional ones; radicals become the characters that they stand for.

    >>> simplified("政府工作報告：幹部後勤、乾旱、乾坤"), simplified("就业300⼈")
    ('政府工作报告：干部后勤、干旱、乾坤', '就业300人')
    """
    if _RADICAL.search(text):
        text = text.translate(_radicals())
    return _simplified(text) if is_traditional(text) else text


def with_digits(text: str) -> str:
    """A text in which the letters that stand for digits in a number are these.

    >>> with_digits("输转3l万人次，污染指数下降O.23"), with_digits("CO2浓度, A股IPO")
    ('输转31万人次，污染指数下降0.23', 'CO2浓度, A股IPO')
    """
    return _letters().sub(lambda letter: _DIGITS[letter[0]], text)


def is_traditional(text: str) -> bool:
    """Whether a text is in traditional characters.

    >>> is_traditional("政府工作報告"), is_traditional("政府工作报告由县人民政府县长陳某作")
    (True, False)
    """
    middle = len(text) // 2
    sample = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + text[middle : middle + _SAMPLE]
    chinese = "".join(_CHINESE.findall(sample))
    return len(chinese) * (1 - _TRADITIONAL_SHARE) > len(chinese.encode("gb2312", "ignore")) / 2


def _simplified(text: str) -> str:
    characters, phrases, forms = _table()
    made: list[str] = []
    position = 0
    for phrase in phrases.finditer(text):
        made.extend((text[position : phrase.start()].translate(characters), forms[phrase[0]]))
        position = phrase.end()
    made.append(text[position:].translate(characters))
    return "".join(made).translate(_QUOTES)


@for_packs()
def _letters() -> re.Pattern[str]:
    """A letter behind a digit and before another, a scale, a share or a unit in Chinese; l before a digit, and O before a decimal point."""
    units = "".join(sorted({term[0] for term in lexicon("units").terms() if _CHINESE.match(term)}))
    return re.compile(
        rf"[lIOＯ](?:(?<=\d[lI])(?<![A-Za-z]\d[lI])(?=[\d万亿千百%％{units}])|(?<=l)(?<![A-Za-z\d]l)(?=\d)|(?<=[OＯ])(?<![A-Za-z\d].)(?=\.\d))"
    )


@cache
def _table() -> tuple[dict[int, str], re.Pattern[str], dict[str, str]]:
    """Characters, and phrases that are read otherwise than by their characters, the longest first."""
    rows = {row["traditional"]: row["simplified"] for row in lexicon("traditional")}
    forms = {term: form for term, form in rows.items() if len(term) > 1}
    phrases = "|".join(re.escape(term) for term in sorted(forms, key=len, reverse=True))
    return str.maketrans({term: form for term, form in rows.items() if len(term) == 1}), re.compile(phrases), forms


@cache
def _radicals() -> dict[int, str]:
    return str.maketrans({row["radical"]: row["character"] for row in lexicon("radicals")})
