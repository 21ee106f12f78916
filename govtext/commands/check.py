"""``govtext check``: contradictions between figures, and figures written against the standard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtext import __version__
from govtext.cli import FAILED, complain, output, read
from govtext.errors import GovtextError

if TYPE_CHECKING:
    from govtext.checking.output import Checked
    from govtext.wording import Language

FOUND = 3


@click.command(short_help="Check reports for contradictions and style.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True, help="What to write.")
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), help="File to write; standard output if not given.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="en", show_default=True, help="Language of the lines of text.")
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], form: str, out: Path | None, lang: Language) -> None:
    """Check the figures of reports for contradictions and style.

    Found are indicators with two values, parts that do not make their whole, changes, shares and ratios that do not follow from their
    values, years and places other than the title's, gaps in the numbering, masks left over, and what is written against GB/T 15835-2011.

    Exit code 0 where nothing is found, 3 where there is a finding of severity warning, 1 where a FILE cannot be read.
    """
    from govtext.checking.output import as_json, as_sarif, lines
    from govtext.labels import Severity

    checked, failed = _checked(files)
    with output(out) as stream:
        match form:
            case "json":
                stream.write(as_json(checked))
            case "sarif":
                stream.write(as_sarif(checked, __version__))
            case _:
                stream.writelines(line + "\n" for line in lines(checked, lang))
    if failed:
        ctx.exit(FAILED)
    if any(found.severity is Severity.WARNING for file in checked for found in file.findings):
        ctx.exit(FOUND)


def _checked(files: tuple[Path, ...]) -> tuple[list[Checked], bool]:
    from govtext.checking import check
    from govtext.checking.output import Checked

    checked, failed = [], False
    for file in files:
        try:
            report = read(file)
        except GovtextError as error:
            complain(error)
            failed = True
        else:
            checked.append(Checked(str(file), report.text, check(report)))
    return checked, failed
