"""A sheet of a workbook that is a table of a report is read as its table; one with reports in its rows is not."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

import govtext
from govtext.errors import ReadError
from govtext.reading import Document, Failure, Limits, iter_documents
from govtext.reading.sheets import is_annex

HEADS = ["指标", "单位", "2025年完成", "2026年目标"]


def saved(*sheets):
    """A workbook; each sheet is its title, its rows and the ranges of its merged cells."""
    book = Workbook()
    book.remove(book.active)
    for title, rows, *merged in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def said(report):
    return [(metric.indicator.text, metric.text, str(metric.status), metric.period.text) for metric in report.metrics]


def test_merged_heads_titles_and_notes():
    rows = [
        ["青岭县2026年主要指标表"],
        ["单位：亿元、%"],
        ["指标", None, "2025年预计", None, "2026年计划", None],
        [None, None, "总量", "增长%", "总量", "增长%"],
        ["一、经济发展"],
        ["社会消费品零售总额（亿元）", None, 120.3, 5.5, "—", "5-6"],
        ["其中：", "网上零售额（亿元）", 20, 12, None, None],
        [],
        ["注：增速按可比价计算。"],
    ]
    report = govtext.read(saved(("Sheet1", rows, "A1:F1", "A3:B4", "C3:D3", "E3:F3", "A5:F5", "A6:B6")))
    assert said(report) == [
        ("社会消费品零售总额", "120.3", "achieved", "2025年"),
        ("社会消费品零售总额", "5.5", "achieved", "2025年"),
        ("社会消费品零售总额", "5-6", "target", "2026年"),
        ("网上零售额", "20", "achieved", "2025年"),
        ("网上零售额", "12", "achieved", "2025年"),
    ]
    [table] = report.tables()
    assert (table.rows, table.columns, table.head_rows) == (5, 6, 2)
    assert report.text.startswith("青岭县2026年主要指标表\n单位：亿元、%\n") and report.text.endswith("\n注：增速按可比价计算。")
    assert govtext.check_report(report, govtext.parse) == ()


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from([("0.0%", 0.065, "6.5%"), ("0%", 0.07, "7%"), ("General", 0.1 + 0.2, "0.3"), ("#,##0.00", 1234.5, "1234.50")]),
    st.sampled_from(["", '"亿元"', '"人"']),
)
def test_numbers_are_what_cells_show(number, unit):
    form, value, written = number
    book = Workbook()
    for row in (HEADS, ["税收", "", value, 1], ["粮食", "万吨", 30, 31]):
        book.active.append(row)
    shows_unit = unit and form[-1] in "0"
    book.active["C2"].number_format = form + unit if shows_unit else form
    data = io.BytesIO()
    book.save(data)
    assert govtext.read(data.getvalue()).tables()[0].grid()[1][2] == written + (unit.strip('"') if shows_unit else "")


def test_sheets_make_one_document_beside_the_reports_of_others(tmp_path):
    targets = ("主要指标", [HEADS, ["税收", "亿元", 12.5, 13], ["粮食", "万吨", 30, 31]])
    works = ("民生实事", [["序号", "项目名称", "主要内容", "责任单位"], [1, "安居", "改造老旧小区12个。", "县住建局"]])
    reports = ("报告", [["地区", "正文"], ["青岭县", "全年税收完成12.5亿元。"]])
    assert govtext.read(saved(targets, works)).text.startswith("主要指标\n指标\t单位\t")
    path = tmp_path / "annex.xlsx"
    path.write_bytes(saved(targets, reports, works))
    found = list(iter_documents(path))
    assert [document.source.path for document in found] == [f"{path}#sheet=报告#row=2", str(path)]
    assert len(found[1].source.layout.tables) == 2
    with pytest.raises(ReadError, match=r"annex\.xlsx: an xlsx source holds many reports; read it with read_many"):
        govtext.read(path)
    [plain] = govtext.read_many(saved(targets))
    assert said(plain)[:2] == [("税收", "12.5", "achieved", "2025年"), ("税收", "13", "target", "2026年")]


@pytest.mark.parametrize(
    "rows",
    [
        [["地区", "年份", "文件"], ["青岭县", 2026, "a.docx"]],
        [["序号", "项目", "正文"], [1, "报告", "各位代表："]],
        [["序号", "项目", "材料"], [1, "报告", "各位代表：" * 500]],
        [["地区生产总值", "税收"], [512.6, 12.5]],
        [],
    ],
)
def test_lists_and_reports_are_no_annexes(rows):
    assert not is_annex(rows)


def test_sheets_beyond_the_limits(monkeypatch):
    rows = [HEADS, *(["税收", "亿元", 12.5, 13] for _ in range(200))]
    with pytest.raises(ReadError, match="holds more than 1000 characters of text"):
        govtext.read(saved(("指标", rows)), limits=Limits(characters=1000))
    monkeypatch.setattr("govtext.reading.sheets.MOST_CELLS", 100)
    with pytest.raises(ReadError, match=r"#sheet=指标: has more than 100 rows; a table of a report has fewer"):
        govtext.read(saved(("指标", rows)))
    merged = saved(("指标", [HEADS, ["税收", "亿元", 12.5, 13], ["粮食", "万吨", 30, 31]], "D3:E4"))
    with zipfile.ZipFile(io.BytesIO(merged)) as archive, zipfile.ZipFile(everything := io.BytesIO(), "w") as target:
        for member in archive.namelist():
            target.writestr(member, archive.read(member).replace(b"D3:E4", b"D3:XFD1048576"))
    assert len(govtext.read(everything.getvalue()).metrics) == 4
    [failure] = iter_documents(saved(("目录", [["地区", "年份"], ["青岭县", 2026]])))
    assert isinstance(failure, Failure) and not isinstance(failure, Document)
