"""The document: how it shows itself, is walked, and goes through JSON."""

import pytest

import govtext
from govtext import render
from govtext.model import Report, Span

TEXT = (
    "青岭县人民政府工作报告\n——2024年1月23日在青岭县第十七届人民代表大会第四次会议上\n各位代表：\n"
    "一、2023年工作回顾\n（一）产业\n税收完成*.*亿元，增长5%左右。一是修路。二是建桥。\n（二）民生\n1.就业\n新增就业3000人。\n二、2024年工作安排\n税收增长6%。\n"
)


@pytest.fixture(scope="module")
def report():
    return govtext.parse(TEXT)


def test_repr_is_a_summary_str_an_outline_and_a_notebook_shows_html(report):
    assert repr(report) == render.summary(report)
    assert str(report) == render.outline(report)
    assert report._repr_html_() == render.html(report)


def test_repr_is_one_line_and_str_a_line_for_each_heading_and_measure(report):
    assert "\n" not in repr(report)
    assert len(str(report).splitlines()) == 1 + len(report.sections) + len(report.measures)


def test_sections_are_found_by_id(report):
    assert [report.section(section.id) for section in report.sections] == list(report.sections)


def test_an_unknown_section_is_a_key_error_that_names_it(report):
    with pytest.raises(KeyError, match="no section with id 's99'"):
        report.section("s99")


def test_the_tree_is_walked_depth_first(report):
    assert [section.title for section in report.children()] == ["2023年工作回顾", "2024年工作安排"]
    assert [section.title for section in report.children("s1")] == ["产业", "民生"]
    assert [section.title for section in report.walk("s1")] == ["产业", "民生", "就业"]
    assert list(report.walk()) == list(report.sections)
    assert [section.title for section in report.path("s4")] == ["2023年工作回顾", "民生", "就业"]
    assert report.path(None) == ()


def test_json_gives_the_same_report_again(report):
    assert Report.model_validate_json(report.model_dump_json()) == report


def test_numbers_are_strings_without_exponent_in_json():
    dumped = govtext.parse("一、工作回顾\n投资1万亿元，增长0.0000001%。").model_dump(mode="json")
    assert [metric["low"] for metric in dumped["metrics"]] == ["1000000000000", "0.0000001"]


def test_a_report_cannot_be_changed(report):
    with pytest.raises(ValueError, match="frozen"):
        report.text = ""


def test_a_span_cannot_begin_before_the_text():
    with pytest.raises(ValueError, match="begins and ends in its text"):
        Span(start=-1, end=2)
