"""A dataset holds what the parse finds, each input once, whatever its format and the format of the dataset."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from decimal import Decimal
from functools import partial
from pathlib import Path

import batches
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from samples import INVENTED, sample_reports, styled_docx

import govtext
from govtext.batching import local, parts, progress
from govtext.batching.errors import BatchError
from govtext.batching.formats import WRITERS
from govtext.batching.limits import InputLimits
from govtext.batching.local import Processes, Tabular
from govtext.batching.parse import parse_batch
from govtext.batching.sources import Source
from govtext.batching.summary import Summary
from govtext.cli import cli
from govtext.export.arrow import report_id, schema, to_tables
from govtext.export.tables import tables
from govtext.reading import Document, iter_documents

SHARED = Path(__file__).parents[2] / "shared" / "reports"
COUNT, REPORTS, DUPLICATES = 20, 36, 4
"""Files of reports, as many in a table, and what they give: two are in both, and two files hold what another does."""


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports in every format at hand, one of them twice, and files that are no reports."""
    folder = tmp_path_factory.mktemp("inputs")
    for name, text in list(sample_reports().items())[::2]:
        (folder / f"{name}.txt").write_text(text, "utf-8")
    (folder / "a.docx").write_bytes(styled_docx(batches.report(1).splitlines(), "仿宋"))
    (folder / "gb.txt").write_text(batches.report(2), "gb18030")
    (folder / "again.txt").write_text(INVENTED, "utf-8")
    (folder / "page.html").write_text(f"<html><body>{''.join(f'<p>{line}</p>' for line in batches.report(3).splitlines())}</body></html>", "utf-8")
    (folder / "table.jsonl").write_text("".join(json.dumps({"year": n, "正文": batches.report(n)}) + "\n" for n in (4, 5, 4)), "utf-8")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 and no more")
    (folder / "empty.docx").touch()
    pq.write_table(pa.table({"place": ["青河"], "text": [batches.report(6)], "price": [Decimal("1.50")]}), folder / "table.parquet")
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        archive.writestr("first.txt", batches.report(8))
        archive.writestr("first.pdf", b"%PDF-1.7 broken")
        archive.writestr("second.txt", batches.report(4))
    return folder


@pytest.fixture(scope="module")
def command(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    """What the command says that makes a dataset of the inputs, and the dataset."""
    output = tmp_path_factory.mktemp("output") / "dataset"
    return CliRunner().invoke(cli, ["batch", str(inputs), "-o", str(output), "--workers", "2"]), output


@pytest.fixture(scope="module")
def dataset(command: tuple[Result, Path]) -> Path:
    return command[1]


def test_dataset_holds_what_the_parse_finds(inputs: Path, dataset: Path) -> None:
    documents = [found for found in iter_documents(inputs) if isinstance(found, Document)]
    first = {report_id(document.text): document for document in reversed(documents)}
    reports = [govtext.parse(document.text, document.source) for document in documents if first[report_id(document.text)] is document]
    found = batches.rows(dataset)
    for name, table in to_tables(reports).items():
        key = definition_key(name)
        assert sorted(found[name], key=key) == sorted(table.to_pylist(), key=key), name
    assert len(found["metrics"]) > 500
    assert len(found["duplicates"]) == len(documents) - len(reports) == 3


def definition_key(name: str):
    names = next(table.key for table in tables() if table.name == name)
    return lambda row: tuple(str(row[column]) for column in names)


def test_what_gives_no_report_has_its_reason(inputs: Path, dataset: Path) -> None:
    errors = {Path(row["path"]).name: (row["reason"], row["message"]) for row in batches.rows(dataset)["errors"]}
    assert errors.keys() == {"broken.docx", "empty.docx", "first.pdf"}
    assert all(reason == "unreadable" and message for reason, message in errors.values())


def test_duplicates_point_at_the_first_of_their_kind_and_keep_their_fields(inputs: Path, dataset: Path) -> None:
    found = batches.rows(dataset)
    paths = {row["report_id"]: row["path"] for row in found["reports"]}
    assert {row["path"]: (paths[row["report_id"]], json.loads(row["fields"])) for row in found["duplicates"]} == {
        str(inputs / "invented.txt"): (str(inputs / "again.txt"), {}),
        f"{inputs / 'table.jsonl'}#row=1": (f"{inputs / 'archive.zip'}!/second.txt", {"year": 4}),
        f"{inputs / 'table.jsonl'}#row=3": (f"{inputs / 'archive.zip'}!/second.txt", {"year": 4}),
    }
    assert {json.loads(row["fields"]).get("price") for row in found["reports"]} == {None, "1.50"}


def test_keys_are_unique_and_references_lead_to_rows(dataset: Path) -> None:
    found = batches.rows(dataset)
    for table in tables():
        keys = [tuple(row[name] for name in table.key) for row in found[table.name]]
        assert not table.key or len(keys) == len(set(keys)), table.name
        for column in table.columns:
            if column.refers:
                other, _, field = column.refers.partition(".")
                known = {(row["report_id"], row[field]) for row in found[other]} | {(row["report_id"], None) for row in found[table.name]}
                for row in found[table.name]:
                    named = row[column.name] if isinstance(row[column.name], list) else [row[column.name]]
                    assert {(row["report_id"], key) for key in named} <= known, (table.name, column.name)


def test_offsets_lead_into_the_text(dataset: Path) -> None:
    found = batches.rows(dataset)
    texts = {row["report_id"]: row["text"] for row in found["reports"]}
    for name in ("measures", "metrics", "placeholders", "times", "entities"):
        assert found[name], name
        assert all(texts[row["report_id"]][row["start"] : row["end"]] == row["text"] for row in found[name]), name


def test_files_have_the_schema_of_the_definition(dataset: Path) -> None:
    for table in tables():
        for file in (dataset / table.name).iterdir():
            kept = pq.read_schema(file)
            assert kept.equals(schema(table.name))
            assert [field.metadata[b"description"].decode() for field in kept] == [column.text for column in table.columns]


def test_every_format_holds_the_same(dataset: Path, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    expected = batches.rows(dataset)
    part = tmp_path / "part"
    part.mkdir()
    for name in batches.NAMES:
        (part / f"{name}.parquet").hardlink_to(next((dataset / name).iterdir()))
    for to in ("duckdb", "csv", "jsonl", "sqlite"):
        WRITERS[to]([part], tmp_path / to)
    with duckdb.connect(tmp_path / "duckdb", read_only=True) as database:
        for name in batches.NAMES:
            columns = [column.name for column in schema(name)]
            assert [dict(zip(columns, row, strict=True)) for row in database.execute(f"SELECT * FROM {name}").fetchall()] == expected[name], name
        comments = database.execute("SELECT comment FROM duckdb_columns() WHERE table_name = 'metrics'").fetchall()
        assert all(comment for (comment,) in comments)
    for name in batches.NAMES:
        assert batches.read_jsonl(tmp_path / "jsonl" / f"{name}.jsonl") == [as_json(name, row) for row in expected[name]], name
        text = [as_text(row) for row in expected[name]]
        assert batches.read_csv(tmp_path / "csv" / f"{name}.csv") == [{k: "" if v is None else str(v) for k, v in row.items()} for row in text], name
        stored = [[as_number(value) for value in row] for row in batches.read_sqlite(tmp_path / "sqlite", name)]
        assert stored == [[as_number(value) for value in row.values()] for row in text], name


def as_text(row: dict[str, object]) -> dict[str, object]:
    return {name: as_field(value) for name, value in row.items()}


def as_field(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return "|".join(map(str, value)) if isinstance(value, list) else number(value)


def number(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value:f}".rstrip("0").rstrip(".")
    return value if value is None or isinstance(value, int) else str(value)


def as_number(value: object) -> object:
    if value in ("true", "false"):
        return Decimal(value == "true")  # SQLite knows no truth values
    return Decimal(str(value)) if re.fullmatch(r"-?\d+(\.\d+)?", str(value)) else value


def as_json(name: str, row: dict[str, object]) -> dict[str, object]:
    types = {column.name: column.type for table in tables() if table.name == name for column in table.columns}
    return {key: json.loads(value) if types[key] == "json" else value if isinstance(value, list) else number(value) for key, value in row.items()}


def test_command_says_what_was_done_and_that_some_failed(command: tuple[Result, Path]) -> None:
    done, dataset = command
    assert done.exit_code == 1, done.output
    lines = done.stdout.splitlines()
    assert re.fullmatch(r"\d+ reports with [\d,]+ metrics", lines[0])
    assert lines[1].startswith("3 inputs hold the same text")
    assert lines[2].startswith("3 inputs gave no report (3 unreadable)")
    assert lines[3].endswith("characters/s")
    assert list(dataset.parent.iterdir()) == [dataset]


def test_command_without_failures_ends_with_zero(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(INVENTED, "utf-8")
    arguments = ["batch", str(tmp_path / "a.txt"), "-o", str(tmp_path / "d.duckdb"), "--to", "duckdb", "--workers", "1"]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    assert CliRunner().invoke(cli, [*arguments, "--resume"]).exit_code == 0
    again = CliRunner().invoke(cli, arguments)
    assert again.exit_code == 1
    assert "exists; choose another place" in again.stderr


# What is in the way


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(INVENTED, "utf-8")
    with pytest.raises(BatchError, match="cannot be written"):
        govtext.batch(tmp_path / "a.txt", tmp_path / "no" / "such" / "place")
    with pytest.raises(BatchError, match="cannot be written"):
        govtext.batch(tmp_path / "a.txt", tmp_path / "a.txt" / "dataset")
    with pytest.raises(BatchError, match="no format 'xml'"):
        govtext.batch(tmp_path / "a.txt", tmp_path / "d", to="xml")
    with pytest.raises(BatchError, match="no engine 'dask'"):
        govtext.batch(tmp_path / "a.txt", tmp_path / "d", engine="dask")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_table_needs_a_column_of_texts(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match=r"name the column with text_column=\. Its columns are year, place"):
        parse_batch(pa.table({"year": [2024], "place": ["青河"]}))
    with pytest.raises(BatchError, match="no column '正文'"):
        parse_batch(pa.table({"text": ["一"]}), text_column="正文")
    (tmp_path / "t.csv").write_text(f'名,文\n青河,"{INVENTED}"\n', "utf-8")
    govtext.batch(tmp_path / "t.csv", tmp_path / "good", workers=1, text_column="文")
    assert json.loads(batches.rows(tmp_path / "good")["reports"][0]["fields"]) == {"名": "青河"}


def test_parse_batch_takes_texts_and_files_alike() -> None:
    texts = pa.table({"text": [INVENTED, INVENTED.replace("\n", "\r\n"), batches.report(1)], "year": [1, 2, 3], "path": ["a", "b", "c"]})
    found = parse_batch(texts)
    assert [row["path"] for row in found["reports"].to_pylist()] == ["a", "c"]
    assert found["duplicates"].to_pylist() == [{"path": "b", "report_id": report_id(INVENTED), "fields": '{"year":2}'}]
    files = parse_batch(pa.record_batch({"content": [text.encode("gb18030") for text in (INVENTED, batches.report(1))]}))
    assert files["metrics"].equals(found["metrics"])
    for name, table in found.items():
        assert table.schema.equals(schema(name))


def test_batches_of_a_table_give_what_the_whole_gives() -> None:
    """What Ray, Dask and Spark rely on: it does not matter how a table is cut."""
    table = pa.table({"text": [batches.report(n) for n in range(20)], "path": [str(n) for n in range(20)]})
    whole = parse_batch(table)
    pieces = [parse_batch(batch) for batch in table.to_batches(max_chunksize=7)]
    assert len(pieces) == 3
    for name in batches.NAMES:
        assert pa.concat_tables(piece[name] for piece in pieces).equals(whole[name]), name


def test_numbers_and_names_that_no_column_holds() -> None:
    hostile = "\n".join(["一、工作回顾", "第九千九百九十九亿，税收完成" + "9" * 30 + "元。", "增长0.00000000000000001%。", "三分之一的村。"])
    found = parse_batch(pa.table({"text": [hostile], "path": ["a"]}))
    assert found["errors"].num_rows == 0
    lows = {row["text"]: row["low"] for row in found["metrics"].to_pylist()}
    assert lows["9" * 30 + "元"] is None
    assert lows["0.00000000000000001%"] == 0


# Runs that are broken off


class StopError(Exception):
    pass


def stop_after(pieces: int, error: type[BaseException] = KeyboardInterrupt):
    seen = []

    def progress(summary: Summary) -> None:
        seen.append(summary.reports)
        if len(seen) == pieces:
            raise error

    return progress


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts and chunks small enough for a few files to make many."""
    monkeypatch.setattr(parts, "PART_CHARACTERS", 1_000)
    monkeypatch.setattr(parts, "GROUP_CHARACTERS", 500)
    monkeypatch.setattr("govtext.batching.sources.chunks.__defaults__", (500,))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "reports"
    batches.write_reports(folder, COUNT)
    return folder


@pytest.fixture(scope="module")
def whole(many: Path) -> Path:
    """The dataset of a run that nothing breaks off."""
    govtext.batch(many, many.parent / "whole", workers=1)
    return many.parent / "whole"


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("error", [KeyboardInterrupt, StopError])
def test_what_was_done_is_kept_and_not_done_again(many: Path, whole: Path, tmp_path: Path, error: type[BaseException]) -> None:
    expected = batches.rows(whole)
    with pytest.raises(error):
        govtext.batch(many, tmp_path / "dataset", workers=1, progress=stop_after(4, error))
    assert not (tmp_path / "dataset").exists()
    with pytest.raises(BatchError, match="unfinished run stands there"):
        govtext.batch(many, tmp_path / "dataset")
    summary = govtext.batch(many, tmp_path / "dataset", workers=1, resume=True)
    assert (summary.reports, summary.duplicates, summary.failures) == (REPORTS, DUPLICATES, {"unreadable": 1})
    assert summary.metrics == len(expected["metrics"])
    assert 0 < summary.characters < sum(len(row["text"]) for row in expected["reports"])
    assert batches.rows(tmp_path / "dataset") == expected
    assert {path.name for path in tmp_path.iterdir()} == {"dataset"}


@pytest.mark.usefixtures("small")
def test_damaged_parts_and_notes_are_made_anew(many: Path, whole: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(KeyboardInterrupt):
        govtext.batch(many, tmp_path / "dataset", workers=1, progress=stop_after(8))
    folder = tmp_path / "dataset.unfinished"
    found = sorted(folder.glob("part-*"))
    assert len(found) >= 3
    (found[0] / "inputs.parquet").write_bytes(b"PAR1 damaged")
    (found[1] / "metrics.parquet").unlink()
    (folder / "run.json").write_text("{")
    (folder / "index.sqlite").write_bytes(b"this is no database, whatever its name says" * 100)
    govtext.batch(many, tmp_path / "dataset", workers=1, resume=True)
    assert caplog.text.count("is damaged: its inputs are parsed again") == 2
    key = definition_key("metrics")
    expected, got = (sorted(batches.rows(path)["metrics"], key=key) for path in (whole, tmp_path / "dataset"))
    assert got == expected


@pytest.mark.usefixtures("small")
def test_a_run_of_other_settings_is_not_resumed(many: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        govtext.batch(many, tmp_path / "dataset", workers=1, progress=stop_after(2))
    with pytest.raises(BatchError, match="was begun with text_column None, not 'text'"):
        govtext.batch(many, tmp_path / "dataset", workers=1, resume=True, text_column="text")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_a_schedulers_end_are_a_message_and_a_run_to_resume(many: Path, tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "govtext", "batch", str(many), "-o", str(tmp_path / "d"), "--workers", "1"]
    # A shell starts its background jobs with the signal ignored, and they hand that on.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=heard)
    deadline = time.monotonic() + 30
    while not batches.workers_of(process.pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (128 + number, ""), err
    assert err == "govtext: stopped; what was done is kept in d.unfinished, go on with --resume\n"
    assert subprocess.run([*command, "--resume"], capture_output=True, check=False).returncode == 1
    assert len(batches.rows(tmp_path / "d")["reports"]) == REPORTS


def test_two_runs_do_not_write_to_one_place(many: Path, tmp_path: Path) -> None:
    def second(summary: Summary) -> None:
        with pytest.raises(BatchError, match="another run is writing there"):
            govtext.batch(many, tmp_path / "dataset", workers=1, resume=True)

    assert govtext.batch(many, tmp_path / "dataset", workers=1, progress=second).reports == REPORTS


def test_a_full_disk_loses_nothing(many: Path, tmp_path: Path) -> None:
    place = tmp_path / "small"
    place.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(place)], capture_output=True, check=False)
    if mount.returncode:
        pytest.skip("mounting is not permitted")
    try:
        (place / "ballast").write_bytes(bytes(520_000))
        with pytest.raises(BatchError, match=r"(No space left on device|disk is full).*go on with --resume"):
            govtext.batch(many, place / "dataset", workers=1)
        (place / "ballast").unlink()
        assert govtext.batch(many, place / "dataset", workers=1, resume=True).reports == REPORTS
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(INVENTED, "utf-8")
    script = tmp_path / "script.py"
    script.write_text("import govtext\ngovtext.batch('a.txt', 'dataset', workers=1)\n")
    done = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert 'if __name__ == "__main__":' in done.stderr.splitlines()[-1]


# What one input may take


def parsed(sources: list[Source], limits: InputLimits, fragile: bool = True) -> list[tuple[list[Source], dict[str, pa.Table]]]:
    with Processes(1, limits, batches.fragile_task(limits.seconds) if fragile else None) as processes:
        return list(processes.parse(iter([sources])))


def text(path: str, content: str) -> Source:
    return Source(path, digest=path, content=content.encode())


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that begin without loading what a parse needs, and are given up sooner."""
    monkeypatch.setattr(local, "load", batches.nothing)
    monkeypatch.setattr(local, "ATTEMPTS", 2)


@pytest.mark.usefixtures("light")
def test_an_input_that_ends_its_process_is_given_up_alone() -> None:
    found = parsed([text("a", "税收1元。"), text("b", "死"), text("c", "税收3元。")], InputLimits())
    sources = [source for piece, _ in found for source in piece]
    assert [(source.path, source.failure and source.failure[0]) for source in sources] == [("a", None), ("b", "crash"), ("c", None)]
    assert [row for _, tables in found if tables for row in tables["metrics"]["text"].to_pylist()] == ["1元", "3元"]


def test_an_input_that_hangs_is_ended() -> None:
    found = parsed([text("a", "税收1元。"), text("b", "停")], InputLimits(seconds=1.5))
    assert [source.failure and source.failure[0] for piece, _ in found for source in piece] == [None, "time"]


def test_an_input_that_takes_long_or_much_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("".join(batches.report(n) for n in range(800)), "utf-8")
    (tmp_path / "short.txt").write_text(INVENTED, "utf-8")
    summary = govtext.batch(tmp_path / "long.txt", tmp_path / "a", workers=1, limits=InputLimits(seconds=1))
    assert summary.failures == {"time": 1}
    summary = govtext.batch([tmp_path / "long.txt", tmp_path / "short.txt"], tmp_path / "b", workers=1, limits=InputLimits(memory=64))
    assert summary.reports == 1
    assert set(summary.failures) <= {"memory", "crash"}


def test_a_table_is_read_on_when_its_reader_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "t.jsonl"
    count = 2_000
    file.write_text("".join(json.dumps({"text": batches.report(n)}) + "\n" for n in range(count)), "utf-8")
    with Tabular(None, InputLimits()) as tabular:
        paths = []
        for source in tabular.read(file):
            paths.append(source.path)
            if len(paths) == 10:
                os.kill(tabular.worker.process.pid, signal.SIGKILL)
    assert paths == [f"{file}#row={n}" for n in range(1, count + 1)]


# What people see


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_a_bar_on_a_terminal_and_lines_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    state = Summary(reports=1234, characters=2_000_000, seconds=4, bytes=300, total_bytes=400)
    state.failures["time"] = 2
    terminal = Terminal()
    with progress.shown(terminal) as show:
        show(state)
    assert all(part in terminal.getvalue() for part in ("75%", "1,234 reports", "500,000 characters/s", "2 failed"))
    plain = io.StringIO()
    with progress.shown(plain) as show:
        show(state)
        monkeypatch.setattr(progress, "EVERY_SECONDS", 0)
        show(state)
    assert plain.getvalue() == "govtext: 75% 1,234 reports, 500,000 characters/s, 2 failed, 0:00:01 left\n"


@pytest.mark.skipif(not SHARED.exists(), reason="real reports are not at hand")
def test_real_reports_fail_for_known_reasons_only(tmp_path: Path) -> None:
    some = [*sorted(SHARED.rglob("*.txt"))[::60], SHARED / "MANIFEST.tsv"]
    summary = govtext.batch(some, tmp_path / "dataset", workers=2)
    errors = batches.rows(tmp_path / "dataset")["errors"]
    assert [Path(row["path"]).name for row in errors] == ["MANIFEST.tsv"]
    assert "cannot tell which column holds the reports" in errors[0]["message"]
    assert summary.reports + summary.duplicates == len(some) - 1


def test_inputs_that_are_not_there_leave_nothing(tmp_path):
    with pytest.raises(govtext.GovtextError, match="no such file or folder"):
        govtext.batch(tmp_path / "none", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_frame_is_no_arrow_table():
    with pytest.raises(govtext.GovtextError, match="from_pandas"):
        govtext.parse_batch([1])
    with pytest.raises(govtext.GovtextError, match="folder"):
        govtext.panel("folder")
