"""Words of a clause with their parts of speech, as jieba's dictionary has them, without the names of indicators that `naming.words` adds.

The dictionary is that of the package ``rjieba``. A text is cut once: what was asked for lately is kept.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

_REMEMBERED = 1 << 16  # clauses, a few megabytes
_AROUND = 4  # characters on both sides that decide how a word is cut


class Token(NamedTuple):
    """A word, its part of speech in jieba's notation, and whether the dictionary has it."""

    text: str
    tag: str
    known: bool


@lru_cache(maxsize=_REMEMBERED)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a clause, in order: joined, they are the clause.

    >>> [token.text for token in tokens("税收完成")]
    ['税收', '完成']
    """
    import rjieba

    has = rjieba.has_word
    return tuple(Token(word, tag, has(word)) for word, tag in rjieba.tag(text))


def is_word(copy: str, start: int, end: int) -> bool:
    """Whether a stretch is one word where it stands: 和县, but not 和|县城."""
    at = max(0, start - _AROUND)
    for token in tokens(copy[at : end + _AROUND]):
        if at >= start:
            return at == start and token.text == copy[start:end]
        at += len(token.text)
    return False
