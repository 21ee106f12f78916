"""What makes a metric a cell of a panel: its indicator's id, the place it is of, and a unit that all rows share."""

from decimal import Decimal

import pytest

import govtext
from govtext.errors import UnitError

HEAD = "青岭县人民政府工作报告\n各位代表：\n一、2023年工作回顾\n"


def cells(text):
    report = govtext.parse(HEAD + text + "\n")
    return [(metric.canonical, metric.scope and metric.scope.text, metric.text) for metric in report.metrics]


def test_the_area_before_a_noun_is_the_scope_of_its_values():
    assert cells("全县地区生产总值120亿元，增长6%；固定资产投资增长8%。") == [
        ("gdp", "全县", "120亿元"),
        ("gdp_growth", "全县", "6%"),
        ("fai_growth", None, "8%"),
    ]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("区本级固定资产投资完成30亿元，增长5%。", "区本级"),
        ("县城燃气普及率达到40%。", "县城"),
        ("临江新区地区生产总值完成50亿元，增长9%。", "临江新区"),
        ("省级单项冠军企业达到12家。", "省级"),
        ("规模以上工业增加值增长7%。", None),
        ("县医院床位增加到500张。", None),
    ],
)
def test_an_area_that_the_canonical_name_leaves_out_is_the_scope(text, scope):
    assert {found for _, found, _ in cells(text)} == {scope}


def test_indicator_and_scope_tell_the_whole_from_its_parts():
    found = cells("全县固定资产投资增长8%，其中区本级固定资产投资增长5%，临江新区固定资产投资增长12%。")
    assert len({(id, scope) for id, scope, _ in found}) == 3
    assert {id for id, _, _ in found} == {"fai_growth"}


def test_spans_of_scopes_are_those_of_the_text():
    text = HEAD + "全　县地区生产总值１２０亿元，增长6%，区本级　固定资产投资增长5%，主城区绿化覆盖率达到40%。\n"
    report = govtext.parse(text)
    assert [metric.scope.span.of(text) for metric in report.metrics if metric.scope]
    for metric in report.metrics:
        if metric.scope:
            assert metric.scope.span.of(text) == metric.scope.text
            assert metric.scope.span.end <= metric.span.start


def test_a_target_of_a_part_is_not_the_target_of_the_place():
    plan = "青岭县人民政府工作报告\n各位代表：\n二、2024年工作安排\n今年主要预期目标是：临江新区地区生产总值增长12%，{}固定资产投资增长8%。\n"
    report = govtext.parse(plan.format(""))
    assert report.target("gdp_growth") is None
    assert [(row.scope.text, row.low) for row in report.targets() if row.scope] == [("临江新区", 12)]
    both = govtext.parse(plan.format("全县地区生产总值增长6%，"))
    assert both.target("gdp_growth").low == 6
    assert len([row for row in both.targets() if row.canonical == "gdp_growth"]) == 2


def test_values_convert_to_the_unit_of_a_column():
    amount, spread, masked = govtext.parse(HEAD + "税收完成12.5亿元，进出口1—1.5亿元，社会消费品零售总额*亿元。").metrics
    assert amount.to("亿元") == (Decimal("12.5"), Decimal("12.5"))
    assert amount.to("万元") == (125_000, 125_000)
    assert spread.to("万元") == (10_000, 15_000)
    assert masked.to("亿元") == (None, None)
    with pytest.raises(UnitError, match="money_usd"):
        amount.to("美元")
    with pytest.raises(UnitError, match="is not a unit"):
        amount.to("亿圆圈")


def test_shares_do_not_convert_to_points():
    growth, difference = govtext.parse(HEAD + "税收增长6.5%，税收占比提高2个百分点。").metrics
    assert growth.to("%") == (Decimal("6.5"), Decimal("6.5"))
    with pytest.raises(UnitError):
        difference.to("%")
