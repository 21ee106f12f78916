"""The markers that Word makes for numbered paragraphs: definitions from numbering.xml, counted along the document."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "〇一二三四五六七八九"
PLACES = ("", "十", "百", "千")
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"), strict=True)
)
SYMBOL_BULLET = re.compile("[\ue000-\uf8ff]")
PLACEHOLDER = re.compile(r"%([1-9])")
WIDE_END = "、．。：，）］】〉》」"
LEVELS = range(9)
"""The levels that a list may have (ECMA-376 part 1, 17.9.6)."""
LONGEST_TEXT = 255
"""Characters of a marker's pattern that are read: a longer one would stand before each paragraph again."""


def hanzi(number: int) -> str:
    """Write a number from 1 to 9999 in Chinese numerals as Word counts: 十一, 二十, 一百零五.

    >>> hanzi(12), hanzi(20), hanzi(105), hanzi(110)
    ('十二', '二十', '一百零五', '一百一十')
    """
    if not 0 < number < 10_000:
        return str(number)
    written = ""
    for place, digit in zip(range(3, -1, -1), f"{number:04}", strict=True):
        if digit != "0":
            written += DIGITS[int(digit)] + PLACES[place]
        elif written and not written.endswith("零"):
            written += "零"
    return re.sub("^一十", "十", written.rstrip("零"))


def cycle(signs: str) -> Callable[[int], str]:
    """Make a formatter that takes one sign for each number, and digits beyond the last sign."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def letters(number: int) -> str:
    """Write a number as Word counts with letters: a, b … z, aa, bb.

    >>> letters(2), letters(28)
    ('b', 'bb')
    """
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 26 * 30 else str(number)


def roman(number: int) -> str:
    """Write a number up to 3999 in small Roman numerals.

    >>> roman(14)
    'xiv'
    """
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written


def enclosed(first: str, count: int) -> Callable[[int], str]:
    """Make a formatter for signs that follow one another in Unicode: ①, ⑴, ⒈."""
    return cycle("".join(chr(ord(first) + step) for step in range(count)))


FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": hanzi,
    "chineseCountingThousand": hanzi,
    "chineseLegalSimplified": lambda number: hanzi(number).translate(FORMAL),
    "decimalEnclosedCircle": enclosed("①", 20),
    "decimalEnclosedCircleChinese": enclosed("①", 20),
    "decimalEnclosedFullstop": enclosed("⒈", 20),
    "decimalEnclosedParen": enclosed("⑴", 20),
    "decimalFullWidth": lambda number: str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "decimalFullWidth2": lambda number: str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "decimalZero": lambda number: f"{number:02}",
    "ideographDigital": lambda number: "".join(DIGITS[int(digit)] for digit in str(number)),
    "ideographEnclosedCircle": enclosed("㊀", 10),
    "ideographTraditional": cycle(STEMS),
    "ideographZodiac": cycle(BRANCHES),
    "japaneseCounting": hanzi,
    "lowerLetter": letters,
    "lowerRoman": roman,
    "none": lambda number: "",
    "taiwaneseCounting": hanzi,
    "taiwaneseCountingThousand": hanzi,
    "taiwaneseDigital": lambda number: "".join(DIGITS[int(digit)] for digit in str(number)),
    "upperLetter": lambda number: letters(number).upper(),
    "upperRoman": lambda number: roman(number).upper(),
}
"""Formatters by the name of ``w:numFmt`` (ECMA-376 part 1, 17.18.59 ST_NumberFormat); all others count in Arabic digits."""


def written(format: str, number: int) -> str:
    """Write a number in the format of this name; a negative one, for which no format has signs, in Arabic digits.

    >>> written("chineseCounting", 12), written("ideographDigital", -5)
    ('十二', '-5')
    """
    return FORMATS.get(format, str)(number) if number >= 0 else str(number)


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: in `text`, ``%1`` to ``%9`` stand for the numbers of the levels."""

    start: int
    format: str
    text: str
    suffix: str
    style: str | None
    restart: int | None
    legal: bool


@dataclass(frozen=True, slots=True)
class List:
    """One list of a document: its levels, the numbers that it starts anew with, and the list whose count it shares."""

    base: str
    levels: dict[int, Level]
    starts: dict[int, int]

    def level_of(self, style: str) -> int:
        """Find the level that a paragraph style stands for; the first where none does."""
        return next((index for index, level in self.levels.items() if level.style == style), 0)


@dataclass(slots=True)
class Counter:
    """The lists of a document, and how far they have counted.

    Parameters
    ----------
    lists
        The lists by their ids, from `read_lists`.
    """

    lists: dict[str, List]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def marker(self, id: str, index: int) -> str:
        """Count one paragraph and give its marker with the space that follows it; empty where there is no such list."""
        numbered = self.lists.get(id)
        if numbered is None or index not in numbered.levels:
            return ""
        counts = self.counts.setdefault(numbered.base, {})
        if id not in self.begun:
            self.begun.add(id)
            for started in numbered.starts:
                counts.pop(started, None)
        level = numbered.levels[index]
        start = numbered.starts.get(index, level.start)
        counts[index] = counts.get(index, start - 1) + 1
        for deeper in [other for other in counts if other > index]:
            restart = numbered.levels[deeper].restart if deeper in numbered.levels else None
            if restart is None or index < restart:
                del counts[deeper]

        def number(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            shown = numbered.levels.get(other, level)
            return written("decimal" if level.legal else shown.format, counts.get(other, shown.start))

        text = SYMBOL_BULLET.sub("•", PLACEHOLDER.sub(number, level.text))
        apart = level.suffix == "space" or (level.suffix == "tab" and not text.endswith(tuple(WIDE_END)))
        return f"{text} " if text and apart else text


def read_lists(root: Any, list_styles: dict[str, str]) -> dict[str, List]:
    """Read the lists of a ``w:numbering`` element.

    Parameters
    ----------
    root
        The element, or None for a document without lists.
    list_styles
        Id of the list that each list style stands for.

    Returns
    -------
    dict
        Lists by ``w:numId``.
    """
    abstracts = {element.get(f"{WORD}abstractNumId"): element for element in children(root, "abstractNum")}
    elements = {element.get(f"{WORD}numId"): element for element in children(root, "num")}
    levels_of = cache(lambda base: read_levels(abstracts.get(base)))
    style_of = cache(lambda base: value(abstracts.get(base), "numStyleLink"))
    lists = {}
    for id, element in elements.items():
        base = value(element, "abstractNumId") or ""
        styled = elements.get(list_styles.get(style_of(base) or "", ""))
        if styled is not None:
            base = value(styled, "abstractNumId") or ""
        levels = dict(levels_of(base))
        starts = {}
        for override in children(element, "lvlOverride"):
            levels |= read_levels(override)
            if (start := value(override, "startOverride")) is not None:
                starts[integer(override.get(f"{WORD}ilvl"))] = integer(start)
        lists[id] = List(base, levels, starts)
    return lists


def read_levels(element: Any) -> dict[int, Level]:
    """Read the ``w:lvl`` elements of a list definition or an override, by level from 0."""
    return {
        index: Level(
            start=integer(value(level, "start"), 1),
            format=value(level, "numFmt") or "decimal",
            text=(value(level, "lvlText") or "")[:LONGEST_TEXT],
            suffix=value(level, "suff") or "tab",
            style=value(level, "pStyle"),
            restart=None if (restart := value(level, "lvlRestart")) is None else integer(restart),
            legal=is_on(level, "isLgl"),
        )
        for level in children(element, "lvl")
        if (index := integer(level.get(f"{WORD}ilvl"))) in LEVELS
    }


def children(element: Any, name: str) -> list[Any]:
    """List the children of this name in the Word namespace; none of None."""
    return [] if element is None else element.findall(WORD + name)


def value(element: Any, name: str) -> str | None:
    """Give the ``w:val`` of the first child of this name, None where there is no such child or attribute."""
    found = children(element, name)
    return found[0].get(f"{WORD}val") if found else None


def is_on(element: Any, name: str) -> bool:
    """Say whether a switch such as ``w:isLgl`` or ``w:vanish`` stands in the element and is not off."""
    return bool(children(element, name)) and value(element, name) not in ("0", "false", "off")


def integer(written: str | None, default: int = 0) -> int:
    """Read a whole number from an attribute; the default where it is none."""
    return int(written) if written is not None and re.fullmatch(r"-?\d{1,9}", written) else default
