"""How reports use a word: how often it opens a clause, closes one, and stands before a number; counted over unannotated reports."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator

from govtext.naming.words import MARK, lexis
from govtext.source import SourceText

_SHARES = (0.05, 0.15, 0.3, 0.5)
_NUMBER_SHARES = (0.02, 0.05, 0.15, 0.4)
_FEWEST = 20  # times that a word must occur


def word_use(texts: Iterable[str]) -> str:
    """Count the words of many texts and write the lexicon ``word_use``: term, two digits for its edges, one for numbers.

    A digit is the number of the bounds 5, 15, 30 and 50 % (for numbers 2, 5, 15 and 40 %) that the share exceeds.

    >>> word_use(["制定了方案，" * 30]).splitlines()
    ['term,edges,before_number', '了,00,0', '制定,40,0', '方案,04,0']
    """
    seen, opens, closes, numbers = (Counter[str]() for _ in range(4))
    for text in texts:
        for before, word, after in _neighbours(text):
            seen[word] += 1
            opens[word] += before
            closes[word] += after == MARK
            numbers[word] += after == "m"
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["term", "edges", "before_number"])
    for word in sorted(word for word, count in seen.items() if count >= _FEWEST):
        edges = f"{_step(opens[word] / seen[word], _SHARES)}{_step(closes[word] / seen[word], _SHARES)}"
        table.writerow([word, edges, _step(numbers[word] / seen[word], _NUMBER_SHARES)])
    return out.getvalue()


def _neighbours(text: str) -> Iterator[tuple[bool, str, str]]:
    """Each Chinese word with whether a mark stands before it and what kind of word after it: a mark, a number, or another."""
    copy = SourceText.of(text).copy
    before = True
    words = lexis().cut(copy, 0, len(copy))
    for word, following in zip(words, [*words[1:], None], strict=True):
        if "\u4e00" <= word.text[0] <= "\u9fff":
            after = MARK if following is None or following.tag == MARK else "m" if following.text[0].isdigit() else ""
            yield before, word.text, after
        before = word.tag == MARK


def _step(share: float, bounds: Iterable[float]) -> int:
    return sum(share > bound for bound in bounds)
