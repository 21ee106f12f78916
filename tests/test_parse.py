"""Any text gives a sound report, in time that grows with its length."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from samples import sample_reports
from timing import is_linear

import govtext
from govtext.labels import BlockKind

MARKERS = ["第一部分 ", "一、", "二、", "（一）", "(二)", "1.", "２．", "（1）", "①", "一是", "二是", "四是", "一要", "第一，", "首先，", "——"]
WORDS = [
    "工作回顾",
    "重点工作",
    "存在的问题",
    "税收完成",
    "生产总值",
    "同比增长",
    "下降",
    "力争",
    "目前",
    "到2030年",
    "今年上半年",
    "*-*月",
    "有限公司",
    "“四上企业”",
]
VALUES = [
    "12.5亿元",
    "６．５％",
    "3 5万人",
    "*.*万元",
    "xx.x%",
    "第*位",
    "前十",
    "翻一番",
    "百分之八",
    "两家",
    "6%—6.5%",
    "300余公里",
    "十",
    "万元",
    "5个百分点",
    "2023年",
]
MASKS = ["*", "**", "***镇", "×", "XX县", "某", "□", "__", "【】", "（ ）", "“*”", "** 重点**"]
MARKS = [*"，。、；：！（）“”《》—-~%· ", "\n", "\r\n", "\\n", "\\r\\n", "&nbsp;", "　　", "\u200b", "\ufeff", "\x00", "\ud800", "\ufffd"]
LINES = ["各位代表：\n", "附件\n", "名词解释\n", "责任编辑：李明\n", "下载\n", "- 12 -\n", "青岭县人民政府工作报告\n", "今年主要预期目标是："]
GENRE = st.lists(st.sampled_from([*MARKERS, *WORDS, *VALUES, *MASKS, *MARKS, *LINES]), max_size=60).map("".join)
ANY = st.text(st.characters() | st.characters(categories=["Cs", "Cc"]), max_size=200)


@settings(max_examples=50)
@given(GENRE | ANY)
def test_a_report_is_sound_and_its_text_gives_the_same_report_again(text):
    assert govtext.check_report(govtext.parse(text), govtext.parse) == ()


UNSEEN = st.sampled_from(["\u200b", "\ufeff", "\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u3000", "\xa0", "全市", "２", "％", "（１）", "\n"])


@given(st.lists(st.sampled_from([*MARKERS, *WORDS, *VALUES, *"，。："]) | UNSEEN, max_size=40).map("".join))
@example("第一部分 第一部分 \x0c２．")
@example("第一部分 第一部分 \x0c第一部分 ")
def test_titles_and_scopes_are_what_their_spans_hold(text):
    report = govtext.parse(text)
    for item in (*report.sections, *report.measures):
        assert re.sub(r"\s*\f\s*|\n", "", item.title_span.of(report.text)) == item.title  # a page that ends in a title is left out
        assert item.heading_span.start == item.span.start <= item.title_span.start
        assert item.heading_span.end == item.title_span.end <= item.span.end
    for metric in report.metrics:
        assert metric.scope is None or metric.scope.span.of(report.text) == metric.scope.text


@given(st.lists(st.sampled_from(["\r", "\n", "甲", "\ufeff", "\ud800"]), max_size=12).map("".join))
def test_the_text_of_a_report_is_read_as_the_same_text(text):
    once = govtext.parse(text).text
    assert govtext.parse(once).text == once
    assert "\r\n" not in once


@given(GENRE)
def test_links_lead_to_items_that_hold_the_linked(text):
    report = govtext.parse(text)
    sections = {section.id: section for section in report.sections}
    measures = {measure.id: measure for measure in report.measures}
    metrics = {metric.id: metric for metric in report.metrics}
    blanks = {blank.id: blank for blank in report.placeholders}
    for item in [*report.measures, *report.metrics, *report.placeholders]:
        if item.section_id is not None:
            assert sections[item.section_id].span.start <= item.span.start < sections[item.section_id].span.end
    for item in [*report.metrics, *report.placeholders]:
        if item.measure_id is not None:
            assert measures[item.measure_id].span.start <= item.span.start <= measures[item.measure_id].span.end
    for metric in report.metrics:
        assert all(blanks[blank].metric_id == metric.id for blank in metric.placeholder_ids)
    for blank in report.placeholders:
        assert blank.metric_id is None or blank.id in metrics[blank.metric_id].placeholder_ids


@given(GENRE)
def test_metrics_stand_apart_and_in_body_or_appendix(text):
    report = govtext.parse(text)
    read = [block.span for block in report.blocks if block.kind in (BlockKind.BODY, BlockKind.APPENDIX)]
    end = 0
    for metric in report.metrics:
        assert metric.span.start >= end
        end = metric.span.end
        assert any(span.start <= metric.span.start and metric.span.end <= span.end for span in read)


@given(ANY)
def test_any_text_gives_a_report_that_shows_itself(text):
    report = govtext.parse(text)
    report.targets()
    assert repr(report).startswith("<Report ")
    assert str(report)
    assert report._repr_html_()
    assert len(report.text) <= len(text)
    report.text.encode()


@pytest.mark.parametrize("name", sorted(sample_reports()))
def test_a_report_is_read_alike_with_other_line_ends_and_a_byte_order_mark(name):
    text = sample_reports()[name]
    assert govtext.parse("\ufeff" + text.replace("\n", "\r\n")) == govtext.parse(text)


def test_line_ends_become_newlines_and_lone_surrogates_replacement_characters():
    assert govtext.parse("\ufeff一、\r\n税\ud800收").text == "一、\n税\ufffd收"


STARTS = [
    *"0159.一十百千万亿几数半第首前翻*×Xx某□○_【（）、，。；：“”‘《》—-~ 　\t\r\n\\&？①⑳%",
    *"元人个家项增是要县市镇今去年月到比从各附为负\x00\u200b\ue000a",
]
RUNS = [
    "一是",
    "（一）",
    "1.",
    "——",
    "①",
    "5%、",
    "增长5%，",
    "*万元",
    "*-*月",
    "2023年",
    "“一带",
    "“”",
    "（）",
    "\\r\\n",
    "&nbsp;",
    "3 5 ",
    "，２",
    "完成 万元，",
]


@pytest.mark.timed
@pytest.mark.parametrize("run", [*STARTS, *RUNS], ids=repr)
def test_one_character_again_and_again_costs_linear_time(run):
    assert is_linear(lambda size: govtext.parse(run * (size // len(run))), (5_000, 20_000), 6)


@pytest.mark.parametrize("run", ["*", "一", "9", "，", "　", "“", "（", "\\", "—", "a"], ids=repr)
def test_a_long_run_of_one_character_is_read(run):
    assert len(govtext.parse(run * 300_000).text) == 300_000


def test_tens_of_thousands_of_markers_are_read():
    assert len(govtext.parse("一、甲\n" * 30_000).sections) == 30_000


def test_ten_megabytes_are_read():
    line = "我们坚持稳中求进工作总基调，统筹推进各项工作，全县经济社会发展取得新成效。\n"
    report = govtext.parse(line * (10_000_000 // len(line)) + "税收完成5亿元。")
    assert [metric.text for metric in report.metrics] == ["5亿元"]


@pytest.mark.timed
@pytest.mark.parametrize("blanks", ["税收 完成", "1、招商引资 ", "1.抓投资。2.促消费。", "（一）抓Ab cd资。", "2 、甲 "])
def test_blanks_and_markers_on_one_line_cost_linear_time(blanks):
    assert is_linear(lambda size: govtext.parse(blanks * (size // len(blanks))), (10_000, 40_000), 6)


@pytest.mark.timed
@pytest.mark.parametrize(
    "marker", ["一、甲\n", "（一）甲。", "1.甲\n", "一是甲，", "一是甲。二是乙。", "第一，甲。", "——甲\n", "①甲；", "一、甲\n1.乙\n（1）丙\n"]
)
def test_many_markers_cost_linear_time(marker):
    assert is_linear(lambda size: govtext.parse(marker * size), (2_000, 8_000), 6)


@pytest.mark.timed
@settings(max_examples=20)
@given(st.lists(st.sampled_from([*MARKERS, *WORDS, *VALUES, *MASKS, *MARKS, *LINES]), min_size=1, max_size=6).map("".join))
def test_whatever_repeats_costs_linear_time(text):
    assert is_linear(lambda size: govtext.parse(text * (size // len(text) + 1)), (4_000, 16_000), 7)


@pytest.mark.parametrize("given", [None, 12, b"text", ["text"]])
def test_what_is_no_text_is_one_clear_error(given):
    with pytest.raises(govtext.GovtextError, match=f"this is {type(given).__name__}; a file is read with govtext.read"):
        govtext.parse(given)
