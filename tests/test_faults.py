"""What the surroundings do: closed streams, full disks, names of encodings that are none, cells that are formulas. One line tells it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import hostile
import pyarrow as pa
import pyarrow.compute
import pytest
from hypothesis import given
from hypothesis import strategies as st

import govtext
from govtext.errors import ReadError
from govtext.export.csv_files import FORMULA, plain, safe_cell
from govtext.masking.sheets import write
from govtext.plain import plain_value
from govtext.reading import Limits, iter_documents, read_document
from govtext.reading.resource import read_all

NO_ENCODINGS = ["undefined", "idna", "punycode", "base64", "rot13", "hex", "zlib", "oem-nothing", "中文", "a\0b", "x" * 500, "\ud800", "utf 99"]
needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are those of POSIX")


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(hostile.REPORT, "utf-8")
    return path


def command(*arguments, **streams):
    """Run the command line."""
    line = [sys.executable, "-m", "govtext", *map(str, arguments)]
    return subprocess.run(line, stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False, **streams)


def closed(number, *arguments):
    """Run the command line with one of its streams closed."""
    code = "import os, sys; os.close(int(sys.argv[1])); os.execv(sys.executable, [sys.executable, '-m', 'govtext', *sys.argv[2:]])"
    line = [sys.executable, "-c", code, str(number), *map(str, arguments)]
    return subprocess.run(line, stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False)


def one_line(run):
    lines = run.stderr.splitlines()
    return len(lines) == 1 and lines[0].startswith("govtext: ")


@needs_limits
def test_closed_streams_are_told(report, tmp_path):
    for number, arguments, said in (
        (0, ["parse", "-"], "standard input is closed"),
        (1, ["parse", report], "standard output is closed"),
        (1, ["check", report], "standard output is closed"),
        (1, ["targets", report], "standard output is closed"),
    ):
        run = closed(number, *arguments)
        assert run.returncode == 1
        assert said in run.stderr
        assert one_line(run)
    assert closed(1, "parse", report, "-o", tmp_path / "a.json").returncode == 0
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["text"] == hostile.REPORT


@needs_limits
@pytest.mark.parametrize("arguments", [["parse"], ["parse", "--format", "outline"], ["check", "--format", "json"], ["targets", "--format", "csv"]])
def test_a_full_output_is_told(report, arguments):
    with Path("/dev/full").open("wb") as full:
        run = command(*arguments, report, stdout=full)
    assert run.returncode == 1
    assert one_line(run), run.stderr
    assert "No space left on device" in run.stderr


FULL = """
import contextlib, io, resource, sys
from govtext.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
for arguments in map(str.split, sys.stdin.read().splitlines()):
    sys.argv, said, code = ["govtext", *arguments], io.StringIO(), 0
    with contextlib.redirect_stderr(said):
        try:
            main()
        except SystemExit as end:
            code = end.code
    print(code, said.getvalue().replace(chr(10), "~"))
"""
FORMS = ["xlsx", "csv", "dta", "markdown", "chunks", "docbin", "labelstudio", "brat"]


@needs_limits
def test_a_full_disk_is_told_and_leaves_nothing(report, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    lines = "\n".join(f"export {report} --to {form} -o {out / form}.{form}" for form in FORMS)
    run = subprocess.run([sys.executable, "-c", FULL], input=lines, capture_output=True, text=True, encoding="utf-8", check=True)
    told = run.stdout.splitlines()
    assert len(told) == len(FORMS)
    for form, line in zip(FORMS, told, strict=True):
        assert line.startswith("1 govtext: "), (form, line)
        assert line.count("~") == 1, (form, line)
    assert not [path for path in out.rglob("*") if path.is_file() and path.stat().st_size]


@needs_limits
def test_a_disk_that_fills_at_the_end_of_a_workbook_is_told_once(report, tmp_path):
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (15_000, 15_000)); from govtext.cli import main; main()"
    command = [sys.executable, "-c", limited, "export", str(report), "--to", "xlsx", "-o", str(tmp_path / "a.xlsx")]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 1
    assert len(run.stderr.splitlines()) == 1, run.stderr
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.parametrize("encoding", NO_ENCODINGS)
@pytest.mark.parametrize("suffix", [".txt", ".html", ".csv", ".jsonl", ".json"])
def test_names_that_are_no_encoding_are_refused(tmp_path, encoding, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_text('{"text": "税收"}', "utf-8")
    with pytest.raises(ReadError, match="there is no text encoding named"):
        list(iter_documents(path, encoding=encoding))


@given(st.binary(max_size=60), st.sampled_from(["gbk", "hz", "utf-7", "utf-16", "utf-32", "big5", "unicode_escape", "shift_jis_2004"]))
def test_bytes_in_a_named_encoding_are_text_or_one_error(data, encoding):
    try:
        text = read_document(data, encoding=encoding, format="text").text
    except ReadError:
        return
    text.encode()


def test_standard_input_is_read_no_further_than_the_limit():
    taken = []

    class Endless(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, buffer):
            taken.append(len(buffer))
            return len(buffer)

    with pytest.raises(ReadError, match="standard input: has more than 3000000 bytes"):
        read_all(io.BufferedReader(Endless()), 3_000_000, "standard input")
    assert sum(taken) < 6_000_000


CELLS = st.text(st.sampled_from("=+-@＝＋－＠'|!税1 \u3000\t\r\n"), max_size=8)


@given(st.lists(CELLS, min_size=1, max_size=20))
def test_one_rule_for_formulas_in_every_csv(texts):
    arrow = pyarrow.compute.replace_substring_regex(pa.array(texts), f"^({FORMULA})", r"'\1").to_pylist()
    assert arrow == [safe_cell(text) for text in texts]
    assert [plain(cell) for cell in arrow] == texts
    assert not any(map(is_formula, arrow))


def is_formula(cell):
    return cell.strip(" \u3000").startswith(tuple("=+-@＝＋－＠"))


def test_a_batch_writes_no_formulas(tmp_path):
    names = ["=cmd|' C calc'!A0.txt", "@SUM(A1).txt", "+1.txt", "-2.txt"]
    (tmp_path / "in").mkdir()
    for number, name in enumerate(names):
        (tmp_path / "in" / name).write_text(f"{number}、=SUM(A1)增长{number}%。\n税收下降-2%。", "utf-8")
    at = Path.cwd()
    try:
        os.chdir(tmp_path / "in")
        govtext.batch(names, tmp_path / "out", to="csv", workers=1)
    finally:
        os.chdir(at)
    cells = [cell for path in (tmp_path / "out").glob("*.csv") for row in csv.reader(io.StringIO(path.read_text("utf-8"))) for cell in row]
    assert "'=cmd|' C calc'!A0.txt" in cells
    assert [cell for cell in cells if is_formula(cell) and not cell.removeprefix("-").replace(".", "").isdigit()] == []


def test_sheets_of_blanks_take_the_same_rule(tmp_path):
    report = govtext.parse("=甲乙丙税收完成*万元。\n－丙丁增长*%。")
    path = tmp_path / "blanks.csv"
    write(path, report.blanks())
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    assert not any(is_formula(cell) for row in rows for cell in row)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters() | st.characters(categories=["Cs"])) | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters() | st.characters(categories=["Cs"])), inner),
    max_leaves=8,
)


@given(JSON_VALUES)
def test_whatever_stands_beside_a_text_is_kept_as_json_can_hold_it(value):
    report = govtext.parse("税收增长6%。", govtext.model.SourceInfo(path="a\ud800", fields={"x": value}))
    written = report.model_dump_json()
    assert govtext.Report.model_validate_json(written).model_dump_json() == written
    assert plain_value(plain_value(value)) == plain_value(value)


def test_the_limit_of_characters_can_be_raised():
    data = hostile.word_with_much_text()
    with pytest.raises(ReadError, match=r"holds more than 1000000 characters of text.*Limits\(characters=...\)"):
        read_document(data)
    assert len(read_document(data, limits=Limits(characters=3_000_000)).text) > 2_500_000
