"""``govtext panel``: from a folder of reports to the file of a panel."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from govtext.cli import FAILED, complain

if TYPE_CHECKING:
    from govtext.export.panel_files import Profile
    from govtext.wording import Language


@click.command(short_help="Make the panel of targets and results.")
@click.argument("inputs", nargs=-1, required=True, metavar="FOLDER|DATASET|FILE...")
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), required=True, help="File to write: .xlsx, .dta, .csv or .parquet.")
@click.option(
    "--indicators",
    "--indicator",
    "ids",
    multiple=True,
    metavar="ID,...",
    help="Ids such as gdp_growth, choices such as income_any, or headline; all that have a target if not given. See `govtext indicators`.",
)
@click.option("--wide", is_flag=True, help="One row for each place and year, the indicators side by side.")
@click.option("--strict", is_flag=True, help="Leave out the values that are not sure.")
@click.option("--metadata", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="CSV file with file, place, year, level.")
@click.option("--profile", type=click.Choice(["default", "pinggu"]), default="default", show_default=True, help="Names and choice of the columns.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of headings and labels, for xlsx and dta.")
@click.option("--workers", type=click.IntRange(1), help="Number of processes; as many as there are cores if not given.")
@click.option("--bom", is_flag=True, help="Begin a csv with a byte order mark, for Excel.")
@click.pass_context
def command(
    ctx: click.Context,
    inputs: tuple[str, ...],
    out: Path,
    ids: tuple[str, ...],
    wide: bool,
    strict: bool,
    metadata: Path | None,
    profile: Profile,
    lang: Language,
    workers: int | None,
    bom: bool,
) -> None:
    """Make one panel of all reports in folders, archives, tables, files and datasets of `govtext batch`.

    An Excel file has a second sheet that lists the values to check, with their sentences.
    An input that cannot be read is reported and the others are still done: the exit code is then 1.
    """
    from govtext.export.panel import meant, named, panel
    from govtext.export.panel_files import ending_of, write_panel
    from govtext.indicators import IndicatorError

    ending_of(out)
    if wide and profile != "default":
        raise click.UsageError(f"the profile {profile} has one row for each target; leave --wide out")
    asked = [id.strip() for given in ids for id in given.split(",") if id.strip()]
    try:
        named(asked)
    except IndicatorError as error:
        raise click.BadParameter(f"{error}.", param_hint="--indicators") from error
    pattern = ctx.find_root().params.get("name_pattern")
    form: Literal["long", "wide"] = "wide" if wide else "long"
    workers = workers or os.cpu_count() or 1
    frame = panel(inputs, asked or None, form, strict=strict, metadata=metadata, name_pattern=pattern, workers=workers)
    write_panel(frame, out, profile=profile, lang=lang, bom=bom)
    for remark in meant(frame, asked):
        complain(remark)
    failed = frame.attrs["failed"]  # each was logged
    reports = frame["report_id"].nunique()
    click.echo(f"{len(frame)} rows of {reports} reports in {out}" + (f"; {len(failed)} inputs could not be read" if failed else ""))
    if failed:
        ctx.exit(FAILED)
