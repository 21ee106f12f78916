"""Marks of pages inside sentences and numbers change nothing that is read."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govtext

MARKS = [
    "\n— 2 —\n",
    "\n第3页\n",
    "\n第 3 页 共 9 页\n",
    "\n3/9\n",
    "\n－3－\n",
    "\n-3-\n",
    "\n<!-- page 3 -->\n",
    "\n---\n",
    "\x0c",
    "\n3\n",
    "\n\n— 12 —\n\n",
]
TEXT = (
    "一、2023年工作回顾\n全县地区生产总值完成120.5亿元，同比增长6.5%，固定资产投资增长8%，城镇新增就业1.2万人，居民人均可支配收入增长7%左右，粮食产量稳定在20830吨以上。"
    "\n二、2024年工作安排\n地区生产总值增长6%左右，一般公共预算收入增长5%以上，新建高标准农田3.5万亩，改造老旧小区12个，新建公园5座，植树2300亩。\n"
)
INSIDE = [match.start() for match in re.finditer(r"(?<=[\u4e00-\u9fff]{3})(?=[\u4e00-\u9fff0-9.]{1,30}[，。])", TEXT)]


def facts(report):
    sections = [(section.level, section.title) for section in report.sections]
    return sections, [(metric.indicator.text.replace("\n", ""), metric.low, metric.unit, metric.kind, metric.status) for metric in report.metrics]


@given(st.sampled_from(MARKS), st.sampled_from(INSIDE))
@settings(max_examples=150)
def test_a_mark_inside_a_sentence_changes_nothing(mark, at):
    report = govtext.parse(TEXT[:at] + mark + TEXT[at:])
    assert facts(report) == facts(govtext.parse(TEXT))
    assert all(metric.span.of(report.text) == metric.text for metric in report.metrics)


@pytest.mark.parametrize(
    ("text", "value"),
    [("税收完成2\n3\n0835元，增长较快。", "20835"), ("全县税收增长5\n4\n%，投资较快。", "5"), ("税收完成12.\n— 3 —\n5元，增长较快。", "12.5")],
)
def test_a_mark_inside_a_number_is_no_part_of_it(text, value):
    (metric,) = govtext.parse(f"一、2023年工作回顾\n{text}").metrics
    assert str(metric.low) == value


def test_an_ascii_stop_ends_a_sentence_and_a_marker_stays_one():
    report = govtext.parse("一.2023年工作回顾\n税收增长6.5%.城镇新增就业5万人.")
    assert [metric.indicator.text for metric in report.metrics] == ["税收", "城镇新增就业"]
    assert [section.title for section in report.sections] == ["2023年工作回顾"]


@pytest.mark.parametrize("text", ["增长5%。\n— 3 —\n投资", "一、工作\n3\n税收增长5%。", "一、工作\n— 3 —\n二、安排"])
def test_between_paragraphs_nothing_is_joined(text):
    report = govtext.parse(text)
    assert len(report.blocks) == 3
