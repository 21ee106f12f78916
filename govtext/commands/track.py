"""``govtext track``: targets beside the results of the year after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from govtext.cli import FAILED, complain, output
from govtext.labels import Horizon, Verdict

if TYPE_CHECKING:
    from govtext.model import Report
    from govtext.promises.tracking import Tracking
    from govtext.wording import Language

FORMATS = ("table", "csv", "json", "jsonl", "xlsx")
ALL = "all"
SHOWN = ("place", "year", "indicator", "target", "result", "verdict", "margin", "flags", "result_sentence")
SHOWN_STEPS = ("place", "name", "year", "stage", "promised_stage", "verdict", "sentence")
_SENTENCE = 50  # characters of a sentence that the table shows

Row = dict[str, Any]


@click.command(short_help="Set targets beside results.")
@click.argument("files", nargs=-1, required=True, metavar="REPORT...")
@click.option("--format", "form", type=click.Choice(FORMATS), help="What to write; told by the extension of OUT, a table if not given.")
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), help="File to write; standard output if not given.")
@click.option("--indicator", "ids", multiple=True, metavar="ID", help="A canonical id such as gdp_growth; may be given again.")
@click.option("--verdict", "verdicts", multiple=True, type=click.Choice([*map(str, Verdict)]), help="Only rows of this verdict; may be given again.")
@click.option(
    "--horizon", type=click.Choice([*map(str, Horizon), ALL]), default=str(Horizon.YEAR), show_default=True, help="The time that targets are for."
)
@click.option("--tolerance", type=click.FloatRange(0), default=0.05, show_default=True, help="Share of a target by which 左右 may be missed.")
@click.option(
    "--list",
    "listed",
    type=click.Choice(["targets", "projects"]),
    default="targets",
    show_default=True,
    help="Targets with what came of them, or the stages of projects over the years; a workbook has both.",
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of headings and labels, for table and xlsx.")
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    form: str | None,
    out: Path | None,
    ids: tuple[str, ...],
    verdicts: tuple[str, ...],
    horizon: str,
    tolerance: float,
    listed: str,
    lang: Language,
) -> None:
    """Set the targets of each REPORT beside the results that the same place's report of the year after states.

    A REPORT is a file, a folder, an archive or a table of reports, or a Parquet dataset of `govtext batch`, in any order.
    What cannot be used is said on standard error; where nothing can be tracked, or a REPORT cannot be read, the exit code is 1.
    """
    form = form or _format_of(out)
    if form == "xlsx" and out is None:
        raise click.UsageError("a workbook needs a file: name it with -o.")
    failed: list[str] = []
    found = tracked(files, failed, tolerance, None if horizon == ALL else Horizon(horizon))
    rows = (row for row in found.rows() if (not ids or row["canonical"] in ids) and (not verdicts or row["verdict"] in verdicts))
    if form == "xlsx" and out is not None:
        _write_workbook(rows, found, out, lang)
    elif listed == "projects":
        with output(out) as stream:
            _write_projects(found, form, stream, lang)
    else:
        with output(out) as stream:
            _write(rows, form, stream, lang)
    if failed or not found.pairs:
        ctx.exit(FAILED)


def tracked(files: Iterable[str], failed: list[str], tolerance: float = 0.05, horizon: Horizon | None = Horizon.YEAR) -> Tracking:
    """Track the reports of FILE arguments; what cannot be used is complained about."""
    from govtext.promises.tracking import track

    found = track(reports_of(files, failed), tolerance=tolerance, horizon=horizon)
    for remark in found.remarks:
        complain(remark.message)
    if not found.pairs:
        complain("no two reports of one place and of consecutive years: nothing to track")
    return found


def reports_of(files: Iterable[str], failed: list[str]) -> Iterator[Report]:
    """Parse the reports of FILE arguments one at a time; what cannot be read is complained about."""
    from govtext.commands.reuse import documents
    from govtext.parser import parse

    return (parse(document.text, document.source) for document in documents(files, failed))


def _format_of(out: Path | None) -> str:
    suffix = out.suffix.lower().removeprefix(".") if out else ""
    return suffix if suffix in FORMATS else "table"


def _write(rows: Iterator[Row], form: str, stream: TextIO, lang: Language) -> None:
    from govtext.export.row_files import named, write_rows, write_table
    from govtext.export.track_rows import COLUMNS

    if form == "table":
        numbers = frozenset(SHOWN.index(name) for name in ("target", "result", "margin"))
        write_table((list(_cells(row, lang)) for row in rows), list(named(SHOWN, lang)), numbers, stream, _SENTENCE)
    else:
        write_rows(rows, COLUMNS, form, stream)


def _write_projects(found: Tracking, form: str, stream: TextIO, lang: Language) -> None:
    from govtext.export.headings import vocabulary
    from govtext.export.row_files import named, write_rows, write_table
    from govtext.export.track_rows import STEP_COLUMNS, step_row

    rows = map(step_row, found.steps)
    if form == "table":
        words = {name: vocabulary("project_stages", name, lang) for name in SHOWN_STEPS}
        cells = (["" if row[name] is None else words[name].get(row[name], str(row[name])) for name in SHOWN_STEPS] for row in rows)
        write_table(cells, list(named(SHOWN_STEPS, lang)), frozenset(), stream, _SENTENCE)
    else:
        write_rows(rows, STEP_COLUMNS, form, stream)


def _cells(row: Row, lang: Language) -> Iterator[str]:
    from govtext.export.track_rows import shown

    words = shown(row, lang)
    return (words.get(name, "") for name in SHOWN)


def _write_workbook(rows: Iterable[Row], found: Tracking, out: Path, lang: Language) -> None:
    from govtext.export.track_rows import frame
    from govtext.export.workbook import write_workbook

    write_workbook({"tracks": frame(rows), "project_stages": found.projects()}, out, lang)
