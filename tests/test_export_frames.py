"""Frames hold what the reports hold, in the columns of the one schema; Parquet gives the same back."""

from decimal import Decimal

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
from reports import corpus, pair

import govtext
from govtext.export.arrow import report_id, schema, to_tables
from govtext.export.calls import ExportError
from govtext.export.frames import to_frame
from govtext.export.tables import tables

NAMES = [table.name for table in tables() if table.rows is not None]


@pytest.mark.parametrize("name", NAMES)
def test_a_frame_has_the_columns_of_the_schema_and_a_row_for_each_item(name):
    frame = to_frame(corpus().values(), name)
    assert list(frame.columns) == schema(name).names
    assert len(frame) == to_tables(corpus().values())[name].num_rows > 0


@pytest.mark.parametrize("name", NAMES)
def test_a_frame_says_what_the_arrow_table_says(name):
    frame = to_frame(corpus().values(), name).drop(columns=["fields", "repairs"], errors="ignore")
    for row, record in zip(to_tables(corpus().values())[name].to_pylist(), frame.to_dict("records"), strict=True):
        for column, value in record.items():
            missing = not isinstance(value, tuple | list) and pd.isna(value)
            assert same(row[column], None if missing else value), (name, column)


def same(wanted, got):
    if isinstance(wanted, Decimal):
        return got == pytest.approx(float(wanted))
    if isinstance(wanted, list):
        return list(got) == wanted
    return (pd.Timestamp(wanted) == got) if isinstance(got, pd.Timestamp) else wanted == got


def test_offsets_of_a_frame_point_at_its_text():
    texts = {report_id(report.text): report.text for report in corpus().values()}
    for name in ("measures", "metrics", "placeholders", "times", "entities"):
        for row in to_frame(corpus().values(), name).itertuples():
            assert texts[row.report_id][row.start : row.end] == row.text


def test_parquet_is_read_back_by_duckdb_and_pyarrow_as_written(tmp_path):
    metrics = to_tables(corpus().values())["metrics"]
    path = tmp_path / "metrics.parquet"
    pq.write_table(metrics, path)
    assert pq.read_table(path).equals(metrics)
    with duckdb.connect() as database:
        rows = database.execute(f"select report_id, id, indicator, text, low, high, status from '{path}' order by all").fetchall()
    source = metrics.select(["report_id", "id", "indicator", "text", "low", "high", "status"]).to_pylist()
    assert rows == sorted((tuple(row.values()) for row in source), key=lambda row: row[:2])


def test_frames_of_a_report_join_by_its_key():
    frames = govtext.to_frames(pair())
    joined = frames["metrics"].merge(frames["reports"], on="report_id")
    assert len(joined) == len(frames["metrics"])
    assert set(joined["year"]) == {2023, 2024}


def test_a_frame_of_a_table_without_rows_has_its_columns():
    frame = govtext.parse("各位代表：").to_frame("placeholders")
    assert frame.empty
    assert list(frame.columns) == schema("placeholders").names


def test_wrong_calls_say_what_would_be_right():
    with pytest.raises(ExportError, match="no table 'metric': did you mean 'metrics'"):
        pair()[0].to_frame("metric")
    with pytest.raises(ExportError, match="none was given"):
        govtext.to_frames([])
    with pytest.raises(ExportError, match=r"\[report\]"):
        govtext.to_frames(pair()[0])
    old = pair()[0].model_copy(update={"schema_version": "0.9"})
    with pytest.raises(ExportError, match=r"schema version 2\.\d, and these are of 0\.9, 2\.\d"):
        govtext.to_frames([old, pair()[1]])
