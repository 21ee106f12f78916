"""``govtext suggest``: planned sentences beside those of the next report that seem to say that they were done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtext.cli import FAILED, complain, output

if TYPE_CHECKING:
    from govtext.wording import Language

FORMATS = ("table", "csv", "json", "jsonl")
_SHOWN = ("place", "year", "score", "planned", "done")
_LONGEST = 50  # characters of a sentence that the table shows


@click.command(short_help="Suggest which plans were done.")
@click.argument("files", nargs=-1, required=True, metavar="REPORT...")
@click.option("--least", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="Score from which a suggestion is written.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="What to write.")
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), help="File to write; standard output if not given.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of the table's headings.")
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...], least: float, form: str, out: Path | None, lang: Language) -> None:
    """Suggest which planned sentences, with a number or none, the same place's report of the year after says were done.

    A suggestion shares stretches of six characters with the plan that no other place among the REPORTs uses; it is no verdict, and reports of
    other places make it surer. A REPORT is a file, a folder, an archive or a table of reports, or a Parquet dataset of `govtext batch`.
    """
    from govtext.commands.track import reports_of
    from govtext.comparing.suggestions import COLUMNS, over_years
    from govtext.export.row_files import named, write_rows, write_table

    failed: list[str] = []
    found = [row for row in over_years(reports_of(files, failed)) if row["score"] >= least]
    if not found:
        complain("no two reports of one place and of consecutive years share a plan: nothing to suggest")
    with output(out) as stream:
        if form == "table":
            cells: Iterator[list[str]] = ([str(row[name] or "") for name in _SHOWN] for row in found)
            write_table(cells, list(named(_SHOWN, lang)), frozenset({_SHOWN.index("score")}), stream, _LONGEST)
        else:
            write_rows(found, COLUMNS, form, stream)
    if failed or not found:
        ctx.exit(FAILED)
