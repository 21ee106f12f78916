"""Blanks of masked reports: what they ask, how they are filled in, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from docx.shared import RGBColor
from hypothesis import given
from hypothesis import strategies as st
from wordfiles import paragraph, run, table, word_file

import govtext
from govtext import cli
from govtext.errors import ReadError
from govtext.masking import AnswersError, fill, mask, sheets
from govtext.masking.files import fill_rows
from govtext.masking.word import Letters
from govtext.model import Span

DOCX = Path(__file__).parents[2] / "shared" / "reports" / "docx"
SEED = Path(__file__).parents[2] / "shared" / "bench" / "gold" / "d1_seed" / "text.txt"
MASKED = """*年上半年，在区委正确带领下，*镇凝心聚力、攻坚克难，逐项抓好重点任务，各方面工作都有新进展。
一、上半年工作完成情况
（一）抓产业、促转型。一是主要指标好于预期。*-*月，税收完成*万元，增速*.*%；固定资产投资完成*.*亿元；预计增收*万-*万元，居全区第*。
（二）补短板、惠民生。*月*日召开会议，镇长***出席，*个村受益，哨所*小时值守。
"""
ANSWERS = {
    "p1": "2031",
    "p2": "白沙",
    "p3": "1",
    "p4": "6",
    "p5": "8200",
    "p6": "6.5",
    "p7": "1.25",
    "p8": "3",
    "p9": "5",
    "p10": "2",
    "p11": "2",
    "p12": "29",
    "p13": "周明远",
    "p14": "18",
    "p15": "24",
}
FILLED = """2031年上半年，在区委正确带领下，白沙镇凝心聚力、攻坚克难，逐项抓好重点任务，各方面工作都有新进展。
一、上半年工作完成情况
（一）抓产业、促转型。一是主要指标好于预期。1-6月，税收完成8200万元，增速6.5%；固定资产投资完成1.25亿元；预计增收3万-5万元，居全区第2。
（二）补短板、惠民生。2月29日召开会议，镇长周明远出席，18个村受益，哨所24小时值守。
"""


def cli_run(*args):
    return CliRunner().invoke(cli.cli, [str(arg) for arg in args], prog_name="govtext", catch_exceptions=False)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "masked.txt"
    path.write_text(MASKED, "utf-8")
    return path


def filled_in(path, answers):
    """Fill in a sheet the way a person does: only the column of answers, whatever the format."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        sheet = book.active
        column = [cell.value for cell in sheet[1]].index("填写") + 1
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, column).value = answers.get(sheet.cell(row, 1).value)
        book.save(path)
    elif path.suffix == ".csv":
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
        for row in rows:
            row["填写"] = answers.get(row["编号"], "")
        with path.open("w", encoding="gb18030", newline="") as stream:  # as a spreadsheet may save it
            table = csv.DictWriter(stream, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
    else:
        found = json.loads(path.read_text("utf-8"))
        for row in found["blanks"]:
            row["answer"] = answers.get(row["id"], "")
        path.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    return path


def test_blanks_say_what_they_ask_for():
    blanks = govtext.parse(MASKED).blanks()
    kinds = "year place month month number percent number number number ordinal month day person number number"
    assert " ".join(blank.kind for blank in blanks) == kinds
    asked = {blank.id: (blank.unit, blank.asked) for blank in blanks}
    assert asked["p3"] == ("月", "＿-*月")
    assert asked["p5"] == ("万元", "税收完成＿万元")
    assert asked["p6"] == ("%", "税收增速＿%")
    assert asked["p8"] == ("万元", "预计增收＿万-*万元")
    assert asked["p15"] == ("小时", "哨所＿小时值守")
    assert (blanks[5].indicator, blanks[5].measure, blanks[5].section) == ("税收", "主要指标好于预期", "（一）抓产业、促转型")
    assert blanks[4].context.endswith("税收完成＿万元，增速*.*%；固定资产投资完成*.*亿元；预计增收*万-*万元，居全区第*")


def test_fill_keeps_every_other_character():
    filled = fill(govtext.parse(MASKED), ANSWERS)
    assert (filled.text, filled.open) == (FILLED, ())
    some = fill(govtext.parse(MASKED), {"p5": "8200", "p1": ""})
    assert some.text == MASKED.replace("税收完成*万元", "税收完成8200万元")
    assert [blank.id for blank in some.open] == [id for id in ANSWERS if id != "p5"]


@pytest.mark.parametrize(
    ("text", "answers", "message"),
    [
        ("*月起", {"p1": "13"}, "13 is no month from 1 to 12"),
        ("*月起", {"p1": "0"}, "0 is no month from 1 to 12"),
        ("*月起", {"p1": "三月"}, "三月 is no number"),
        ("3月*日", {"p1": "32"}, "32 is no day from 1 to 31"),
        ("*月*日召开", {"p1": "2", "p2": "30"}, "month 2 has no day 30"),
        ("20**年工作", {"p1": "1998"}, "1998 makes no year: 201998"),
        ("*年工作", {"p1": "1066"}, "1066 makes no year"),
        ("*-*月，税收", {"p1": "6", "p2": "1"}, "6 to 1 does not rise"),
        ("增收*万-*万元", {"p1": "5", "p2": "3"}, "5万-3万元 does not rise"),
        ("增长*%-*%", {"p1": "6", "p2": "6"}, "6%-6% does not rise"),
        ("增长*.*%", {"p1": "6"}, "6 has no decimals, but the mask *.* shows some"),
        ("增长*%", {"p1": "6.5"}, "6.5 has decimals, but the mask * shows none"),
        ("增长*%", {"p1": "12.5万"}, "12.5万 is an amount, and the blank asks for a percentage"),
        ("增长*%", {"p1": "12百"}, "12百 is an amount"),
        ("提高*.*个百分点", {"p1": "3亿"}, "3亿 is an amount"),
        ("增长*.*%", {"p1": "6.5%"}, "6.5% is no number; % stands in the text already"),
        ("增长*.*%", {"p1": "-3.2"}, "-3.2 is below zero"),
        ("税收*万元", {"p1": "3.2亿"}, "3.2亿万 has two scales; the text goes on with 万"),
        ("税收*.*亿元", {"p1": "2.5亿"}, "2.5亿亿 has two scales"),
        ("税收*万元", {"p1": "很多"}, "很多 is no number"),
        ("税收*万元", {"p1": "8200万元"}, "8200万元 is no number; 万元 stands in the text already"),
        ("税收*万元", {"p1": "**"}, "** is still a mask"),
        ("居全区第*。", {"p1": "0.5"}, "0.5 is no rank"),
        ("*镇开展", {"p1": "12"}, "12 is no place"),
        ("*镇开展", {"p1": "很" * 61}, "is longer than a place can be"),
        ("*镇开展", {"p2": "白沙"}, "p2: the report has no such blank"),
    ],
)
def test_answers_that_do_not_fit_are_refused(text, answers, message):
    with pytest.raises(AnswersError) as caught:
        fill(govtext.parse(text), answers)
    assert len(caught.value.problems) == 1
    assert message in caught.value.problems[0]


@given(
    whole=st.integers(0, 999),
    decimals=st.text("0123456789", max_size=3),
    mask=st.sampled_from(["*", "*.*", "×", "xx.x", "XX", "**"]),
    tail=st.sampled_from(["%", "个百分点", "％"]),
)
def test_a_percentage_of_any_shape_is_confirmed_and_filled(whole, decimals, mask, tail):
    answer = f"{whole}.{decimals}" if decimals else str(whole)
    report = govtext.parse(f"2023年税收增长{mask}{tail}。")
    try:
        fill(report, {"p1": answer})
    except AnswersError as error:
        assert error.confirmable
    filled = fill(report, {"p1": answer}, force=True)
    assert filled.text == f"2023年税收增长{answer}{tail}。"


@pytest.mark.parametrize("answer", ["12.5万", "很多", "6.5%", "**"])
def test_what_contradicts_its_kind_is_never_forced(answer):
    with pytest.raises(AnswersError) as caught:
        fill(govtext.parse("增长*.*%，提高*.*%"), {"p1": answer, "p2": "6"}, force=True)
    assert not caught.value.confirmable


def test_the_shape_of_a_mask_is_confirmed_on_the_command_line(file, tmp_path):
    sheet, out = tmp_path / "blanks.xlsx", tmp_path / "filled.txt"
    cli_run("blanks", file, "-o", sheet)
    filled_in(sheet, {**ANSWERS, "p6": "6"})
    result = cli_run("fill", file, sheet, "-o", out)
    assert (result.exit_code, "--force" in result.stderr, out.exists()) == (1, True, False)
    result = cli_run("fill", file, sheet, "-o", out, "--force")
    assert (result.exit_code, result.stderr) == (0, "govtext: warning: p6 (税收增速＿%): 6 has no decimals, but the mask *.* shows some\n")
    assert out.read_text("utf-8") == FILLED.replace("6.5%", "6%")


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("税收*亿元", {"p1": "1.2万"}, "税收1.2万亿元"),
        ("占百分之*", {"p1": "一百二十"}, "占百分之一百二十"),
        ("*月*日召开", {"p1": "十二", "p2": "三十一"}, "十二月三十一日召开"),
        ("20**年，202×年", {"p1": "24", "p2": "5"}, "2024年，2025年"),
        ("XX年增长XX%", {"p1": "二〇二四", "p2": "6.5"}, "二〇二四年增长6.5%"),
        ("占百分之*.*", {"p1": "八点五"}, "占百分之八点五"),
        ("税收1XX32元", {"p1": "08"}, "税收10832元"),
        ("增长xx0.9%", {"p1": "1"}, "增长10.9%"),
        ("20**年，202×年，1*月", {"p1": "2024", "p2": "2025", "p3": "12"}, "2024年，2025年，12月"),
        ("税收*万元", {"p1": "1,250.6"}, "税收1,250.6万元"),
        ("增收*千-*万元", {"p1": "8", "p2": "2"}, "增收8千-2万元"),
    ],
)
def test_answers_in_every_script_are_taken(text, answers, expected):
    assert fill(govtext.parse(text), answers).text == expected


def test_figures_that_were_deleted_outright_are_put_in():
    text = "过去一年，全镇上下团结一心、真抓实干，各项事业取得了新的进展，全年税收完成 万元，增速达 %。"
    report = govtext.parse(text)
    assert [blank.text for blank in report.blanks()] == ["", ""]
    assert report.blanks()[0].asked == "全年税收完成＿万元"
    assert report.blanks()[1].asked.endswith("增速达＿%")
    assert fill(report, {"p1": "8200", "p2": "6.5"}).text == text.replace(" 万", " 8200万").replace(" %", " 6.5%")


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json"])
def test_a_sheet_goes_out_and_comes_back(file, tmp_path, suffix):
    sheet, out = tmp_path / f"blanks{suffix}", tmp_path / "filled.txt"
    assert cli_run("blanks", file, "-o", sheet).exit_code == 0
    result = cli_run("fill", file, filled_in(sheet, ANSWERS), "-o", out)
    assert (result.exit_code, result.stderr) == (0, "")
    assert out.read_text("utf-8") == FILLED


def test_what_is_still_open_is_said(file, tmp_path):
    sheet, out = tmp_path / "blanks.xlsx", tmp_path / "filled.txt"
    cli_run("blanks", file, "-o", sheet, "--lang", "en")
    book = openpyxl.load_workbook(sheet)
    assert [cell.value for cell in book.active[1]][:5] == ["id", "kind", "unit", "asked", "answer"]
    book.active["E6"] = 8200
    book.save(sheet)
    result = cli_run("fill", file, sheet, "-o", out)
    assert result.exit_code == 0
    assert "1 blanks are filled, 14 are still open" in result.stderr
    assert "govtext: p6 税收增速＿%" in result.stderr
    assert out.read_text("utf-8") == MASKED.replace("税收完成*万元", "税收完成8200万元")


@pytest.mark.parametrize(
    ("mask", "value", "format", "expected"),
    [
        ("*.*", 6, "General", "6.0"),
        ("*.*", 6.5, "General", "6.5"),
        ("*", 8200.0, "General", "8200"),
        ("*.*", 0.065, "0.0%", "6.5"),
        ("*", "'1", "@", "'1"),
    ],
)
def test_numbers_in_cells_are_read_as_they_are_shown(tmp_path, mask, value, format, expected):
    book = openpyxl.Workbook()
    book.active.append(["编号", "填写", "掩码"])
    book.active.append(["p1", value, mask])
    book.active["B2"].number_format = format
    book.save(tmp_path / "a.xlsx")
    assert sheets.read(tmp_path / "a.xlsx")[0].answer == expected


def test_text_of_a_report_is_never_a_formula(tmp_path):
    blanks = govtext.parse("=1+1，+税收*万元").blanks()
    for name in ("a.xlsx", "a.csv"):
        sheets.write(tmp_path / name, blanks)
        row = sheets.read(tmp_path / name)[0]
        assert row.asked == blanks[0].asked == "+税收＿万元"
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").active["D2"]
    assert (cell.value, cell.data_type) == ("+税收＿万元", "s")
    assert "'+税收＿万元" in (tmp_path / "a.csv").read_text("utf-8-sig")


def test_a_sheet_that_does_not_fit_is_listed_and_nothing_is_written(file, tmp_path):
    sheet, out = tmp_path / "blanks.csv", tmp_path / "filled.txt"
    cli_run("blanks", file, "-o", sheet)
    text = filled_in(sheet, {**ANSWERS, "p4": "13", "p6": "6"}).read_text("gb18030")
    text = text.replace("p5,", "p77,").replace("预计增收＿万-*万元，居全区第*", "预计减收＿万-*万元，居全区第*")
    sheet.write_text(text, "gb18030")
    result = cli_run("fill", file, sheet, "-o", out)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert "govtext: p77: the report has no such blank" in lines
    assert any(line.startswith("govtext: p8: the sheet was made for “") for line in lines)
    assert "govtext: p4 (*-＿月): 13 is no month from 1 to 12" in lines
    assert "govtext: p6 (税收增速＿%): 6 has no decimals, but the mask *.* shows some" in lines
    assert len(lines) == 4
    assert not out.exists()


def test_a_text_that_changed_since_is_refused(file, tmp_path):
    sheet, out = tmp_path / "blanks.xlsx", tmp_path / "filled.txt"
    cli_run("blanks", file, "-o", sheet)
    filled_in(sheet, ANSWERS)
    file.write_text(MASKED.replace("税收完成", "财政收入完成"), "utf-8")
    result = cli_run("fill", file, sheet, "-o", out)
    assert result.exit_code == 1
    assert "the sheet was made for" in result.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"a,b\n1,2\n", "holds no blanks"),
        ("a.json", b"[1]", "holds neither"),
        ("a.json", b"{", "is no JSON"),
        ("a.xlsx", b"PK\x03\x04", "is no whole Excel file"),
        ("a.json", b'{"blanks": [{"id": "p1", "answer": ["x"]}]}', "the row of p1 is damaged"),
        ("a.json", b'{"blanks": [{"id": "p1", "answer": "x", "start": "y"}]}', "the row of p1 is damaged"),
    ],
)
def test_what_is_no_sheet_is_refused(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError, match=message):
        sheets.read(path)


def test_plain_answers_are_a_sheet_too(file, tmp_path):
    sheet = tmp_path / "answers.json"
    sheet.write_text(json.dumps(ANSWERS), "utf-8")
    assert cli_run("fill", file, sheet).stdout == FILLED


def test_two_answers_for_one_blank_are_refused():
    rows = [sheets.Row(id="p1", answer="2031"), sheets.Row(id="p1", answer="2032")]
    with pytest.raises(AnswersError, match="two answers, 2031 and 2032"):
        fill_rows(govtext.parse(MASKED), rows)


def test_a_mask_outside_the_body_is_filled_at_its_place_alone():
    report = govtext.parse("各位代表：\n一、工作\n税收完成12亿元，增长6.55%，较好完成了各项任务。\n名词解释\n1．税收：全县完成12.25亿元。")
    masked = mask(report)
    extra = [blank for blank in masked.blanks if blank.id.startswith("x")]
    assert [masked.answers[blank.id] for blank in extra] == ["12.25"]
    row = sheets.Row(id=extra[0].id, answer="12.25", mask="*.*", start=extra[0].span.start, end=extra[0].span.end)
    assert "完成12.25亿元" in fill_rows(masked.report, [row]).text
    moved = row.model_copy(update={"start": row.start + 1, "end": row.end + 1})
    with pytest.raises(AnswersError, match="no such blank"):
        fill_rows(masked.report, [moved])


@pytest.mark.parametrize(
    ("encoding", "ends"),
    [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("gb18030", "\r\n"), ("utf-16", "\n"), ("gb18030", "\r")],
)
def test_a_text_keeps_its_encoding_and_line_ends(tmp_path, encoding, ends):
    file, sheet, out = tmp_path / "masked.txt", tmp_path / "blanks.xlsx", tmp_path / "filled.txt"
    file.write_bytes(MASKED.replace("\n", ends).encode(encoding))
    cli_run("blanks", file, "-o", sheet)
    assert cli_run("fill", file, filled_in(sheet, ANSWERS), "-o", out).exit_code == 0
    assert out.read_bytes() == FILLED.replace("\n", ends).encode(encoding)


def test_an_answer_that_the_encoding_cannot_hold_is_refused(tmp_path):
    file, sheet = tmp_path / "masked.txt", tmp_path / "blanks.json"
    file.write_bytes("各位代表，現在我代表縣政府作報告。某鎮稅收完成*萬元，*鎮參加。".encode("big5"))
    report = govtext.read(file)
    assert report.source.encoding == "big5hkscs"
    place = next(blank.id for blank in report.blanks() if blank.kind == "place" and blank.text == "*")
    sheet.write_text(json.dumps({place: "한"}), "utf-8")
    result = cli_run("fill", file, sheet, "-o", tmp_path / "out.txt")
    assert (result.exit_code, "cannot be written in big5hkscs" in result.stderr) == (1, True)
    assert not (tmp_path / "out.txt").exists()


def styled_word_file(path):
    """A masked report as an office writes it: bold masks, a mask over two runs, a table, a header."""
    document = docx.Document()
    document.core_properties.title = "工作总结"
    document.sections[0].header.paragraphs[0].text = "内部资料"
    for line in MASKED.splitlines():
        paragraph = document.add_paragraph(style="Normal")
        for number, part in enumerate(line.split("*")):
            if number:
                sign = paragraph.add_run("*")
                sign.bold = True
                sign.font.color.rgb = RGBColor(200, 0, 0)
            paragraph.add_run(part)
    document.save(path)


def runs(path):
    return [[(run.text, run.bold, run.style.name) for run in paragraph.runs] for paragraph in docx.Document(path).paragraphs]


def test_word_stays_word_with_its_formatting(tmp_path):
    file, sheet, out = tmp_path / "masked.docx", tmp_path / "blanks.xlsx", tmp_path / "filled.docx"
    styled_word_file(file)
    cli_run("blanks", file, "-o", sheet)
    result = cli_run("fill", file, filled_in(sheet, ANSWERS), "-o", out)
    assert (result.exit_code, result.stderr) == (0, "")
    assert govtext.read(out).text == FILLED.rstrip("\n")
    before, after = runs(file), runs(out)
    assert [[(bold, style) for _, bold, style in paragraph] for paragraph in before] == [[(b, s) for _, b, s in paragraph] for paragraph in after]
    assert after[0][1] == ("2031", True, "Default Paragraph Font")
    assert "".join(text for text, *_ in after[3]).startswith("（二）补短板、惠民生。2月29日召开会议，镇长周明远出席")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out) as new:
        assert old.namelist() == new.namelist()
        assert [name for name in old.namelist() if old.read(name) != new.read(name)] == ["word/document.xml"]


def test_word_masks_over_runs_in_tables_and_beside_numbers_of_word(tmp_path):
    body = (
        paragraph(run("税收完成"), run("*"), run(".*"), run("亿元。"))
        + table(["指标", "数值"], ["用电量", "增长*.*%"])
        + paragraph(
            "<w:r><w:t>增长 </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>12</w:t></w:r><w:r><w:t>*%，</w:t><w:tab/><w:t>惠及*户。</w:t></w:r>"
        )
    )
    file, sheet, out = tmp_path / "masked.docx", tmp_path / "answers.json", tmp_path / "filled.docx"
    file.write_bytes(word_file(body))
    ids = [blank.id for blank in govtext.read(file).blanks()]
    sheet.write_text(json.dumps(dict(zip(ids, ["12.5", "7.5", "6", "300"], strict=True))), "utf-8")
    assert cli_run("fill", file, sheet, "-o", out).exit_code == 0
    text = govtext.read(file).text
    for answer, sign in (("12.5", "*.*"), ("7.5", "*.*"), ("6", "*"), ("300", "*")):
        text = text.replace(sign, answer, 1)
    assert govtext.read(out).text == text


def test_only_a_word_file_becomes_a_word_file(file, tmp_path):
    sheet = tmp_path / "answers.json"
    sheet.write_text(json.dumps(ANSWERS), "utf-8")
    result = cli_run("fill", file, sheet, "-o", tmp_path / "filled.docx")
    assert (result.exit_code, "only a Word document can be filled into one" in result.stderr) == (1, True)
    assert not (tmp_path / "filled.docx").exists()


def test_a_report_without_blanks_has_no_sheet(tmp_path):
    file = tmp_path / "open.txt"
    file.write_text("税收完成12.5亿元。", "utf-8")
    result = cli_run("blanks", file, "-o", tmp_path / "blanks.xlsx")
    assert (result.exit_code, "has no blanks" in result.stderr) == (1, True)
    assert not (tmp_path / "blanks.xlsx").exists()


@pytest.mark.skipif(not SEED.exists(), reason="no annotated reports beside the checkout")
def test_the_masked_half_year_report(tmp_path):
    report = govtext.read(SEED)
    gold = json.loads(SEED.with_name("gold.json").read_text("utf-8"))["placeholders"]
    assert len(report.blanks()) == len(gold) == 105
    right = sum((blank.span.start, str(blank.kind)) == (place["start"], place["kind"]) for blank, place in zip(report.blanks(), gold, strict=True))
    assert right / 105 >= 0.97


@pytest.mark.skipif(not DOCX.exists(), reason="no archived reports beside the checkout")
@pytest.mark.parametrize("path", sorted(DOCX.glob("*.docx"))[::5], ids=lambda path: path.stem)
def test_masks_go_into_real_word_files_and_out_of_them_again(path):
    report = govtext.read(path)
    masked = mask(report)
    pieces, changes, position = [], [], 0
    for blank in masked.blanks:
        start = position + len(masked.text[pieces[-1] if pieces else 0 : blank.span.start])
        position = start + len(masked.answers[blank.id])
        pieces.append(blank.span.end)
        changes.append((Span(start=start, end=position), blank.text))
    copy = Letters(path.read_bytes(), report.text).put(changes)
    assert govtext.read(copy).text == masked.text
    back = Letters(copy, masked.text).put([(blank.span, masked.answers[blank.id]) for blank in masked.blanks])
    assert govtext.read(back).text == report.text
