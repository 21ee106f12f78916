"""What the rows of one promise have in common over the years, also where the lexicon has no id for it."""

from __future__ import annotations

import re
import unicodedata

from govtext.characters import simplified
from govtext.indicators import plain_name
from govtext.model import Target
from govtext.units import lookup

GROWTH = "growth"
_COUNT = "count"
_BUILDING = re.compile(r"(?:[新改扩续翻迁]+[（）、和及与]*)+(?:建造?|改造)(?:[（）、和及与]*(?:[新改扩续翻迁]+建|改造))*")
_WAYS = "新改扩续翻迁"


def key_of(target: Target) -> str:
    r"""Give the key under which a promise is found again in the reports of other years and places.

    It is the canonical id. Where there is none it is the name in one form, a bar, and the dimension in which it is measured, ``growth`` for a
    rate of growth. The name is without signs, 的, what says that it is of the whole place (全市) or when, and words such as 数 and 增速 at its end;
    ways of building stand in one order (新建和改造, 新改建). A dimension has many units: 个 and 座 share a key, 公顷 and 亩 too, 户 and 人 do not.
    The key says nothing of the scope: rows of one key and one scope are one series.

    Examples
    --------
    >>> import govtext
    >>> plan = "2024年青河县人民政府工作报告\n二、2024年工作安排\n新建和改造牧道12公里，新改建牧道数3条，税收增长6%。"
    >>> [key_of(target) for target in govtext.parse(plan).targets()]
    ['新改建牧道|length', '新改建牧道|count', 'tax_rev_growth']
    """
    if target.canonical:
        return target.canonical
    name = plain_name(simplified(unicodedata.normalize("NFKC", target.indicator)))
    return f"{_BUILDING.sub(_in_order, name, count=1)}|{_dimension(target)}".rstrip("|")


def _in_order(found: re.Match[str]) -> str:
    """Ways of building in one order: 新建改建 and 新（改）建 as 新改建."""
    return "".join(way for way in _WAYS if way in found[0]) + "建"


def _dimension(target: Target) -> str:
    """What it is measured in, empty for a promise in words."""
    if target.unit is None:
        return ""
    unit = lookup(target.unit)
    if unit is None:
        return _COUNT
    return GROWTH if unit.name == "%" and target.direction else unit.dimension
