"""``govtext export``: reports in the forms that other tools read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtext.cli import FAILED, complain, read_each

if TYPE_CHECKING:
    from pandas import DataFrame

    from govtext.model import Report
    from govtext.wording import Language

TABLES = (
    "panel",
    "tasks",
    "tasks_by_lead",
    "reports",
    "sections",
    "measures",
    "metrics",
    "placeholders",
    "targets",
    "times",
    "entities",
    "projects",
    "diagnostics",
)


@dataclass(frozen=True)
class Options:
    """What the form depends on."""

    table: str
    indicators: tuple[str, ...]
    lang: Language
    bom: bool
    max_chars: int


Writer = Callable[[Sequence["Report"], Path, Options], None]


def _xlsx(reports: Sequence[Report], out: Path, options: Options) -> None:
    from govtext.export.workbook import book_of, write_workbook

    tables = book_of(reports)
    if options.indicators:
        tables["panel"] = _table(reports, options, "panel")
    write_workbook(tables, out, options.lang)


def _csv(reports: Sequence[Report], out: Path, options: Options) -> None:
    from govtext.export.csv_files import write_csv

    write_csv(_table(reports, options, options.table), out, bom=options.bom)


def _dta(reports: Sequence[Report], out: Path, options: Options) -> None:
    from govtext.export.stata import write_stata

    write_stata(_table(reports, options, options.table), out, options.table, options.lang)


def _table(reports: Sequence[Report], options: Options, name: str) -> DataFrame:
    from govtext.export.frames import to_frame
    from govtext.export.panel import meant, panel
    from govtext.export.tasks import by_lead, tasks

    match name:
        case "panel":
            frame = panel(reports, options.indicators or None)
            for remark in meant(frame, options.indicators):
                complain(remark)
            return frame
        case "tasks":
            return tasks(reports)
        case "tasks_by_lead":
            return by_lead(tasks(reports))
        case _:
            return to_frame(reports, name)


def _markdown(reports: Sequence[Report], out: Path, options: Options) -> None:
    from govtext.export.markdown import write_markdown

    write_markdown(reports, out)


def _chunks(reports: Sequence[Report], out: Path, options: Options) -> None:
    from govtext.export.chunks import write_chunks

    write_chunks(reports, out, options.max_chars)


def _docbin(reports: Sequence[Report], out: Path, options: Options) -> None:
    from govtext.export.spacy_docs import to_docbin
    from govtext.files import aside

    docs = to_docbin(reports)
    with aside(out) as temporary:
        docs.to_disk(temporary)


def _labelstudio(reports: Sequence[Report], out: Path, options: Options) -> None:
    from govtext.export.labelstudio import write_tasks

    write_tasks(reports, out)


def _brat(reports: Sequence[Report], out: Path, options: Options) -> None:
    from govtext.export.brat import write_brat

    write_brat(reports, out)


_WRITERS: dict[str, Writer] = {
    "xlsx": _xlsx,
    "csv": _csv,
    "dta": _dta,
    "markdown": _markdown,
    "chunks": _chunks,
    "docbin": _docbin,
    "labelstudio": _labelstudio,
    "brat": _brat,
}


@click.command(short_help="Write reports for other tools.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--to", "form", type=click.Choice(list(_WRITERS)), required=True, help="What to write.")
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    required=True,
    help="File to write; a directory for brat and for several FILEs in markdown.",
)
@click.option("--table", type=click.Choice(TABLES), default="panel", show_default=True, help="Which table, for csv and dta.")
@click.option(
    "--indicator",
    "ids",
    multiple=True,
    metavar="ID",
    help="An id such as gdp_growth, a choice such as income_any, or headline; for the panel.",
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of headings and labels, for xlsx and dta.")
@click.option("--bom", is_flag=True, help="Begin a csv with a byte order mark, for Excel.")
@click.option("--max-chars", type=click.IntRange(50), default=800, show_default=True, help="Most characters of a chunk.")
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    form: str,
    out: Path,
    table: str,
    ids: tuple[str, ...],
    lang: Language,
    bom: bool,
    max_chars: int,
) -> None:
    """Write reports for spreadsheets, statistics, retrieval, spaCy and annotation tools; a FILE of - is standard input.

    xlsx is a workbook with the table of tasks, the panel of targets and all related tables; csv and dta hold one table.
    labelstudio also writes the labelling interface, beside OUT with the ending .xml.
    A FILE that cannot be read is reported and the others are still done: the exit code is then 1.
    """
    _check(ids)
    failed: list[str] = []
    reports = list(read_each(files, failed))
    if reports:
        _WRITERS[form](reports, out, Options(table, ids, lang, bom, max_chars))
    if failed:
        ctx.exit(FAILED)


def _check(ids: Sequence[str]) -> None:
    from govtext.export.panel import named
    from govtext.indicators import IndicatorError

    try:
        named(ids)
    except IndicatorError as error:
        raise click.BadParameter(f"{error}.", param_hint="--indicator") from error
