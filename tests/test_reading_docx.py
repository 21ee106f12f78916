"""Word files: numbers that Word makes, notes, tables, what is hidden, and files that are no Word files."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest
from samples import converted, needs_libreoffice, squeezed
from wordfiles import REPORT_LISTS, level, lists, numbered, paragraph, run, table, word_file

from govtext.errors import MissingExtraError, ReadError
from govtext.reading import Limits, read_document
from govtext.reading.numbering import FORMATS

SHARED = Path(__file__).parents[2] / "shared" / "reports" / "docx"


def lines(data):
    return read_document(data).text.split("\n")


def test_paragraphs_become_lines():
    assert lines(word_file(paragraph("青河县政府", "工作报告") + paragraph() + paragraph("各位代表："))) == ["青河县政府工作报告", "", "各位代表："]


def test_numbers_are_those_a_reader_sees():
    body = "".join(
        [
            numbered("过去一年"),
            numbered("经济平稳", 1),
            numbered("工业", 2),
            numbered("农业", 2),
            numbered("民生改善", 1),
            numbered("就业", 2),
            paragraph("没有编号的一段。"),
            numbered("今年工作", 0),
            numbered("扩大内需", 1),
            numbered("促消费", 3),
        ]
    )
    document = read_document(word_file(body, numbering=REPORT_LISTS))
    assert document.text.split("\n") == [
        "一、过去一年",
        "（一）经济平稳",
        "1. 工业",
        "2. 农业",
        "（二）民生改善",
        "1. 就业",
        "没有编号的一段。",
        "二、今年工作",
        "（一）扩大内需",
        "（1）促消费",
    ]
    assert [(repair.kind, repair.count) for repair in document.source.repairs] == [("automatic_numbers", 9)]


@pytest.mark.parametrize(
    ("format", "markers"),
    [
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九"}),
        ("chineseCountingThousand", {100: "一百", 105: "一百零五", 110: "一百一十", 1010: "一千零一十"}),
        ("chineseLegalSimplified", {3: "叁", 10: "拾"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographDigital", {1: "一", 10: "一〇"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalFullWidth", {12: "１２"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX"}),
        ("lowerLetter", {1: "a", 27: "aa"}),
        ("none", {7: ""}),
    ],
)
def test_number_formats(format, markers):
    assert {number: FORMATS[format](number) for number in markers} == markers


def test_lists_of_one_definition_count_on_unless_they_start_anew():
    numbering = lists(
        level(0, "chineseCounting", "%1、"),
        extra_lists='<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>',
    )
    body = numbered("甲") + numbered("乙", list_id=2) + numbered("丙", list_id=3) + numbered("丁", list_id=3)
    assert lines(word_file(body, numbering=numbering)) == ["一、甲", "二、乙", "五、丙", "六、丁"]


def test_numbers_come_from_styles_too():
    numbering = lists(
        level(0, "chineseCounting", "第%1章", "space", extra='<w:pStyle w:val="Chapter"/>'), level(1, "decimal", "%1.%2", "space", extra="<w:isLgl/>")
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="Chapter"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Chapter"/></w:style>'
    )
    body = (
        paragraph("总则", properties='<w:pStyle w:val="Own"/>')
        + paragraph("不编号", properties='<w:pStyle w:val="Own"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("任务", properties='<w:pStyle w:val="Chapter"/>')
        + numbered("目标", 1)
    )
    assert lines(word_file(body, numbering=numbering, styles=styles)) == ["第一章 总则", "不编号", "第二章 任务", "2.1 目标"]


def test_bullets_of_symbol_fonts_become_bullets():
    assert lines(word_file(numbered("一项"), numbering=lists(level(0, "bullet", "\uf0b7", "tab")))) == ["• 一项"]


def test_tables_and_pages_laid_out_by_tables():
    body = table(["指标", "单位", "实绩"], ["生产总值", "亿元", ""]) + table([paragraph("第一段。") + paragraph("第二段。"), "旁注"])
    assert lines(word_file(body)) == ["指标\t单位\t实绩", "生产总值\t亿元\t", "第一段。", "第二段。", "旁注"]


def test_notes_are_cited_and_stand_at_the_end():
    notes = '<w:footnote w:id="7"><w:p><w:r><w:footnoteRef/></w:r>' + run("指规模以上工业企业。") + "</w:p></w:footnote>"
    ends = '<w:endnote w:id="2">' + paragraph("初步核算数。") + "</w:endnote>"
    body = paragraph("四上企业", '<w:r><w:footnoteReference w:id="7"/></w:r>', "增加。") + paragraph(
        "增长5%", '<w:r><w:endnoteReference w:id="2"/></w:r>', "。"
    )
    assert lines(word_file(body, footnotes=notes, endnotes=ends)) == [
        "四上企业［1］增加。",
        "增长5%［2］。",
        "注释",
        "［1］指规模以上工业企业。",
        "［2］初步核算数。",
    ]


def test_a_note_that_cites_itself_or_is_cited_twice_stands_once():
    mark = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    notes = f'<w:footnote w:id="7">{paragraph("见本注", mark, "。")}</w:footnote>'
    body = paragraph("四上企业", mark, "增加。") + paragraph("又见", mark, "。")
    assert lines(word_file(body, footnotes=notes)) == ["四上企业［1］增加。", "又见［1］。", "注释", "［1］见本注［1］。"]


def test_only_what_is_seen_is_read():
    box = f"<wps:txbx><w:txbxContent>{paragraph('框中的字')}</w:txbxContent></wps:txbx>"
    pieces = [
        f"<w:ins>{run('新增')}</w:ins>",
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>",
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>可见</w:t></w:r>",
        f"<w:hyperlink>{run('链接')}</w:hyperlink>",
        "<w:r><w:instrText>PAGE</w:instrText></w:r>",
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>",
        "<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t><w:noBreakHyphen/><w:sym w:font='x' w:char='2014'/><w:sym w:char='F0FE'/></w:r>",
        "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>",
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        "<w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼</w:t></w:r></w:rubyBase></w:ruby></w:r>",
    ]
    assert lines(word_file(paragraph(*pieces))) == ["新增可见链接控件一\t二", "三-—x=1拼", "框中的字"]


def test_pages_are_those_of_the_last_layout():
    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    document = read_document(word_file(paragraph("第一页，", turn, "第二页。") + paragraph(turn, "第三页。")))
    assert document.text == "第一页，第二页。\n第三页。"
    assert document.source.pages == (0, 4, 9)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data[: len(data) // 2], "is named .docx but its content is no docx, or is cut off"),
        (lambda data: b"plain text", "is named .docx but its content is no docx, or is cut off"),
        (lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (lambda data: b"", "is named .docx but its content is no docx"),
    ],
)
def test_files_that_are_no_word_files(tmp_path, change, message):
    path = tmp_path / "a.docx"
    path.write_bytes(change(word_file(paragraph("正文"))))
    with pytest.raises(ReadError, match=message):
        read_document(path)


def test_entities_are_not_expanded():
    prolog = (
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + step)} "{f"&{chr(97 + step)};" * 10}">' for step in range(9))
        + '<!ENTITY file SYSTEM "file:///etc/hostname">]>'
    )
    data = word_file("<w:p><w:r><w:t>前&j;&file;后</w:t></w:r></w:p>", prolog=prolog)
    try:
        outcome = read_document(data).text
    except ReadError as error:
        outcome = str(error)
    assert "aaaa" not in outcome
    assert Path("/etc/hostname").read_text().strip() not in outcome


def test_bombs_are_refused():
    data = word_file(paragraph("啊" * 2_000_000))
    assert len(data) < 100_000
    with pytest.raises(ReadError, match="unpacks to more than 1000000 bytes"):
        read_document(data, limits=Limits(bytes=1_000_000))


@pytest.mark.parametrize("missing", ["word/document.xml", "[Content_Types].xml", "_rels/.rels"])
def test_incomplete_packages_are_said(missing):
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file(paragraph("正文")))) as whole, zipfile.ZipFile(stream, "w") as part:
        for name in whole.namelist():
            if name != missing:
                part.writestr(name, whole.read(name))
    with pytest.raises(ReadError, match="no whole Word document"):
        read_document(stream.getvalue(), format="docx")


def test_broken_xml_is_said():
    with pytest.raises(ReadError, match="no whole Word document"):
        read_document(word_file("<w:p><w:r>"))


def test_missing_package_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "docx.opc.package", None)
    with pytest.raises(MissingExtraError, match=r'pip install "govtext\[docx\]"'):
        read_document(word_file(paragraph("正文")))


@needs_libreoffice
def test_numbers_are_those_that_libreoffice_shows(tmp_path):
    body = "".join(numbered(f"第{place}项", place % 3) for place in (0, 3, 1, 4, 7, 2, 5, 0, 1, 2, 2, 1, 2, 0))
    path = tmp_path / "numbers.docx"
    path.write_bytes(word_file(body, numbering=REPORT_LISTS))
    assert squeezed(read_document(path).text) == squeezed(converted(path, "txt:Text (encoded):UTF8").decode("utf-8-sig"))


@needs_libreoffice
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reports are not here")
def test_real_reports_read_as_libreoffice_reads_them():
    paths = sorted(SHARED.glob("*.docx"))
    texts = converted(paths, "txt:Text (encoded):UTF8")
    assert [squeezed(read_document(path).text) for path in paths] == [squeezed(text.decode("utf-8-sig")) for text in texts]
    assert len(paths) == 16
