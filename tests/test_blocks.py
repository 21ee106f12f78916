"""What each paragraph of an archived text is, and that what is no part of the report is not read."""

import pytest

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
