"""Masked copies: nothing that is hidden is left in them, and everything goes back to the letter."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import INVENTED

import govtext
from govtext import cli
from govtext.errors import GovtextError
from govtext.masking import STYLES, WHAT, AnswersError, fill, mask, sheets
from govtext.masking.files import fill_rows

SHARED = Path(__file__).parents[2] / "shared" / "reports"
EVERYTHING = """2024年青河县人民政府工作报告
——2024年1月23日在青河县第十七届人民代表大会第四次会议上
县长　周明远
各位代表：
一、2023年工作回顾
过去一年，青河县生产总值完成286.4亿元、增长6.2%，东岭镇税收完成３ ５．６万元，占全县的百分之八点五，排名全市第三。
1—6月，宏远机械公司投资1,250万元，招聘三百二十人。周明远同志到西坪村调研，副县长李建国、王秀英陪同。新青河建设投入286.4亿元。
（一）“286.4亿”大关如期跨越。完成责任主体修复7处，高校2所，提前2年完成，承包期延长30年。
名词解释
1．“一号工程”：指总投资1250万元的项目。
"""


def letters(text):
    """The digits and names of a text as a search would find them."""
    return text.translate(str.maketrans("０１２３４５６７８９．", "0123456789.")).replace(" ", "")


def test_figures_are_hidden_the_way_published_reports_do():
    masked = mask(govtext.parse("2023年1-6月，税收完成12.5亿元，增长6%，居全省第3位；预计增收3万-5.5万元。2016—2020年年均增长百分之八点五。"))
    assert masked.text == "20**年*-*月，税收完成*.*亿元，增长*%，居全省第*位；预计增收*万-*.*万元。20**—20**年年均增长百分之*.*。"
    assert list(masked.answers.values()) == ["23", "1", "6", "12.5", "6", "3", "3", "5.5", "16", "20", "八点五"]
    assert " ".join(blank.kind for blank in masked.blanks) == "year month month number percent ordinal number number year year percent"


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("*", "20**年*县税收*.*亿元，增长*%，引进*公司。"),
        ("×", "20××年××县税收×.×亿元，增长×%，引进××公司。"),
        ("XX", "20XX年XX县税收XX.X亿元，增长XX%，引进XX公司。"),
        ("xx.x", "20xx年xx县税收xx.x亿元，增长x%，引进xx公司。"),
    ],
)
def test_styles(style, expected):
    masked = mask(govtext.parse("2023年青河县税收12.5亿元，增长6%，引进宏远机械公司。"), WHAT, style)
    assert masked.text == expected
    again = govtext.parse(masked.text)
    assert [metric.low for metric in again.metrics] == [None, None]


def test_what_stays():
    text = "翻一番，近三年保持首位，三分之一的村，一半的户，全国百强县，“十四五”时期，一季度，前5个月，第三产业，国道107。"
    assert mask(govtext.parse(text)).text == text
    already = "*-*月，税收完成*.*亿元，增长×%，XX元，20**年。"
    assert mask(govtext.parse(already)).text == already


def masked_in_part(sign):
    """Figures of which some digits are masked by a sign, with what was masked."""
    digits = st.text("123456789", min_size=1, max_size=2)
    whole = st.tuples(digits, digits, digits).map(lambda parts: (f"{parts[0]}{sign * len(parts[1])}{parts[2]}", "".join(parts)))
    decimal = st.tuples(digits, st.integers(1, 9), st.booleans()).map(
        lambda parts: (f"{parts[0]}.{sign}" if parts[2] else f"{sign * len(parts[0])}.{parts[1]}", f"{parts[0]}.{parts[1]}")
    )
    thousands = st.integers(1, 9).map(lambda first: (f"{first},{sign}00", "7"))
    return st.one_of(whole, decimal, thousands)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from("*×X").flatmap(lambda sign: st.tuples(st.just(sign), masked_in_part(sign))),
    st.sampled_from(["税收完成{}万元", "税收增长{}%", "投资{}亿元以上", "培训{}余人次", "种植{}亩"]),
)
def test_a_figure_that_is_masked_in_part_is_masked_whole(figure, clause):
    sign, (written, open_figure) = figure
    text = clause.format(written)
    report = govtext.parse(f"一、2023年工作回顾\n全县{text}。")
    assert [metric.low for metric in report.metrics] == [None]
    masked = mask(report, ("numbers",))
    (blank,) = masked.blanks
    assert (masked.answers[blank.id], masked.fill(masked.answers)) == (written, report.text)
    assert clause.format("*.*" if "." in written else "*") in masked.text
    filled = fill(report, {report.blanks()[0].id: open_figure}).text
    assert clause.format(written.replace(sign, open_figure) if "," in written else open_figure) in filled


@pytest.mark.parametrize("keep", ["6.5%", "gdp_growth", "生产总值"])
def test_keep_leaves_a_value_or_an_indicator_open(keep):
    masked = mask(govtext.parse("生产总值增长6.5%，税收完成12.5亿元。"), keep=[keep])
    assert masked.text == "生产总值增长6.5%，税收完成*.*亿元。"


def test_keep_leaves_names_and_dates_open():
    report = govtext.parse("2023年，青河县与白岭县合作。")
    assert mask(report, WHAT, keep=["2023年", "白岭县"]).text == "2023年，*县与白岭县合作。"


def test_pseudonyms_are_the_same_for_the_same_and_others_for_others():
    report = govtext.parse("青河县与白岭县共建，青河县出资，宏远机械公司承建，县长周明远、县长李建国到场，周明远讲话。")
    masked = mask(report, ("places", "organisations", "people"), pseudonyms=True)
    assert masked.text == "甲县与乙县共建，甲县出资，A公司承建，县长甲某、县长乙某到场，甲某讲话。"
    assert masked.fill(masked.answers) == report.text


def test_unknown_words_are_errors():
    report = govtext.parse("税收完成12.5亿元。")
    with pytest.raises(GovtextError, match="'secrets' cannot be masked; choose among numbers, dates"):
        mask(report, ["secrets"])
    with pytest.raises(GovtextError, match="no style '#'"):
        mask(report, style="#")
    with pytest.raises(GovtextError, match="no mask p7"):
        mask(report).fill({"p7": "1"})


@pytest.mark.parametrize("style", STYLES)
def test_no_figure_and_no_name_is_left_in_text_json_or_page(style):
    report = govtext.parse(EVERYTHING)
    masked = mask(report, WHAT, style)
    page = masked.report.to_html()
    given_away = [masked.text, masked.report.model_dump_json(), page, repr(masked), repr(masked.report)]
    secrets = ["青河", "周明远", "东岭", "西坪", "宏远", "李建国", "王秀英", "286.4", "35.6", "1250", "1,250", "三百二十", "八点五", "2024", "2023"]
    for place, text in enumerate(given_away):
        left = [secret for secret in secrets if secret in letters(text)]
        assert not left, (place, left)
    assert masked.fill(masked.answers) == EVERYTHING
    assert {"286.4", "３ ５．６", "周明远", "青河"} <= set(masked.answers.values())


def test_the_masked_report_knows_nothing_of_the_file(tmp_path):
    file = tmp_path / "青河县2023.txt"
    file.write_text(EVERYTHING, "utf-8")
    source = mask(govtext.read(file)).report.source
    assert (source.path, source.sha256, source.fields) == (None, None, {})


def test_structure_stays_when_figures_go():
    report = govtext.parse(INVENTED)
    again = govtext.parse(mask(report).text)
    assert [(section.level, section.marker) for section in report.sections] == [(section.level, section.marker) for section in again.sections]
    assert [measure.marker for measure in report.measures] == [measure.marker for measure in again.measures]
    seen = [[(m.unit, m.kind, m.bound, m.status) for m in r.metrics] for r in (report, again)]
    assert seen[0] == seen[1]
    assert all(metric.low is None and metric.high is None for metric in again.metrics)


@given(
    st.lists(
        st.sampled_from([*EVERYTHING.splitlines(), "*", "**", "×", "2023年", "3 5", "\u3000", "第三", "百分之八", "1XX2元", "6%-6.5%", "\n"]),
        max_size=12,
    )
)
def test_whatever_is_masked_goes_back_to_the_letter(parts):
    report = govtext.parse("".join(parts))
    for style in STYLES:
        masked = mask(report, WHAT, style)
        assert masked.fill(masked.answers) == report.text


ODD = """一、2023年工作回顾
引进过亿元项目3个、亿元以上项目12个，国考10市排第2，2022-01-24印发，见20/1/3，宝鸡——成都线投资*亿元，比为13:52:35，获20金8银。
河口镇、绿源公司与张三参加，5G基站1XX个，安装2×220吨锅炉，增长－3％。
"""


@pytest.mark.parametrize("suffix", sheets.FORMATS)
@pytest.mark.parametrize("style", STYLES)
def test_a_sheet_of_masks_puts_everything_back_whatever_the_masked_text_looks_like(tmp_path, suffix, style):
    masked = mask(govtext.parse(EVERYTHING + ODD), WHAT, style)
    sheet = tmp_path / f"answers{suffix}"
    sheets.write(sheet, masked.blanks, masked.answers, hidden=True)
    assert fill_rows(govtext.parse(masked.text), sheets.read(sheet)).text == EVERYTHING + ODD


def test_an_answer_that_was_changed_in_a_sheet_of_masks_is_checked_again(tmp_path):
    masked = mask(govtext.parse("税收增长5%。"))
    sheets.write(tmp_path / "a.json", masked.blanks, masked.answers, hidden=True)
    (row,) = sheets.read(tmp_path / "a.json")
    assert fill_rows(masked.report, [row.model_copy(update={"answer": "6"})]).text == "税收增长6%。"
    with pytest.raises(AnswersError, match="甲 is no number"):
        fill_rows(masked.report, [row.model_copy(update={"answer": "甲"})])


def run(*args):
    return CliRunner().invoke(cli.cli, [str(arg) for arg in args], prog_name="govtext", catch_exceptions=False)


def test_command_writes_the_copy_and_apart_from_it_the_answers(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(EVERYTHING, "utf-8")
    copy, sheet, back = tmp_path / "copy.txt", tmp_path / "answers.xlsx", tmp_path / "back.txt"
    result = run("mask", file, "-o", copy, "--answers", sheet, "--what", ",".join(WHAT), "--pseudonyms")
    assert (result.exit_code, result.output) == (0, "")
    assert "286.4" not in copy.read_text("utf-8")
    assert run("fill", copy, sheet, "-o", back).exit_code == 0
    assert back.read_text("utf-8") == EVERYTHING


def test_command_gives_json_and_page_of_the_masked_report_alone(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(EVERYTHING, "utf-8")
    for name in ("copy.json", "copy.html"):
        assert run("mask", file, "-o", tmp_path / name).exit_code == 0
        assert "286.4" not in (tmp_path / name).read_text("utf-8")
    assert json.loads((tmp_path / "copy.json").read_text("utf-8"))["source"]["path"] is None


def test_command_refuses_what_could_keep_secrets_and_writes_nothing(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(EVERYTHING, "utf-8")
    for args in (["-o", tmp_path / "copy.docx"], ["--answers", tmp_path / "answers.txt"], ["--what", "all"], ["--style", "?"]):
        result = run("mask", file, *args)
        assert result.exit_code == 1
        assert result.stderr.startswith("govtext: ")
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


@pytest.mark.skipif(not SHARED.exists(), reason="no archived reports beside the checkout")
@pytest.mark.parametrize("path", sorted(SHARED.rglob("*.txt"))[::12], ids=lambda path: path.stem)
def test_real_reports_come_back_to_the_letter(path):
    report = govtext.read(path)
    masked = mask(report, WHAT)
    assert masked.fill(masked.answers) == report.text
    left = {answer for answer in masked.answers.values() if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+\.\d\d", answer)}
    assert not [answer for answer in left if re.search(rf"(?<![\d.A-Za-z]){re.escape(answer)}(?![\d.])", masked.text)]


_FIGURES = st.one_of(
    st.lists(st.integers(11, 99), min_size=3, max_size=3).map(lambda parts: f"三次产业结构调整为{':'.join(f'{part / 10:.1f}' for part in parts)}"),
    st.integers(11, 99).map(lambda part: f"城乡居民收入比缩小至{part / 10:.1f}:1"),
    st.tuples(st.integers(201, 299), st.integers(111, 199)).map(lambda ends: f"城乡居民收入倍差从{ends[0] / 100}缩小至{ends[1] / 100}"),
    st.integers(201, 999).map(lambda index: f"空气综合指数{index / 100}"),
    st.lists(st.integers(2, 40), min_size=3, max_size=3).map(lambda won: f"在市运会上取得{won[0]}金、{won[1]}银、{won[2]}铜的成绩"),
)


@settings(max_examples=40)
@given(st.lists(_FIGURES, min_size=1, max_size=4, unique_by=lambda text: text[:4]))
def test_ratios_indices_and_medals_are_read_where_they_are_masked(clauses):
    def kinds(report):
        return sorted((str(metric.kind), metric.unit) for metric in report.metrics)

    report = govtext.parse(f"一、工作回顾\n{'，'.join(clauses)}。")
    assert len(report.metrics) >= len(clauses)
    assert kinds(govtext.parse(mask(report).text)) == kinds(report)
