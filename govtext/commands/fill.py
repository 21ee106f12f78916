"""``govtext fill``: the answers of a sheet put into the blanks of a report's file."""

from __future__ import annotations

from pathlib import Path

import click

from govtext.cli import FAILED, complain, read


@click.command(short_help="Fill in the blanks of a masked report.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.argument("sheet", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "-o", "--output", "out", type=click.Path(path_type=Path), help="Filled file: .docx from a Word file, else a text; standard output if not given."
)
@click.option("--force", is_flag=True, help="Fill in answers too that only look other than their mask: 6 for *.*, 6.5 for *.")
@click.pass_context
def command(ctx: click.Context, file: Path, sheet: Path, out: Path | None, force: bool) -> None:
    """Put the answers of SHEET (from `govtext blanks` or `govtext mask`) into FILE; all else in it stays as it is.

    Each answer is checked against its blank. Where one does not fit, all that do not fit are listed, nothing is written, and the
    exit code is 1. One that only contradicts the shape of its mask is confirmed with --force. Blanks that stay open are listed too.
    """
    from govtext.masking import AnswersError, sheets
    from govtext.masking.files import fill_rows, write_filled

    report = read(file)
    try:
        filled = fill_rows(report, sheets.read(sheet), force=force)
    except AnswersError as error:
        for problem in error.problems:
            complain(problem)
        if error.confirmable:
            complain("nothing is written; if the answers are right although they look other than their masks, run this again with --force")
        ctx.exit(FAILED)
    for warning in filled.warnings:
        complain(f"warning: {warning}")
    if out is None:
        click.echo(filled.text, nl=False)
    else:
        write_filled(file, report, filled, out)
    if filled.open:
        complain(f"{len(filled.changes)} blanks are filled, {len(filled.open)} are still open:")
        for blank in filled.open:
            complain(f"{blank.id} {blank.asked}")
