"""Run the benches that live outside this repository and compare their figures with the limits in corpora/scores.json.

    python tests/benches.py FOLDER [NAME ...]

FOLDER holds ``bench/`` and ``reports/``. Without names all benches are run. The exit code is 1 where a figure falls short of its limit.

A bench that compares times has the machine for itself, and is run again while a figure is beyond its limit, eight times at most: other programs
only ever add to a time, so the best of each figure over the trials counts. How many there were is printed beside the bench's name.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Column, Table

from govtext.evaluation.gate import check

LIMITS = Path(__file__).parents[1] / "corpora" / "scores.json"
Figures = dict[str, float]


@dataclass(frozen=True)
class Bench:
    """A script, what it is told beside ``--json``, and how the figures are read off its answer."""

    script: str
    arguments: Callable[[Path, Path], list[str]]
    figures: Callable[[Any], Figures]

    def run(self, folder: Path) -> Figures:
        """The figures of one run; its own error where the script fails."""
        with tempfile.TemporaryDirectory() as scratch:
            command = [sys.executable, str(folder / "bench" / self.script), *self.arguments(folder, Path(scratch)), "--json"]
            return self.figures(json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout))


def scored(folder: Path, scratch: Path) -> list[str]:
    """Parse the annotated reports as the command line does, in one process, each to a document of its own."""
    reports = sorted((folder / "bench" / "gold").iterdir())
    command = [sys.executable, "-m", "govtext", "parse", "--format", "jsonl", *(str(report / "text.txt") for report in reports)]
    documents = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.splitlines()
    for report, document in zip(reports, documents, strict=True):
        (scratch / f"{report.name}.json").write_bytes(document)
    return [str(folder / "bench" / "gold"), str(scratch)]


def score_figures(answer: Mapping[str, Any]) -> Figures:
    return {**{name: tally["f1"] for name, tally in answer["total"].items()}, **answer["accuracy"], "bad spans": answer["bad_spans"]}


def invariance_figures(answer: Mapping[str, Any]) -> Figures:
    return {name: row["mean"] for name, row in answer.items()}


def table_figures(answer: Mapping[str, Any]) -> Figures:
    return {"right": answer["right"] / answer["reports"]}


def entities_figures(answer: Mapping[str, Any]) -> Figures:
    return {kind: row["f1"] for kind, row in answer.items()}


def peers_figures(answer: Mapping[str, Any]) -> Figures:
    return {name: row["right"] / row["cases"] for name, row in answer.items()}


BENCHES = {  # the longest first, so that none is left alone at the end
    "disturbed": Bench(
        str(Path(__file__).with_name("bench_disturbed.py")),
        lambda folder, scratch: [str(Path(__file__).parents[1] / "corpora"), str(folder / "reports")],
        dict,
    ),
    "invariance": Bench("invariance.py", lambda folder, scratch: [str(folder / "reports"), "--limit", "24"], invariance_figures),
    "facts": Bench(str(Path(__file__).with_name("facts.py")), lambda folder, scratch: [str(folder / "reports_md")], dict),
    "growth table": Bench(
        "growth_table.py",
        lambda folder, scratch: [
            str(folder / "bench" / "tables" / "growth_targets_provinces_1998_2017.csv"),
            str(folder / "reports_md" / "province"),
        ],
        table_figures,
    ),
    "names": Bench(
        str(Path(__file__).with_name("bench_names.py")), lambda folder, scratch: [str(folder / "reports"), str(folder / "reports_md")], dict
    ),
    "track": Bench(
        "track.py",
        lambda folder, scratch: [str(folder / "bench" / "tables" / "track_links.csv"), str(folder / "reports")],
        lambda answer: {name: answer[name] for name in ("precision", "recall", "verdicts")},
    ),
    "targets": Bench(
        "targets.py",
        lambda folder, scratch: [str(folder / "bench" / "targets.csv"), str(folder / "reports")],
        lambda answer: {name: answer[name] / answer["reports"] for name in ("numbers", "right")},
    ),
    "score": Bench("score.py", scored, score_figures),
    "markdown": Bench(
        str(Path(__file__).with_name("bench_markdown.py")), lambda folder, scratch: [str(folder / "reports_md"), "--limit", "60"], dict
    ),
    "entities": Bench("entities.py", lambda folder, scratch: [str(folder / "bench" / "gold")], entities_figures),
    "peers": Bench("peers.py", lambda folder, scratch: [str(folder / "bench" / "peer_cases")], peers_figures),
    "instructions": Bench(str(Path(__file__).with_name("bench_instructions.py")), lambda folder, scratch: [str(folder / "reports")], dict),
    "speed": Bench("speed.py", lambda folder, scratch: [str(folder / "reports"), "--rounds", "4"], dict),
}

ALONE = ("speed",)  # what compares times has the machine for itself
TRIALS = 8  # of each of these: a few rounds mostly do


def steady(bench: Bench, folder: Path, limits: Mapping[str, Mapping[str, float]]) -> tuple[Figures, int]:
    """The best of each figure over as many trials as it takes to keep the limits, and how many there were."""
    best, trials = bench.run(folder), 1
    while check(best, limits) and trials < TRIALS:
        for figure, value in bench.run(folder).items():
            best[figure] = (max if "min" in limits.get(figure, {}) else min)(best[figure], value)
        trials += 1
    return best, trials


def main(folder: Path, names: list[str]) -> int:
    """Run the named benches, print figures beside their limits, and tell how many fall short."""
    limits = json.loads(LIMITS.read_text("utf-8"))["benches"]
    table, short = Table(Column("bench", no_wrap=True), Column("figure", no_wrap=True), "now", "at least", "at most"), []
    asked = names or list(BENCHES)
    beside = [name for name in asked if name not in ALONE]
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # each is a process of its own
        found = dict(zip(beside, pool.map(lambda name: BENCHES[name].run(folder), beside), strict=True))
    trials = {}
    for name in (name for name in asked if name in ALONE):
        found[name], trials[name] = steady(BENCHES[name], folder, limits.get(name, {}))
    for name in asked:
        held = limits.get(name, {})
        told = f"{name} (best of {trials[name]})" if name in trials else name
        for figure, value in found[name].items():
            limit = held.get(figure, {})
            table.add_row(told, figure, f"{value:.4f}", *(f"{limit[end]:.4f}" if end in limit else "" for end in ("min", "max")))
        short += [f"{name}: {line}" for line in check(found[name], held)]
    Console().print(table)
    sys.stderr.writelines(f"{line}\n" for line in short)
    return len(short)


if __name__ == "__main__":
    if len(sys.argv) < 2 or not (Path(sys.argv[1]) / "bench").is_dir() or set(sys.argv[2:]) - set(BENCHES):
        sys.exit(f"usage: python tests/benches.py FOLDER [{' '.join(BENCHES)}]; FOLDER holds bench/ and reports/")
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]) > 0)
