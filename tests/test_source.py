"""The reading copy: what it puts right, and the way back to the text as archived."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govtext
from govtext.source import SourceText, fold

SENTENCE = "我们坚持稳中求进工作总基调，统筹推进各项工作，全县经济社会发展取得新成效，群众生活持续改善。"
PIECES = st.sampled_from(
    [
        "税收",
        "增长",
        "5%",
        "１２．５",
        "3 5",
        "，",
        "。",
        "\n",
        "\r\n",
        "\\n",
        "\\r\\n",
        "　",
        "　　",
        " ",
        "\u200b",
        "\ufeff",
        "&nbsp;",
        "&amp;",
        "[10]",
        "一、",
        "\x00",
        "😀",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def copy(text):
    return SourceText.of(text).copy.rstrip("\n")


@pytest.mark.parametrize(
    ("archived", "read"),
    [
        ("增长６．５％，共２７，２０３户", "增长6.5%，共27,203户"),
        ("(一)抓项目,促投产", "（一）抓项目，促投产"),
        ("２·５亿元", "2.5亿元"),
        ("增长6﹪", "增长6%"),
        ("1−2月", "1-2月"),
    ],
)
def test_signs_and_digits_have_one_form(archived, read):
    assert copy(archived) == read


@pytest.mark.parametrize(
    ("archived", "read"),
    [
        ("就业３ ５ ５万人", "就业355万人"),
        ("税收 12 亿元", "税收12亿元"),
        ("政 府 工 作 报 告", "政府工作报告"),
        ("税\u200b收增\u200d长", "税收增长"),
        ("2024 12", "2024 12"),
    ],
)
def test_spaces_inside_words_and_numbers_are_gone(archived, read):
    assert copy(archived) == read


@pytest.mark.parametrize(
    ("archived", "paragraphs"),
    [
        ("一、工作\r\n二、安排", 2),
        ("一、工作\\r\\n二、安排", 2),
        ("一、工作\n\n\n二、安排", 2),
        (f"{SENTENCE}　　{SENTENCE}", 2),
        ("我们坚持稳中求进工作总基调\n，推动高质量发展。", 1),
        ("我们坚持稳中求进工作的\n总基调。", 1),
    ],
)
def test_a_paragraph_is_one_line(archived, paragraphs):
    assert len(copy(archived).split("\n")) == paragraphs


def test_lines_broken_at_one_width_are_joined():
    running = "我们坚持稳中求进工作总基调统筹推进各项工作" * 20
    wrapped = "\n".join(running[start : start + 30] for start in range(0, len(running), 30))
    source = SourceText.of(wrapped)
    assert source.copy.rstrip("\n") == running
    assert [(repair.kind, repair.count) for repair in source.repairs] == [("wrapped_line", wrapped.count("\n"))]


def test_footnote_marks_and_entities_are_read_through():
    assert copy("经济增长[10]，A&amp;B公司") == "经济增长，A&B公司"


def test_repairs_are_counted():
    repairs = SourceText.of("就业３ ５万人\\r\\n税收&nbsp;增长").repairs
    assert {repair.kind: repair.count for repair in repairs} == {"literal_escape": 2, "spaced_digits": 1}


@pytest.mark.parametrize(
    ("archived", "part"),
    [("就业３ ５ ５万人", "355万人"), ("税\u200b收\u200b增长５％", "税收"), ("一、\\r\\n　　税收增长", "税收增长"), ("a&amp;b", "&")],
)
def test_a_part_of_the_copy_leads_back_to_the_archive(archived, part):
    source = SourceText.of(archived)
    start = source.copy.index(part)
    span = source.span(start, start + len(part))
    assert copy(span.of(archived)) == part
    assert archived[span.start] not in " \u200b"


@given(TEXTS)
def test_folding_keeps_every_position(text):
    assert len(fold(text)) == len(text)


@given(TEXTS)
def test_positions_of_copy_and_archive_rise_together(text):
    source = SourceText.of(text)
    offsets = [source.offset(i) for i in range(len(source.copy))]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(text) for offset in offsets)
    assert source.text == text


@given(TEXTS)
def test_characters_that_are_kept_stand_where_the_span_says(text):
    source = SourceText.of(text)
    for i, character in enumerate(source.copy):
        if "\u4e00" <= character <= "\u9fff":
            assert text[source.offset(i)] == character


@given(TEXTS)
def test_the_copy_holds_no_odd_spaces_and_no_marks_that_are_not_seen(text):
    once = SourceText.of(text).copy
    assert set(once) & set("\r\u200b\ufeff\x00　") == set()
    assert not any(line != line.strip() for line in once.split("\n"))


@given(st.integers(24, 60), st.integers(0, 3), st.integers(0, 10**6))
@settings(max_examples=30)
def test_lines_that_end_after_a_width_that_varies_are_one_paragraph(width, spread, seed):
    draw = random.Random(seed)
    paragraphs = ["一、2023年工作回顾", SENTENCE * 13, "（一）强产业", SENTENCE * 25, "（二）惠民生", SENTENCE * 24]
    lines = []
    for paragraph in paragraphs:
        while len(paragraph) > width + spread:
            cut = width + draw.randint(-spread, spread)
            lines.append(paragraph[:cut])
            paragraph = paragraph[cut:]
        lines.append(paragraph)
    copy = SourceText.of("\n".join(lines)).copy.split("\n")
    assert "".join(copy) == "".join(paragraphs)
    assert all(line.endswith("。") or line in paragraphs for line in copy if line)


@given(st.integers(10, 999_999), st.data())
def test_a_figure_that_spaces_cut_in_a_sentence_is_one(number, data):
    digits = str(number)
    at = data.draw(st.integers(1, len(digits) - 1))
    pieces = [digits[:at], *(digits[i : i + 3] for i in range(at, len(digits), 3))]
    report = govtext.parse(f"全县完成税收{' '.join(pieces)}万元，比上年增长5%。")
    assert [metric.low for metric in report.metrics] == [number * 10_000, 5]


@given(st.sampled_from(["专栏", "表", "图", "附件"]), st.integers(1, 9), st.integers(10, 99))
def test_the_number_of_a_table_does_not_go_on_after_a_space(label, of_label, number):
    report = govtext.parse(f"全县实施{label}{of_label} {number}项重点工程，税收增长5%。")
    assert [metric.low for metric in report.metrics][-2:] == [number, 5]


@settings(max_examples=40)
@given(width=st.integers(24, 60), clauses=st.integers(24, 40), draw=st.randoms(use_true_random=False))
def test_a_short_text_that_was_broken_at_one_width_is_whole(width, clauses, draw):
    said = ["全县粮食生产再获丰收", "城乡居民收入稳步增长", "重点项目建设加快推进", "各项社会事业全面进步", "安全生产形势总体平稳"]
    paragraph = "，".join(draw.choice(said) for _ in range(clauses)) + "。"
    text = f"青岭县2024年政府工作报告\n各位代表：\n一、2023年工作回顾\n{paragraph}\n"
    broken = "\n".join(line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width))
    assert SourceText.of(broken).copy.rstrip("\n") == SourceText.of(text).copy.rstrip("\n")


@given(st.integers(10, 9999), st.integers(10, 999), st.data())
@settings(max_examples=40, deadline=None)
def test_a_figure_that_a_line_end_parts_in_a_short_text_is_one(amount, tenths, data):
    sentence = f"全县完成税收{amount}万元，增长{tenths / 10}%，城镇化率提高2.4个百分点。"
    figures = [at for at in range(1, len(sentence)) if sentence[at - 1].isdigit() and (sentence[at].isdigit() or sentence[at] == "万")]
    at = data.draw(st.sampled_from([*figures, sentence.index("百分点")]))
    assert SourceText.of(f"{sentence[:at]}\n{sentence[at:]}").copy == f"{sentence}\n"


@given(st.integers(2, 9), st.integers(10, 99))
@settings(max_examples=20, deadline=None)
def test_spaces_in_a_short_sentence_say_nothing(low, high):
    assert SourceText.of(f"产量达到{high}万 吨，同比增 长 {low} . 1 %。").copy == f"产量达到{high}万吨，同比增长{low}.1%。\n"
    assert SourceText.of(f"专栏{low}\n{high}个项目，总投资5亿元。").copy == f"专栏{low}\n{high}个项目，总投资5亿元。\n"
