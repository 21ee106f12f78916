"""Tables are read as tables in every form: the figures of cells are metrics that the heads of rows and columns name."""

import io
from decimal import Decimal
from html import escape

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdffiles import ruled_file

import govtext

BEFORE = ["青岭县2026年政府工作报告", "一、2025年工作回顾", "全年税收完成12.5亿元。", "二、2026年工作安排", "抓好各项工作。", "主要指标"]
AFTER = ["三、加强自身建设", "依法行政，勤政为民。"]


def markdown(rows):
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return govtext.parse("\n\n".join([*BEFORE, "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]]), *AFTER]))


def bare_markdown(rows):
    lines = [" | ".join(row) for row in rows]
    return govtext.parse("\n\n".join([*BEFORE, "\n".join([lines[0], " | ".join([":-:"] * len(rows[0])), *lines[1:]]), *AFTER]))


def tagged(rows):
    return "<table>" + "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"


def tagged_markdown(rows):
    return govtext.parse("\n\n".join([*BEFORE, tagged(rows), *AFTER]))


def page(rows):
    around = ["".join(f"<p>{line}</p>" for line in lines) for lines in (BEFORE, AFTER)]
    return govtext.read(f"<html><body>{around[0]}{tagged(rows)}{around[1]}</body></html>".encode())


def word_table(container, rows):
    table = container.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def word(rows):
    document = docx.Document()
    for line in BEFORE:
        document.add_paragraph(line)
    word_table(document, rows)
    for line in AFTER:
        document.add_paragraph(line)
    data = io.BytesIO()
    document.save(data)
    return govtext.read(data.getvalue())


def sheet(rows):
    book = openpyxl.Workbook()
    for row in (*([line] for line in BEFORE), *rows, *([line] for line in AFTER)):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return govtext.read(data.getvalue())


def pdf(rows):
    return govtext.read(ruled_file(BEFORE, rows, AFTER))


def tabs(rows):
    return govtext.parse("\n".join([*BEFORE, *("\t".join(row) for row in rows), *AFTER]))


def gaps(rows):
    return govtext.parse("\n".join([*BEFORE, *("    ".join(row) for row in rows), *AFTER]))


def stacked(rows):
    return govtext.parse("\n\n".join([*BEFORE, *(cell for row in rows for cell in row), *AFTER]))


def bars(rows):
    return govtext.parse("\n".join([*BEFORE, *(" ｜ ".join(row) for row in rows), *AFTER]))


FORMS = (markdown, bare_markdown, tagged_markdown, page, word, pdf, tabs, gaps)
HEADED_FORMS = (sheet, *FORMS, stacked, bars)


def read(report):
    """The metrics of the table, those of the text around it left out."""
    [table] = report.tables()
    inside = {id for cell in table.cells for id in cell.metric_ids}
    return [
        (
            metric.indicator.text,
            metric.text,
            metric.low,
            metric.unit,
            str(metric.kind),
            str(metric.bound),
            str(metric.status),
            metric.period.text if metric.period else None,
            metric.scope.text if metric.scope else None,
        )
        for metric in report.metrics
        if metric.id in inside
    ]


HEADED = [
    ["序号", "指标名称", "计量单位", "2025年完成", "增长（%）", "2026年目标", "属性"],
    ["1", "地区生产总值", "亿元", "512.6", "6.2", "540左右", "预期性"],
    ["2", "规模以上工业增加值增速", "%", "7.5", "—", "≥8", "预期性"],
    ["3", "城镇新增就业（人）", "—", "5,200", "-3.1", "5000以上", "约束性"],
]


@pytest.mark.parametrize("form", HEADED_FORMS)
def test_heads_name_figures(form):
    report = form(HEADED)
    assert read(report) == [
        ("地区生产总值", "512.6", Decimal("51260000000"), "元", "level", "exact", "achieved", "2025年", None),
        ("地区生产总值", "6.2", Decimal("6.2"), "%", "growth", "exact", "achieved", "2025年", None),
        ("地区生产总值", "540左右", Decimal("54000000000"), "元", "level", "approx", "target", "2026年", None),
        ("规模以上工业增加值", "7.5", Decimal("7.5"), "%", "growth", "exact", "achieved", "2025年", None),
        ("规模以上工业增加值", "8", Decimal(8), "%", "growth", "at_least", "target", "2026年", None),
        ("城镇新增就业", "5,200", Decimal(5200), "人", "level", "exact", "achieved", "2025年", None),
        ("城镇新增就业", "-3.1", Decimal("-3.1"), "%", "growth", "exact", "achieved", "2025年", None),
        ("城镇新增就业", "5000以上", Decimal(5000), "人", "level", "at_least", "target", "2026年", None),
    ]
    assert [str(metric.strength) for metric in report.metrics if metric.status == "target"] == ["expected", "expected", "binding"]
    assert [block.kind for block in report.blocks].count("table") == 1
    assert [section.title for section in report.sections] == ["2025年工作回顾", "2026年工作安排", "加强自身建设"]
    assert report.tables()[0].grid() == tuple(map(tuple, HEADED))
    assert govtext.check_report(report, govtext.parse) == ()
    assert all(str(report.explain(item)) for item in (*report.metrics, *report.blocks))


@pytest.mark.parametrize("form", FORMS)
def test_rows_of_places_years_and_totals(form):
    assert read(form([["乡镇", "生产总值（亿元）", "增长（%）"], ["青山镇", "12.5", "6.1"], ["白水乡", "8.3", "-2.1"], ["合计", "20.8", "4.5"]])) == [
        ("生产总值", "12.5", Decimal("1250000000"), "元", "level", "exact", "target", "2026年", "青山镇"),
        ("生产总值", "6.1", Decimal("6.1"), "%", "growth", "exact", "target", "2026年", "青山镇"),
        ("生产总值", "8.3", Decimal("830000000"), "元", "level", "exact", "target", "2026年", "白水乡"),
        ("生产总值", "-2.1", Decimal("-2.1"), "%", "growth", "exact", "target", "2026年", "白水乡"),
        ("生产总值", "20.8", Decimal("2080000000"), "元", "level", "exact", "target", "2026年", None),
        ("生产总值", "4.5", Decimal("4.5"), "%", "growth", "exact", "target", "2026年", None),
    ]
    assert read(form([["年份", "粮食产量（万吨）", "增速（%）"], ["2023年", "30.5", "1.2"], ["2024", "31", "1.6"], ["2025年", "31.4", "1.3"]]))[
        2:4
    ] == [
        ("粮食产量", "31", Decimal(310000), "吨", "level", "exact", "achieved", "2024", None),
        ("粮食产量", "1.6", Decimal("1.6"), "%", "growth", "exact", "achieved", "2024", None),
    ]


@pytest.mark.parametrize("form", (sheet, *FORMS[:-2]))
def test_text_in_cells_is_read_as_text(form):
    rows = [
        ["序号", "项目名称", "主要内容", "责任单位"],
        ["1", "教育提升", "新建幼儿园3所，新增学位1200个。", "县教育局"],
        ["2", "安居", "改造老旧小区12个。", "县住建局"],
    ]
    assert [(name, text) for name, text, *_ in read(form(rows))] == [("新建幼儿园", "3所"), ("新增学位", "1200个"), ("老旧小区", "12个")]


def captioned(rows, *lines):
    around = ["".join(f"<p>{line}</p>" for line in each) for each in ((*BEFORE[:-1], *lines), AFTER)]
    report = govtext.read(f"<html><body>{around[0]}{tagged(rows)}{around[1]}</body></html>".encode())
    return [(name, text, low, unit, status, period) for name, text, low, unit, _, _, status, period, _ in read(report)]


@given(figure=st.integers(2, 999), rate=st.integers(1, 99), units=st.permutations(["亿元", "%", "万人"]), year=st.sampled_from([2024, 2025]))
def test_a_caption_says_unit_and_year(figure, rate, units, year):
    money = next(unit for unit in units if unit != "%")
    rows = [["指标", "完成情况", "比上年增长（%）"], ["进出口总额", f"{figure}", f"{rate}"], ["城镇登记失业率", f"{rate}", "-0.1"]]
    amount = Decimal(figure) * (10**8 if money == "亿元" else 10**4)
    assert captioned(rows, f"表2 {year}年主要指标", f"单位：{'、'.join(units)}") == [
        ("进出口总额", f"{figure}", amount, money[1:], "achieved", f"{year}年"),
        ("进出口总额", f"{rate}", rate, "%", "achieved", f"{year}年"),
        ("城镇登记失业率", f"{rate}", rate, "%", "achieved", f"{year}年"),
        ("城镇登记失业率", "-0.1", Decimal("-0.1"), "%", "achieved", f"{year}年"),
    ]


def test_columns_of_shares_belong_to_the_column_before_them():
    rows = [["县区", "投资总额", "工业投资", "占比"], ["青岭县", "86.3", "40.2", "46.6"], ["白松县", "50", "20", "40"]]
    assert [(name, unit) for name, _, _, unit, *_ in captioned(rows, "单位：亿元")] == 2 * [
        ("投资总额", "元"),
        ("工业投资", "元"),
        ("工业投资占比", "%"),
    ]
    rows = [["指标", "2025年预计", "预计为计划%", "2026年计划"], ["税收（亿元）", "12", "104.5", "13"], ["粮食（万吨）", "30", "101", "31"]]
    found = captioned(rows)
    assert [each[4:] for each in found[:3]] == [("achieved", "2025年"), ("achieved", "2025年"), ("target", "2026年")]
    assert found[1][:4] == ("税收", "104.5", Decimal("104.5"), "%")


def test_figures_in_brackets_are_of_all_years_together():
    rows = [["指标", "2025年", "2030年", "年均增长"], ["生产总值（亿元）", "512", "680", "6%左右"], ["造林面积（万亩）", "—", "—", "[12.5]"]]
    report = govtext.parse("\n\n".join([*BEFORE, tagged(rows), *AFTER]))
    growth, whole = report.metrics[-2:]
    assert (growth.kind, growth.base, whole.kind, whole.base) == ("growth", "annual_average", "level", "cumulative")
    assert (whole.indicator.text, whole.low, whole.unit) == ("造林面积", 125000, "亩")


@given(first=st.integers(2023, 2026), years=st.integers(1, 4), head=st.sampled_from(["建设年限", "建设起止年限", "完成时限", "起止时间", "工期"]))
def test_when_works_are_built_is_no_figure(first, years, head):
    rows = [["序号", "项目名称", "总投资（万元）", head], ["1", "青云水库", "1200", f"{first}-{first + years}"], ["2", "悦海路", "800", f"{first}"]]
    assert [(name, text) for name, text, *_ in captioned(rows)] == [("青云水库总投资", "1200"), ("悦海路总投资", "800")]


def test_merged_heads_and_titles_inside():
    rows = (
        '<tr><td colspan="5">主要指标（单位：亿元、%）</td></tr>'
        '<tr><td rowspan="2">指标</td><td colspan="2">2025年预计</td><td colspan="2">2026年计划</td></tr>'
        "<tr><td>总量</td><td>增长%</td><td>总量</td><td>增长%</td></tr>"
        '<tr><td colspan="5">一、经济发展</td></tr>'
        "<tr><td>社会消费品<br>零售总额（亿元）</td><td>120.3</td><td>5.5</td><td>—</td><td>5-6</td></tr>"
        "<tr><td>其中：网上零售额（亿元）</td><td>20</td><td>12</td><td></td><td></td></tr>"
    )
    around = ["".join(f"<p>{line}</p>" for line in lines) for lines in (BEFORE, AFTER)]
    report = govtext.read(f"<html><body>{around[0]}<table>{rows}</table>{around[1]}</body></html>".encode())
    assert [(name, text, status, period) for name, text, _, _, _, _, status, period, _ in read(report)] == [
        ("社会消费品零售总额", "120.3", "achieved", "2025年"),
        ("社会消费品零售总额", "5.5", "achieved", "2025年"),
        ("社会消费品零售总额", "5-6", "target", "2026年"),
        ("网上零售额", "20", "achieved", "2025年"),
        ("网上零售额", "12", "achieved", "2025年"),
    ]
    assert all(metric.estimated for metric in report.metrics if metric.status == "achieved" and metric.indicator.text != "税收")


NAMES = st.sampled_from(
    ["地区生产总值", "一般公共预算收入", "固定资产投资", "农村居民人均可支配收入", "森林覆盖率", "计划生育率", "完成投资额", "外贸进出口总额"]
)
UNITS = st.sampled_from(["亿元", "万元", "%", "元", "万吨", "个"])
FIGURES = st.decimals(min_value=1, max_value=9999, places=1)


@settings(max_examples=15, deadline=None)
@given(
    rows=st.lists(st.tuples(NAMES, UNITS, FIGURES, FIGURES), min_size=2, max_size=6, unique_by=lambda row: row[0]),
    heads=st.sampled_from([("2025年实际", "2026年预期目标"), ("2025年完成值", "2026年目标值"), ("2025年实绩", "2026年计划数")]),
    form=st.sampled_from(HEADED_FORMS),
    column=st.booleans(),
)
def test_every_figure_is_a_metric(rows, heads, form, column):
    if column:
        table = [["指标", "单位", *heads], *([name, unit, str(one), str(two)] for name, unit, one, two in rows)]
    else:
        table = [["指标", *heads], *([f"{name}（{unit}）", str(one), str(two)] for name, unit, one, two in rows)]
    report = form(table)
    found = [(name, text, status, period) for name, text, _, _, _, _, status, period, _ in read(report)]
    assert found == [
        each
        for name, _, one, two in rows
        for each in ((name, str(one), "achieved", "2025年"), (name, str(two), "target", "2026年"))
    ]  # fmt: skip
    again = govtext.parse(report.to_markdown())
    assert read(again) == read(report)


def test_tables_that_only_lay_out_a_page_are_none():
    cells = [["发布机构：", "青岭县人民政府"], ["发布日期：", "2026-01-20"]]
    report = govtext.read(f"<html><body>{tagged(cells)}{''.join(f'<p>{line}</p>' for line in BEFORE + AFTER)}</body></html>".encode())
    assert report.tables() == ()


def nested_word(outer, inner):
    document = docx.Document()
    word_table(word_table(document, outer).rows[-1].cells[1], inner)
    data = io.BytesIO()
    document.save(data)
    return govtext.read(data.getvalue())


def nested_tags(outer, inner):
    return tagged(outer).replace("<td></td>", f"<td>{tagged(inner)}</td>")


@pytest.mark.parametrize(
    "form", [nested_word, lambda *rows: govtext.read(nested_tags(*rows).encode()), lambda *rows: govtext.parse(f"说明：{nested_tags(*rows)}")]
)
def test_a_table_inside_one_of_figures_is_read_and_the_outer_one_told(form):
    inner = [["工业税收（亿元）", "7.5"], ["商业税收（亿元）", "4.5"]]
    report = form([["指标", "2025年完成"], ["税收（亿元）", "12"], ["分行业", ""]], inner)
    assert [(metric.indicator.text, metric.text) for metric in report.metrics][-2:] == [("工业税收", "7.5"), ("商业税收", "4.5")]
    [told] = [diagnostic.span for diagnostic in report.diagnostics if diagnostic.code == "GT211"]
    assert all(name in told.of(report.text) for name in ("指标", "工业税收", "4.5"))


@pytest.mark.parametrize("form", FORMS)
def test_a_table_of_more_cells_than_are_read_is_told(form, monkeypatch):
    monkeypatch.setattr("govtext.grids.MOST_CELLS", 50)
    report = form([["指标", "2025年完成"], *(["税收（亿元）", "12.5"] for _ in range(60))])
    assert report.tables() == ()
    [told] = [diagnostic.span for diagnostic in report.diagnostics if diagnostic.code == "GT211"]
    assert told.of(report.text).count("12.5") == 60


def test_a_table_inside_a_table_and_one_of_many_rows(monkeypatch):
    inner = tagged([["指标", "目标值"], ["税收（亿元）", "12"], ["粮食（万吨）", "30"]])
    outer = f"<table><tr><td>{inner}</td><td>附注</td></tr><tr><td>甲</td><td>乙</td></tr></table>"
    report = govtext.parse("\n\n".join([*BEFORE, outer, *AFTER]))
    assert [(name, text) for name, text, *_ in read(report)] == [("税收", "12"), ("粮食", "30")]
    monkeypatch.setattr("govtext.grids.MOST_CELLS", 100)
    long = "| 指标 | 目标值 |\n|---|---|\n" + "| 税收 | 12 |\n" * 60
    assert govtext.parse(long).tables() == ()
