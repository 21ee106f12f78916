"""What a value expression says: from the groups that a rule has matched to numbers, unit, bound and kind.

The rules of the files ``values`` and ``everyday_values`` name one of the `READERS` each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import cache, lru_cache

from govtext import numerals
from govtext.labels import Bound, MetricKind
from govtext.rules import Hit, for_packs, lexicon, ruleset
from govtext.units import lookup

_MASK = re.compile(r"[*×Xx□○_【（]")
_FROM = re.compile(r"[从由自]$")
_TO = re.compile(r"[至到]")
_ONE = Decimal(1)
_HALF = Decimal("0.5")
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
_SHARE_UNITS = {"百": "%", "千": "‰", "万": "‱"}
_BARE_SCALES = ("百", "千", "万", "亿")


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
    return _bounds()[written.removeprefix("及")]


@cache
def _scale(word: str | None) -> Decimal:
    return numerals.parse(f"一{word}") if word else _ONE


@for_packs()
def _bounds() -> Mapping[str, Bound]:
    return {form: Bound(row["bound"]) for row in lexicon("bound_words") for form in row["term"].split("|")}


def _plain(value: Decimal | None, scale: Decimal) -> Decimal | None:
    """A number in the base unit; an integer value is written without a fraction."""
    return value if value is None or scale == 1 else _shortest(_EXACT.multiply(value, scale))


def _shortest(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize(_EXACT)


def _value(hit: Hit, low: Decimal | None, high: Decimal | None, unit: str, bound: Bound, kind: MetricKind, scale: Decimal = _ONE) -> Value:
    masked = bool(_MASK.search(hit.match[0])) and low is None
    return Value(hit.start, hit.end, low, high, scale, _name(unit), bound, kind, hit.rule.id, masked)


def _name(unit: str) -> str:
    known = lookup(unit)
    return known.name if known else unit


def _read_number(text: str, hit: Hit) -> Value | None:
    if hit.group("high"):
        between = text[hit.span("low")[1] : hit.span("high")[0]]
        own_unit = hit.group("unit") or hit.group("high_scale")
        if (_TO.search(between) and _FROM.search(text[max(hit.start - 1, 0) : hit.start])) or not (own_unit or hit.group("low_unit")):
            shorter = ruleset("values").match(text, hit.start, hit.span("high")[0] - 1)
            return _read_number(text, shorter) if shorter and shorter["kind"] == "number" else None
    low, ok = _number(hit.group("low"))
    if not ok:
        return None
    high, ranged = _number(hit.group("high"))
    low_scale, high_scale = _scale(hit.group("low_scale")), _scale(hit.group("high_scale"))
    unit = hit.group("unit") or hit.group("low_unit") or ""
    more = any(hit.group(name) for name in ("low_more", "low_more_too", "high_more", "high_more_too", "unit_more"))
    if not ranged:
        bound = _after(hit, Bound.MORE_THAN if more else Bound.EXACT)
        low = _plain(low, low_scale)
        return _value(hit, low, low, unit, bound, MetricKind.LEVEL, low_scale)
    if low_scale == 1 and not hit.group("low_unit"):
        low_scale = high_scale
    return _value(hit, _plain(low, low_scale), _plain(high, high_scale), unit, Bound.RANGE, MetricKind.LEVEL, high_scale)


def _read_cn_number(text: str, hit: Hit) -> Value | None:
    written = hit.group("low") or ""
    unit = hit.group("unit") or hit.group("low_unit") or ""
    scale_word = hit.group("low_scale") or ""
    if not (unit or scale_word or "万" in written or "亿" in written):
        return None
    more = bool(hit.group("low_more") or hit.group("low_more_too") or hit.group("unit_more")) or "数" in written or "几" in written
    numeral = written.replace("数", "").replace("几", "")
    bare = numeral[:1] in _BARE_SCALES or not numeral
    if bare and not (hit.group("after") or more or ruleset("reached").search(text, max(hit.start - 3, 0), hit.start)):
        return None  # 万元产值, 千人床位数: a denominator or a class, unless something is said to reach it
    if bare and numeral:
        numeral = "一" + numeral
    amount = numerals.value(numeral) if numeral else None
    if amount is None and scale_word:
        amount = _ONE
    if amount is None or not (unit or scale_word or amount >= 10**7):
        return None
    scale = _scale(scale_word)
    low = _plain(amount, scale)
    high_written = hit.group("high")
    high = numerals.value(high_written) if high_written else low
    if high is None:
        return None
    bound = Bound.RANGE if high_written else _after(hit, Bound.MORE_THAN if more else Bound.EXACT)
    return Value(hit.start, hit.end, low, high, scale, _name(unit), bound, MetricKind.LEVEL, hit.rule.id, False, True)


def _read_share(text: str, hit: Hit) -> Value | None:
    low, ok = _number(hit.group("low"))
    if not ok:
        return None
    high, ranged = _number(hit.group("high"))
    bound = Bound.RANGE if ranged else _after(hit, Bound.MORE_THAN if hit.group("more") else Bound.EXACT)
    return _value(hit, low, high if ranged else low, _SHARE_UNITS[hit.group("base") or ""], bound, MetricKind.LEVEL)


def _read_fraction(text: str, hit: Hit) -> Value | None:
    over, part = numerals.value(hit.group("base") or ""), numerals.value(hit.group("low") or "")
    if not over or part is None:
        return None
    share = (part / over * 100).quantize(Decimal("0.01")).normalize()
    return _value(hit, share, share, "%", _after(hit), MetricKind.LEVEL)


def _read_half(text: str, hit: Hit) -> Value | None:
    return _value(hit, Decimal(50), Decimal(50), "%", _after(hit), MetricKind.LEVEL)


def _read_tenths(text: str, hit: Hit) -> Value | None:
    tenths = numerals.value(hit.group("low") or "")
    if tenths is None:
        return None
    share = tenths * 10 + (5 if hit.group("half") else 0)
    return _value(hit, share, share, "%", _after(hit), MetricKind.LEVEL)


def _read_doubling(text: str, hit: Hit) -> Value | None:
    times = numerals.value(hit.group("low") or "一") or _ONE
    factor = Decimal(2) ** int(times)
    return _value(hit, factor, factor, "倍", _after(hit), MetricKind.MULTIPLE)


def _read_deleted(text: str, hit: Hit) -> Value | None:
    scale = _scale(hit.group("scale"))
    return Value(hit.start, hit.end, None, None, scale, _name(hit.group("unit") or ""), _after(hit), MetricKind.LEVEL, hit.rule.id, True)


def _read_times(text: str, hit: Hit) -> Value | None:
    if hit.group("low") == "数":
        return None
    low, ok = _number(hit.group("low"))
    if not ok:
        return None
    high, ranged = _number(hit.group("high"))
    more = hit.group("more") or hit.group("unit_more")
    bound = Bound.RANGE if ranged else _after(hit, Bound.MORE_THAN if more else Bound.EXACT)
    return _value(hit, low, high if ranged else low, "倍", bound, MetricKind.MULTIPLE)


def _read_rank(text: str, hit: Hit) -> Value | None:
    place, ok = _number(hit.group("low"))
    return _value(hit, place, place, "位", Bound.EXACT, MetricKind.RANK) if ok else None


def _read_places(text: str, hit: Hit) -> Value | None:
    places, ok = _number(hit.group("low"))
    return _value(hit, places, places, hit.group("unit") or "", Bound.EXACT, MetricKind.CHANGE) if ok else None


def _read_first(text: str, hit: Hit) -> Value | None:
    return _value(hit, _ONE, _ONE, "位", Bound.EXACT, MetricKind.RANK)


def _read_top(text: str, hit: Hit) -> Value | None:
    written = hit.group("low") or ""
    place, ok = _number("一" + written if written in ("百", "千") else written)
    return _value(hit, place, place, "位", Bound.AT_MOST, MetricKind.RANK) if ok else None


def _read_amount(text: str, hit: Hit) -> Value | None:
    return _single(hit, numerals.value((hit.group("low") or "").replace("个", "")), hit.group("low_unit") or "")


def _read_money(text: str, hit: Hit) -> Value | None:
    return _single(hit, numerals.value(hit.group("low") or ""), _currencies()[hit.group("currency") or ""])


def _read_small_share(text: str, hit: Hit) -> Value | None:
    share = numerals.value(hit.group("low") or "")
    return _single(hit, share and _EXACT.multiply(share, Decimal(100)), "%")


def _read_part(text: str, hit: Hit) -> Value | None:
    total, unit = _in_base([(numerals.value(hit.group("low") or ""), hit.group("low_unit") or "")])
    return _single(hit, total, unit)


def _read_parts(text: str, hit: Hit) -> Value | None:
    written = [(numerals.value(hit.group(name) or ""), hit.group(f"{name}_unit")) for name in ("low", "next", "last")]
    total, unit = _in_base([(amount, unit) for amount, unit in written if unit])
    return _single(hit, total, unit)


def _read_tail(text: str, hit: Hit) -> Value | None:
    amount, tail = numerals.value(hit.group("low") or "一"), hit.group("tail") or ""
    if amount is None:
        return None
    more = _HALF if tail == "半" else (numerals.value(tail) or _ONE) / 10
    total, unit = _in_base([(_EXACT.add(amount, more), hit.group("low_unit") or "")])
    return _single(hit, total, unit)


def _read_and_half(text: str, hit: Hit) -> Value | None:
    amount = numerals.value(hit.group("low") or "")
    return _single(hit, amount and _EXACT.add(amount, _HALF), hit.group("low_unit") or "")


def _single(hit: Hit, amount: Decimal | None, unit: str) -> Value | None:
    if amount is None:
        return None
    amount = _shortest(amount)
    return _value(hit, amount, amount, unit, _after(hit), MetricKind.MULTIPLE if unit == "倍" else MetricKind.LEVEL)


def _in_base(parts: Sequence[tuple[Decimal | None, str]]) -> tuple[Decimal | None, str]:
    """The sum of parts that go down in size, in the base unit that they share."""
    for base, sizes in _unit_parts().items():
        factors = [sizes[unit] for _, unit in parts if unit in sizes]
        if len(factors) == len(parts) and factors == sorted(set(factors), reverse=True):
            amounts = [_EXACT.multiply(amount, factor) for (amount, _), factor in zip(parts, factors, strict=True) if amount is not None]
            return (_shortest(sum(amounts, Decimal(0))) if len(amounts) == len(parts) else None), base
    return None, ""


@for_packs()
def _currencies() -> Mapping[str, str]:
    return {form: row["unit"] for row in lexicon("currencies") for form in row["term"].split("|")}


@lru_cache(maxsize=1)
def _unit_parts() -> Mapping[str, Mapping[str, Decimal]]:
    """Sizes of the parts of units, by the base unit that they are told in."""
    tables: dict[str, dict[str, Decimal]] = {}
    for row in lexicon("unit_parts"):
        tables.setdefault(row["base_unit"], {}).update(dict.fromkeys(row["term"].split("|"), Decimal(row["factor"])))
    return tables


READERS: Mapping[str, Callable[[str, Hit], Value | None]] = {
    "number": _read_number,
    "cn_number": _read_cn_number,
    "share": _read_share,
    "fraction": _read_fraction,
    "half": _read_half,
    "tenths": _read_tenths,
    "deleted": _read_deleted,
    "doubling": _read_doubling,
    "times": _read_times,
    "rank": _read_rank,
    "places": _read_places,
    "first": _read_first,
    "top": _read_top,
    "amount": _read_amount,
    "money": _read_money,
    "small_share": _read_small_share,
    "part": _read_part,
    "parts": _read_parts,
    "tail": _read_tail,
    "and_half": _read_and_half,
}
