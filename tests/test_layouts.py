"""A report reads the same whatever its layout says of its headings: Word's styles, HTML's elements, Markdown's marks, with numbers and without."""

import io
from html import escape
from pathlib import Path

import docx
import pytest

import govtext
from govtext.markup import markup

CORPORA = sorted((Path(__file__).parents[1] / "corpora").glob("*.txt"))


def sample(path):
    text = path.read_text("utf-8")
    return govtext.parse(markup(text).without(text).text)


def outline(report, numbered):
    """The paragraphs of a report's body under a title, each with its level, 0 for running text; a heading's text is parted from it."""
    yield 0, "青河县政府工作报告"
    starts = {section.span.start: section for section in report.sections}
    for block in report.blocks:
        if str(block.kind) in ("furniture", "duplicate", "glossary"):
            continue
        section = starts.get(block.span.start)
        if section is None:
            yield 0, " ".join(block.text.split())
            continue
        heading = section.heading_span if numbered else section.title_span
        yield section.level, " ".join(heading.of(report.text).split())
        rest = " ".join(report.text[section.heading_span.end : block.span.end].lstrip("。：；，、. ").split())
        if rest:
            yield 0, rest


def word(lines):
    document = docx.Document()
    for level, line in lines:
        if level:
            document.add_heading(line, level)
        else:
            document.add_paragraph(line)
    data = io.BytesIO()
    document.save(data)
    return govtext.read(data.getvalue())


def page(lines):
    body = "".join(f"<h{level + 1}>{escape(line)}</h{level + 1}>" if level else f"<p>{escape(line)}</p>" for level, line in lines)
    return govtext.read(f"<html><body>{body}</body></html>".encode())


def markdown(lines):
    escaped = ((level, line.replace("*", "\\*").replace("_", "\\_")) for level, line in lines)
    return govtext.parse("\n\n".join("#" * (level + 1) + f" {line}" if level else line for level, line in escaped))


def plain(lines):
    return govtext.parse("\n".join(line for _, line in lines))


def content(report, numbered):
    return {
        "sections": [(s.marker if numbered else "", s.title, s.level) for s in report.sections],
        "metrics": [(m.indicator.text, m.low, m.high, m.unit, m.kind) for m in report.metrics],
        "measures": [(m.title, m.ordinal) for m in report.measures],
    }


@pytest.mark.parametrize("write", [word, page, markdown])
@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.stem)
def test_styles_keep_sections_metrics_and_measures(path, write):
    lines = list(outline(sample(path), numbered=True))
    assert content(write(lines), True) == content(plain(lines), True)


@pytest.mark.parametrize("write", [word, page, markdown])
@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.stem)
def test_styles_alone_make_the_tree_of_headings_without_numbers(path, write):
    report = sample(path)
    written = write(list(outline(report, numbered=False)))
    assert [(s.title, s.level) for s in written.sections if not s.marker] == [(s.title, s.level) for s in report.sections]


def test_figures_before_the_first_heading_are_read():
    report = word([(0, "2023年税收完成12.5亿元。"), (1, "工作回顾"), (0, "产值增长5%。")])
    assert [m.text for m in report.metrics] == ["12.5亿元", "5%"]


def test_rows_of_a_table_keep_the_names_of_their_figures(tmp_path):
    document = docx.Document()
    document.add_heading("一、2023年工作回顾", 1)
    document.add_paragraph("主要指标如下表。")
    table = document.add_table(0, 3)
    for row in (("指标", "完成值", "增幅"), ("地区生产总值", "300亿元", "增长5%"), ("税收", "12.5亿元", "增长6.5%")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("农业提质增效，绿色转型加快，民生持续改善，社会保持稳定。")
    document.save(tmp_path / "table.docx")
    metrics = govtext.read(tmp_path / "table.docx").metrics
    assert [m.indicator.text for m in metrics] == ["地区生产总值", "地区生产总值", "税收", "税收"]
