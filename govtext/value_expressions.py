"""Value expressions: numbers with scale, unit and bound, in digits, Chinese numerals or masks.

Useful alone: `find` gives the quantities of any text. The parse uses `scan`, which keeps to the reading copy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from govtext import numerals
from govtext.labels import Bound, MetricKind
from govtext.model import Quantity, Span
from govtext.rules import Hit, ruleset
from govtext.source import fold

_TRIGGER = re.compile(r"[0-9*×Xx□○_【（百千万亿十一二三四五六七八九两几数半翻第首前]")
_MASK = re.compile(r"[*×Xx□○_【（]")
_FROM = re.compile(r"[从由自]$")
_TO = re.compile(r"[至到]")
_ORDINAL_MARKS = "第初"
_SCALES = {
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10**4),
    "十万": Decimal(10**5),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "亿": Decimal(10**8),
    "十亿": Decimal(10**9),
    "百亿": Decimal(10**10),
    "千亿": Decimal(10**11),
    "万亿": Decimal(10**12),
}
_ONE = Decimal(1)
_SHARE_UNITS = {"百": "%", "千": "‰", "万": "‱"}
_AFTER = {"以上": Bound.AT_LEAST, "左右": Bound.APPROX, "上下": Bound.APPROX, "以内": Bound.AT_MOST, "之内": Bound.AT_MOST, "以下": Bound.AT_MOST}
_PREFIX_WINDOW = 6
_BARE_SCALES = ("百", "千", "万", "亿")
_BARE_CUE = re.compile(r"(?:突破|超过?|过|达到?|近|接近|上|逾|跨过|迈上|站上|以)$")


@dataclass(frozen=True, slots=True)
class Value:
    """A value expression in a folded text; `low` and `high` are None where masked."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    scale: Decimal
    unit: str
    bound: Bound
    kind: MetricKind
    rule: str
    masked: bool
    chinese: bool = False


def find(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text in order: half-open offsets, values in the base unit after scale.

    >>> [(q.text, str(q.low), q.unit, str(q.bound)) for q in find("税收完成12.5亿元，增长6%以上")]
    [('12.5亿元', '1250000000', '元', 'exact'), ('6%以上', '6', '%', 'at_least')]
    """
    folded = fold(text)
    return tuple(
        Quantity(
            span=Span(start=value.start, end=value.end),
            text=text[value.start : value.end],
            low=value.low,
            high=value.high,
            scale=value.scale,
            unit=value.unit,
            bound=value.bound if value.bound is not Bound.EXACT else prefix_bound(folded, 0, value.start)[0],
            kind=value.kind,
        )
        for value in scan(folded, 0, len(folded))
    )


def prefix_bound(text: str, start: int, position: int) -> tuple[Bound, str, int]:
    """Bound said before a number, with the rule and where its cue begins."""
    begin = max(start, position - _PREFIX_WINDOW)
    hit = ruleset("bounds").search(text[begin:position])
    return (Bound(hit["bound"]), hit.rule.id, begin + hit.start) if hit else (Bound.EXACT, "", position)


def scan(text: str, start: int, end: int) -> Iterator[Value]:
    """The value expressions in a range of a folded text, from left to right."""
    rules = ruleset("values")
    position = start
    while trigger := _TRIGGER.search(text, position, end):
        at = trigger.start()
        hit = rules.match(text, at, end)
        if hit is None:
            position = at + 1
        elif at and text[at - 1] in _ORDINAL_MARKS and hit["kind"] != "first":
            position = hit.end
        elif value := _READERS[hit["kind"]](text, hit, end):
            yield value
            position = value.end
        else:
            # A number that is no value is not read again from its second digit.
            position = max(at + 1, hit.span("low")[1] if hit["kind"] == "number" else 0)


def _number(part: str | None) -> tuple[Decimal | None, bool]:
    """Value of a numeral, and whether it is one that can be counted with: a number or a mask."""
    if not part:
        return None, False
    if _MASK.search(part):
        return None, True
    value = numerals.value(part)
    return value, value is not None


def _after(hit: Hit, default: Bound = Bound.EXACT) -> Bound:
    written = hit.group("after")
    if not written:
        return default
    return _AFTER.get(written.removeprefix("及"), Bound.MORE_THAN)


def _plain(value: Decimal | None, scale: Decimal) -> Decimal | None:
    """A number in the base unit; an integer value is written without a fraction."""
    if value is None or scale == 1:
        return value
    scaled = value * scale
    return scaled.quantize(_ONE) if scaled == scaled.to_integral_value() else scaled.normalize()


def _value(
    hit: Hit, low: Decimal | None, high: Decimal | None, unit: str, bound: Bound, kind: MetricKind, scale: Decimal = _ONE, end: int | None = None
) -> Value:
    masked = bool(_MASK.search(hit.match[0])) and low is None
    return Value(hit.start, hit.end if end is None else end, low, high, scale, unit, bound, kind, hit.rule.id, masked)


def _read_number(text: str, hit: Hit, end: int) -> Value | None:
    if hit.group("high"):
        between = text[hit.span("low")[1] : hit.span("high")[0]]
        own_unit = hit.group("unit") or hit.group("high_scale")
        if _TO.search(between) and _FROM.search(text[max(hit.start - 1, 0) : hit.start]) or not (own_unit or hit.group("low_unit")):
            shorter = ruleset("values").match(text, hit.start, hit.span("high")[0] - 1)
            return _read_number(text, shorter, end) if shorter and shorter["kind"] == "number" else None
    low, ok = _number(hit.group("low"))
    if not ok:
        return None
    high, ranged = _number(hit.group("high"))
    low_scale, high_scale = _SCALES.get(hit.group("low_scale") or "", _ONE), _SCALES.get(hit.group("high_scale") or "", _ONE)
    unit = hit.group("unit") or hit.group("low_unit") or ""
    more = any(hit.group(name) for name in ("low_more", "low_more_too", "high_more", "high_more_too", "unit_more"))
    if not ranged:
        bound = _after(hit, Bound.MORE_THAN if more else Bound.EXACT)
        low = _plain(low, low_scale)
        return _value(hit, low, low, unit, bound, MetricKind.LEVEL, low_scale)
    if low_scale == 1 and not hit.group("low_unit"):
        low_scale = high_scale
    return _value(hit, _plain(low, low_scale), _plain(high, high_scale), unit, Bound.RANGE, MetricKind.LEVEL, high_scale)


def _read_cn_number(text: str, hit: Hit, end: int) -> Value | None:
    written = hit.group("low") or ""
    unit = hit.group("unit") or hit.group("low_unit") or ""
    scale_word = hit.group("low_scale") or ""
    more = bool(hit.group("low_more") or hit.group("low_more_too") or hit.group("unit_more")) or "数" in written or "几" in written
    numeral = written.replace("数", "").replace("几", "")
    bare = numeral[:1] in _BARE_SCALES or not numeral
    if bare and not (hit.group("after") or more or _BARE_CUE.search(text, max(hit.start - 3, 0), hit.start)):
        return None  # 万元产值, 千人床位数: a denominator or a class, unless something is said to reach it
    if bare and numeral:
        numeral = "一" + numeral
    amount = numerals.value(numeral) if numeral else None
    if amount is None and scale_word:
        amount = _ONE
    if amount is None or not (unit or scale_word or amount >= 10**7):
        return None
    scale = _SCALES.get(scale_word, _ONE)
    low = _plain(amount, scale)
    high_written = hit.group("high")
    high = numerals.value(high_written) if high_written else low
    if high is None:
        return None
    bound = Bound.RANGE if high_written else _after(hit, Bound.MORE_THAN if more else Bound.EXACT)
    return Value(hit.start, hit.end, low, high, scale, unit, bound, MetricKind.LEVEL, hit.rule.id, False, True)


def _read_share(text: str, hit: Hit, end: int) -> Value | None:
    low, ok = _number(hit.group("low"))
    if not ok:
        return None
    high, ranged = _number(hit.group("high"))
    bound = Bound.RANGE if ranged else _after(hit, Bound.MORE_THAN if hit.group("more") else Bound.EXACT)
    return _value(hit, low, high if ranged else low, _SHARE_UNITS[hit.group("base") or ""], bound, MetricKind.LEVEL)


def _read_fraction(text: str, hit: Hit, end: int) -> Value | None:
    over, part = numerals.value(hit.group("base") or ""), numerals.value(hit.group("low") or "")
    if not over or part is None:
        return None
    share = (part / over * 100).quantize(Decimal("0.01")).normalize()
    return _value(hit, share, share, "%", _after(hit), MetricKind.LEVEL)


def _read_half(text: str, hit: Hit, end: int) -> Value | None:
    return _value(hit, Decimal(50), Decimal(50), "%", _after(hit), MetricKind.LEVEL)


def _read_tenths(text: str, hit: Hit, end: int) -> Value | None:
    tenths = numerals.value(hit.group("low") or "")
    if tenths is None:
        return None
    share = tenths * 10 + (5 if hit.group("half") else 0)
    return _value(hit, share, share, "%", _after(hit), MetricKind.LEVEL)


def _read_doubling(text: str, hit: Hit, end: int) -> Value | None:
    times = numerals.value(hit.group("low") or "一") or _ONE
    factor = Decimal(2) ** int(times)
    return _value(hit, factor, factor, "倍", Bound.EXACT, MetricKind.MULTIPLE)


def _read_times(text: str, hit: Hit, end: int) -> Value | None:
    if hit.group("low") == "数":
        return None
    low, ok = _number(hit.group("low"))
    if not ok:
        return None
    high, ranged = _number(hit.group("high"))
    more = hit.group("more") or hit.group("unit_more")
    bound = Bound.RANGE if ranged else _after(hit, Bound.MORE_THAN if more else Bound.EXACT)
    return _value(hit, low, high if ranged else low, "倍", bound, MetricKind.MULTIPLE)


def _read_rank(text: str, hit: Hit, end: int) -> Value | None:
    place, ok = _number(hit.group("low"))
    return _value(hit, place, place, "位", Bound.EXACT, MetricKind.RANK) if ok else None


def _read_places(text: str, hit: Hit, end: int) -> Value | None:
    places, ok = _number(hit.group("low"))
    return _value(hit, places, places, "位", Bound.EXACT, MetricKind.CHANGE) if ok else None


def _read_first(text: str, hit: Hit, end: int) -> Value | None:
    return _value(hit, _ONE, _ONE, "位", Bound.EXACT, MetricKind.RANK)


def _read_top(text: str, hit: Hit, end: int) -> Value | None:
    written = hit.group("low") or ""
    place, ok = _number("一" + written if written in ("百", "千") else written)
    return _value(hit, place, place, "位", Bound.AT_MOST, MetricKind.RANK) if ok else None


_READERS: dict[str, Callable[[str, Hit, int], Value | None]] = {
    "number": _read_number,
    "cn_number": _read_cn_number,
    "share": _read_share,
    "fraction": _read_fraction,
    "half": _read_half,
    "tenths": _read_tenths,
    "doubling": _read_doubling,
    "times": _read_times,
    "rank": _read_rank,
    "places": _read_places,
    "first": _read_first,
    "top": _read_top,
}
