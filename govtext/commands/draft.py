"""``govtext draft``: the next report from the template of the last and a sheet of this time's figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtext.cli import complain, read

if TYPE_CHECKING:
    from govtext.wording import Language


@click.command(short_help="Fill a template from a sheet of indicators.")
@click.argument("template", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--data", "data", type=click.Path(path_type=Path, dir_okay=False, exists=True), required=True, help="Sheet of indicators, .xlsx or .csv."
)
@click.option(
    "-o", "--output", "out", type=click.Path(path_type=Path), help="Draft: .docx from a Word file, else a text; standard output if not given."
)
@click.option("--review", type=click.Path(path_type=Path), help="Sheet of all blanks to write, with what was filled in: .xlsx, .csv or .json.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of the sheet for review.")
def command(template: Path, data: Path, out: Path | None, review: Path | None, lang: Language) -> None:
    """Fill the blanks of TEMPLATE (from `govtext mask --for-template`) from a sheet of indicators.

    The sheet has a row an indicator: canonical id or name, value, unit and growth, and where needed scope and status. A blank is filled
    where name, kind and unit agree; each is listed, and so is what is left and why. The rest goes into the sheet of --review, and from
    there with `govtext fill TEMPLATE REVIEW` into the report.
    """
    from govtext.masking import indicator_sheets, sheets
    from govtext.masking.blanks import blanks
    from govtext.masking.drafts import draft
    from govtext.masking.files import write_filled

    if review:
        sheets.suffix_of(review)
    report = read(template)
    made = draft(report, indicator_sheets.read(data))
    if out is None:
        click.echo(made.filled.text, nl=False)
    else:
        write_filled(template, report, made.filled, out)
    known = blanks(report)
    if review:
        sheets.write(review, known, made.answers, lang)
    complain(f"{len(made.answers)} blanks are filled, to be looked at:")
    for blank in known:
        if blank.id in made.answers:
            complain(f"  {blank.id} {blank.asked.replace('＿', f'【{made.answers[blank.id]}】')}")
    complain(f"{len(made.filled.open)} are left:")
    for blank in made.filled.open:
        complain(f"  {blank.id} {blank.asked}" + (f": {made.reasons[blank.id]}" if blank.id in made.reasons else ""))
    for row in made.unused:
        complain(f"the template asks nowhere for {row.indicator or row.canonical}")
