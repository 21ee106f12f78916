"""Tables that rules draw on a page: their cells come out whatever draws the rules, over pages too."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdffiles import FONT, SIZE, ruled_file
from reportlab.pdfgen.canvas import Canvas

import govtext
from govtext.reading.lines import Piece
from govtext.reading.pages import compose
from govtext.reading.rulings import Field, Rule, drawn, lines_on

HEADS = ["指标名称", "2025年完成", "2026年目标"]
BEFORE = ["青岭县2026年政府工作报告", "一、2025年工作回顾", "全年税收完成12.5亿元。", "主要指标"]
AFTER = ["二、2026年工作安排", "抓好各项工作。"]


@st.composite
def merged(draw):
    """The cells of a grid of which some are merged into rectangles."""
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    taken, fields = set(), []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            width = draw(st.integers(1, 3))
            while width > 1 and (column + width > columns or any((row, each) in taken for each in range(column, column + width))):
                width -= 1
            height = min(draw(st.integers(1, 2)), rows - row)
            taken |= {(y, x) for y in range(row, row + height) for x in range(column, column + width)}
            fields.append(Field(row, column, height, width))
    return fields


def rules_around(fields, shift, sides):
    """The four rules around each cell, each shifted a little; the outermost ones down only where the table has its sides."""
    across, down = [], []
    last = max(field.column + field.columns for field in fields)
    for field in fields:
        top, bottom, left, right = (40.0 * at for at in (field.row, field.row + field.rows, field.column, field.column + field.columns))
        across += [Rule(top + shift(), left, right), Rule(bottom + shift(), left, right)]
        if sides or field.column:
            down.append(Rule(left + shift(), top, bottom))
        if sides or field.column + field.columns < last:
            down.append(Rule(right + shift(), top, bottom))
    return across, down


@given(merged(), st.randoms(use_true_random=False), st.booleans())
def test_cells_are_what_rules_enclose(fields, random, sides):
    across, down = rules_around(fields, lambda: random.uniform(-0.9, 0.9), sides)
    found = drawn(across, down)
    if not found or len(found[0].ys) <= max(field.row + field.rows for field in fields):
        return  # merged so that a row or a column has no rule of its own
    if len(found[0].xs) <= max(field.column + field.columns for field in fields):
        return
    assert list(found[0].fields) == fields


def test_a_frame_and_a_drawing_are_no_tables():
    frame = [Rule(0, 0, 500), Rule(800, 0, 500)], [Rule(0, 0, 800), Rule(500, 0, 800)]
    assert drawn(*frame) == []
    assert drawn([Rule(y, 0, 500) for y in range(0, 8000, 2)], [Rule(x, 0, 8000) for x in range(0, 500, 10)]) == []
    inside = [Rule(y, 50, 250) for y in (100, 120, 140)], [Rule(x, 100, 140) for x in (50, 150, 250)]
    [table] = drawn([*frame[0], *inside[0]], [*frame[1], *inside[1]])
    assert table.xs == (50, 150, 250)


def pieces(text, left, top):
    return [Piece(character, left + 10 * place, left + 10 * place + 10, top, top + 10, 10) for place, character in enumerate(text)]


def page(rows, y=0):
    """A page with a table, each of whose cells is given as its lines."""
    drawn, edges = [], [float(y)]
    for cells in rows:
        for column, lines in enumerate(cells):
            for place, line in enumerate(lines):
                drawn += pieces(line, 100 * column + 5, edges[-1] + 5 + 14 * place)
        edges.append(edges[-1] + 10 + 14 * max(map(len, cells)))
    return lines_on(drawn, [Rule(at, 0, 300) for at in edges], [Rule(at, y, edges[-1]) for at in (0, 100, 200, 300)])


def test_a_row_that_a_page_parts_is_whole_and_heads_drawn_again_are_furniture():
    heads = [[head] for head in HEADS]
    first = page([heads, [["地区生产总值"], ["512.6"], ["540"]], [["规模以上工业增加"], ["7.5"], ["8"]]])
    second = page([heads, [["值（%）"], [], []], [["税收（亿元）"], ["12.5"], ["13"]]])
    text, info = compose([first, second])
    assert text.split("\n")[2:5] == ["规模以上工业增加值（%）\t7.5\t8", "\t".join(HEADS), "税收（亿元）\t12.5\t13"]
    assert [text[span.start : span.end] for span in info.furniture] == ["\t".join(HEADS)]
    [grid] = info.layout.tables
    assert [(cell.row, text[cell.start : cell.end]) for cell in grid if cell.column == 0] == [
        (0, "指标名称"),
        (1, "地区生产总值"),
        (2, "规模以上工业增加值（%）"),
        (3, "税收（亿元）"),
    ]


def test_lines_of_a_cell_are_one_but_where_a_sentence_ends():
    [_, row] = page([[[head] for head in HEADS], [["新建幼儿园3所，新", "增学位1200个。"], ["一是改造。", "二是新建小区。"], ["12"]]])
    assert [cell.text for cell in row.row.cells] == ["新建幼儿园3所，新增学位1200个。", "一是改造。\n二是新建小区。", "12"]


def test_text_around_and_between_tables_keeps_its_place():
    table = [[[head] for head in HEADS], [["税收"], ["12"], ["13"]]]
    upper, lower = page(table, 100), page(table, 300)
    lines = lines_on(
        [*pieces("甲", 0, 50), *pieces("乙", 0, 250), *pieces("丙", 0, 450), *pieces("税收", 5, 110), *pieces("12", 105, 110)],
        [Rule(at, 0, 300) for at in (100, 130)],
        [Rule(at, 100, 130) for at in (0, 100, 200, 300)],
    )
    assert [line.text for line in lines] == ["甲", "税收\t12\t", "乙", "丙"]
    assert len(compose([[*upper, *lower]])[1].layout.tables) == 2


@settings(max_examples=3, deadline=None)
@given(count=st.integers(28, 50), width=st.sampled_from([[60, 60, 60], [150, 100, 100], None]))
def test_a_table_over_pages_is_one(count, width):
    rows = [[f"乡镇第{number}号产业园区建设投资（亿元）", f"{number}.5", f"{number + 1}"] for number in range(count)]
    report = govtext.read(ruled_file(BEFORE, [HEADS, *rows], AFTER, width))
    [table] = report.tables()
    assert table.grid() == tuple(map(tuple, [HEADS, *rows]))
    assert [metric.text for metric in report.metrics][1:] == [figure for row in rows for figure in row[1:]]
    assert [section.title for section in report.sections] == ["2025年工作回顾", "2026年工作安排"]
    assert govtext.check_report(report, govtext.parse) == ()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_rules_as_bars_in_forms_on_turned_pages(turn):
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.setPageRotation(turn)
    canvas.translate(297, 421)
    canvas.rotate(turn)
    canvas.beginForm("rules")
    for y in (0, 40, 80, 120):
        canvas.rect(0, y, 480, 0.7, stroke=0, fill=1)
    for x in (0, 240, 360, 480):
        canvas.rect(x, 0, 0.7, 120, stroke=0, fill=1)
    canvas.rect(2, 82, 470, 36, stroke=0, fill=1)
    canvas.endForm()
    canvas.translate(-240, 0)
    canvas.doForm("rules")
    rows = [HEADS, ["税收（亿元）", "12.5", "13"], ["粮食（万吨）", "30", "31"]]
    canvas.setFont(FONT, SIZE)
    for row, cells in enumerate(rows):
        for x, cell in zip((5, 245, 365), cells, strict=True):
            canvas.drawString(x, 95 - 40 * row, cell)
    canvas.save()
    [table] = govtext.read(stream.getvalue()).tables()
    assert table.grid() == tuple(map(tuple, rows))
