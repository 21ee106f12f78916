"""What each paragraph of an archived text is, and that what is no part of the report is not read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govtext

OPENING = "青岭县人民政府工作报告\n——2024年1月23日在青岭县第十七届人民代表大会第四次会议上\n青岭县人民政府县长　周明远\n各位代表：\n"
RUNNING = "我们坚持稳中求进工作总基调，统筹推进各项工作，全县经济社会发展取得新成效，群众生活持续改善。"
BODY = f"一、2023年工作回顾\n税收增长5%。{RUNNING}\n二、2024年工作安排\n税收增长6%。今年，{RUNNING}\n"


def kinds(text):
    """The kinds of the paragraphs, runs of one kind taken together."""
    found = [str(block.kind) for block in govtext.parse(text).blocks]
    return [kind for i, kind in enumerate(found) if i == 0 or found[i - 1] != kind]


def kind_of(line, text):
    (block,) = (block for block in govtext.parse(text).blocks if block.text == line)
    return block.kind


def test_the_lines_before_the_report_proper_are_meta():
    assert kinds(OPENING + BODY) == ["meta", "body"]


@pytest.mark.parametrize("line", ["标题：政府工作报告", "来源：某某日报", "发布时间：2024-01-23 10:12", "（2024年1月23日）"])
def test_lines_of_a_metadata_block_are_meta(line):
    assert kind_of(line, f"{line}\n{OPENING}{BODY}") == "meta"


@pytest.mark.parametrize("line", ["下载", "打印", "【字号：大 中 小】", "当前位置：首页", "- 12 -", "第 3 页 共 20 页"])
def test_buttons_and_page_numbers_are_furniture(line):
    assert kind_of(line, OPENING + BODY.replace("\n二、", f"\n{line}\n二、")) == "furniture"


def test_a_portal_s_tail_is_furniture_to_its_end():
    assert kinds(f"{OPENING}{BODY}责任编辑：李明\n相关报道：\n税收增长7%。\n扫一扫") == ["meta", "body", "furniture"]


def test_links_after_the_last_sentence_are_furniture_but_marked_headings_are_not():
    assert kinds(f"{OPENING}{BODY}上级政府\n下级政府\n更多信息\n") == ["meta", "body", "furniture"]
    assert kinds(f"{OPENING}{BODY}1.抓项目\n2.抓招商\n3.抓服务\n") == ["meta", "body"]


def test_a_glossary_and_an_appendix_are_kinds_of_their_own():
    assert kinds(f"{OPENING}{BODY}名词解释\n1.三公经费：财政拨款安排的支出5项。\n") == ["meta", "body", "glossary"]
    assert kinds(f"{OPENING}{BODY}附件\n2024年民生实事\n1.新建幼儿园4所。\n") == ["meta", "body", "appendix"]


CLOSING = "各位代表，让我们团结一心，为建设美好青岭而努力奋斗！\n"
EXPLAINED = (
    "{n}.三公经费：指财政拨款安排的出国、用车和接待支出，上年为{m}亿元。",
    "“{n}县一主”：是指以工业为主导的发展格局，涉及{m}个乡镇。",
    "[{n}]河长制，即由各级负责人担任河长，全县设河长{m}名。",
    "①规上企业是指年营业收入在{m}万元以上的企业。",
)
HEADS = st.sampled_from(
    ["释义", "附件2\n解释说明", "注：", "尾注", "文中有关词语注解", "2024年政府工作报告缩略语说明", "【注释】", "小贴士", "新词速览", ""]
)
APPENDIX = "附件3\n2024年民生实事\n1.新建幼儿园{n}所。\n"


@given(HEADS, st.lists(st.sampled_from(EXPLAINED), min_size=2, max_size=5), st.integers(2, 90), st.booleans())
@settings(max_examples=60, deadline=None)
def test_explained_terms_behind_the_closing_words_are_a_glossary_whatever_stands_above_them(head, terms, number, more):
    below = f"{head}\n" if head else ""
    below += "".join(f"{term.format(n=i, m=number)}\n" for i, term in enumerate(terms, 1)) + APPENDIX.format(n=number) * more
    report, without = govtext.parse(OPENING + BODY + CLOSING + below), govtext.parse(OPENING + BODY + CLOSING)
    assert [metric.text for metric in report.metrics] == [*(metric.text for metric in without.metrics), *[f"{number}所"] * more]


def test_what_is_explained_in_the_report_itself_is_body():
    explained = "“一点”，即以南部新城为重点，建设学校3所。\n“两线”，即以东河、西河为依托，建设公园2个。\n"
    assert kinds(f"{OPENING}{BODY}{explained}{CLOSING}") == ["meta", "body"]


def test_a_report_captured_twice_is_read_once():
    once, twice = govtext.parse(OPENING + BODY), govtext.parse(OPENING + BODY + OPENING + BODY)
    assert [metric.text for metric in twice.metrics] == [metric.text for metric in once.metrics]
    assert [section.title for section in twice.sections] == [section.title for section in once.sections]
    assert "duplicate" in kinds(OPENING + BODY + OPENING + BODY)


@pytest.mark.parametrize("tail", ["责任编辑：李明\n阅读12345次\n增长7%\n", "名词解释\n1.三公经费：支出5亿元，增长7%。\n"])
def test_nothing_is_found_in_furniture_and_glossary(tail):
    with_tail, without = govtext.parse(OPENING + BODY + tail), govtext.parse(OPENING + BODY)
    assert with_tail.metrics == without.metrics
    assert [section.heading_span for section in with_tail.sections] == [section.heading_span for section in without.sections]


def test_an_appendix_is_read():
    (metric,) = govtext.parse(f"{OPENING}{BODY}附件\n2024年民生实事\n1.新建幼儿园4所。\n").metrics[2:]
    assert (metric.text, metric.status) == ("4所", "target")


def test_paragraphs_are_located_and_cover_all_that_is_no_space():
    text = OPENING + BODY
    report = govtext.parse(text)
    assert "".join(block.text for block in report.blocks) == text.replace("\n", "")
    location = report.locate(report.metrics[0].span)
    assert (location.paragraph, location.block_id) == (6, "b6")
