"""A report reads the same whatever its layout says of its headings: Word's styles, HTML's elements, the Markdown of many tools."""

import io
import re
from functools import lru_cache
from html import escape
from pathlib import Path

import docx
import pytest
from docling.backend.msword_backend import MsWordDocumentBackend
from docling.datamodel.base_models import InputFormat
from docling.datamodel.document import InputDocument
from markitdown import MarkItDown

import govtext
from govtext.markup import markup

CORPORA = sorted((Path(__file__).parents[1] / "corpora").glob("*.txt"))
MASK = "[*_]"
MARKERS_TELL = {"township_2009"}  # where a title ends in a line that goes on after a blank
MARKITDOWN = MarkItDown()
PERCENT = re.compile(r"(?<![\d.*_XxＸｘ])(\d+(?:\.\d+)?)%")


@lru_cache
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


@lru_cache
def template():
    """An empty Word file with the styles of headings alone: other tools take long to read the hundreds that python-docx gives."""
    document = docx.Document()
    for style in [style for style in document.styles if not style.name.startswith(("Normal", "Heading", "Default"))]:
        style.delete()
    document.styles.element.remove(document.styles.latent_styles.element)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def word_file(lines):
    document = docx.Document(io.BytesIO(template()))
    for level, line in lines:
        if level:
            document.add_heading(line, level)
        else:
            document.add_paragraph(line)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def word(lines):
    return govtext.read(word_file(lines))


def page(lines):
    body = "".join(f"<h{level + 1}>{escape(line)}</h{level + 1}>" if level else f"<p>{escape(line)}</p>" for level, line in lines)
    return govtext.read(f"<html><body>{body}</body></html>".encode())


def marked(lines, heading, text=str):
    """A report in Markdown, from what a tool makes of a heading and of running text."""
    return govtext.parse("\n\n".join(heading(level, line) if level else text(line) for level, line in lines))


def escaped(line):
    return re.sub(MASK, r"\\\g<0>", line)


def markdown(lines):
    return marked(lines, lambda level, line: "#" * (level + 1) + f" {escaped(line)}", escaped)


def mineru(lines):
    """MinerU: all headings of one rank, percentages in TeX, pictures."""

    def text(line):
        return PERCENT.sub(r"$\1\\%$", escaped(line))

    return marked([*lines, (0, "![](images/0a1b.jpg)")], lambda level, line: f"# {text(line)}", text)


def bold(lines):
    """MarkItDown and pandoc, where a file has no styles: headings in bold."""
    return marked(lines, lambda level, line: f"**{escaped(line)}**", escaped)


def pandoc(lines):
    """Pandoc: names of headings, numbers of items and dashes escaped, spans with classes."""

    def text(line):
        return re.sub(r"^(\d+)([.)])", r"\1\\\2", escaped(line)).replace("各位代表", "[各位代表]{.underline}")

    return marked(lines, lambda level, line: "#" * level + f" {escaped(line)} {{#section-{level} .unnumbered}}", text)


def docling(lines):
    """The Markdown that docling itself makes of a Word file."""
    given = InputDocument(path_or_stream=io.BytesIO(word_file(lines)), format=InputFormat.DOCX, backend=MsWordDocumentBackend, filename="report.docx")
    return govtext.parse(given._backend.convert().export_to_markdown())


def markitdown(lines):
    """The Markdown that MarkItDown itself makes of a Word file."""
    return govtext.parse(MARKITDOWN.convert_stream(io.BytesIO(word_file(lines)), file_extension=".docx").text_content)


def plain(lines):
    return govtext.parse("\n".join(line for _, line in lines))


def content(report, numbered=True):
    return {
        "sections": [(s.marker if numbered else "", s.title, s.level) for s in report.sections if numbered or not s.marker],
        "metrics": [(m.indicator.text, m.low, m.high, m.unit, m.kind, m.status) for m in report.metrics],
        "measures": [(m.title, m.ordinal, m.status) for m in report.measures],
        "targets": [(t.indicator, t.form, t.low, t.unit) for t in report.targets()],
    }


@lru_cache
def of_text(path):
    """What the text alone says, its headings with their numbers."""
    return content(plain(outline(sample(path), numbered=True)))


@pytest.mark.parametrize("write", [word, page, markdown, mineru, bold, pandoc, docling, markitdown])
@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.stem)
def test_layouts_keep_all_that_is_read(path, write):
    assert content(write(list(outline(sample(path), numbered=True)))) == of_text(path)


@pytest.mark.parametrize("write", [word, page, markdown, docling, markitdown])
@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.stem)
def test_styles_alone_make_the_tree_of_headings_without_numbers(path, write):
    written = content(write(list(outline(sample(path), numbered=False))), numbered=False)
    expected = of_text(path) | {"sections": [("", title, level) for _, title, level in of_text(path)["sections"]]}
    told = expected.keys() - ({"metrics"} if path.stem in MARKERS_TELL else set())
    assert {kind: written[kind] for kind in told} == {kind: expected[kind] for kind in told}


@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.stem)
def test_markdown_written_here_reads_back(path):
    report = sample(path)
    assert content(govtext.parse(report.to_markdown())) == content(report)


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
