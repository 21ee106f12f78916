"""What a value expression says: from the groups that a rule has matched to numbers, unit, bound and kind.

The rules of the files ``values`` and ``everyday_values`` name one of the `READERS` each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from govtext import numerals
from govtext.labels import Bound, MetricKind
from govtext.rules import Hit, for_packs, lexicon, ruleset
from govtext.units import lookup

_MASK = re.compile(r"[*×Xx□○_【（]")
_MORE = "余多几来"
_FROM = re.compile(r"[从由自]$")
_BETWEEN = re.compile(r"[至到~—-]")
_COLON = re.compile("[：比]")
_BELOW_ZERO = "零下"
_ONE = Decimal(1)
_HALF = Decimal("0.5")
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
_SHARE_UNITS = {"百": "%", "千": "‰", "万": "‱"}  # beyond these the base is named: /10万
_BARE_SCALES = ("百", "千", "万", "亿")
LARGE = 10**6
"""From which a number in words counts something without a unit: 突破百万."""
_OF_NUMBER = ("high", "unit", "low_unit", "low_scale", "low_scale_too", "high_scale", "low_more", "low_more_too")
_OF_ONE = ("and_half", "half", "unit_more")
_POWERS = ("十", *_BARE_SCALES)


class Value(NamedTuple):
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
    parts: tuple[Decimal, ...] = ()  # of a ratio
    turned: bool = False  # a range that is written from its high end to its low one


class _Figure(NamedTuple):
    """A written number: both ends None for a mask; `bound` says whether it is an estimate."""

    low: Decimal | None
    high: Decimal | None
    bound: Bound


def _figure(*parts: str | None) -> _Figure | None:
    """Read a number whose parts (3, 万, 多, 亿) stand one after the other; None where they make none."""
    written = "".join(part for part in parts if part).replace("、", "")
    if _MASK.search(written):
        more = any(sign in written for sign in _MORE)
        return _Figure(None, None, Bound.MORE_THAN if more else Bound.EXACT)
    read = numerals.reading(written)
    if read is None:
        return None
    return _Figure(read.low, read.high, Bound.RANGE if read.low < read.high else Bound.MORE_THAN if read.more else Bound.EXACT)


def _after(hit: Hit, default: Bound = Bound.EXACT) -> Bound:
    written = hit.group("after")
    if not written:
        return default
    return _bounds()[written.removeprefix("及")]


@cache
def _scale(word: str) -> Decimal:
    return numerals.value(f"一{word}") or _ONE


@for_packs()
def _bounds() -> Mapping[str, Bound]:
    return {form: Bound(row["bound"]) for row in lexicon("bound_words") for form in row["term"].split("|")}


def _shortest(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize(_EXACT)


def _value(hit: Hit, low: Decimal | None, high: Decimal | None, unit: str, bound: Bound, kind: MetricKind, scale: Decimal = _ONE) -> Value:
    masked = bool(_MASK.search(hit.match[0])) and low is None
    turned = low is not None and high is not None and low > high  # 8-6%, 百分之八至六
    if turned:
        low, high = high, low
    return Value(hit.start, hit.end, low, high, scale, _name(unit), bound, kind, hit.rule.id, masked, turned=turned)


def _name(unit: str) -> str:
    known = lookup(unit)
    return known.name if known else unit


def _read_number(text: str, hit: Hit) -> Value | None:
    high, unit, low_unit, low_scale, scale_too, high_scale, low_more, more_too = hit.groups(_OF_NUMBER)
    if high and _is_two_values(text, hit):
        shorter = ruleset("values").match(text, hit.start, hit.span("high")[0] - 1)
        return _read_number(text, shorter) if shorter and shorter["kind"] == "number" else None
    shared = high and not low_scale and not low_unit
    low = _figure(hit.group("low"), low_more, high_scale if shared else low_scale, more_too, scale_too)
    if low is None:
        return None
    if not high:
        scale = _scale(low_scale or "")
        return _one_number(text, hit, low, scale * _scale(scale_too) if scale_too else scale, unit or low_unit or "")
    last = _figure(high, high_scale)
    if last is None:
        return None
    return _value(hit, low.low, last.high, unit or low_unit or "", Bound.RANGE, MetricKind.LEVEL, _scale(high_scale or ""))


def _is_two_values(text: str, hit: Hit) -> bool:
    """Whether 至, 到 or a dash parts two values: after 从, or without a unit."""
    between = text[hit.span("low")[1] : hit.span("high")[0]]
    begins = _FROM.search(text[max(hit.start - 1, 0) : hit.start])
    own_unit = hit.group("unit") or hit.group("high_scale")
    return bool(begins and _BETWEEN.search(between)) or not (own_unit or hit.group("low_unit"))


def _one_number(text: str, hit: Hit, figure: _Figure, scale: Decimal, unit: str) -> Value:
    """A number that is no range, with the half behind it and the sign or cue before it that belong to it."""
    and_half, behind, unit_more = hit.groups(_OF_ONE)
    half = _HALF if and_half or (behind and scale == 1) else Decimal(0)
    begin = hit.start - len(_BELOW_ZERO)
    below = begin >= 0 and text.startswith(_BELOW_ZERO, begin)
    low, high = (None if end is None else _shortest(_EXACT.add(end, half)) for end in (figure.low, figure.high))
    bound = figure.bound if figure.bound is Bound.RANGE else _after(hit, Bound.MORE_THAN if unit_more else figure.bound)
    found = _value(hit, low, high, unit, bound, MetricKind.LEVEL, scale)
    return _negated(found)._replace(start=begin) if below else found


def _negated(value: Value) -> Value:
    return value if value.low is None or value.high is None else value._replace(low=-value.high, high=-value.low)


def _read_cn_number(text: str, hit: Hit) -> Value | None:
    written = hit.group("low") or ""
    unit = hit.group("unit") or hit.group("low_unit") or ""
    scale_word = hit.group("low_scale") or ""
    if not (unit or scale_word or "万" in written or "亿" in written):
        return None
    figure = _figure(written, hit.group("low_more"), scale_word, hit.group("low_more_too"))
    if figure is None or figure.low is None:
        return None
    more = figure.bound is Bound.MORE_THAN or hit.group("unit_more")
    cue = ruleset("reached").search(text, max(hit.start - 3, 0), hit.start) if written[:1] in _POWERS else None
    if written[:1] in _BARE_SCALES and not (hit.group("after") or more or cue):
        return None  # 万元产值, 千人床位数: a denominator or a class, unless something is said to reach it
    if not (unit or scale_word or figure.low >= LARGE or figure.bound is not Bound.EXACT):
        return None
    if hit.group("high"):
        high = _figure(hit.group("high"))
        if high is None or high.high is None:
            return None
        figure = _Figure(figure.low, high.high, Bound.RANGE)
    found = _one_number(text, hit, figure, _scale(scale_word), unit)._replace(chinese=True)
    return found._replace(start=cue.start, bound=Bound(cue["bound"])) if cue and "bound" in cue.rule.produces else found


def _read_share(text: str, hit: Hit) -> Value | None:
    base = hit.group("base") or ""
    found = _plain(hit, hit.group("more"), _SHARE_UNITS.get(base, f"/{base}"), MetricKind.LEVEL)
    return _negated(found) if found and hit.group("minus") else found


def _plain(hit: Hit, more: str | None, unit: str, kind: MetricKind) -> Value | None:
    """A number or a range of two in a unit that the rule names."""
    low, high = _figure(hit.group("low")), _figure(hit.group("high") or hit.group("low"))
    if low is None or high is None:
        return None
    estimate = low.bound is Bound.RANGE or hit.group("high")
    bound = Bound.RANGE if estimate else _after(hit, Bound.MORE_THAN if more else low.bound)
    return _value(hit, low.low, high.high, unit, bound, kind)


def _read_fraction(text: str, hit: Hit) -> Value | None:
    over, part = numerals.value(hit.group("base") or ""), numerals.value(hit.group("low") or "")
    if not over or part is None:
        return None
    share = (part / over * 100).quantize(Decimal("0.01"))
    return _single(hit, share, "%")


def _read_half(text: str, hit: Hit) -> Value | None:
    return _value(hit, Decimal(50), Decimal(50), "%", _after(hit), MetricKind.LEVEL)


def _read_tenths(text: str, hit: Hit) -> Value | None:
    tenths = _figure(hit.group("low"))
    if tenths is None or tenths.low is None or tenths.high is None:
        return None
    half = hit.group("half")
    more = 5 if half == "半" else numerals.parse(half) if half else 0  # 八成五
    low, high = (end * 10 + more for end in (tenths.low, tenths.high))
    return _value(hit, low, high, "%", _after(hit, tenths.bound), MetricKind.LEVEL)


def _read_doubling(text: str, hit: Hit) -> Value | None:
    times = numerals.value(hit.group("low") or "一") or _ONE
    factor = Decimal(2) ** int(times)
    return _value(hit, factor, factor, "倍", _after(hit, Bound.MORE_THAN if hit.group("more") else Bound.EXACT), MetricKind.MULTIPLE)


def _read_deleted(text: str, hit: Hit) -> Value | None:
    scale = _scale(hit.group("scale") or "")
    return Value(hit.start, hit.end, None, None, scale, _name(hit.group("unit") or ""), _after(hit), MetricKind.LEVEL, hit.rule.id, True)


def _read_times(text: str, hit: Hit) -> Value | None:
    found = _plain(hit, hit.group("more") or hit.group("unit_more"), "倍", MetricKind.MULTIPLE)
    if found is None or not hit.group("half") or found.low is None or found.high is None:
        return found
    return found._replace(low=_EXACT.add(found.low, _HALF), high=_EXACT.add(found.high, _HALF))


def _read_rank(text: str, hit: Hit) -> Value | None:
    place = _figure(hit.group("low"))
    return _value(hit, place.low, place.high, "位", place.bound, MetricKind.RANK) if place else None


def _read_places(text: str, hit: Hit) -> Value | None:
    places = _figure(hit.group("low"))
    return _value(hit, places.low, places.high, hit.group("unit") or "", places.bound, MetricKind.CHANGE) if places else None


def _read_ratio(text: str, hit: Hit) -> Value | None:
    parts = tuple(map(Decimal, _COLON.split(hit.group("parts") or "")))
    first = parts[0] if parts[-1] == 1 else None
    return _value(hit, first, first, "", _after(hit), MetricKind.RATIO)._replace(parts=parts)


def _read_masked_ratio(text: str, hit: Hit) -> Value | None:
    return _value(hit, None, None, "", _after(hit), MetricKind.RATIO)


def _read_first(text: str, hit: Hit) -> Value | None:
    return _value(hit, _ONE, _ONE, "位", Bound.EXACT, MetricKind.RANK)


def _read_top(text: str, hit: Hit) -> Value | None:
    place = _figure(hit.group("low"))
    return _value(hit, place.high, place.high, "位", Bound.AT_MOST, MetricKind.RANK) if place else None


def _read_amount(text: str, hit: Hit) -> Value | None:
    amount = _figure((hit.group("low") or "").replace("个", ""))
    return _value(hit, amount.low, amount.high, hit.group("low_unit") or "", _after(hit), MetricKind.LEVEL) if amount else None


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


def _read_parts_of_first(text: str, hit: Hit) -> Value | None:
    found, first = _read_parts(text, hit), hit.group("low_unit") or ""
    if found is None or found.low is None:
        return None
    size = _unit_parts()[found.unit][first]
    amount = (found.low / size).quantize(Decimal("0.01")) if found.low % size else found.low / size
    return found._replace(low=_shortest(amount), high=_shortest(amount), unit=_name(first))


def _read_number_of(text: str, hit: Hit) -> Value | None:
    amount = numerals.value(hit.group("low") or "")
    return _value(
        hit, amount, amount, hit.group("low_unit") or "", _after(hit, Bound.MORE_THAN if hit.group("more") else Bound.EXACT), MetricKind.LEVEL
    )


def _read_tail(text: str, hit: Hit) -> Value | None:
    amount, tail = numerals.value(hit.group("low") or "一"), hit.group("tail") or ""
    if amount is None:
        return None
    more = _HALF if tail == "半" else Decimal(f"0.{numerals.rewrite(tail)}")
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
    "ratio": _read_ratio,
    "masked_ratio": _read_masked_ratio,
    "places": _read_places,
    "first": _read_first,
    "top": _read_top,
    "amount": _read_amount,
    "money": _read_money,
    "small_share": _read_small_share,
    "part": _read_part,
    "parts": _read_parts,
    "parts_of_first": _read_parts_of_first,
    "number_of": _read_number_of,
    "tail": _read_tail,
    "and_half": _read_and_half,
}
