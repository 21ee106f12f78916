"""Changes to a text at given places."""

from __future__ import annotations

from collections.abc import Iterable

from govtext.model import Span


def put(text: str, changes: Iterable[tuple[Span, str]]) -> str:
    """Replace stretches of a text, given in order.

    >>> put("增长*%", [(Span(start=2, end=3), "6")])
    '增长6%'
    """
    parts, position = [], 0
    for span, new in changes:
        parts += [text[position : span.start], new]
        position = span.end
    return "".join([*parts, text[position:]])
