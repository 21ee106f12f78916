"""Names that stand for names: the same one for the same one throughout a report."""

from __future__ import annotations

from govtext.labels import PlaceholderKind

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Pseudonyms:
    """Chooses a pseudonym for each name in the order in which they come.

    >>> chosen = Pseudonyms()
    >>> [chosen.of(name, PlaceholderKind.PLACE) for name in ("青河", "白山", "青河")]
    ['甲', '乙', '甲']
    """

    def __init__(self) -> None:
        self._chosen: dict[tuple[PlaceholderKind, str], str] = {}
        self._counts: dict[PlaceholderKind, int] = {}

    def of(self, name: str, kind: PlaceholderKind) -> str:
        """Give the pseudonym of a name."""
        if (kind, name) not in self._chosen:
            number = self._counts.get(kind, 0)
            self._counts[kind] = number + 1
            self._chosen[kind, name] = _pseudonym(number, kind)
        return self._chosen[kind, name]


def _pseudonym(number: int, kind: PlaceholderKind) -> str:
    signs = _LETTERS if kind is PlaceholderKind.ORGANISATION else _STEMS
    written = signs[number % len(signs)]
    while number := number // len(signs):
        written = signs[(number - 1) % len(signs)] + written
    return written + "某" if kind is PlaceholderKind.PERSON else written
