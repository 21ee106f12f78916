"""``govtext blanks``: a sheet of the blanks of a masked report, to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtext.cli import read
from govtext.errors import GovtextError

if TYPE_CHECKING:
    from govtext.wording import Language


@click.command(short_help="List the blanks of a masked report.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "-o", "--output", "out", type=click.Path(path_type=Path), help="Sheet to write: .xlsx, .csv or .json; a list on standard output if not given."
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of the sheet's headings.")
def command(file: Path, out: Path | None, lang: Language) -> None:
    """List the blanks of a masked report with what each asks for, or write them to a sheet to fill in."""
    from govtext.masking import blanks, sheets
    from govtext.wording import word

    found = blanks(read(file))
    if out is None:
        for blank in found:
            click.echo("\t".join((blank.id, word(blank.kind, lang), blank.unit or "", blank.asked)))
    elif not found:
        raise GovtextError(f"{file}: has no blanks; mask it first with `govtext mask`")
    else:
        sheets.write(out, found, lang=lang)
