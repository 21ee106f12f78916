"""Score the parser on annotated reports: ``python -m govtext.evaluation [FOLDER]``."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Column, Table

from govtext.errors import GovtextError
from govtext.evaluation.gate import check, checksum, raised
from govtext.evaluation.gold import read
from govtext.evaluation.score import Scores, assess
from govtext.files import aside

_SCORES = "scores.json"
_PER_REPORT = ("heading full", "measure full", "placeholder kind", "metric value", "metric full", "metric exact")


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("corpora"))
@click.option("--errors", default=0, metavar="N", help="Print up to N mistakes of each report.")
@click.option("--update", is_flag=True, help="Pin the checksum and raise the floors to the figures; no floor is lowered.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def main(folder: Path, errors: int, update: bool, as_json: bool) -> None:
    """Parse every annotated report (*.gold) below FOLDER and score the result.

    Where FOLDER holds a scores.json, its floors must be kept.
    """
    paths = sorted(folder.rglob("*.gold"))
    if not paths:
        raise click.ClickException(f"no .gold files below {folder}; corpora/README.md says how to write one")
    try:
        results = {path.stem: _evaluate(path) for path in paths}
        total = sum(results.values(), Scores({}, {}))
        pinned = _pin(folder, paths, total.figures()) if update else _held(folder).get("corpus", {})
    except GovtextError as error:
        raise click.ClickException(str(error)) from error
    floors = pinned.get("floors", {})
    short = check(total.figures(), floors)
    if pinned and pinned["checksum"] != checksum(paths, folder):
        short.append("the annotated reports are not those the floors were measured on; run with --update when the change is meant")
    if as_json:
        figures = {name: scores.figures() for name, scores in results.items()}
        click.echo(json.dumps({"total": total.figures(), "reports": figures, "short": short}, ensure_ascii=False))
    else:
        _show(results, total, floors, errors)
        click.echo("".join(f"{line}\n" for line in short), err=True, nl=False)
    sys.exit(bool(short))


def _evaluate(path: Path) -> Scores:
    import govtext

    gold = read(path)
    return assess(gold, govtext.parse(gold.text))


def _held(folder: Path) -> dict[str, Any]:
    path = folder / _SCORES
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def _pin(folder: Path, paths: list[Path], figures: Mapping[str, float]) -> dict[str, Any]:
    """Write the checksum and the raised floors; `GateError` where one would have to be lowered."""
    held = _held(folder)
    floors = raised(figures, held.get("corpus", {}).get("floors", {}))
    held["corpus"] = {"checksum": checksum(paths, folder), "reports": len(paths), "floors": floors}
    with aside(folder / _SCORES) as temporary:
        temporary.write_text(json.dumps(held, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return dict(held["corpus"])


def _show(results: Mapping[str, Scores], total: Scores, floors: Mapping[str, Mapping[str, float]], errors: int) -> None:
    console = Console()
    table = Table(Column("figure", no_wrap=True), "P", "R", "F1 or share", "right", "found", "gold", "floor")
    for name, figure in total.figures().items():
        tally = {**total.found, **total.fields}[name]
        ends = (f"{tally.precision:.3f}", f"{tally.recall:.3f}") if name in total.found else ("", "")
        floor = floors.get(name, {}).get("min")
        table.add_row(name, *ends, f"{figure:.4f}", str(tally.right), str(tally.found), str(tally.wanted), "" if floor is None else f"{floor:.4f}")
    console.print(table)
    table = Table(Column("report", no_wrap=True), *_PER_REPORT)
    for name, scores in results.items():
        table.add_row(name, *(f"{scores.figures()[figure]:.3f}" for figure in _PER_REPORT))
    console.print(table)
    for name, scores in results.items() if errors else ():
        console.print(f"{name}: {len(scores.mistakes)} mistakes", style="bold")
        for mistake in scores.mistakes[:errors]:
            console.print(f"  {mistake}", markup=False, highlight=False, soft_wrap=True)


if __name__ == "__main__":
    main()
