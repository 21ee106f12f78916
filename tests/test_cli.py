import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import govtext
from govtext import cli
from govtext.commands import parse

TEXT = """青岭县政府工作报告
一、2023年工作回顾
一是稳增长。税收完成12亿元，增长6.5%。
二是惠民生。新增就业2000人。
二、2024年工作安排
税收增长7%左右。
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "qingling.txt").write_text(TEXT, "utf-8")
    (tmp_path / "gbk.txt").write_bytes(TEXT.encode("gb18030"))
    (tmp_path / "empty.txt").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(cli.cli, args, input=stdin, prog_name="govtext", catch_exceptions=False)


def spawn(*args: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "govtext", *args], capture_output=True, timeout=60, **options)


def test_json_of_one_file_is_the_document_itself(folder: Path) -> None:
    result = run("parse", "qingling.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == govtext.read("qingling.txt").model_dump_json() + "\n"
    assert run("parse", "qingling.txt", "--format", "json", "--indent", "1").stdout == govtext.read("qingling.txt").model_dump_json(indent=1) + "\n"


def test_json_of_several_files_is_an_array_and_jsonl_one_document_a_line(folder: Path) -> None:
    array = json.loads(run("parse", "qingling.txt", "gbk.txt").stdout)
    lines = [json.loads(line) for line in run("parse", "qingling.txt", "gbk.txt", "--format", "jsonl").stdout.splitlines()]
    assert array == lines
    assert [report["source"]["path"] for report in array] == ["qingling.txt", "gbk.txt"]
    assert array[0]["text"] == array[1]["text"] == TEXT


def test_the_encoding_of_files_may_be_named(folder: Path) -> None:
    Path("big5.txt").write_bytes("稅收完成12億元。".encode("big5"))
    assert json.loads(run("--encoding", "big5", "parse", "big5.txt").stdout)["text"] == "稅收完成12億元。"
    for command in (
        ["parse", "gbk.txt"],
        ["view", "gbk.txt"],
        ["blanks", "gbk.txt"],
        ["mask", "gbk.txt"],
        ["check", "gbk.txt"],
        ["explain", "gbk.txt", "--at", "9"],
    ):
        wrong = run("--encoding", "utf-8", *command)
        assert wrong.exit_code == 1
        assert "gbk.txt: " in wrong.stderr
        assert "name the right one (encoding=, or `govtext --encoding NAME`)" in wrong.stderr
    assert run("--encoding", "big5", "batch", "big5.txt", "-o", "dataset").exit_code == 2


def test_standard_input(folder: Path) -> None:
    assert json.loads(run("parse", "-", stdin=TEXT.encode()).stdout)["text"] == TEXT
    result = run("parse", "-")
    assert result.exit_code == 1
    assert result.stderr.startswith("govtext: standard input: ")


@pytest.mark.parametrize("form", ["json", "jsonl", "outline", "table"])
def test_bad_files_are_reported_on_one_line_each_and_the_others_are_done(folder: Path, form: str) -> None:
    result = run("parse", "missing.txt", "qingling.txt", ".", "empty.txt", "--format", form)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert [line.split(": ")[:2] for line in lines] == [["govtext", "missing.txt"], ["govtext", "."], ["govtext", "empty.txt"]]
    assert "`govtext batch`" in lines[1]
    assert "税收" in result.stdout or form == "outline"
    if form == "json":
        assert len(json.loads(result.stdout)) == 1


def test_usage_errors_exit_with_2(folder: Path) -> None:
    for args in ([], ["parse"], ["parse", "qingling.txt", "--format", "xml"], ["nothing"], ["parse", "qingling.txt", "--lang", "fr"]):
        assert run(*args).exit_code == 2, args


@pytest.mark.parametrize("option", ["--year", "--place", "--level", "--name-pattern", "--encoding"])
def test_an_option_behind_the_command_that_belongs_before_it_is_told_so(folder: Path, option: str) -> None:
    result = run("parse", "qingling.txt", option, "x")
    assert result.exit_code == 2
    assert f"{option} stands before the command" in result.stderr


def test_outline_and_table_in_both_languages(folder: Path) -> None:
    outline = run("parse", "qingling.txt", "--format", "outline").stdout
    assert "一、2023年工作回顾  [工作回顾]" in outline
    assert "一是稳增长  [已完成]" in outline
    assert "[retrospect]" in run("parse", "qingling.txt", "--format", "outline", "--lang", "en").stdout
    table = run("parse", "qingling.txt", "--format", "table").stdout
    assert table.split()[-1]
    assert all(word in table for word in ("指标", "12亿元", "1,200,000,000 元", "6.5 %", "已实现", "目标"))
    assert "indicator" in run("parse", "qingling.txt", "--format", "table", "--lang", "en").stdout


def test_output_file_is_whole_or_absent(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("parse", "qingling.txt", "-o", "out.json").exit_code == 0
    kept = (folder / "out.json").read_bytes()
    assert json.loads(kept)["text"] == TEXT
    assert run("parse", "missing.txt", "-o", "out.json").exit_code == 1
    assert run("parse", "missing.txt", "-o", "new.json").exit_code == 1

    def break_off(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parse, "_write_array", break_off)
    result = run("parse", "qingling.txt", "gbk.txt", "-o", "out.json")
    assert (result.exit_code, result.stderr) == (1, "govtext: output: No space left on device\n")
    assert (folder / "out.json").read_bytes() == kept
    assert {file.name for file in folder.iterdir()} == {"qingling.txt", "gbk.txt", "empty.txt", "out.json"}


def test_places_that_cannot_be_written_are_said(folder: Path) -> None:
    for place in ("no/such/folder/out.json", "."):
        result = run("parse", "qingling.txt", "-o", place)
        assert result.exit_code == 1
        assert result.stderr.startswith("govtext: ") and result.stderr.count("\n") == 1 and place.rsplit("/")[0] in result.stderr


def test_schema_is_the_kept_one(folder: Path) -> None:
    assert json.loads(run("schema").stdout)["title"] == "Report"
    assert run("schema", "-o", "schema.json").exit_code == 0
    assert (folder / "schema.json").read_text("utf-8") == run("schema").stdout


def test_version_and_module_call(folder: Path) -> None:
    assert spawn("--version").stdout.decode().split() == ["govtext,", "version", govtext.__version__]


def test_output_is_utf8_in_a_foreign_locale(folder: Path) -> None:
    env = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    result = spawn("parse", "qingling.txt", env=env)
    assert (result.returncode, result.stderr) == (0, b"")
    assert "青岭县" in result.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux only")
def test_file_name_that_is_no_text(folder: Path) -> None:
    name = os.fsdecode(b"\xff\xfe.txt")
    missing = spawn("parse", name)
    assert (missing.returncode, missing.stderr.count(b"\n")) == (1, 1)
    (folder / name).write_text(TEXT, "utf-8")
    assert json.loads(spawn("parse", name).stdout)["text"] == TEXT


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise on Windows")
def test_reader_that_goes_away_ends_the_command_quietly(folder: Path) -> None:
    (folder / "long.txt").write_text(TEXT * 2000, "utf-8")
    process = subprocess.Popen([sys.executable, "-m", "govtext", "parse", *["qingling.txt"] * 300], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stderr
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait(60) == 1
    assert process.stderr.read() == b""
    process.stderr.close()


def test_every_command_loads_and_explains_itself() -> None:
    context = cli.cli.make_context("govtext", ["--help"], resilient_parsing=True)
    names = cli.cli.list_commands(context)
    assert {"parse", "schema"} <= set(names)
    for name in names:
        command = cli.cli.get_command(context, name)
        assert command is not None and command.help and command.get_short_help_str()
    assert cli.cli.get_command(context, "os") is None


def test_complaints_are_one_line() -> None:
    stream = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", stream)
        cli.complain("a\nb")
    assert stream.getvalue() == "govtext: a b\n"
