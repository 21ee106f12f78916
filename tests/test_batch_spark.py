"""On a Spark cluster the dataset is that of the local executor, row for row, also when an executor dies."""

import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import batches
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import govtext
from govtext.batching.errors import BatchError

pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # sockets of the cluster in this process
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed"),
]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A cluster of two executors, each a process of its own."""
    pytest.importorskip("pyspark")
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").config("spark.ui.enabled", "false")
    session = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spark") / "reports"
    batches.write_reports(folder, 150)
    (folder / "table.jsonl").rename(folder / "zz.jsonl")
    return folder


@pytest.fixture(scope="module")
def local(reports: Path) -> dict[str, list[tuple[Any, ...]]]:
    output = reports.parent / "local"
    govtext.batch(reports, output, workers=2)
    return compared(output)


def compared(dataset: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each table, in an order of their own."""
    files = {name: sorted((dataset / name).glob("*.parquet")) for name in batches.NAMES}
    found = {name: pa.concat_tables(pq.read_table(file) for file in files[name]).to_pylist() for name in files}
    return {name: sorted(tuple(map(str, row.values())) for row in rows) for name, rows in found.items()}


def executors() -> list[int]:
    """The processes of the executors, which are children of this process's Java."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if b"CoarseGrainedExecutorBackend" in line.read_bytes():
                found.append(int(line.parent.name))
    return [process for process in found if descends(process)]


def descends(process: int) -> bool:
    while process > 1:
        if process == os.getpid():
            return True
        process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    return False


@pytest.mark.usefixtures("spark")
def test_dataset_is_that_of_the_local_executor(reports: Path, local: dict[str, list[tuple[Any, ...]]], tmp_path: Path) -> None:
    summary = govtext.batch(reports, tmp_path / "dataset", engine="spark")
    found = compared(tmp_path / "dataset")
    for name in batches.NAMES:
        assert found[name] == local[name], name
    assert (summary.reports, summary.duplicates, summary.failures) == (len(local["reports"]), len(local["duplicates"]), {"unreadable": 1})
    assert summary.metrics == len(local["metrics"])
    with pytest.raises(BatchError, match=r"(?i)already exists"):
        govtext.batch(reports, tmp_path / "dataset", engine="spark")


@pytest.mark.usefixtures("spark")
def test_an_executor_may_die(reports: Path, local: dict[str, list[tuple[Any, ...]]], tmp_path: Path) -> None:
    before = executors()
    assert len(before) == 2
    killed: list[float] = []

    def kill() -> None:
        while not (tmp_path / "dataset" / "reports").exists():
            time.sleep(0.05)
        time.sleep(1)
        os.kill(before[0], signal.SIGKILL)
        killed.append(time.monotonic())

    killer = threading.Thread(target=kill)
    killer.start()
    govtext.batch(reports, tmp_path / "dataset", engine="spark")
    ended = time.monotonic()
    killer.join()
    assert killed[0] < ended
    assert before[0] not in executors()
    found = compared(tmp_path / "dataset")
    for name in batches.NAMES:
        assert found[name] == local[name], name


def test_tables_of_a_data_frame(spark: Any, tmp_path: Path) -> None:
    from govtext.batching.spark import to_tables

    frame = spark.createDataFrame(
        [("a", batches.report(1), 2024), ("b", batches.report(1), 2025), ("c", batches.report(2), 2024)], "path string, `正文` string, year int"
    )
    found = to_tables(frame)
    assert [row.path for row in found["reports"].orderBy("path").collect()] == ["a", "c"]
    assert [(row.path, row.fields) for row in found["duplicates"].collect()] == [("b", '{"year":2025}')]
    with pytest.raises(BatchError, match="no column with a usual name"):
        to_tables(frame.select("path", "year"))


@pytest.mark.usefixtures("spark")
def test_parquet_goes_in_and_json_lines_come_out(tmp_path: Path) -> None:
    pq.write_table(pa.table({"path": ["a", "b"], "text": [batches.report(1), ""]}), tmp_path / "in.parquet")
    summary = govtext.batch(tmp_path / "in.parquet", tmp_path / "out", engine="spark", to="jsonl")
    assert (summary.reports, summary.failures) == (1, {"unreadable": 1})
    lines = [line for file in (tmp_path / "out" / "metrics").glob("*.json") for line in batches.read_jsonl(file)]
    assert len(lines) == summary.metrics == len(govtext.parse(batches.report(1)).metrics) > 1


def test_what_spark_does_not_do(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="does not write duckdb"):
        govtext.batch(tmp_path, tmp_path / "out", engine="spark", to="duckdb")
    with pytest.raises(BatchError, match="does not resume"):
        govtext.batch(tmp_path, tmp_path / "out", engine="spark", resume=True)
