"""Numerals: digits with separators, Chinese numerals, and mixtures of the two, to exact decimals.

A numeral is first rewritten with the lexicon ``numerals``: every digit becomes an ASCII one and every unit its plain form,
so that 伍拾壹点肆 and 5十1点4 are one and the same. Units are then taken off, the largest first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from govtext.errors import GovtextError
from govtext.rules import lexicon

_KEPT = 1 << 14  # readings; reports use few numbers again and again
LONGEST = 100  # characters of a numeral with units; the longest in use have some thirty

_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_GROUPED = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_LEAF = re.compile(r"[0-9]+(?:[.点][0-9]+)?|\.[0-9]+")
_FRACTION = re.compile(r"(?:([^又]+)又)?([^分]+)分之(.+)")
_HALF = re.compile(r"(?:1|(.+)个)?半个?")
_EXCESS = re.compile(r"(?:(?<=[十百千万亿兆])0)?余(?=[万亿兆个]|$)")
_SHORTHAND_WITH_MORE = re.compile("([万亿])([一二三四五六七八九])(?=零[一二三四五六七八九])")  # 三万三零五十 is 三万三千零五十
_SHORTHAND = re.compile(r"[1-9](?:[.点][0-9]+)?")
_OPEN = re.compile("[余多来]")
_SOME = re.compile("[几数]")
_BARE = tuple("百千万亿兆")
_LARGE = tuple("万亿兆")
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


class NumeralError(GovtextError, ValueError):
    """A text is not one numeral with one value."""


class Reading(NamedTuple):
    """What a numeral as people write it can mean: the two ends of an estimate, and whether there may be more."""

    low: Decimal
    high: Decimal
    more: bool


@dataclass(frozen=True)
class _Notation:
    rewriting: Mapping[int, str]
    units: tuple[tuple[str, Decimal], ...]  # the largest first
    sets: Mapping[str, Decimal]
    some_of: re.Pattern[str]  # 几 and 数 where they count a unit: 几百, 数万
    estimate: re.Pattern[str]  # two digits side by side, or digits after a unit: 七八, 两三, 一百二三
    pair: re.Pattern[str]  # the two digits of an estimate, which are no longer number in digits


@lru_cache(maxsize=1)
def _notation() -> _Notation:
    rows = [(form, row) for row in lexicon("numerals") for form in row["term"].split("|")]
    values = {row["reads"]: Decimal(row["value"]) for _, row in rows if row["kind"] in ("unit", "set")}
    digits = {form: row["reads"] for form, row in rows if row["kind"] == "digit" and not form.isdecimal()}
    every, some = "".join(digits), "".join(form for form, reads in digits.items() if reads != "0")
    units = "".join(form for form, row in rows if row["kind"] == "unit")
    return _Notation(
        rewriting=str.maketrans({form: row["reads"] for form, row in rows}),
        units=tuple(sorted(((r["reads"], values[r["reads"]]) for f, r in rows if r["kind"] == "unit" and f == r["reads"]), key=lambda u: -u[1])),
        sets={row["reads"]: values[row["reads"]] for _, row in rows if row["kind"] == "set"},
        some_of=re.compile(rf"[几数](?=[十百千])|^[几数](?=[{units}])"),
        pair=re.compile(rf"(?<![{every}点點.0-9])([{some}])([{some}])(?![{every}]|[点點][{every}])"),
        estimate=re.compile(rf"(?<![{every}点點.])[{some}]{{2}}(?![{every}]|[点點][{every}])|(?<=[{units}])[{some}][{every}]"),
    )


def parse(text: str) -> Decimal:
    """Read a text that is one numeral.

    Parameters
    ----------
    text : str
        Digits (full-width ones too, with or without thousands separators), a Chinese numeral in plain or financial characters,
        or a mixture: ``1,234.5``, ``一百九十万零三千九百七十一``, ``壹仟两百``, ``1.2万``, ``五分之一``. Spaces inside are ignored.

    Returns
    -------
    Decimal
        The exact value; a fraction that no decimal can hold has 28 digits. Of an open numeral such as ``五百余万`` or ``十几`` it is
        the amount that is named, the least it can mean.

    Raises
    ------
    NumeralError
        A `ValueError`: the text is no numeral, or has more than one reading (``七八``, ``百十一``).

    Examples
    --------
    >>> parse("一百九十万零三千九百七十一")
    Decimal('1903971')
    >>> parse("-10.1万")
    Decimal('-101000.0')
    >>> parse("二〇二三")
    Decimal('2023')
    """
    if text.isdecimal() or _PLAIN.fullmatch(text):
        return Decimal(text)
    try:
        return _read(text)
    except NumeralError as error:
        message = f"{text[:40]!r} is not one numeral: {error}; write one number, as 1,234.5 or 一千二百三十四点五"
        raise NumeralError(message) from None


def value(text: str) -> Decimal | None:
    """Read a text like `parse`, giving None where it is not one numeral.

    >>> value("3.5"), value("两百"), value("上百")
    (Decimal('3.5'), Decimal('200'), None)
    """
    if text.isdecimal() or _PLAIN.fullmatch(text):
        return Decimal(text)
    try:
        return _read(text)
    except NumeralError:
        return None


@lru_cache(maxsize=_KEPT)
def reading(text: str) -> Reading | None:
    """Read a number as reports write them, estimates too; None where it is none.

    Parameters
    ----------
    text
        A numeral as `parse` reads them, an estimate of two digits side by side (两三百, 二十七八), or an open one: with 余, 多, 来 or 几 in it
        (3万多亿, 十几), with 数 or 几 for its first digit (数十, 几百万), or a power alone (百, 千万), which is one of it.

    Examples
    --------
    >>> reading("十七八万")
    Reading(low=Decimal('170000'), high=Decimal('180000'), more=False)
    >>> reading("3万多亿")
    Reading(low=Decimal('3000000000000'), high=Decimal('3000000000000'), more=True)
    >>> reading("几十万").low, reading("1万6千").low, reading("三二")
    (Decimal('100000'), Decimal('16000'), None)
    """
    if text.isdecimal() or _PLAIN.fullmatch(text):
        exact = Decimal(text)
        return Reading(exact, exact, False)
    named = _OPEN.sub("", text)
    counted = _SOME.sub("", _notation().some_of.sub("一", named))
    more = counted != text
    if counted.startswith(_BARE):
        counted = f"一{counted}"
    pair = _notation().pair.search(counted)
    if pair is None:
        exact_or_none = value(counted)
        return None if exact_or_none is None else Reading(exact_or_none, exact_or_none, more)
    head, tail = counted[: pair.start()], counted[pair.end() :]
    low, high = value(f"{head}{pair[1]}{tail}"), value(f"{head}{pair[2]}{tail}")
    return Reading(low, high, more) if low is not None and high is not None and low < high else None


def rewrite(text: str) -> str:
    """Rewrite digits as ASCII ones and units in their plain form, character by character.

    >>> rewrite("二○○六"), rewrite("伍拾壹点肆")
    ('2006', '5十1点4')
    """
    return text.translate(_notation().rewriting)


def _read(text: str) -> Decimal:
    notation = _notation()
    text = _SHORTHAND_WITH_MORE.sub(lambda found: f"{found[0]}千{'' if found[1] == '万' else '万'}", "".join(text.split()))
    if notation.estimate.search(text):
        raise NumeralError("digits side by side are an estimate or a list")
    text = _GROUPED.sub(lambda group: group[0].replace(",", ""), rewrite(text))
    if not text or (len(text) > LONGEST and not _PLAIN.fullmatch(text)):
        raise NumeralError(f"it has no characters or more than {LONGEST}")
    if text.startswith("-"):
        return -_unsigned(text[1:])
    return _unsigned(text)


def _unsigned(text: str) -> Decimal:
    if half := _HALF.fullmatch(text):
        return (_amount(half[1]) if half[1] else Decimal(0)) + Decimal("0.5")
    if fraction := _FRACTION.fullmatch(text):
        whole, divisor, dividend = fraction.groups()
        if not (parts := _amount(f"1{divisor}" if divisor.startswith(_LARGE) else divisor)):
            raise NumeralError("it divides by zero")
        return (_amount(whole) if whole else Decimal(0)) + _amount(dividend) / parts
    text = _EXCESS.sub("", text).removesuffix("个")
    if size := _notation().sets.get(text[-1:]):
        return _EXACT.multiply(_amount(text[:-1]), size)
    return _amount(text)


def _amount(text: str, inside: bool = False) -> Decimal:
    """Value of a rewritten numeral; `inside` where it follows a larger unit."""
    for unit, size in _notation().units:
        if unit in text:
            head, _, tail = text.rpartition(unit)
            count = _count(head, size, tail, inside)
            return _EXACT.add(_EXACT.multiply(count, size), _rest(tail, size)) if tail else _EXACT.multiply(count, size)
    return _leaf(text)


def _count(head: str, size: Decimal, tail: str, inside: bool) -> Decimal:
    """How many of a unit: what stands before it, one where nothing does."""
    if head:
        return _amount(head) if size >= 10000 else _leaf(head)
    if size == 10 or (size < 10000 and not inside and (not tail or _SHORTHAND.fullmatch(tail))):
        return Decimal(1)
    raise NumeralError("a unit has no number before it")


def _rest(tail: str, size: Decimal) -> Decimal:
    """Value of what follows a unit: 三千 in 一万三千, the decimals in 十点五, and in 三万五 five of the next unit."""
    if tail[0] in ".点":
        rest = _leaf(f"0{tail}")
    elif size > 10 and _SHORTHAND.fullmatch(tail):
        rest = _EXACT.add(_EXACT.multiply(_leaf(tail[0]), size / 10), _leaf(f"0{tail[1:]}"))
    else:
        plain = tail.removeprefix("0")
        rest = size if plain[:1] in ("", "0") else _amount(plain, inside=True)
    if rest >= size:
        raise NumeralError("its parts do not go down in size")
    return rest


def _leaf(text: str) -> Decimal:
    if not _LEAF.fullmatch(text):
        raise NumeralError("its characters do not make a number" if text else "a number is missing")
    return Decimal(text.replace("点", "."))
