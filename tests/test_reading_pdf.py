"""PDF files: reading order, paragraphs over lines and pages, furniture kept, and files without text."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from pdffiles import LEFT, PITCH, SIZE, TOP, laid_out, pdf_file, wrapped
from samples import squeezed

from govtext.errors import ReadError
from govtext.model import SourceInfo
from govtext.reading import Limits, read_document

LONG = "过去一年，我们坚持稳中求进，全县生产总值增长6.5%，城镇新增就业五万余人，各项事业取得新的成绩，人民生活不断改善。"
CLAUSES = LONG.removesuffix("。").split("，")


def prose(number):
    """A sentence of its own for each number: its clauses begin with numbers and stand in different orders."""
    turned = CLAUSES[number % 5 :] + CLAUSES[: number % 5]
    return "，".join(f"{number}{clause}" if place % 2 else clause for place, clause in enumerate(turned)) + "。"


PARAGRAPHS = [
    text
    for number in range(1, 4)
    for text in (
        f"{'一二三'[number - 1]}、202{number}年工作",
        prose(number),
        "（一）产业发展",
        *(f"第{name}产业" + prose(number + 3 * place) + prose(number + 7 * place) for place, name in enumerate("一二三")),
        "".join(prose(number * place) for place in range(3, 6)),
    )
]


def lines_of(data):
    return read_document(data).text.rstrip("\n").split("\n")


def test_wrapped_paragraphs_are_whole():
    document = read_document(pdf_file(laid_out(wrapped(PARAGRAPHS))))
    assert document.text.split("\n")[:-1] == PARAGRAPHS
    assert document.source.repairs[0].kind == "wrapped_lines"
    assert document.source.repairs[0].count == len(wrapped(PARAGRAPHS)) - len(PARAGRAPHS)


def test_paragraphs_go_on_over_pages_and_nothing_is_dropped():
    pages = laid_out(wrapped(PARAGRAPHS), per_page=17, head="青河县人民政府工作报告", foot="— {} —")
    document = read_document(pdf_file(pages))
    lines = document.text.split("\n")[:-1]
    furniture = ["青河县人民政府工作报告", *(f"— {number} —" for number in range(1, len(pages) + 1))]
    assert [line for line in lines if line not in furniture] == PARAGRAPHS
    assert lines.count(furniture[0]) == len(pages)
    assert [line for line in lines if line in furniture[1:]] == furniture[1:]


def test_pages_start_where_their_text_starts():
    pages = laid_out(wrapped(PARAGRAPHS), per_page=17, head="青河县人民政府工作报告", foot="— {} —")
    document = read_document(pdf_file(pages))
    starts = document.source.pages
    assert len(starts) == len(pages)
    for page, start in zip(pages, starts, strict=True):
        first = next(text for _, y, text, *_ in page if y == TOP)
        following = document.text[start:].removeprefix("青河县人民政府工作报告\n")
        assert following.startswith(first)


def test_paragraphs_without_indent_are_joined_only_inside_sentences():
    paragraphs = [LONG, "一年来，主要做了三件事：", LONG[::-1].replace("。", "", 1) + "。"]
    assert lines_of(pdf_file(laid_out(wrapped(paragraphs * 4, indent=0)))) == paragraphs * 4


def test_a_marker_after_a_full_line_begins_a_paragraph():
    full = LONG[: 28 - 1] + "。"
    page = [(LEFT + 2 * SIZE, TOP, "首" + full[:25]), (LEFT, TOP - PITCH, full), (LEFT, TOP - 2 * PITCH, "二、今年工作")]
    rest = [(LEFT + 2 * SIZE * (place % 2), TOP - (place + 3) * PITCH, LONG[:26]) for place in range(10)]
    assert "二、今年工作" in [line[:6] for line in lines_of(pdf_file([page + rest]))]


def test_two_columns_are_read_one_after_the_other():
    left, right = ([f"{name}栏第{place:02}行的文字写满整行" for place in range(12)] for name in "左右")
    page = [(200, 800, "青河县人民政府公报二〇二四年第一期")]
    for place in range(12):
        page += [(60, 760 - place * 24, left[place]), (320, 760 - place * 24, right[place])]
    text = squeezed(read_document(pdf_file([page])).text)
    assert text == squeezed(page[0][2] + "".join(left + right))


def test_cells_of_a_table_stay_in_their_row():
    rows = [("指标", "单位", "实绩"), *((f"指标{place}", "亿元", f"{place}20.5") for place in range(1, 8))]
    page = [(80 + 160 * column, 760 - 30 * place, cell) for place, row in enumerate(rows) for column, cell in enumerate(row)]
    assert lines_of(pdf_file([page])) == ["\t".join(row) for row in rows]


def test_words_keep_their_spaces():
    assert lines_of(pdf_file([[(80, 700, "全县 5G AICC 基站 1200 个，项目A B两个")]])) == ["全县 5G AICC 基站 1200 个，项目A B两个"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read_as_shown(turn):
    plain = pdf_file(laid_out(wrapped(PARAGRAPHS[:3])))
    pdf = pypdfium2.PdfDocument(plain)
    page = pdf[0]
    matrix = {90: (0, 1, -1, 0, 842, 0), 180: (-1, 0, 0, -1, 595, 842), 270: (0, -1, 1, 0, 0, 595)}[turn]
    for thing in page.get_objects():
        thing.transform(pypdfium2.PdfMatrix(*matrix))
    width, height = page.get_size()
    page.set_mediabox(0, 0, *((height, width) if turn in (90, 270) else (width, height)))
    page.set_rotation(turn)
    page.gen_content()
    stream = io.BytesIO()
    pdf.save(stream)
    pdf.close()
    assert read_document(stream.getvalue()).text == read_document(plain).text


def empty_pages(count):
    pdf = pypdfium2.PdfDocument.new()
    for _ in range(count):
        pdf.new_page(595, 842)
    stream = io.BytesIO()
    pdf.save(stream)
    pdf.close()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "limits", "message"),
    [
        (empty_pages(3), Limits(), "its 3 pages are pictures without text that could be recognised"),
        (empty_pages(12), Limits(pages=10), "has 12 pages, more than the limit of 10"),
        (pdf_file([[(80, 700, LONG)]], password="secret"), Limits(), "protected by a password"),
        (pdf_file([[(80, 700, LONG)]])[:300], Limits(), "no whole PDF file"),
        (b"%PDF-1.7\njunk", Limits(), "no whole PDF file"),
    ],
)
def test_files_that_cannot_be_read(data, limits, message):
    with pytest.raises(ReadError, match=message):
        read_document(data, limits=limits)


@pytest.mark.parametrize(
    "page",
    [[(280, 40, "1")], [(80, 700 - 20 * place, "\u4e02\u4e04\u4e05\u4e06\u4e0f\u4e12\u4e17\u4e1f") for place in range(5)]],
    ids=["a page number alone", "fonts without meaning"],
)
def test_pages_without_text_that_says_something_are_recognised(monkeypatch, page):
    monkeypatch.setattr("govtext.reading.pdf.recognised", lambda pages, name, limits: (f"识别出{len(list(pages))}页。", SourceInfo()))
    assert read_document(pdf_file([page])).text == "识别出1页。"


def test_wrong_extensions_do_not_matter_to_content(tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(pdf_file([[(80, 700, LONG[:20])]]))
    assert read_document(path).source.format == "pdf"


def test_long_centred_titles_are_whole():
    title = "青河县人民政府关于印发二〇二四年经济社会发展工作要点和重点任务的通知"
    first, second = title[:28], title[28:]
    page = [(LEFT, TOP, first), (LEFT + (28 - len(second)) * SIZE / 2, TOP - PITCH, second)]
    page += [(LEFT + indent * SIZE, TOP - (place + 2) * PITCH, text) for place, (indent, text) in enumerate(wrapped(PARAGRAPHS[:4]))]
    assert lines_of(pdf_file([page])) == [title, *PARAGRAPHS[:4]]
