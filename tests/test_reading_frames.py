"""Tables in memory and of statistical programs, one report in each row, and what becomes of rows that cannot be read."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
from pyarrow import feather

import govtext
from govtext.errors import GovtextError, ReadError
from govtext.reading import iter_documents

TEXTS = ["一、2023年工作回顾\n税收完成12.5亿元。", "一、2024年工作回顾\n税收增长6.5%。" + "财政收入平稳。" * 400]
ROWS = {"place": ["青岭县", "白水县"], "year": [2023, 2024], "正文": TEXTS}


def check(reading):
    reports = list(reading)
    assert [(report.metrics[0].text, report.meta.place.value, report.meta.year) for report in reports] == [
        ("12.5亿元", "青岭县", 2023),
        ("6.5%", "白水县", 2024),
    ]
    assert [report.text for report in reports] == TEXTS


@pytest.mark.parametrize("form", [pd.DataFrame, pa.table, lambda rows: pa.table(rows).to_reader()])
def test_tables_in_memory(form):
    check(govtext.read_many(form(ROWS)))


BEYOND = {
    "a day after the last that Python has": pa.array([2**31 - 1, 0], pa.date32()),
    "a moment after it": pa.array([2**62, 0], pa.timestamp("us")),
    "a time in a zone that nobody knows": pa.array([2**40, 0], pa.timestamp("us", "Asia/Nowhere")),
    "a while that is too long": pa.array([2**62, 0], pa.duration("ms")),
    "bytes that are no text": pa.array([b"\xff", b"a"]).view(pa.string()),
    "such bytes in a dictionary": pa.array([b"\xff", b"a"]).view(pa.string()).dictionary_encode(),
    "such a day in a list": pa.array([[2**31 - 1], None], pa.list_(pa.date32())),
    "such a day in a record": pa.array([{"day": 2**31 - 1}, None], pa.struct([("day", pa.date32())])),
}


@pytest.mark.parametrize("column", BEYOND.values(), ids=BEYOND)
def test_what_arrow_holds_and_python_does_not_costs_no_report(column, tmp_path):
    table = pa.table({**ROWS, "odd": column})
    feather.write_feather(table, tmp_path / "a.feather")
    pq.write_table(table, tmp_path / "a.parquet")
    for source in (table, tmp_path / "a.feather", tmp_path / "a.parquet"):
        reports = list(govtext.read_many(source))
        check(reports)
        assert reports[0].source.fields["odd"] is not None
    assert govtext.parse_batch(table)["reports"].num_rows == 2


@pytest.mark.parametrize("text", [b"\xff", b"\xed\xa0\x80"])
def test_a_text_that_is_no_utf_8_is_told_alone(text):
    texts = pa.array([TEXTS[0].encode(), text]).view(pa.string())
    report, failure = iter_documents(pa.table({"正文": texts}))
    assert report.text == TEXTS[0]
    assert failure.message == "#row=2: its column '正文' holds no text"


MISSING = {"NA": pd.NA, "NaN": float("nan"), "NaT": pd.NaT, "None": None}
VALUES = {"an array": np.array([1, 2]), "a column": pd.Series([1, 2]), "a frame": pd.DataFrame({"a": [1]}), "an interval": pd.Interval(0, 1)}


@pytest.mark.parametrize("value", {**MISSING, **VALUES}.values(), ids=MISSING | VALUES)
def test_whatever_a_data_frame_holds_costs_no_report(value):
    frame = pd.DataFrame(ROWS).assign(odd=pd.Series([value, "x"], dtype=object))
    reports = list(govtext.read_many(frame))
    check(reports)
    assert (reports[0].source.fields["odd"] is None) == any(value is missing for missing in MISSING.values())
    assert reports[1].source.fields["odd"] == "x"


def test_columns_that_know_what_is_missing():
    frame = pd.DataFrame({**ROWS, "rank": [1, None], "note": ["a", None], "sure": [True, None]}).convert_dtypes()
    reports = list(govtext.read_many(frame))
    check(reports)
    assert [[report.source.fields[name] for name in ("rank", "note", "sure")] for report in reports] == [[1, "a", True], [None, None, None]]


def test_feather(tmp_path):
    for compression in ("lz4", "zstd", "uncompressed"):
        feather.write_feather(pa.table(ROWS), tmp_path / "a.feather", compression=compression)
        check(govtext.read_many(tmp_path / "a.feather"))


def test_stata_and_spss(tmp_path):
    frame = pd.DataFrame({"place": ROWS["place"], "year": ROWS["year"], "text": TEXTS})
    pyreadstat.write_sav(frame.assign(level=[1, 2]), tmp_path / "a.sav", variable_value_labels={"level": {1: "县级", 2: "市级"}})
    check(govtext.read_many(tmp_path / "a.sav"))
    assert [report.source.fields["level"] for report in govtext.read_many(tmp_path / "a.sav")] == ["县级", "市级"]
    frame.to_stata(tmp_path / "a.dta", version=118, write_index=False, convert_strl=["text"])
    check(govtext.read_many(tmp_path / "a.dta"))
    whole = (tmp_path / "a.dta").read_bytes()
    for data, format in ((whole[:300], None), (b"$FL2" + bytes(300), None), (b"no table", "spss")):
        with pytest.raises(ReadError, match=r"no whole|holds|cannot"):
            list(govtext.read_many(data, format=format))


def test_errors_are_raised_skipped_or_collected():
    frame = pd.DataFrame({"text": [TEXTS[0], None, "  ", TEXTS[1]]})
    with pytest.raises(ReadError, match="row=2: its column 'text' holds no text"):
        list(govtext.read_many(frame))
    assert len(list(govtext.read_many(frame, errors="skip"))) == 2
    reading = govtext.read_many(frame, errors="collect")
    assert len(list(reading)) == 2
    assert [failure.path for failure in reading.failures] == ["#row=2", "#row=3"]
    with pytest.raises(GovtextError, match="errors='ignore' is none of raise, skip, collect"):
        govtext.read_many(frame, errors="ignore")


def test_a_table_is_no_report():
    with pytest.raises(ReadError, match="this is DataFrame; tables are read with read_many"):
        govtext.read(pd.DataFrame(ROWS))
