"""Scans: what is recognised of pages that are pictures reads as the text does, turned and noisy ones too; a stamp is no text."""

import io
import sys
import time
from difflib import SequenceMatcher
from math import cos, radians, sin

import numpy as np
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdffiles import FONT, LEFT, PITCH, SIZE, TOP, pdf_file
from PIL import Image, ImageDraw
from reportlab.pdfbase.pdfmetrics import stringWidth

import govtext
from govtext.errors import MissingExtraError, ReadError
from govtext.layout import Box
from govtext.reading import ocr
from govtext.reading.lines import Line
from govtext.reading.pages import compose

LINES = [
    "青岭县人民政府工作报告",
    "　　一、2024年工作回顾",
    "　　全年完成地区生产总值186.4亿元，增长6.3%；一般公共预",
    "算收入9.86亿元，同比增长7.2%。新增城镇就业5200人。",
    "　　二、2025年工作安排",
    "　　今年主要预期目标是：地区生产总值增长6%左右，城镇新增就",
    "业5000人以上，居民消费价格涨幅控制在2%左右。",
]
PLAIN = "\n".join([LINES[0], LINES[1], LINES[2] + LINES[3], LINES[4], LINES[5] + LINES[6]])


def scan(dpi, stamped=True):
    data = pdf_file([[(LEFT, TOP - PITCH * row, line, SIZE) for row, line in enumerate(LINES)]])
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[0].render(scale=dpi / 72).to_pil().convert("RGB").crop((0, 0, int(595 * dpi / 72), int(330 * dpi / 72)))
    if stamped:
        ImageDraw.Draw(page).text((page.width // 2, page.height // 2), "SEAL OF OFFICE 99%", fill=(230, 30, 30), font_size=dpi // 4)
    page = page.rotate(1, fillcolor="white", resample=Image.Resampling.BICUBIC)
    noisy = np.asarray(page).astype(int) + np.random.default_rng(7).normal(0, 12, (page.height, page.width, 1))
    return Image.fromarray(np.clip(noisy, 0, 255).astype("uint8"))


def saved(page, format):
    data = io.BytesIO()
    page.save(data, format, resolution=150)
    return data.getvalue()


def values(report):
    return {(metric.indicator.text, metric.low, metric.unit, metric.status) for metric in report.metrics}


def test_scans_read_as_their_text():
    report, plain = govtext.read(saved(scan(150), "PDF")), govtext.parse(PLAIN)
    written, found = ("".join(text.split()) for text in (PLAIN, report.text))
    same = sum(block.size for block in SequenceMatcher(None, written, found, autojunk=False).get_matching_blocks())
    assert 1 - same / max(len(written), len(found)) <= 0.01
    assert len(values(report) & values(plain)) >= 0.9 * len(values(plain))
    assert [section.title for section in report.sections] == [section.title for section in plain.sections]
    [remark] = [diagnostic for diagnostic in report.diagnostics if diagnostic.code == "GT210"]
    assert remark.message.startswith("the text was recognised from pictures: 7 lines, 0 of them unsure")


def drawn_at(text, dpi):
    """The middle of a text of LINES on the page of a scan, in dots."""
    [row] = [row for row, line in enumerate(LINES) if text in line]
    before = LINES[row].index(text)
    across = LEFT + stringWidth(LINES[row][:before], FONT, SIZE) + stringWidth(text, FONT, SIZE) / 2 - 595 / 2
    down = 842 - TOP + PITCH * row - 0.35 * SIZE - 330 / 2
    turn = radians(1)
    return tuple(dpi / 72 * at for at in (across * cos(turn) + down * sin(turn) + 595 / 2, down * cos(turn) - across * sin(turn) + 330 / 2))


@pytest.mark.parametrize(("format", "dpi"), [("PDF", 72), ("PNG", 150)])
def test_each_span_keeps_its_page_and_box(format, dpi):
    report = govtext.read(saved(scan(150), format))
    for metric in report.metrics:
        place = report.locate(metric.span)
        [box] = place.boxes
        middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        assert (place.page, box.page) == (1, 1)
        assert middle == pytest.approx(drawn_at(metric.text, dpi), abs=SIZE * dpi / 72), metric.text
        assert box.right - box.left == pytest.approx(dpi / 72 * stringWidth(metric.text, FONT, SIZE), rel=0.2), metric.text
    assert govtext.Report.model_validate_json(report.model_dump_json()).locate(report.metrics[0].span) == report.locate(report.metrics[0].span)
    [sentence] = [block for block in report.blocks if "地区生产总值186.4亿元" in block.text]
    assert [box.top for box in report.locate(sentence.span).boxes] == sorted(box.top for box in report.locate(sentence.span).boxes)
    assert len(report.locate(sentence.span).boxes) == 2


PAGES = [
    ["各项工作扎实推进并取得了新的显著成效", "产业升级步伐加快而且发展后劲持续增强", "全年完成财政收入和各项税收共计为四千"],
    ["五百元。城乡面貌焕然一新令人倍感振奋", "民生事业全面进步使得群众安居乐业满意"],
    ["改革开放不断深入营商环境得到极大改善", "社会大局保持稳定平安建设也再创佳绩了"],
]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_that_lie_on_a_side_or_upside_down(turn):
    page = scan(100)
    report = govtext.read(saved(page.rotate(turn, expand=True), "PNG"))
    assert values(report) == values(govtext.parse(PLAIN))
    wide, high = page.size
    for metric in report.metrics:
        [box] = report.locate(metric.span).boxes
        across, down = drawn_at(metric.text, 100)
        turned = {90: (down, wide - across), 180: (wide - across, high - down), 270: (high - down, across)}[turn]
        middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        assert middle == pytest.approx(turned, abs=SIZE * 100 / 72), metric.text


def test_spans_over_pages_and_running_heads_keep_their_own_page():
    heads = [Line("年度报告", 0, 40, 0, 10, 10, box=Box(0, 0, 40, 10))] * 3
    bodies = [
        [Line(text, 0, 180, 20 * row, 20 * row + 10, 10, box=Box(0, 20 * row, 180, 20 * row + 10)) for row, text in enumerate(page, 2)]
        for page in PAGES
    ]
    text, info = compose([[head, *body] for head, body in zip(heads, bodies, strict=True)])
    report = govtext.parse(text, info)
    assert [(box.page, box.top) for box in report.locate(report.metrics[0].span).boxes] == [(1, 80), (2, 40)]
    places = [report.locate(span) for span in info.furniture]
    assert [(place.page, place.boxes[0].top) for place in places] == [(1, 0), (2, 0), (3, 0)]


@settings(deadline=None)
@given(count=st.integers(1, 99), masked=st.sampled_from(["", "X", "x", "*"]), lost=st.sampled_from(["o", "O", " o", " O"]))
def test_marks_that_a_recogniser_mistakes(count, masked, lost):
    read = ocr._with_wide_marks
    assert read(f"人口自然增长率控制在{count}.{masked or 5}%0以内,就业{count}人") == f"人口自然增长率控制在{count}.{masked or 5}‰以内，就业{count}人"
    assert read(f"完成产值和税收增长{count}%{lost}") == f"完成产值和税收增长{count}%。"


def test_a_picture_of_one_line():
    line = scan(150, stamped=False).crop((0, 240, 1240, 320))
    assert [metric.text for metric in govtext.read(saved(line, "PNG")).metrics] == ["186.4亿元", "6.3%"]


def test_pictures_without_text_and_of_any_size():
    with pytest.raises(ReadError, match="its 1 pages are pictures without text that could be recognised"):
        govtext.read(saved(Image.new("RGB", (400, 400), "white"), "PNG"))
    blank = [Image.new("L", (1240, 1754), 255) for _ in range(20)]
    data = io.BytesIO()
    blank[0].save(data, "PDF", save_all=True, append_images=blank[1:], resolution=150)
    began = time.process_time()
    with pytest.raises(ReadError, match="its 20 pages are pictures without text that could be recognised"):
        govtext.read(data.getvalue())
    assert time.process_time() - began < 20
    with pytest.raises(ReadError, match="is a picture of 20000 × 20000 dots, and the most is 60,000,000"):
        govtext.read(saved(Image.new("1", (20_000, 20_000)), "PNG"))
    with pytest.raises(ReadError, match="is no whole picture"):
        govtext.read(saved(Image.new("RGB", (400, 400)), "PNG")[:60])


def test_without_the_extra_the_error_names_it(monkeypatch):
    ocr._engine.cache_clear()
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(MissingExtraError, match=r'recognising the text of pictures needs the package rapidocr: pip install "govtext\[ocr\]"'):
        govtext.read(saved(Image.new("RGB", (40, 40)), "PNG"))
