"""A count that the text states is compared with what it lists."""

import pytest

import govtext

TASKS = ["扩大有效投资", "壮大特色产业", "建设美丽乡村", "改善民生福祉", "保护绿水青山", "守牢安全底线", "深化重点改革", "优化营商环境"]
NUMERALS = "一二三四五六七八"


def document(stated, number, form="（{}）{}。"):
    listed = "\n".join(form.format(NUMERALS[i], task) for i, task in enumerate(TASKS[:number]))
    return f"青岭县人民政府工作报告\n各位代表：\n二、2024年工作安排\n{stated}\n{listed}\n三、政府自身建设\n（一）坚持依法行政。\n"


def remarks(text):
    return [(d.message.partition(";")[0], d.span.of(text)) for d in govtext.parse(text).diagnostics if d.code == "GT304"]


@pytest.mark.parametrize(
    ("stated", "number"),
    [
        ("今年，重点做好八个方面工作。", 8),
        ("围绕上述目标，重点抓好以下7项重点工作：", 7),
        ("具体抓好六方面重点工作。", 6),
        ("着力推进五大任务：", 5),
    ],
)
def test_a_count_that_agrees_is_no_remark(stated, number):
    assert not remarks(document(stated, number))


def test_a_count_that_does_not_agree_is_a_remark_at_its_place():
    text = document("今年，重点做好八个方面工作。", 7)
    assert remarks(text) == [("the text states 8 but 7 were found", "做好八个方面工作")]


def test_a_heading_may_state_the_count_of_what_it_holds():
    text = document("", 7).replace("二、2024年工作安排", "二、全力抓好八项重点工作")
    assert remarks(text) == [("the text states 8 but 7 were found", "抓好八项重点工作")]


@pytest.mark.parametrize(("stated", "said"), [("十一", 11), ("十", 10), ("二十", 20), ("12", 12)])
def test_counts_above_ten(stated, said):
    assert remarks(document(f"今年要抓好{stated}个方面工作。", 3))[0][0] == f"the text states {said} but 3 were found"


def test_measures_count_where_there_are_no_headings():
    assert not remarks(document("今年要抓好三个方面工作。", 3, "{}是{}。"))
    assert remarks(document("今年要抓好四个方面工作。", 3, "{}是{}。"))[0][0] == "the text states 4 but 3 were found"


def test_a_count_inside_a_paragraph_announces_nothing():
    assert not remarks(document("认真落实医改五项重点工作。完善采购平台，加强基本药物配备。", 3))


def test_a_count_without_a_list_is_no_remark():
    assert not remarks("青岭县人民政府工作报告\n各位代表：\n二、2024年工作安排\n重点做好八个方面工作。\n")
