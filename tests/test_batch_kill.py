"""A run that is killed at any moment, itself or a process of it, ends in the dataset of an undisturbed one."""

import math
import os
import random
import signal
import time
from contextlib import suppress
from pathlib import Path

import batches
import pytest

KILLS = int(os.environ.get("GOVTEXT_TEST_KILLS", "3"))
pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the processes of a run in /proc")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kill") / "reports"
    batches.write_reports(folder, 80)
    return folder


@pytest.fixture(scope="module")
def undisturbed(reports: Path) -> dict[str, list[dict[str, object]]]:
    output = reports.parent / "undisturbed"
    process = batches.start([reports], output)
    assert process.communicate(timeout=120) == (None, b"")
    return batches.rows(output)


def test_killed_runs_go_on(reports: Path, undisturbed: dict[str, list[dict[str, object]]], tmp_path: Path) -> None:
    chance, killed, runs = random.Random(1), 0, 0
    parts: list[float] = []
    while killed < KILLS or parts:
        output = tmp_path / f"dataset{runs}"
        process = batches.start([reports], output)
        workers = []
        until = time.monotonic() + chance.uniform(0.2, 2.2)
        while process.poll() is None and (killed == KILLS or time.monotonic() < until):
            workers = batches.workers_of(process.pid) or workers
            time.sleep(0.02)
        if process.poll() is None:
            process.kill()
            process.communicate()
            killed += 1
            # a run that is killed while it removes its parts has made the dataset of them
            parts.append(math.inf if output.exists() else len(list(output.with_name(f"{output.name}.unfinished").glob("part-*"))))
            assert parts == sorted(parts)
        else:
            assert process.communicate(timeout=120) == (None, b"")
            assert batches.rows(output) == undisturbed
            parts, runs = [], runs + 1
        assert_gone(workers)


def assert_gone(workers: list[int]) -> None:
    """No process of a killed run may live on."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if not any(Path(f"/proc/{worker}").exists() for worker in workers):
            return
        time.sleep(0.05)
    pytest.fail(f"{workers} live on")


def test_killed_workers_cost_nothing_but_time(reports: Path, undisturbed: dict[str, list[dict[str, object]]], tmp_path: Path) -> None:
    chance, killed, runs = random.Random(2), 0, 0
    while killed < KILLS:
        output = tmp_path / f"dataset{runs}"
        process = batches.start([reports], output)
        runs += 1
        while process.poll() is None:
            time.sleep(chance.uniform(0.1, 0.5))
            workers = batches.workers_of(process.pid)
            if workers and killed < KILLS:
                with suppress(ProcessLookupError):
                    os.kill(chance.choice(workers), signal.SIGKILL)
                    killed += 1
        assert process.communicate(timeout=120) == (None, b"")
        assert batches.rows(output) == undisturbed
