"""``govtext mask``: a masked copy of a report, and apart from it what was masked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtext.cli import output, read
from govtext.errors import GovtextError

if TYPE_CHECKING:
    from govtext.masking import MaskedReport
    from govtext.model import Report
    from govtext.wording import Language

FORMATS = (".txt", ".json", ".html")


@click.command(short_help="Mask the figures and names of a report.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "-o", "--output", "out", type=click.Path(path_type=Path), help="Masked copy to write, .txt, .json or .html; standard output if not given."
)
@click.option("--answers", type=click.Path(path_type=Path), help="Sheet to write with what was masked: .xlsx, .csv or .json.")
@click.option("--what", default="numbers,dates", show_default=True, help="What to mask: numbers, dates, places, organisations, people.")
@click.option("--style", default="*", show_default=True, help="How masks look: *, ×, XX or xx.x.")
@click.option("--keep", multiple=True, metavar="TEXT", help="A value, an indicator or a name that stays open; may be given again.")
@click.option("--pseudonyms", is_flag=True, help="Replace names by other names instead of masks.")
@click.option("--for-template", is_flag=True, help="Make a template of the report for `govtext draft`: a Word file stays one, with its layout.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="With --for-template: sheet of indicators to fill in for `govtext draft`, .xlsx or .csv."
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of the sheet.")
def command(
    file: Path,
    out: Path | None,
    answers: Path | None,
    what: str,
    style: str,
    keep: tuple[str, ...],
    pseudonyms: bool,
    for_template: bool,
    data: Path | None,
    lang: Language,
) -> None:
    """Mask the figures of a report the way published reports do, and other things if asked.

    What was masked goes into the sheet of --answers alone; `govtext fill COPY SHEET` puts it back. With --for-template the copy is one to
    write the next report in, for the office's own use: a Word file keeps its layout, and with it whatever else it holds.
    """
    from govtext.masking import indicator_sheets, mask, sheets

    if data and not for_template:
        raise click.UsageError("--data is the sheet of a template: give --for-template too.")
    words = [word.strip() for word in what.split(",") if word.strip()]
    if for_template:
        if answers:
            sheets.suffix_of(answers)
        if data:
            indicator_sheets.suffix_of(data)
        _template(file, out, mask(report := read(file), words, style, keep, pseudonyms), report, data, lang, answers)
        return
    form = out.suffix.lower() if out else ".txt"
    if form not in FORMATS:
        raise GovtextError(
            f"{out}: a masked copy is written as {', '.join(FORMATS)}; files of other formats could keep what was masked in other parts"
        )
    if answers:
        sheets.suffix_of(answers)
    masked = mask(read(file), words, style, keep, pseudonyms)
    contents = {
        ".txt": lambda: masked.text,
        ".json": lambda: masked.report.model_dump_json() + "\n",
        ".html": lambda: masked.report.to_html(lang=lang),
    }
    content = contents[form]()
    if answers:
        sheets.write(answers, masked.blanks, masked.answers, lang, hidden=True)
    with output(out) as stream:
        stream.write(content)


def _template(file: Path, out: Path | None, masked: MaskedReport, report: Report, data: Path | None, lang: Language, answers: Path | None) -> None:
    from govtext.masking import indicator_sheets, sheets
    from govtext.masking.drafts import sheet_of
    from govtext.masking.files import write_template

    if out is None:
        click.echo(masked.text, nl=False)
    else:
        write_template(file, report, masked, out)
    if data:
        indicator_sheets.write(data, sheet_of(masked), lang)
    if answers:
        sheets.write(answers, masked.blanks, masked.answers, lang)
