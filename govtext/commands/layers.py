"""``govtext layers``: targets of places beside those of the government above them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtext.cli import FAILED, output

if TYPE_CHECKING:
    from govtext.wording import Language

FORMATS = ("table", "csv", "json", "jsonl")
_LONGEST = 40  # characters of a cell that the table shows


@click.command(short_help="Set targets beside the superior's.")
@click.argument("files", nargs=-1, required=True, metavar="REPORT...")
@click.option("--indicator", "ids", multiple=True, metavar="ID", help="A canonical id; may be given again.  [default: gdp_growth]")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="What to write.")
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), help="File to write; standard output if not given.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of the table's headings.")
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...], ids: tuple[str, ...], form: str, out: Path | None, lang: Language) -> None:
    """Set the annual targets of places beside those of the nearest government above them, of the same year: what is added on the way down (加码).

    A REPORT is a file, a folder, an archive or a table of reports, or a Parquet dataset of `govtext batch`. The place above is known by its code.
    """
    from govtext.commands.track import reports_of
    from govtext.export.row_files import named, plain_rows, write_rows, write_table
    from govtext.promises.layers import layers

    failed: list[str] = []
    frame = layers(reports_of(files, failed), ids or ("gdp_growth",))
    columns = list(map(str, frame.columns))
    rows = plain_rows(frame)
    with output(out) as stream:
        if form == "table":
            cells: Iterator[list[str]] = (["" if row[name] is None else str(row[name]) for name in columns] for row in rows)
            write_table(cells, list(named(columns, lang)), frozenset(), stream, _LONGEST)
        else:
            write_rows(rows, columns, form, stream)
    if failed:
        ctx.exit(FAILED)
