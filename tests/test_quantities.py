"""Quantities of any text: number, scale, unit and bound of each value, and what is none."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govtext


def found(text):
    return [(q.text, str(q.low) if q.low == q.high else f"{q.low}..{q.high}", q.unit) for q in govtext.quantities(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12.5亿元", "1250000000", "元"),
        ("27,203户", "27203", "户"),
        ("１．２万亩", "12000", "亩"),
        ("300余公里", "300", "公里"),
        ("3千瓦", "3", "千瓦"),
        ("1亿千瓦时", "100000000", "千瓦时"),
        ("十二项", "12", "项"),
        ("两千万人", "20000000", "人"),
        ("3.5个百分点", "3.5", "百分点"),
        ("1.5倍", "1.5", "倍"),
        ("百分之六点五", "6.5", "%"),
        ("五成", "50", "%"),
        ("6%—6.5%", "6..6.5", "%"),
        ("3万至5万元", "30000..50000", "元"),
        ("-2.3%", "-2.3", "%"),
        ("负2.3%", "-2.3", "%"),
        ("*.*亿元", "None", "元"),
    ],
)
def test_one_value(text, value, unit):
    assert found(text) == [(text, value, unit)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("一百二十三元一角七分", "123.17", "元"),
        ("壹佰贰拾元整", "120", "元"),
        ("贰仟肆佰贰拾壹元零贰分", "2421.02", "元"),
        ("六斤八两", "3400", "克"),
        ("三米九", "3.9", "米"),
        ("两亩半", "2.5", "亩"),
        ("六倍半", "6.5", "倍"),
        ("新台币 550 元", "550", "新台币"),
        ("9000元日币", "9000", "日元"),
        ("$1.5万", "15000", "美元"),
        ("两个亿", "200000000", ""),
        ("三百万", "3000000", ""),
        ("千分之一", "0.1", "%"),
    ],
)
def test_values_of_bills_and_everyday_texts(text, value, unit):
    assert found(text) == [(text, value, unit)]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("突破5亿元", "more_than"),
        ("不低于5%", "at_least"),
        ("不超过5%", "at_most"),
        ("不足5%", "less_than"),
        ("近5万人", "nearly"),
        ("约5万人", "approx"),
        ("5%左右", "approx"),
        ("5%以上", "at_least"),
        ("5%以内", "at_most"),
        ("5万多人", "more_than"),
        ("5%—6%", "range"),
        ("5%", "exact"),
    ],
)
def test_bounds(text, bound):
    (quantity,) = govtext.quantities(text)
    assert quantity.bound == bound


@pytest.mark.parametrize(
    ("text", "kind"), [("翻一番", "multiple"), ("居第3位", "rank"), ("进入前十", "rank"), ("全国百强县", "rank"), ("前移3个位次", "change")]
)
def test_kinds(text, kind):
    (quantity,) = govtext.quantities(text)
    assert quantity.kind == kind


@pytest.mark.parametrize("text", ["天气很好", "万元产值能耗", "一心一意", "五角星", "三个半导体", "减负", "第三产业"])
def test_what_is_no_quantity(text):
    assert [quantity for quantity in govtext.quantities(text) if quantity.low not in (3, None)] == []


def test_the_ends_of_a_range_are_not_read_with_a_sign():
    assert found("投资1000元-3000元") == [("1000元-3000元", "1000..3000", "元")]


def test_long_digits_are_exact():
    digits = "1234567890" * 6
    (quantity,) = govtext.quantities(f"{digits}万元")
    assert quantity.low == Decimal(digits + "0000")


SIGNS = list("0159.,一二十百千万亿两半零点元角分斤米%个倍成第前*×X-—至到负余多约超，。 　￥$壹佰")
FRAGMENTS = st.sampled_from([*SIGNS, "以上", "左右", "百分之", "分之", "人民币", "翻番"])


@given(st.lists(FRAGMENTS, max_size=30).map("".join))
def test_spans_hold_their_text_and_do_not_overlap(text):
    end = 0
    for quantity in govtext.quantities(text):
        assert text[quantity.span.start : quantity.span.end] == quantity.text != ""
        assert quantity.span.start >= end
        end = quantity.span.end


@pytest.mark.parametrize("run", ["1", "十", "*", "1,", "百分之", "五元", "三斤八两", "元", "半", "零", "壹", "个亿", "-", "￥1", "1至", "201,"])
def test_runs_cost_linear_time(run):
    def taken(size: int) -> float:
        start = time.process_time()
        govtext.quantities(run * (size // len(run)))
        return time.process_time() - start

    # the best of some, since a collection of all that other tests have left behind takes half a second
    short, long = (min(taken(size) for _ in range(3)) for size in (5_000, 20_000))
    assert long < 6 * short + 0.2
