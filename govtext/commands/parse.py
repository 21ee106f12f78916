"""``govtext parse``: report files in, documents, outlines or tables out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from govtext.cli import FAILED, output, read_each

if TYPE_CHECKING:
    from govtext.model import Report
    from govtext.wording import Language

WIDE = 1000  # columns; a table that goes to a file is never wrapped


@click.command(short_help="Parse report files.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(["json", "jsonl", "outline", "table"]), default="json", show_default=True, help="What to write.")
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), help="File to write; standard output if not given.")
@click.option("--indent", type=click.IntRange(0, 8), help="Spaces of indentation, for json.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of labels, for outline and table.")
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...], form: str, out: Path | None, indent: int | None, lang: Language) -> None:
    """Parse report files; a FILE of - is standard input.

    json is one document for one FILE and an array of documents for several; jsonl is one document a line.
    A FILE that cannot be read is reported and the others are still done: the exit code is then 1.
    """
    failed: list[str] = []
    reports = read_each(files, failed)
    with output(out) as stream:
        match form:
            case "json" if len(files) > 1:
                _write_array(reports, stream, indent)
            case "json":
                stream.writelines(report.model_dump_json(indent=indent) + "\n" for report in reports)
            case "jsonl":
                stream.writelines(report.model_dump_json() + "\n" for report in reports)
            case "outline":
                _write_outlines(reports, stream, lang)
            case _:
                _write_tables(reports, stream, lang)
        if len(failed) == len(files):
            ctx.exit(FAILED)
    if failed:
        ctx.exit(FAILED)


def _write_array(reports: Iterator[Report], stream: TextIO, indent: int | None) -> None:
    stream.write("[")
    for index, report in enumerate(reports):
        stream.write(("," if index else "") + "\n" + report.model_dump_json(indent=indent))
    stream.write("\n]\n")


def _write_outlines(reports: Iterator[Report], stream: TextIO, lang: Language) -> None:
    from govtext.render import outline

    stream.writelines(outline(report, lang) + "\n" for report in reports)


def _write_tables(reports: Iterator[Report], stream: TextIO, lang: Language) -> None:
    from rich.console import Console

    from govtext.render import name, table

    console = Console(file=stream, width=None if stream.isatty() else WIDE)
    for report in reports:
        console.print(name(report, lang), table(report, lang), sep="\n", markup=False, highlight=False)
