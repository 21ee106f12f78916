"""Texts in every encoding that Chinese archives use, and bytes that are no text."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtext.errors import ReadError
from govtext.reading import Limits, read_document

SIMPLIFIED = "青河县人民政府工作报告\n　　各位代表：现在，我代表县人民政府报告工作。\n　　一、过去一年\n全县生产总值增长６.５％，就业5.2万人。\n"
TRADITIONAL = "青河縣人民政府工作報告\n　　各位代表：現在，我代表縣人民政府報告工作。\n　　一、過去一年\n　　全縣生產總值增長6.5%，就業5.2萬人。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_simplified_text_is_the_same_in_every_encoding(encoding):
    document = read_document(SIMPLIFIED.encode(encoding))
    assert (document.text, document.source.encoding) == (SIMPLIFIED, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5"])
def test_traditional_text_is_the_same_in_every_encoding(encoding):
    assert read_document(TRADITIONAL.encode(encoding)).text == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_byte_order_mark_is_obeyed_and_left_out(encoding):
    document = read_document(("\ufeff" + SIMPLIFIED).encode(encoding))
    assert (document.text, document.source.encoding) == (SIMPLIFIED, encoding)
    assert "byte_order_mark" in {repair.kind for repair in document.source.repairs}


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("size", [8, 15, 40])
def test_a_few_characters_are_enough(encoding, size):
    for start in range(0, len(TRADITIONAL) - size, 5):
        part = TRADITIONAL[start : start + size]
        assert read_document(part.encode(encoding)).text == part


def test_encoding_is_seen_where_the_text_begins_late():
    text = "x" * 200_000 + SIMPLIFIED
    assert read_document(text.encode("gb18030")).text == text


def test_valid_utf8_is_utf8_whatever_it_says():
    for text in ("café", "ئۇيغۇر", "བོད་ཡིག", "龘"):
        assert read_document(text.encode()).text == text


def test_named_encoding_is_used():
    assert read_document("ÄÄÄÄ".encode("latin-1"), encoding="latin-1").text == "ÄÄÄÄ"


def test_line_ends_become_newlines():
    document = read_document(b"a\r\nb\rc\nd")
    assert document.text == "a\nb\nc\nd"
    assert [(repair.kind, repair.count) for repair in document.source.repairs] == [("line_ends", 2)]


def test_few_damaged_bytes_are_marked_and_counted():
    data = (SIMPLIFIED * 10).encode("gb18030")
    position = data.index("工作。".encode("gb18030"))
    document = read_document(data[:position] + b"\xff" + data[position + 1 :])
    assert document.source.encoding == "gb18030"
    assert 1 <= document.text.count("\ufffd") <= 3
    assert [repair.kind for repair in document.source.repairs] == ["undecodable"]


def test_source_is_told(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_bytes(b"abc")
    source = read_document(path).source
    assert source.path == str(path)
    assert source.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert source == read_document(str(path)).source


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_refused(seed):
    with pytest.raises(ReadError, match="no Chinese text in any of utf-8, gb18030, big5hkscs, utf-16-le, utf-16-be"):
        read_document(random.Random(seed).randbytes(3000))


@pytest.mark.parametrize(
    ("data", "options", "message"),
    [
        (b"", {}, "is empty"),
        (b"abcdef", {"limits": Limits(bytes=5)}, "more than 5 bytes"),
        (b"abc", {"encoding": "klingon"}, "no text encoding named 'klingon'"),
        (SIMPLIFIED.encode("gb18030"), {"encoding": "utf-8"}, "cannot be decoded as utf-8"),
        (b"abc", {"format": "papyrus"}, "no format named 'papyrus'; the formats are"),
    ],
)
def test_what_cannot_be_read_is_said(data, options, message):
    with pytest.raises(ReadError, match=message):
        read_document(data, **options)


def test_missing_file_is_said(tmp_path):
    with pytest.raises(ReadError, match="there is no such file"):
        read_document(tmp_path / "none.txt")


def test_impossible_path_is_said():
    with pytest.raises(ReadError, match="cannot be opened as a file"):
        read_document("a\0b")


def test_missing_permission_is_said(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")

    def refuse(*_, **__):
        raise PermissionError(13, "denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(ReadError, match="no permission"):
        read_document(path)


REPORTS = st.lists(st.sampled_from(SIMPLIFIED.split("\n")[:4]), min_size=1, max_size=6).map("\n".join)


@given(REPORTS, st.sampled_from(["hz", "utf-7", "iso2022_jp_2"]))
def test_seven_bit_encodings_are_read(text, encoding):
    document = read_document(text.replace("　", "").encode(encoding))
    assert (document.text, document.source.encoding) == (text.replace("　", ""), encoding)


@given(REPORTS, st.sampled_from(["latin-1", "cp1252", "gbk", "gb18030"]), st.sampled_from(["ignore", "replace"]))
def test_text_that_was_encoded_twice_is_told(text, taken, lost):
    data = f"{SIMPLIFIED}\n{text}".encode().decode(taken, lost).encode()
    with pytest.raises(ReadError, match=r"encoded as UTF-8, taken for .* and encoded again as UTF-8"):
        read_document(data)


@given(REPORTS)
def test_gb18030_in_western_disguise_is_told(text):
    with pytest.raises(ReadError, match="encoded as GB18030, taken for LATIN-1 and encoded again as UTF-8"):
        read_document(text.encode("gb18030").decode("latin-1").encode())


@given(REPORTS, st.lists(st.sampled_from(["“”", "——", "‘’", "··", "×", "…", "°", "“三三四四”——", "½"]), min_size=4, max_size=40))
def test_quotation_marks_and_dashes_of_a_chinese_text_are_no_disguise(text, marks):
    assert read_document((text + "".join(marks)).encode()).source.encoding == "utf-8"


def test_a_shifted_encoding_without_a_codec_is_told():
    with pytest.raises(ReadError, match="ISO-2022-CN, which is not read"):
        read_document(b"\x1b$)A\x0eU~8.9$Wv1(8f\x0f\n" * 20)


@pytest.mark.parametrize("text", ["C++ and a+b-c, ~{not} ~~ 1+1-2\n" * 50, "café naïve über\n" * 50])
def test_western_text_stays_as_it_is(text):
    assert read_document(text.encode()).text == text
