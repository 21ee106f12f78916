"""Enumerated items inside a section: which lists there are, how far each item reaches, and how far along it is."""

import pytest
from marked import parsed_and_marked

import govtext

DONE = "<<一、|工作回顾|h1 retrospect>>\n"


@pytest.mark.parametrize(
    "text",
    [
        "<<一是|修路|1>>。<</>><<二是|建桥|2>>。<</>>",
        "<<一要|稳增长|1>>。<</>><<二要|促改革|2>>。<</>>",
        "<<第一，|抓工业|1>>。<</>><<第二，|抓农业|2>>。<</>>",
        "<<首先，|抓产业|1>>。<</>><<其次，|抓民生|2>>。<</>><<最后，|抓作风|4>>。<</>>",
        "<<——|经济稳步增长|1>>。<</>>\n<<——|民生持续改善|2>>。<</>>",
        "办好三件事：<<①|修路|1>>；<</>><<②|建桥|2>>；<</>><<③|通水|3>>。<</>>",
        "还要：<<（1）|植树|1>>；<</>><<（2）|种草|2>>。<</>>",
        "还要：<<1.|植树|1>>；<</>><<2.|种草|2>>。<</>>",
        "还要：<<1、|植树|1>>；<</>><<2、|种草|2>>。<</>>",
    ],
)
def test_each_kind_of_marker_makes_a_list(text):
    parsed, marked = parsed_and_marked(DONE + text)
    assert parsed == marked


@pytest.mark.parametrize(
    "text",
    [
        "<<一是|修路|1>>。路通了。<</>>\n<<二是|建桥|2>>。桥通了。<</>>\n群众满意。",
        "<<一是|修路，方便出行|1>>；<</>><<二是|建桥，连通两岸|2>>。<</>>",
        "<<一是|修路|1>>。大家满意。<</>>",
        "<<一是|修路|1>>，<</>><<一是|建桥|1>>。<</>>",
    ],
)
def test_an_item_ends_with_the_next_marker_the_list_or_the_paragraph(text):
    parsed, marked = parsed_and_marked(DONE + text)
    assert parsed == marked


def test_the_last_item_ends_before_a_sentence_that_speaks_of_the_whole_list():
    parsed, marked = parsed_and_marked(
        "<<一、|存在的问题|h1 problems>>\n<<一是|总量不大|1>>。<</>><<二是|结构不优|2>>。<</>>对这些问题，我们将认真解决。"
    )
    assert parsed == marked


@pytest.mark.parametrize(
    "text",
    [
        "第一产业稳步发展，第二产业加快发展。",
        "三要素保障有力。",
        "率先突破，一是一、二是二。",
        "完成投资：1.5亿元；2.5亿元。",
        "1、2月份平稳；2、3月份回升。",
        "是否一是否则不清楚。",
    ],
)
def test_words_that_only_look_like_markers_make_no_list(text):
    assert not govtext.parse("一、工作回顾\n" + text).measures


def test_a_gap_is_kept_and_remarked():
    report = govtext.parse("一、工作回顾\n一是修路。二是建桥。四是通水。")
    assert [item.ordinal for item in report.measures] == [1, 2, 4]
    assert "GT301" in [remark.code for remark in report.diagnostics]


def test_a_new_section_begins_a_new_list():
    report = govtext.parse("一、工作回顾\n一是修路。二是建桥。\n二、工作安排\n一是植树。二是种草。")
    assert [(item.section_id, item.list_id) for item in report.measures] == [("s1", "l1"), ("s1", "l1"), ("s2", "l2"), ("s2", "l2")]


def test_lists_of_two_kinds_nest():
    parsed, marked = parsed_and_marked(f"{DONE}<<一是|办好实事：（1）修路；（2）建桥|1>>。<</>><<二是|通水|2>>。<</>>")
    assert [item for item in parsed["measures"] if "是" in item[0][:2]][1] == marked["measures"][1]
    assert len(parsed["measures"]) == 4


@pytest.mark.parametrize(
    ("heading", "item", "status"),
    [
        ("工作回顾", "修路", "done"),
        ("存在的问题", "总量不大", "ongoing"),
        ("重点工作", "修路", "planned"),
        ("重点工作", "正在修路", "ongoing"),
        ("工作回顾", "将修路", "planned"),
    ],
)
def test_the_status_is_the_item_s_own_or_its_section_s(heading, item, status):
    (measure,) = govtext.parse(f"一、{heading}\n一是{item}。").measures
    assert measure.status == status


@pytest.mark.parametrize(
    "marks",
    [("（1）", "（2）"), ("1.", "2."), ("1、", "2、"), ("（一）", "（二）"), ("①", "②"), ("——", "——"), ("●", "●"), ("· ", "· "), ("- ", "- ")],
)
def test_a_marker_is_no_part_of_what_is_measured(marks):
    joint = "" if marks[0].strip()[0] in "（1①" else "\n"
    text = f"主要预期目标是：{joint}{marks[0]}生产总值增长8%左右；{joint}{marks[1]}税收增长7%。"
    report = govtext.parse(f"2024年政府工作报告\n一、2023年工作回顾\n成效明显。\n二、2024年工作安排\n{text}")
    assert [metric.indicator.text for metric in report.metrics] == ["生产总值", "税收"]
    assert report.target("gdp_growth").low == 8


@pytest.mark.parametrize("title", ["不断提高效率", "非公经济发展壮大", "无障碍设施增多", "非遗保护加强", "否定旧办法"])
def test_any_word_may_follow_a_marker(title):
    found = govtext.parse(f"一、工作安排\n做好工作：一是{title}。二是抓好落实。").measures
    assert [measure.title for measure in found] == [title, "抓好落实"]
