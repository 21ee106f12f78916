"""What a quantity's name ends with."""

from __future__ import annotations

import re

from govtext.rules import for_packs, lexicon


@for_packs()
def _head() -> re.Pattern[str]:
    heads = lexicon("clause_words").where(**{"class": "head"}).alternation()
    return re.compile(rf"(?:[\u4e00-\u9fff]{{2}}化率|[\u4e00-\u9fff]{{2}}率|{heads})$")


def quantity_at(name: str) -> int:
    """Where the word for a quantity begins that a name ends with; -1 where it ends with none.

    >>> quantity_at("森林覆盖率"), quantity_at("产值"), quantity_at("老旧小区")
    (2, 0, -1)
    """
    found = _head().search(name)
    return found.start() if found else -1


def ends_with_quantity(name: str) -> bool:
    """Whether a name ends with a word for a quantity: 率, 面积, 产值.

    >>> ends_with_quantity("森林覆盖率"), ends_with_quantity("老旧小区")
    (True, False)
    """
    return quantity_at(name) >= 0
