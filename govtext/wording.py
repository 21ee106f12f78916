"""How the labels of the document model and the headings of tables read, in Chinese and in English.

The words are the lexicon ``wording.csv``.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Literal

from govtext.rules import lexicon
from govtext.rules.lexicon import Row

Language = Literal["zh", "en"]


@lru_cache(maxsize=1)
def _words() -> dict[tuple[str, str], Row]:
    return {(row["vocabulary"], row["value"]): row for row in lexicon("wording")}


def word(value: StrEnum, lang: Language = "zh") -> str:
    """Return what a label is called where people read it.

    >>> from govtext.labels import Role
    >>> word(Role.RETROSPECT), word(Role.RETROSPECT, "en")
    ('工作回顾', 'retrospect')
    """
    return _words()[type(value).__name__, value][lang]


def symbol(value: StrEnum) -> str:
    """Return the sign that stands for a bound or a direction, empty where there is none.

    >>> from govtext.labels import Bound
    >>> symbol(Bound.AT_LEAST)
    '≥'
    """
    return _words()[type(value).__name__, value]["symbol"]


def heading(name: str, lang: Language = "zh") -> str:
    """Return the heading of a table's column.

    >>> heading("indicator"), heading("indicator", "en")
    ('指标', 'indicator')
    """
    return _words()["Heading", name][lang]


def field(name: str, lang: Language = "zh") -> str:
    """Return what a field of an item is called.

    >>> field("strength"), field("strength", "en")
    ('约束力', 'strength')
    """
    return _words()["Field", name][lang]


def item(name: str, lang: Language = "zh") -> str:
    """Return what a kind of item is called.

    >>> item("measure"), item("measure", "en")
    ('措施', 'measure')
    """
    return _words()["Item", name][lang]
