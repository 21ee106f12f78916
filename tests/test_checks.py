"""Remarks about a text: each is made where there is reason for it, and not where there is none."""

import pytest

import govtext

CLEAN = (
    "青岭县人民政府工作报告\n——2024年1月23日在青岭县第十七届人民代表大会第四次会议上\n各位代表：\n"
    "一、2023年工作回顾\n税收增长5%。一是修路。二是建桥。\n二、2024年工作安排\n税收增长6%。\n"
)


def codes(text):
    return [remark.code for remark in govtext.parse(text).diagnostics]


def test_a_sound_report_has_no_remarks():
    assert codes(CLEAN) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("GT101", " \n　"),
        ("GT102", "税收增长5%。"),
        ("GT103", "天气很好，适合出行。"),
        ("GT104", "一、工作回顾\n税收增长5%。"),
        ("GT106", CLEAN + "（一）产业\n新的一年，我们将坚持稳中求进工作总基调，继续推动各项"),
        ("GT201", CLEAN.replace("税收", "税\x01收")),
        ("GT202", CLEAN.replace("税收", "税\ufffd")),
        ("GT203", CLEAN.replace("\n二、", "\\r\\n二、")),
        ("GT204", CLEAN.replace("一是修路", "我们要\n，一是修路")),
        ("GT205", CLEAN.replace("6%", "1 6%")),
        ("GT206", CLEAN + "责任编辑：李明\n"),
        ("GT301", CLEAN.replace("二是", "三是")),
        ("GT301", CLEAN.replace("二、", "三、")),
        ("GT302", CLEAN.replace("二、", "一、")),
        ("GT303", CLEAN.replace("一、", "二、").replace("\n二、2024", "\n三、2024")),
        ("GT304", CLEAN + "今年重点做好三个方面工作。\n（一）抓产业\n（二）抓民生\n"),
        ("GT401", CLEAN.replace("5%。", "，完成 万元。")),
    ],
)
def test_each_remark_is_made_where_there_is_reason_for_it(code, text):
    assert code in codes(text)
    assert code not in codes(CLEAN)


def test_a_stated_count_that_agrees_is_no_remark():
    assert "GT304" not in codes(CLEAN + "今年重点做好两个方面工作。\n（一）抓产业\n（二）抓民生\n")
    assert "GT304" not in codes(CLEAN + "重点做好两个方面工作。一是抓产业。二是抓民生。\n")


def test_a_very_long_text_is_remarked():
    assert "GT105" in codes(CLEAN + "税收稳定，就业稳定。\n" * 20_001)


def test_a_remark_stands_where_it_applies():
    report = govtext.parse(CLEAN.replace("二、", "三、"))
    (remark,) = report.diagnostics
    assert remark.span.of(report.text) == "三、"
    assert "2024" not in remark.message
    assert remark.severity == "warning"


def test_no_remark_reads_half_of_a_pattern():
    for remark in govtext.parse(CLEAN.replace("二、", "三、") + "\ufffd责任编辑：李明\n").diagnostics:
        assert "{" not in remark.message
