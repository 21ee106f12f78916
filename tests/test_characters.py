"""Traditional characters, radicals and other forms are read as what they stand for; the text keeps them."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

import govtext
from govtext.characters import is_traditional, simplified, with_digits
from govtext.rules import lexicon

CORPORA = sorted((Path(__file__).parents[1] / "corpora").glob("*.txt"))


def content(report, back=str):
    return (
        [(back(s.marker), back(s.title), s.level, s.role) for s in report.sections],
        [(m.indicator.text, m.low, m.high, m.unit, m.kind, m.status) for m in report.metrics],
        [(back(m.title), m.ordinal, m.status) for m in report.measures],
        [(t.indicator, t.low, t.unit, t.form) for t in report.targets()],
        [(p.kind, p.span) for p in report.placeholders],
    )


@pytest.mark.parametrize("region", ["t", "tw", "hk"])
@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.stem)
def test_a_report_in_traditional_characters_reads_the_same(path, region):
    written = OpenCC(f"s2{region}").convert(path.read_text("utf-8"))
    report = govtext.parse(written)
    back = OpenCC(f"{region}2s").convert
    assert content(report, back) == content(govtext.parse(back(written)))
    assert report.text == written


def test_of_simplified_texts_radicals_alone_change():
    radicals = str.maketrans({row["radical"]: row["character"] for row in lexicon("radicals")})
    for path in CORPORA:
        text = path.read_text("utf-8")
        assert not is_traditional(text)
        assert simplified(text) == text.translate(radicals)
        assert is_traditional(OpenCC("s2t").convert(text))


@given(st.lists(st.sampled_from(sorted(row["traditional"] for row in lexicon("traditional"))), max_size=40).map("".join))
def test_the_length_is_kept(text):
    assert len(simplified(text)) == len(text)


@given(st.sampled_from(sorted((row["radical"], row["character"]) for row in lexicon("radicals"))))
def test_radicals_are_read_as_their_characters(pair):
    radical, character = pair
    report = govtext.parse(f"一、工作\n{radical}县税收完成300⼈，增⻓5%。")
    assert [m.text for m in report.metrics] == ["300⼈", "5%"]
    assert simplified(radical) == simplified(character)


@pytest.mark.parametrize("end", ["\v", "\x85", "\n", "\r\n", "\u2028"])
def test_line_ends_of_every_form(end):
    assert [s.title for s in govtext.parse(end.join(["一、工作回顾", "税收增长5%。", "二、工作安排", "产值增长6%。"])).sections] == [
        "工作回顾",
        "工作安排",
    ]


def test_unseen_hyphens_and_other_colons():
    report = govtext.parse("主要目标是∶税\xad收增\xad长5%。其中︰产值增长3%。")
    assert [(m.indicator.text, str(m.low)) for m in report.metrics] == [("税收", "5"), ("产值", "3")]


@given(st.integers(2, 99), st.sampled_from(["l", "I"]), st.sampled_from(["万人次", "亿元", "项", "所", "台", "辆", "公里", "%"]))
def test_a_letter_behind_a_digit_is_the_digit_it_looks_like(tens, letter, unit):
    (metric,) = govtext.parse(f"完成项目{tens}{letter}{unit}。").metrics
    assert metric.text == f"{tens}{letter}{unit}"
    assert metric.low == tens * 10 + 1 or metric.low == (tens * 10 + 1) * metric.scale


@given(st.integers(1, 99), st.sampled_from("OＯ"))
def test_a_letter_before_a_decimal_point_is_nought(cents, letter):
    (metric,) = govtext.parse(f"污染综合指数下降{letter}.{cents:02}。").metrics
    assert metric.low == Decimal(cents) / 100


@pytest.mark.parametrize("said", ["CO2排放量", "5G基站", "PM2.5浓度", "A股IPO企业", "4I认证", "H5l公路"])
def test_letters_of_names_stay(said):
    assert with_digits(said) == said
