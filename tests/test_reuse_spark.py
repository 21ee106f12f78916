"""Reuse on Spark gives what it gives in one process."""

import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from test_comparing import lines, text

import govtext
from govtext.comparing.spark import alike

pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # sockets of the cluster in this process
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed"),
]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    pytest.importorskip("pyspark")
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def test_the_pairs_are_those_of_one_process(spark: Any) -> None:
    texts = {"a": text(1), "b": "转载\n" + text(1), "c": text(2) + "".join(lines(1)[:30]), "d": text(4)}
    rows = alike(spark.createDataFrame(list(texts.items()), ["path", "text"])).collect()
    found = {(row["first"], row["second"]): (row["kind"], row["likeness"]) for row in rows}
    assert {pair: kind for pair, (kind, _) in found.items()} == {("a", "b"): "same", ("a", "c"): "reuse", ("b", "c"): "reuse"}
    (pair,) = govtext.reuse([govtext.parse(texts["a"]), govtext.parse(texts["c"])]).pairs
    assert pair.likeness == found["a", "c"][1]


def test_an_empty_table_is_one_error(spark: Any) -> None:
    with pytest.raises(govtext.ReuseError, match="none was given"):
        alike(spark.createDataFrame([], "path string, text string"))
