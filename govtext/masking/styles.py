"""How a mask looks: the manners in which published reports hide a figure or a name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govtext.errors import GovtextError

_SIGN = re.compile(r"[0-9〇零○一二两三四五六七八九十百千万亿廿*×Xx□]")  # of a figure, masked in part or not


@dataclass(frozen=True, slots=True)
class Style:
    """The masks of one manner; with `by_digit` each digit has its own sign."""

    whole: str
    decimal: str
    year_tail: str
    name: str
    by_digit: bool = False

    def figure(self, written: str, *, year_tail: bool = False) -> str:
        """Give the mask of a figure.

        >>> STYLES["*"].figure("12.5"), STYLES["xx.x"].figure("12.5"), STYLES["*"].figure("23", year_tail=True)
        ('*.*', 'xx.x', '**')
        """
        if year_tail:
            return self.year_tail
        if self.by_digit:
            return _SIGN.sub(self.whole, written.replace(",", "").replace("点", "."))
        return self.decimal if "." in written or "点" in written else self.whole


STYLES = {
    "*": Style("*", "*.*", "**", "*"),
    "×": Style("×", "×.×", "××", "××"),
    "XX": Style("XX", "XX.X", "XX", "XX"),
    "xx.x": Style("x", "x.x", "xx", "xx", by_digit=True),
}


def style(name: str) -> Style:
    """Find a style; `GovtextError` where there is none of this name."""
    if name not in STYLES:
        raise GovtextError(f"there is no style {name!r} of masks; choose one of {', '.join(STYLES)}")
    return STYLES[name]
