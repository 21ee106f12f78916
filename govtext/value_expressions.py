"""Value expressions: numbers with scale, unit and bound, in digits, Chinese numerals or masks.

Useful alone: `find` gives the quantities of any text. The parse uses `scan`, which keeps to what reports write.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from govtext.fixed_terms import fixed_terms
from govtext.labels import Bound
from govtext.model import Quantity
from govtext.rules import ruleset
from govtext.source import SourceText
from govtext.value_readers import READERS, Value

__all__ = ["Value", "find", "prefix_bound", "scan", "without_figure"]

_TRIGGER = re.compile(
    r"[0-9*×Xx□○_【（百千万亿十一二三四五六七八九两几数半翻第首前负廿卅壹贰叁肆伍陆柒捌玖拾-](?:(?<![壹贰叁肆伍陆柒捌玖拾])|(?=[零万亿壹贰叁肆伍陆柒捌玖拾佰仟]))"
)
_ORDINAL_MARKS = "第初"
_PREFIX_WINDOW = 6
_LONGEST_NUMERAL = 30  # of Chinese characters, as the fragment cn_numeral


def find(text: str) -> tuple[Quantity, ...]:
    """Find the quantities of any text: amounts, shares, multiples and ranks.

    Parameters
    ----------
    text
        Any text. It is read as a report is: full-width digits, spaces inside numbers and wrapped lines do no harm.

    Returns
    -------
    tuple of Quantity
        In text order, not overlapping; ``span`` holds half-open code-point offsets into `text`. ``low`` and ``high`` are in the unit after
        scale, None where masked; a percentage is not divided by 100. An amount in several parts (三元五角, 六斤八两, 三斤半), and a
        small weight in 斤, is in the base unit of its dimension: 元 (分 below one yuan), 克, 米, 亩.

    Examples
    --------
    >>> [(q.text, str(q.low), q.unit, str(q.bound)) for q in find("税收完成12.5亿元，增长6%以上")]
    [('12.5亿元', '1250000000', '元', 'exact'), ('6%以上', '6', '%', 'at_least')]
    >>> [(q.text, str(q.low), q.unit) for q in find("票面壹佰贰拾元伍角整，约新台币 550 元")]
    [('壹佰贰拾元伍角整', '120.5', '元'), ('新台币 550 元', '550', '新台币')]
    """
    source = SourceText.of(text)
    fixed = sorted(fixed_terms(source.copy))
    return tuple(_quantity(source, value) for value in _everyday(source.copy) if not _meets(value, fixed))


def _meets(value: Value, fixed: Sequence[tuple[int, int]]) -> bool:
    """Whether a value is a part of a fixed term, or begins inside one."""
    i = bisect_right(fixed, value.start, key=lambda stretch: stretch[0]) - 1
    return i >= 0 and (value.end <= fixed[i][1] or fixed[i][0] < value.start < fixed[i][1])


def _quantity(source: SourceText, value: Value) -> Quantity:
    span = source.span(value.start, value.end)
    return Quantity(
        span=span,
        text=span.of(source.text),
        low=value.low,
        high=value.high,
        scale=value.scale,
        unit=value.unit,
        bound=value.bound if value.bound is not Bound.EXACT else prefix_bound(source.copy, 0, value.start)[0],
        kind=value.kind,
        parts=value.parts,
    )


def _everyday(text: str) -> Iterator[Value]:
    """The values of a text: those that only everyday texts write, and between them those of reports."""
    position = 0
    for hit in ruleset("everyday_values").finditer(text):
        if value := READERS[hit["kind"]](text, hit):
            yield from scan(text, position, value.start)
            yield value
            position = value.end
    yield from scan(text, position, len(text))


def prefix_bound(text: str, start: int, position: int) -> tuple[Bound, str, int]:
    """Bound said before a number, with the rule and where its cue begins."""
    begin = max(start, position - _PREFIX_WINDOW)
    hit = ruleset("bounds").search(text[begin:position])
    return (Bound(hit["bound"]), hit.rule.id, begin + hit.start) if hit else (Bound.EXACT, "", position)


def scan(text: str, start: int, end: int) -> Iterator[Value]:
    """The value expressions in a range of a reading copy, from left to right."""
    trigger = _TRIGGER.search(text, start, end)
    if trigger is None:
        return
    rules = ruleset("values")
    while trigger:
        at = trigger.start()
        hit = rules.match(text, at, end)
        if hit is None:
            position = at + 1
        elif at and text[at - 1] in _ORDINAL_MARKS and hit["kind"] != "first":
            position = hit.end
        elif value := READERS[hit["kind"]](text, hit):
            yield value
            position = value.end
        else:
            # A number that is no value is not read again from its second digit, nor a run of numerals longer than any number.
            whole = hit["kind"] == "number" or hit.end - at >= _LONGEST_NUMERAL
            position = max(at + 1, hit.span("low")[1] if whole else 0)
        trigger = _TRIGGER.search(text, position, end)


def without_figure(text: str, start: int, end: int) -> Iterator[Value]:
    """The value of which only scale, unit and bound are left at `start`."""
    hit = ruleset("deleted_values").match(text, start, end)
    if hit and (value := READERS[hit["kind"]](text, hit)):
        yield value
