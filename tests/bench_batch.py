"""Measure batches: ``python tests/bench_batch.py FOLDER`` with text files in the folder; the figures of docs/scaling.md.

Reports are made distinct by a line at their end. Each figure is the best of some rounds, in turn, since other programs can only slow them down.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

CODE = "import sys, govtext; s = govtext.batch(sys.argv[1], sys.argv[2], workers=int(sys.argv[3])); print(s.reports, s.metrics, s.seconds)"


def spent() -> float:
    """Seconds of processor time of the processes that were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def bare(table: Path) -> tuple[float, float]:
    """Wall and processor seconds of a plain loop that parses the texts and drops the reports."""
    code = (
        "import json, sys, time, govtext\n"
        "texts = [json.loads(line)['text'] for line in open(sys.argv[1], encoding='utf-8')]\n"
        "govtext.parse(texts[0])\n"
        "began, cpu = time.perf_counter(), time.process_time()\n"
        "for text in texts: govtext.parse(text)\n"
        "print(time.perf_counter() - began, time.process_time() - cpu)\n"
    )
    wall, cpu = subprocess.run([sys.executable, "-c", code, table], capture_output=True, check=True, text=True).stdout.split()
    return float(wall), float(cpu)


def batch(source: Path, output: Path, workers: int) -> tuple[float, float, int]:
    """Wall and processor seconds of a batch, and the most memory that its first process had, in KiB."""
    shutil.rmtree(output, ignore_errors=True)
    before = spent()
    process = subprocess.Popen([sys.executable, "-c", CODE, source, output, str(workers)], stdout=subprocess.DEVNULL)
    began, most = time.perf_counter(), 0
    while process.poll() is None:
        time.sleep(0.05)
        most = max(most, memory(process.pid))
    return time.perf_counter() - began, spent() - before, most


def memory(process: int) -> int:
    """The memory that a process has had at most, in KiB."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


def write(texts: list[str], count: int, table: Path) -> int:
    """Write so many distinct reports as a table; gives their characters."""
    length = 0
    with table.open("w", encoding="utf-8") as stream:
        for number in range(count):
            text = f"{texts[number % len(texts)]}\n第{number}次印制\n"
            length += len(text)
            stream.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
    return length


def main(folder: Path, count: int, rounds: int) -> None:
    """Print the figures as they come."""
    from govtext.reading import Document, iter_documents

    texts = [found.text for found in iter_documents(folder) if isinstance(found, Document)]
    with TemporaryDirectory() as name:
        place = Path(name)
        table = place / "reports.jsonl"
        length = write(texts, count, table)
        print(f"{count} reports, {length:,} characters, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        for _ in range(rounds):
            wall, cpu = bare(table)
            one, one_cpu, _ = batch(table, place / "one", 1)
            two, two_cpu, most = batch(table, place / "two", 2)
            print(
                f"load {os.getloadavg()[0]:.1f}; characters/s: loop {length / wall:,.0f}, 1 worker {length / one:,.0f}, 2 workers {length / two:,.0f}"
                f"; processor seconds: {cpu:.1f}, {one_cpu:.1f}, {two_cpu:.1f}; first process {most / 1024:.0f} MiB; "
                f"2 workers are {one / two:.2f} of one, and {wall / two / 2:.2f} of two loops",
                flush=True,
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:] or (600, 3)))
