"""Units are found by every spelling, and convert within their dimension alone."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govtext
from govtext.errors import UnitError
from govtext.rules import lexicon
from govtext.units import convert, lookup, pattern

UNITS = {name: lookup(name) for name in (row["term"].split("|")[0] for row in lexicon("units"))}
CONVERTIBLE = [
    (one.name, other.name) for one in UNITS.values() for other in UNITS.values() if one.factor and other.factor and one.base_unit == other.base_unit
]


def test_there_are_enough():
    assert len(UNITS) >= 200


def test_a_base_unit_measures_one_of_one_dimension():
    bases = {}
    for unit in UNITS.values():
        if unit.factor is not None:
            bases.setdefault(unit.base_unit, set()).add(unit.dimension)
    for name, dimensions in bases.items():
        base = lookup(name)
        assert len(dimensions) == 1, name
        assert base is None or (base.dimension, base.factor) == (*dimensions, 1)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("元", "元"),
        ("％", "%"),
        ("﹪", "%"),
        ("㎡", "㎡"),
        ("个百分点", "百分点"),
        ("个工作日", "工作日"),
        ("標準箱", None),
        ("标箱", "标箱"),
        ("千瓦小时", "千瓦小时"),
        ("畝", "亩"),
        ("立方米/秒", "立方米/秒"),
        ("户次", "户次"),
        ("学生", None),
        ("孩子", None),
        ("", None),
    ],
)
def test_lookup(written, name):
    unit = lookup(written)
    assert (unit and unit.name) == name


@pytest.mark.parametrize(
    ("unit", "counts"), [("个", True), ("家", True), ("人次", True), ("尾", True), ("元", False), ("亩", False), ("公里", False)]
)
def test_classifiers(unit, counts):
    assert lookup(unit).classifier is counts


@pytest.mark.parametrize(
    ("value", "unit", "to", "result"),
    [
        ("1023000000", "元", "亿元", "10.23"),
        ("12.5", "亿元", "万元", "125000"),
        ("1.4", "万亿斤", "万吨", "70000"),
        ("1", "平方公里", "亩", "1500"),
        ("15", "亩", "公顷", "1"),
        ("2", "公顷", "平方米", "20000"),
        ("110", "千伏", "伏", "110000"),
        ("1", "万千瓦", "兆瓦", "10"),
        ("1", "亿千瓦时", "度", "100000000"),
        ("13", "‰", "%", "1.3"),
        ("1", "百分点", "千分点", "10"),
        ("5", "成", "%", "50"),
        ("3", "名", "人", "3"),
        ("20", "里", "公里", "10"),
        ("5", "分/千瓦时", "元/千瓦时", "0.05"),
        ("8000", "家", "万家", "0.8"),
        ("90", "分钟", "小时", "1.5"),
        ("4800", "元/年/人", "元/人年", "4800"),
        ("20", "万标箱", "标准箱", "200000"),
    ],
)
def test_conversion(value, unit, to, result):
    assert convert(Decimal(value), unit, to) == Decimal(result)


@pytest.mark.parametrize(
    ("unit", "to"), [("元", "美元"), ("家", "个"), ("%", "百分点"), ("亩", "公里"), ("人", "人次"), ("千瓦", "千瓦时"), ("方", "立方米")]
)
def test_what_does_not_measure_the_same_is_refused(unit, to):
    with pytest.raises(UnitError, match=f"cannot convert {unit} .* to {to} "):
        convert(Decimal(1), unit, to)


def test_an_unknown_unit_names_those_that_are_near():
    with pytest.raises(UnitError, match=r"'亿平方里' is not a unit: did you mean .*平方公里"):
        convert(Decimal(1), "亩", "亿平方里")
    with pytest.raises(UnitError, match="'亿' is not a unit: see the lexicon"):
        convert(Decimal(1), "元", "亿")


def test_a_masked_number_stays_masked_and_its_unit_is_checked_all_the_same():
    assert convert(None, "元", "亿元") is None
    with pytest.raises(UnitError):
        convert(None, "元", "吨")


@given(st.sampled_from(CONVERTIBLE), st.decimals(0, 10**12, places=3), st.sampled_from(["", "万", "亿", "万亿"]))
def test_there_and_back(pair, value, scale):
    unit, to = pair
    there = convert(value, unit, scale + to)
    assert abs(convert(there, scale + to, unit) - value) <= value * Decimal("1e-20")


def test_the_pattern_takes_the_longest_form():
    unit = re.compile(pattern())
    for written in ("平方公里", "立方米/秒", "千瓦时", "元/平方米", "个百分点", "人次", "吨公里", "周年"):
        assert unit.match(written + "以上")[0] == written


def test_a_metric_converts():
    metric = govtext.parse("一、2023年工作回顾\n税收完成12.5亿元。").metrics[0]
    assert metric.to("万元") == (Decimal(125000), Decimal(125000))
