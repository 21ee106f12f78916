"""Tables in memory and of statistical programs, one report in each row, and what becomes of rows that cannot be read."""

import pandas as pd
import pyarrow as pa
import pyreadstat
import pytest
from pyarrow import feather

import govtext
from govtext.errors import GovtextError, ReadError

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
