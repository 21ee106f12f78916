"""Marks of pages inside sentences and numbers change nothing that is read."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govtext

MARKS = [
    "\n— 2 —\n",
    "\n· 2 ·\n",
    "\n\x0c\n",
    "\n7\n\x0c",
    "\n第3页\n",
    "\n第 3 页 共 9 页\n",
    "\n3/9\n",
    "\n第3/9页\n",
    "\n—第三页—\n",
    "\n共 9 页 第 3 页\n",
    "\nPage 3 of 9\n",
    "\nP.3\n",
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
INLINE = ["—2—", "－3－", "第3页", "<!-- page 3 -->", "— 4 —"]
INSIDE = [match.start() for match in re.finditer(r"(?<=[\u4e00-\u9fff]{3})(?=[\u4e00-\u9fff0-9.]{1,30}[，。])", TEXT)]


def facts(report):
    sections = [(section.level, section.title) for section in report.sections]
    return sections, [(metric.indicator.text.replace("\n", ""), metric.low, metric.unit, metric.kind, metric.status) for metric in report.metrics]


@given(st.sampled_from(MARKS), st.sampled_from(INSIDE))
@settings(max_examples=50)
def test_a_mark_inside_a_sentence_changes_nothing(mark, at):
    report = govtext.parse(TEXT[:at] + mark + TEXT[at:])
    assert facts(report) == facts(govtext.parse(TEXT))
    assert all(metric.span.of(report.text) == metric.text for metric in report.metrics)


@given(st.sampled_from(INLINE), st.sampled_from([match.end() for match in re.finditer("[\u4e00-\u9fff](?=[\u4e00-\u9fff])", TEXT)]))
@settings(max_examples=50)
def test_a_mark_that_lost_its_line_ends_is_no_part_of_a_sentence(mark, at):
    report, plain = govtext.parse(TEXT[:at] + mark + TEXT[at:]), govtext.parse(TEXT)
    assert [(metric.low, metric.unit, metric.kind) for metric in report.metrics] == [
        (metric.low, metric.unit, metric.kind) for metric in plain.metrics
    ]
    assert [section.role for section in report.sections] == [section.role for section in plain.sections]


@given(st.sampled_from(MARKS), st.sampled_from(["加快农业农村发展，努力增加农民收入", "扩大有效投资", "2024年经济社会发展目标"]), st.data())
@settings(max_examples=50)
def test_a_mark_inside_a_title_does_not_cut_it(mark, title, data):
    text = f"一、2023年工作回顾\n全县税收增长5%。\n二、{title}\n全县生产总值增长6%左右，税收增长5%以上。\n三、其他工作\n"
    at = text.index(title) + data.draw(st.integers(0, len(title) - 1))
    report = govtext.parse(text[:at] + mark + text[at:])
    assert [re.sub(f"{re.escape(mark)}|\\s", "", section.title) for section in report.sections] == ["2023年工作回顾", title, "其他工作"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("税收完成2\n3\n0835元，增长较快。", "20835"),
        ("全县税收增长5\n4\n%，投资较快。", "5"),
        ("税收完成12.\n— 3 —\n5元，增长较快。", "12.5"),
        ("税收增长—2—6%，投资较快。", "6"),
    ],
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
