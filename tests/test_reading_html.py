"""Web pages of government portals: the article and nothing else, and what the page says about it."""

from __future__ import annotations

import pytest
from portals import NOTICE, PORTALS, RELATED
from samples import squeezed

from govtext.errors import ReadError
from govtext.reading import read_document
from govtext.reading.html import extract

TITLE = "2024年青河县人民政府工作报告"
LINES = [
    "——2024年1月23日在青河县第十七届人民代表大会第四次会议上",
    "各位代表：",
    "现在，我代表县人民政府向大会报告工作，请予审议，并请列席人员提出意见。",
    "一、2023年工作回顾",
    "过去一年，全县生产总值增长6.5%，城镇新增就业5.2万人；规模以上工业增加值 < 预期 & 高于上年。",
    "（一）经济运行平稳向好",
    "过去一年，全县生产总值增长6.5%，城镇新增就业5.2万人；规模以上工业增加值 < 预期 & 高于上年。",
    "二、2024年工作安排",
    "做好今年工作，要坚持稳中求进。一是扩大有效投资。二是促进消费。三是稳住外贸。",
    "各位代表！让我们团结奋斗，谱写青河发展新篇章！",
]


@pytest.mark.parametrize("portal", PORTALS.values(), ids=PORTALS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_the_article_is_read_whole(portal, encoding, tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(portal(TITLE, LINES).encode(encoding))
    document = read_document(path)
    lines = [squeezed(line) for line in document.text.split("\n")]
    wanted = [squeezed(line) for line in (TITLE, *LINES)]
    assert lines[0] == squeezed(TITLE)
    assert [line for line in lines if line in wanted] == wanted
    assert not [line for line in lines if NOTICE[:10] in line or any(name in line for name in RELATED)]
    assert len(lines) <= len(wanted) + 1
    assert document.source.format == "html"


def test_what_the_page_says_about_itself():
    fields = read_document(PORTALS["labelled"](TITLE, LINES).encode()).source.fields
    assert fields == {"title": TITLE, "date": "2024-01-23 10:12", "source": "青河县人民政府办公室", "site": "青河县人民政府"}
    fields = read_document(PORTALS["table_layout"](TITLE, LINES).encode("gb18030")).source.fields
    assert fields == {"title": TITLE, "date": "2024-1-23", "source": "青河县人民政府网"}


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>过去一年，我们做了 <b>三</b>件\n事。</p>", "过去一年，我们做了 三件 事。"),
        ("<div>第一行。<br>&emsp;&emsp;第二行。</div>", "第一行。\n\u2003\u2003第二行。"),
        ("<pre>第一行。\n第二行。</pre>", "第一行。\n第二行。"),
        ("<div style='white-space: pre-wrap'>第一行。\n第二行。</div>", "第一行。\n第二行。"),
        ("<p>报告。<table><tr><th>指标<th>实绩<tr><td>生产总值<td>120亿元</table>", "报告。\n指标\t实绩\n生产总值\t120亿元"),
        ("<p>可见。</p><p hidden>隐藏。</p><p style='display: none'>隐藏。</p><script>代码。</script>", "可见。\n隐藏。\n隐藏。"),
        ("<p>" + "可见的一段，很长。" * 30 + "</p><p hidden>隐藏。</p>", "可见的一段，很长。" * 30),
    ],
)
def test_layout(markup, text):
    assert extract(f"<body>{markup}</body>")[0] == text


def test_an_article_in_two_parts_is_read_whole():
    half = "".join(f"<p>{line}</p>" for line in LINES)
    text, *_ = extract(f"<div id='nav'>首页</div><div><div class='first'>{half}</div><div class='second'>{half}</div></div>")
    assert squeezed(text) == squeezed("".join(LINES * 2))


def test_furniture_that_holds_the_article_is_no_furniture():
    text, *_ = extract(f"<div class='side share'>{''.join(f'<p>{line}</p>' for line in LINES)}</div>")
    assert squeezed(text) == squeezed("".join(LINES))


def test_deep_nesting_is_no_danger():
    assert extract("<div>" * 9_000 + "报告。" + "</div>" * 9_000)[0] == "报告。"
    with pytest.raises(ReadError, match="nests more than 10000 elements"):
        read_document(b"<html>" + b"<div>" * 100_000)


@pytest.mark.parametrize("markup", ["<html><body><script>load()</script></body></html>", "<html></html>"])
def test_pages_without_text_are_said(markup):
    with pytest.raises(ReadError, match="holds no text; if a script loads it"):
        read_document(markup.encode())


def test_pages_under_other_names_are_read(tmp_path):
    path = tmp_path / "报告.doc"
    path.write_bytes(PORTALS["word_export"](TITLE, LINES).encode())
    assert read_document(path).source.format == "html"


def test_pages_saved_in_one_file():
    page = PORTALS["labelled"](TITLE, LINES)
    boundary = "----part"
    archive = (
        f'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="{boundary}"\r\n\r\n'
        f"--{boundary}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{page}\r\n--{boundary}--\r\n"
    )
    document = read_document(archive.encode())
    assert document.text == read_document(page.encode()).text
    assert document.source.format == "mhtml"
    with pytest.raises(ReadError, match="holds no web page"):
        read_document(archive.encode()[:100])


def test_items_of_numbered_lists_have_their_numbers():
    items = "".join(f"<li>{text}</li>" for text in ("产业升级，实施项目120个。", "民生改善，就业3万人。"))
    page = f"<h2>二、2024年工作安排</h2><ol start=3>{items}</ol><ul>{items}</ul>"
    lines = read_document(page.encode(), format="html").text.split("\n")
    assert lines[1:] == ["3. 产业升级，实施项目120个。", "4. 民生改善，就业3万人。", "产业升级，实施项目120个。", "民生改善，就业3万人。"]


def test_a_page_of_a_table_alone_keeps_it():
    page = "<h2>主要指标</h2><table><tr><th>指标</th><th>完成</th></tr><tr><td>税收</td><td>12</td></tr><tr><td>投资</td><td>30</td></tr></table>"
    assert read_document(page.encode(), format="html").text == "主要指标\n指标\t完成\n税收\t12\n投资\t30"
