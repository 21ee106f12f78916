"""A folder of reports may hold tables about them: they are said and left out; named alone they are errors."""

import logging

import batches
import pytest
from click.testing import CliRunner

import govtext
from govtext.batching.errors import NO_TEXTS
from govtext.cli import cli
from govtext.errors import ReadError

REPORT = "2024年青河县人民政府工作报告\n各位代表：\n二、2024年重点工作\n今年主要预期目标是：地区生产总值增长6%左右。"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "reports"
    (made / "county").mkdir(parents=True)
    (made / "MANIFEST.tsv").write_text("file\tplace\tyear\ncounty/a.txt\t青河县\t2024\n", "utf-8")
    (made / "county" / "a.txt").write_text(REPORT, "utf-8")
    (made / "county" / "list.json").write_text('[{"file": "a.txt", "year": 2024}]', "utf-8")
    return made


def test_a_table_without_texts_is_said_and_left_out(folder, tmp_path, caplog):
    with caplog.at_level(logging.WARNING, "govtext"):
        assert [report.meta.place.value for report in govtext.read_many(folder)] == ["青河县"]
    assert [name for name in ("MANIFEST.tsv", "list.json") if name in caplog.text and "left out" in caplog.text] == ["MANIFEST.tsv", "list.json"]
    frame = govtext.panel(folder, ["gdp_growth"])
    assert (frame["target"].tolist(), frame.attrs["failed"]) == ([6.0], [])
    summary = govtext.batch(folder, tmp_path / "dataset", workers=1)
    assert (summary.reports, batches.rows(tmp_path / "dataset")["errors"]) == (1, [])


def test_the_command_ends_well(folder, tmp_path):
    done = CliRunner().invoke(cli, ["panel", str(folder), "-o", str(tmp_path / "panel.csv"), "--workers", "1"])
    assert (done.exit_code, "1 reports" in done.output, "could not be read" in done.output) == (0, True, False)


def test_a_table_that_is_named_is_an_error(folder, tmp_path):
    with pytest.raises(ReadError, match="cannot tell which column"):
        govtext.panel(folder / "MANIFEST.tsv")
    govtext.batch([folder / "MANIFEST.tsv", folder / "county" / "a.txt"], tmp_path / "dataset", workers=1)
    assert [row["reason"] for row in batches.rows(tmp_path / "dataset")["errors"]] == [NO_TEXTS]
