"""``govtext targets``: the promises of reports, one row each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from govtext.cli import FAILED, output, read_each
from govtext.indicators import IndicatorError
from govtext.labels import Horizon

if TYPE_CHECKING:
    from govtext.model import Report
    from govtext.wording import Language

FORMATS = ("table", "csv", "json", "jsonl", "xlsx")
ALL = "all"
_TEXTS = ("", "txt", "log", "out")
SHOWN = ("place", "year", "indicator", "canonical", "form", "value", "strength", "stretch", "horizon", "sentence")
NUMBERS = ("low", "high")
_SENTENCE = 60  # characters of a sentence that the table shows

Row = dict[str, Any]


@click.command(short_help="List what reports promise.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(FORMATS), help="What to write; told by the extension of OUT, a table if not given.")
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), help="File to write; standard output if not given.")
@click.option("--indicator", "ids", multiple=True, metavar="ID", help="A canonical id such as gdp_growth; may be given again.")
@click.option("--horizon", type=click.Choice([*map(str, Horizon), ALL]), default=ALL, show_default=True, help="The time that targets are for.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of headings and labels, for table and xlsx.")
@click.pass_context
def command(
    ctx: click.Context, files: tuple[str, ...], form: str | None, out: Path | None, ids: tuple[str, ...], horizon: str, lang: Language
) -> None:
    """List the targets of reports with file, place and year; a FILE of - is standard input.

    A row is a promised indicator: numeric with its range and bound, or relative, qualitative or declined.
    A FILE that cannot be read is reported and the others are still done: the exit code is then 1.
    """
    _check(ids)
    form = form or _format_of(out)
    if form not in FORMATS:
        raise click.UsageError(f"{out}: targets are not written as .{form}; let it end in .csv, .json, .jsonl, .xlsx or .txt, or say --format.")
    if form == "xlsx" and out is None:
        raise click.UsageError("a workbook needs a file: name it with -o.")
    failed: list[str] = []
    rows = _rows(read_each(files, failed), ids, None if horizon == ALL else Horizon(horizon))
    if form == "xlsx" and out is not None:
        _write_workbook(rows, out, lang, failed, files)
    else:
        with output(out) as stream:
            _write(rows, form, stream, lang)
            if len(failed) == len(files):
                ctx.exit(FAILED)
    if failed:
        ctx.exit(FAILED)


def _check(ids: Iterable[str]) -> None:
    from govtext.indicators import get

    for id in ids:
        try:
            get(id)
        except IndicatorError as error:
            raise click.BadParameter(f"{error}.", param_hint="--indicator") from error


def _format_of(out: Path | None) -> str:
    suffix = out.suffix.lower().removeprefix(".") if out else ""
    return "table" if suffix in _TEXTS else suffix


def _rows(reports: Iterable[Report], ids: tuple[str, ...], horizon: Horizon | None) -> Iterator[Row]:
    from govtext.promises.rows import rows

    for report in reports:
        yield from rows(report, ids, horizon)


def _write(rows: Iterator[Row], form: str, stream: TextIO, lang: Language) -> None:
    from govtext.export.row_files import named, write_rows, write_table
    from govtext.promises.rows import COLUMNS

    if form == "table":
        cells = (list(_cells(row, lang)) for row in rows)
        write_table(cells, list(named(SHOWN, lang)), frozenset({SHOWN.index("value")}), stream, _SENTENCE)
    else:
        write_rows(rows, COLUMNS, form, stream)


def _cells(row: Row, lang: Language) -> Iterator[str]:
    from govtext.export.headings import vocabulary

    for name in SHOWN:
        value = _value(row) if name == "value" else row[name]
        yield vocabulary("targets", name, lang).get(value, "" if value is None else str(value))


def _value(row: Row) -> str:
    from govtext.labels import Bound
    from govtext.wording import symbol

    if row["low"] is None:
        return ""
    sign = symbol(Bound(row["bound"]))
    return " ".join(part for part in (sign, "–".join(dict.fromkeys((row["low"], row["high"]))), row["unit"]) if part)


def _write_workbook(rows: Iterable[Row], out: Path, lang: Language, failed: list[str], files: tuple[str, ...]) -> None:
    from pandas import DataFrame

    from govtext.export.workbook import write_workbook
    from govtext.promises.rows import COLUMNS

    frame = DataFrame([{name: _cell(name, value, lang) for name, value in row.items()} for row in rows], columns=list(COLUMNS), dtype=object)
    if len(failed) < len(files):
        write_workbook({"targets": frame}, out, lang)


def _cell(name: str, value: Any, lang: Language) -> Any:
    from govtext.export.headings import vocabulary

    table = {"level": "reports", "kind": "metrics", "direction": "metrics"}.get(name)
    return vocabulary(table, name, lang).get(value, value) if table else Decimal(value) if name in NUMBERS and value is not None else value
