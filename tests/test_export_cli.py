"""``govtext export``: every form is written from the command line and read back."""

import json

import openpyxl
import pandas as pd
import pytest
import spacy
from click.testing import CliRunner
from reports import EARLIER, LATER, pair
from spacy.tokens import DocBin

import govtext
from govtext.cli import cli
from govtext.evaluation import from_report
from govtext.export.brat import read_brat
from govtext.export.labelstudio import read_tasks


@pytest.fixture
def files(tmp_path):
    for name, text in (("earlier.txt", EARLIER), ("later.txt", LATER)):
        (tmp_path / name).write_text(text, "utf-8")
    return [str(tmp_path / "earlier.txt"), str(tmp_path / "later.txt")]


def run(*arguments, code=0):
    result = CliRunner().invoke(cli, ["export", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result.output


def test_workbook(files, tmp_path):
    run(*files, "--to", "xlsx", "-o", tmp_path / "out.xlsx", "--indicator", "gdp_growth")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames[:3] == ["任务分解", "按牵头单位", "面板"]
    assert book["面板"].max_row == 3


def test_csv_is_the_panel(files, tmp_path):
    run(*files, "--to", "csv", "-o", tmp_path / "out.csv", "--indicator", "gdp_growth", "--bom")
    frame = pd.read_csv(tmp_path / "out.csv", encoding="utf-8-sig")
    assert frame["target"].tolist() == [6.0, 6.5]
    assert frame["source"].tolist() == files


def test_stata_holds_the_table_asked_for(files, tmp_path):
    run(*files, "--to", "dta", "--table", "metrics", "--lang", "en", "-o", tmp_path / "out.dta")
    frame = pd.read_stata(tmp_path / "out.dta")
    assert len(frame) == sum(len(report.metrics) for report in pair())
    assert "achieved" in frame["status"].tolist()


def test_markdown_is_a_file_or_a_directory(files, tmp_path):
    run(files[0], "--to", "markdown", "-o", tmp_path / "one.md")
    assert (tmp_path / "one.md").read_text("utf-8") == pair()[0].to_markdown()
    run(*files, "--to", "markdown", "-o", tmp_path / "all")
    assert [file.name for file in sorted((tmp_path / "all").iterdir())] == ["earlier.md", "later.md"]


def test_chunks_are_lines(files, tmp_path):
    run(*files, "--to", "chunks", "--max-chars", 100, "-o", tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == sum(len(report.chunks(100)) for report in pair())
    assert json.loads(lines[0])["place"] == "白松县"


def test_docbin_is_read_by_spacy(files, tmp_path):
    run(*files, "--to", "docbin", "-o", tmp_path / "out.spacy")
    docs = list(DocBin().from_disk(tmp_path / "out.spacy").get_docs(spacy.blank("zh").vocab))
    assert [[span.text for span in doc.spans["metrics"]] for doc in docs] == [[metric.text for metric in report.metrics] for report in pair()]


def test_annotations_are_read_back(files, tmp_path):
    run(*files, "--to", "labelstudio", "-o", tmp_path / "out.json")
    assert (tmp_path / "out.xml").read_text("utf-8").startswith("<View>")
    assert [task.metrics for task in read_tasks(tmp_path / "out.json")] == [from_report(report).metrics for report in pair()]
    run(*files, "--to", "brat", "-o", tmp_path / "brat")
    assert [document.name for document in read_brat(tmp_path / "brat")] == ["earlier", "later"]


def test_a_file_that_cannot_be_read_is_reported_and_the_others_are_done(files, tmp_path):
    output = run(files[0], tmp_path / "missing.txt", "--to", "csv", "-o", tmp_path / "out.csv", code=1)
    assert "missing.txt" in output
    assert len(pd.read_csv(tmp_path / "out.csv")) > 0
    run(tmp_path / "missing.txt", "--to", "csv", "-o", tmp_path / "none.csv", code=1)
    assert not (tmp_path / "none.csv").exists()


def test_a_wrong_call_is_refused_with_the_nearest_name(files, tmp_path):
    assert "gdp_growth" in run(*files, "--to", "csv", "--indicator", "gdp_grwth", "-o", tmp_path / "out.csv", code=2)
    assert "xls" in run(*files, "--to", "xls", "-o", tmp_path / "out", code=2)
    assert "Missing option" in run(*files, "--to", "csv", code=2)


def test_public_names_are_the_functions():
    assert govtext.panel.__module__ == "govtext.export.panel"
    assert govtext.to_frames.__module__ == "govtext.export.frames"
    assert govtext.attention.__module__ == "govtext.words"
