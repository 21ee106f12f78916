"""``govtext follow``: the table by which an office follows its targets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtext.cli import output, read

if TYPE_CHECKING:
    from datetime import datetime

    from pandas import DataFrame

    from govtext.wording import Language

FORMATS = (".xlsx", ".csv", ".html")


@click.command(short_help="Follow targets through the year.")
@click.argument("report", metavar="REPORT", type=click.Path(path_type=Path))
@click.argument("later", metavar="[LATER]", required=False, type=click.Path(path_type=Path))
@click.option("--done", type=click.Path(path_type=Path), help="A sheet that came back: Excel or CSV with the columns 序号 and 完成值.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day by which the values were reached; the end of the year if not given.")
@click.option("-o", "--output", "out", required=True, type=click.Path(path_type=Path), help="Table to write: .xlsx, .csv or .html.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of headings and labels, for xlsx and html.")
def command(report: Path, later: Path | None, done: Path | None, on: datetime | None, out: Path, lang: Language) -> None:
    """Make the table of targets of REPORT: task, value, units, deadline, and how far each is.

    What was reached comes from LATER, the report of the half year or of the year after, or from a filled sheet: write the table, have 完成值 filled
    in, and give it back with --done.
    """
    from govtext.promises.follow_up import follow_up, read_done

    if out.suffix.lower() not in FORMATS:
        raise click.BadParameter(f"{out.name}: a table ends in {', '.join(FORMATS)}.", param_hint="--output")
    values = read_done(done) if done else None
    frame = follow_up(read(report), read(later) if later else None, values, on.date() if on else None)
    _write(frame, out, lang)


def _write(frame: DataFrame, out: Path, lang: Language) -> None:
    from govtext.export.csv_files import write_csv
    from govtext.export.viewer.follow_page import follow_page
    from govtext.export.workbook import write_workbook

    match out.suffix.lower():
        case ".xlsx":
            write_workbook({"follow_up": frame}, out, lang)
        case ".csv":
            write_csv(frame, out, bom=True)
        case _:
            with output(out) as stream:
                stream.write(follow_page(frame, lang))
