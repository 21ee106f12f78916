"""``govtext targets`` lists the promises of many reports."""

import csv
import io
import json

import openpyxl
import pytest
from click.testing import CliRunner

from govtext.cli import cli
from govtext.promises.rows import COLUMNS

FIRST = """2024年青岭县人民政府工作报告
一、2023年工作回顾
全年地区生产总值增长6.1%。
二、2024年工作安排
今年经济社会发展主要预期目标是：地区生产总值增长6%—6.5%，居民收入与经济增长同步，单位生产总值能耗下降3%左右。今后五年，地区生产总值年均增长5%以上。
"""
SECOND = """2025年白河县人民政府工作报告
二、2025年工作安排
今年经济社会发展主要预期目标是：地区生产总值增长7%以上、力争达到8%，居民消费价格涨幅控制在2%以内。
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "qingling.txt").write_text(FIRST, "utf-8")
    (tmp_path / "baihe.txt").write_text(SECOND, "utf-8")
    (tmp_path / "empty.txt").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args, stdin=None):
    return CliRunner().invoke(cli, ["targets", *args], input=stdin, catch_exceptions=False)


def rows(*args):
    return list(csv.DictReader(io.StringIO(run(*args, "--format", "csv").stdout)))


def test_rows_of_many_files_carry_file_place_and_year(folder):
    found = rows("qingling.txt", "baihe.txt")
    assert [(row["path"], row["place"], row["year"], row["canonical"], row["low"], row["high"], row["bound"]) for row in found] == [
        ("qingling.txt", "青岭县", "2024", "gdp_growth", "6", "6.5", "range"),
        ("qingling.txt", "青岭县", "2024", "income_growth", "", "", ""),
        ("qingling.txt", "青岭县", "2024", "energy_intensity", "-3", "-3", "approx"),
        ("qingling.txt", "青岭县", "2024", "gdp_growth", "5", "5", "at_least"),
        ("baihe.txt", "白河县", "2025", "gdp_growth", "7", "7", "at_least"),
        ("baihe.txt", "白河县", "2025", "cpi", "2", "2", "at_most"),
    ]
    assert (found[2]["direction"], found[1]["form"], found[4]["stretch"], found[5]["strength"]) == ("down", "relative", "8", "binding")
    assert tuple(found[0]) == COLUMNS


def test_offsets_lead_back_to_the_text(folder):
    for row in rows("qingling.txt"):
        assert FIRST[int(row["start"]) : int(row["end"])] in row["sentence"]
        assert row["sentence"] in FIRST


def test_indicators_and_horizons_are_chosen(folder):
    both = ("qingling.txt", "baihe.txt")
    assert {row["horizon"] for row in rows(*both, "--indicator", "gdp_growth")} == {"year", "five_year"}
    assert [row["low"] for row in rows(*both, "--indicator", "gdp_growth", "--indicator", "cpi", "--horizon", "year")] == ["6", "7", "2"]
    assert [row["low"] for row in rows(*both, "--horizon", "five_year")] == ["5"]
    unknown = run("qingling.txt", "--indicator", "gdp_grwth")
    assert unknown.exit_code == 2 and "did you mean gdp_growth" in unknown.output


def test_json_and_jsonl_hold_the_same_rows(folder):
    array = json.loads(run("qingling.txt", "baihe.txt", "--format", "json").stdout)
    assert [json.loads(line) for line in run("qingling.txt", "baihe.txt", "--format", "jsonl").stdout.splitlines()] == array
    assert array[1]["low"] is None and array[0]["high"] == "6.5" and array[0]["year"] == 2024
    assert json.loads(run("baihe.txt", "--format", "json", "--horizon", "other").stdout) == []


def test_table_in_both_languages(folder):
    chinese, english = run("baihe.txt").stdout, run("baihe.txt", "--lang", "en").stdout
    assert all(word in chinese for word in ("指标", "白河县", "≥ 7 %", "≤ 2 %", "约束性", "当年"))
    assert all(word in english for word in ("indicator", "≥ 7 %", "binding", "year"))


def test_the_extension_of_the_output_tells_the_format(folder):
    for name in ("out.csv", "out.json", "out.jsonl", "out.xlsx"):
        assert run("qingling.txt", "baihe.txt", "-o", name).exit_code == 0
    assert (folder / "out.csv").read_text("utf-8") == run("qingling.txt", "baihe.txt", "--format", "csv").stdout
    sheet = openpyxl.load_workbook("out.xlsx").worksheets[0]
    values = list(sheet.iter_rows(values_only=True))
    low, direction = COLUMNS.index("low"), COLUMNS.index("direction")
    assert [row[low] for row in values[1:]] == [6, None, -3, 5, 7, 2]
    assert values[3][direction] == "下降"
    assert run("qingling.txt", "--format", "xlsx").exit_code == 2


@pytest.mark.parametrize("form", ["table", "csv", "json", "jsonl", "xlsx"])
def test_a_file_that_cannot_be_read_is_said_and_the_others_are_done(folder, form):
    result = run("empty.txt", "baihe.txt", "missing.txt", "--format", form, "-o", "out")
    assert result.exit_code == 1
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == ["empty.txt", "missing.txt"]
    assert (folder / "out").stat().st_size
    assert run("empty.txt", "--format", form, "-o", "none").exit_code == 1
    assert not (folder / "none").exists()


def test_standard_input(folder):
    result = run("-", "--format", "json", stdin=SECOND.encode("gb18030"))
    assert [row["canonical"] for row in json.loads(result.stdout)] == ["gdp_growth", "cpi"]


def test_text_that_a_spreadsheet_would_run_is_quoted(folder):
    (folder / "=1+1.txt").write_text(SECOND, "utf-8")
    assert rows("=1+1.txt")[0]["path"] == "'=1+1.txt"


def test_a_form_that_is_not_known_is_refused(tmp_path):
    from click.testing import CliRunner

    from govtext import cli

    file, out = tmp_path / "a.txt", tmp_path / "x.parquet"
    file.write_text("一、2024年工作安排\n税收增长6%。", "utf-8")
    result = CliRunner().invoke(cli.cli, ["targets", str(file), "-o", str(out)])
    assert (result.exit_code, "not written as .parquet" in result.output, out.exists()) == (2, True, False)
