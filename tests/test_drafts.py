"""Drafts: last time's report as a template, this time's figures from a sheet, and each figure where it belongs."""

from __future__ import annotations

from decimal import Decimal

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from docx.shared import RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import CORPORA

import govtext
from govtext import cli
from govtext.errors import GovtextError, ReadError
from govtext.labels import MetricKind
from govtext.masking import draft, indicator_sheets, mask
from govtext.masking.drafts import question, sheet_of
from govtext.masking.indicator_sheets import Figures
from govtext.units import convert

HEAD = "2025年青河县政府工作报告\n各位代表：\n一、2024年工作回顾\n"
REPORTS = ("county", "province", "central", "old_style")


def run(*args):
    return CliRunner().invoke(cli.cli, [str(arg) for arg in args], prog_name="govtext", catch_exceptions=False)


def filled(text, *rows):
    template = govtext.parse(HEAD + text)
    made = draft(template, rows)
    return made.filled.text.removeprefix(HEAD), list(made.reasons.values())


def numbers(low):
    return st.integers(low, 99999).map(lambda value: Decimal(value) / 10)


@pytest.mark.parametrize("name", REPORTS)
@settings(max_examples=4)
@given(data=st.data())
def test_a_report_filled_anew_reads_back_to_the_figures_of_the_sheet(name, data):
    masked = mask(govtext.parse((CORPORA / f"{name}.txt").read_text("utf-8")))
    rows = [
        Figures(
            row.indicator,
            row.canonical,
            data.draw(numbers(10)) if row.unit else None,
            row.unit,
            data.draw(numbers(1)) if not row.unit or "，" in row.previous else None,
            row.scope,
            row.status,
        )
        for row in sheet_of(masked)
    ]
    made = draft(masked.report, rows)
    assert len(made.answers) >= 0.5 * len(rows)
    metrics = {metric.id: metric for metric in masked.report.metrics}
    again = {metric.value_span.end: metric for metric in govtext.parse(made.filled.text).metrics}
    moved = 0
    for blank in masked.blanks:
        if blank.id in made.answers:
            asked = metrics[blank.metric_id]
            moved += len(made.answers[blank.id]) - len(blank.text)
            metric = again[asked.value_span.end + moved]
            wanted = {
                row.of(asked.kind) if asked.kind is MetricKind.GROWTH else convert(row.value, row.unit, asked.unit)
                for row in rows
                if (row.canonical or row.indicator, row.scope, row.status) == question(asked) and row.of(asked.kind) is not None
                if asked.kind is MetricKind.GROWTH or row.unit.endswith(asked.unit)
            }
            assert metric.low in wanted, blank.asked


@pytest.mark.parametrize(
    ("text", "rows", "expected"),
    [
        ("税收完成*.*亿元，增长*.*%。", [Figures("税收", value=Decimal(133000), unit="万元", growth=Decimal("6.5"))], "税收完成13.3亿元，增长6.5%。"),
        ("生产总值增长*%。", [Figures("地区生产总值", canonical="gdp_growth", value=Decimal("6.2"), unit="%")], "生产总值增长6.2%。"),
        ("进出口总额下降*.*%。", [Figures("外贸进出口总额", growth=Decimal("-3.2"))], "进出口总额下降3.2%。"),
        ("全县粮食产量*.*万吨。", [Figures("粮食产量", value=Decimal("12.6"), unit="万吨")], "全县粮食产量12.6万吨。"),
        ("税收完成1*0万元。", [Figures("税收", value=Decimal(120), unit="万元")], "税收完成120万元。"),
        ("青穗市场摊位*个。", [Figures("青穗市场摊位", value=Decimal(320), unit="个")], "青穗市场摊位320个。"),
    ],
)
def test_figures_go_where_name_kind_and_unit_agree(text, rows, expected):
    assert filled(text, *rows) == (expected, [])


@pytest.mark.parametrize(
    ("text", "rows", "reason"),
    [
        ("税收增长*.*%。", [Figures("税收", growth=Decimal("-3.2"))], "the sentence says growth"),
        ("税收下降*.*%。", [Figures("税收", growth=Decimal("3.2"))], "the sentence says a fall"),
        ("税收突破*亿元。", [Figures("税收", value=Decimal(12), unit="亿元")], "bounded by a word"),
        ("税收完成1*0万元。", [Figures("税收", value=Decimal(235), unit="万元")], "the text shows 1*0, the sheet 235"),
        ("税收完成*万吨。", [Figures("税收", value=Decimal(12), unit="亿元")], ""),
        ("海洋产业税收*亿元。", [Figures("税收", value=Decimal(12), unit="亿元")], ""),
        ("税收环比增长*%，年均增长*%。", [Figures("税收", growth=Decimal(12))], ""),
    ],
)
def test_what_does_not_agree_is_left(text, rows, reason):
    found, reasons = filled(text, *rows)
    assert found == text
    assert [bool(reason) and reason in said for said in reasons] == [True] * len(reasons)
    assert bool(reason) == bool(reasons)


def test_two_rows_for_one_indicator_are_an_error():
    with pytest.raises(GovtextError, match="two rows for 税收"):
        filled("税收*亿元。", Figures("税收", value=Decimal(1), unit="亿元"), Figures("税收", value=Decimal(2), unit="亿元"))


def word_report(path, text):
    document = docx.Document()
    for line in text.splitlines():
        paragraph = document.add_paragraph()
        for number, part in enumerate(line.split("，")):
            run = paragraph.add_run(("，" if number else "") + part)
            run.bold = bool(number % 2)
            run.font.color.rgb = RGBColor(10, 20, 30)
    document.save(path)


def test_from_last_years_word_file_to_this_years(tmp_path):
    last, template, data, out, review = (tmp_path / name for name in ("last.docx", "t.docx", "data.xlsx", "draft.docx", "review.xlsx"))
    word_report(last, HEAD + "全县生产总值完成286.4亿元，增长6.2%，新增城镇就业5200人。\n学校达到12所。")
    result = run("mask", last, "--for-template", "-o", template, "--data", data)
    assert (result.exit_code, result.output) == (0, "")
    assert "生产总值完成*.*亿元，增长*.*%，新增城镇就业*人" in govtext.read(template).text
    book = openpyxl.load_workbook(data)
    head = [cell.value for cell in book.active[1]]
    rows = {row[1].value: row for row in book.active.iter_rows(min_row=2)}
    assert rows["生产总值"][head.index("上期")].value == "286.4亿元，6.2%"
    for name, column, value in (("生产总值", "数值", 301.25), ("生产总值", "增长", 5.8), ("新增城镇就业", "数值", "5,020")):
        rows[name][head.index(column)].value = value
    book.save(data)
    result = run("draft", template, "--data", data, "-o", out, "--review", review)
    assert result.exit_code == 0
    assert "【301.25】" in result.stderr
    assert "学校达到＿所" in result.stderr
    assert "生产总值完成301.25亿元，增长5.8%，新增城镇就业5020人" in govtext.read(out).text
    runs = [[(run.text, run.bold) for run in paragraph.runs] for paragraph in docx.Document(out).paragraphs]
    assert ("，增长5.8%", True) in runs[3]
    assert run("fill", template, review, "-o", tmp_path / "again.docx", "--force").exit_code == 0
    assert govtext.read(tmp_path / "again.docx").text == govtext.read(out).text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,b\n1,2\n", "is no sheet of indicators"),
        ("指标,数值\n税收,很多\n", "row 2: 很多 is no number"),
        ("指标,数值,单位\n税收,12至13,亿元\n", "is no number"),
    ],
)
def test_what_is_no_sheet_of_indicators_is_refused(tmp_path, content, message):
    path = tmp_path / "data.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(ReadError, match=message):
        indicator_sheets.read(path)


def test_a_value_may_carry_its_unit(tmp_path):
    path = tmp_path / "data.csv"
    path.write_text('指标名称,本期数,增速(%),计量单位\n税收,"1,286.4亿元",-6.5%,\n就业,5200,,人\n,,,\n', "gb18030")
    first, second = indicator_sheets.read(path)
    assert (first.value, first.unit, first.growth) == (Decimal("128640000000"), "元", Decimal("-6.5"))
    assert (second.indicator, second.value, second.unit) == ("就业", Decimal(5200), "人")


def test_a_sheet_of_data_needs_a_template(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(HEAD + "税收12亿元。", "utf-8")
    assert run("mask", file, "--data", tmp_path / "data.xlsx").exit_code == 2
    assert run("mask", file, "--for-template", "--data", tmp_path / "data.json").exit_code == 1


def test_one_name_of_a_count_and_of_an_amount_is_two_questions():
    """工业企业 and 中小企业 are numbers of enterprises where they are counted; the amounts that firms are sorted by are no numbers of them."""
    rows = [Figures(name, "", Decimal(value), unit, None) for name, value, unit in (("工业企业", "3", "亿元"), ("中小企业", "1200", "万元"))]
    text, reasons = filled("税收完成*亿元。", *rows, Figures("税收", "", Decimal("12.6"), "亿元", None))
    assert (text, reasons) == ("税收完成12.6亿元。", [])


def test_a_template_of_a_report_that_is_masked_already_asks_for_what_it_hides():
    masked = mask(govtext.parse(HEAD + "全县税收完成1*0万元，增长1.*%；生产总值xx.x亿元；粮食产量12.6万吨。"))
    rows = sheet_of(masked)
    assert [(row.indicator, row.previous) for row in rows] == [("税收", "1*0万元，1.*%"), ("生产总值", "xx.x亿元"), ("粮食产量", "12.6万吨")]
    values, growths = ("235", "301.2", "13"), (Decimal("6.5"), None, None)
    new = [Figures(row.indicator, row.canonical, Decimal(value), row.unit, growth) for row, value, growth in zip(rows, values, growths, strict=True)]
    text = draft(masked.report, new).filled.text
    assert text.endswith("全县税收完成235万元，增长6.5%；生产总值301.2亿元；粮食产量13万吨。")
