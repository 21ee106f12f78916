"""Numerals are read exactly, and what is not one numeral is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtext.errors import GovtextError
from govtext.numerals import parse, value

DIGITS = "零一二三四五六七八九"
FINANCIAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


def section(number: int) -> str:
    """Spell a number below 10000 the way it stands after a larger unit: 0230 is 零二百三十."""
    text = "".join(DIGITS[int(digit)] + (unit if digit != "0" else "") for digit, unit in zip(f"{number:04}", ("千", "百", "十", ""), strict=True))
    while "零零" in text:
        text = text.replace("零零", "零")
    return text.rstrip("零")


def hanzi(number: int) -> str:
    """Spell a number up to 10**16 in standard Chinese numerals."""
    high, rest = divmod(number, 10**8)
    parts = [hanzi(high) + "亿"] if high else []
    parts += [section(part) + unit for part, unit in ((rest // 10**4, "万"), (rest % 10**4, "")) if part]
    return "".join(parts).lstrip("零") or "零"


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_chinese_numerals_come_back_as_the_integer(number):
    assert parse(hanzi(number)) == number
    assert parse(hanzi(number).translate(FINANCIAL)) == number
    assert parse("负" + hanzi(number)) == -number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_separators_and_width_do_not_change_a_number(number):
    wide = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
    assert parse(f"{number:,f}") == number
    assert parse(f"{number:f}".translate(wide)) == number


@given(st.integers(min_value=100, max_value=10**20))
def test_digits_one_by_one(number):
    assert parse("".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))) == number


@given(st.text(alphabet="零〇一二两三五十百千万亿兆廿点负半个几多分之又打,.-12 　壹拾", max_size=300))
def test_any_text_has_a_value_or_is_refused(text):
    result = value(text)
    assert result is None or (result.is_finite() and parse(text) == result)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("两百", "200"),
        ("二〇二三", "2023"),
        ("三万五", "35000"),
        ("五亿零六", "500000006"),
        ("五百卅四", "534"),
        ("一千一百一十一万亿", "1111000000000000"),
        ("一点五", "1.5"),
        ("一百点123", "100.123"),
        ("两千三点一", "2300.1"),
        ("1.2万", "12000"),
        ("5万4千6百", "54600"),
        ("2千零30万", "20300000"),
        ("10万万", "1000000000"),
        ("8 千 3 百", "8300"),
        ("半", "0.5"),
        ("三个半", "3.5"),
        ("百分之一点五七", "0.0157"),
        ("三又四分之一", "3.25"),
        ("二十几万", "200000"),
        ("五百余万", "5000000"),
        ("0.1", "0.1"),
        ("123456789012345678901234567890.123456789万", "1234567890123456789012345678901234.56789"),
    ],
)
def test_known_values(text, number):
    assert parse(text) == Decimal(number)


REFUSED = "一一 七八 三四十亿 百十一 十七十八 一百一二三 一万零 零点 点一 10..1万 1,23 0.1,234 1e5 nan 万 几百 --1 五万六亿点 3分之 零分之一"


@pytest.mark.parametrize("text", ["", " ", *REFUSED.split(), "万" * 60, "一万" * 200])
def test_what_is_not_one_numeral_is_refused(text):
    with pytest.raises(ValueError, match="is not one numeral") as raised:
        parse(text)
    assert isinstance(raised.value, GovtextError)
    assert value(text) is None
