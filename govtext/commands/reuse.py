"""``govtext reuse``: what was copied in an archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtext.cli import FAILED, complain, output
from govtext.errors import GovtextError

if TYPE_CHECKING:
    from govtext.reading import Document
    from govtext.wording import Language

FORMATS = ("table", "csv", "json", "jsonl")
_LONGEST = 60  # characters of a cell that the table shows

_SHARE = click.FloatRange(0, 1, min_open=True)


@click.command(short_help="Find what was copied.")
@click.argument("files", nargs=-1, required=True, metavar="REPORT...")
@click.option("--passages", is_flag=True, help="The shared passages, one a row, instead of the pairs of reports.")
@click.option(
    "--same", type=click.FloatRange(0, 1, min_open=True), default=0.5, show_default=True, help="Likeness from which two texts are one report."
)
@click.option(
    "--heavy", type=click.FloatRange(0, 1, min_open=True), default=0.12, show_default=True, help="Likeness from which passages are looked for."
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="What to write.")
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), help="File to write; standard output if not given.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of the table's headings.")
@click.pass_context
def command(
    ctx: click.Context, files: tuple[str, ...], passages: bool, same: float, heavy: float, form: str, out: Path | None, lang: Language
) -> None:
    """Find captures of one report, and reports that took over passages of another.

    A REPORT is a file, a folder, an archive or a table of reports, or a Parquet dataset of `govtext batch`. Nothing is parsed, so that ten thousand
    reports take minutes.
    """
    from govtext.comparing.reuse import reuse
    from govtext.export.row_files import named, plain_rows, write_rows, write_table

    failed: list[str] = []
    found = reuse(documents(files, failed), same=same, heavy=heavy)
    frame = found.passages() if passages else found.frame()
    columns = list(map(str, frame.columns))
    rows = plain_rows(frame)
    with output(out) as stream:
        if form == "table":
            cells = (["" if row[name] is None else str(row[name]) for name in columns] for row in rows)
            write_table(cells, list(named(columns, lang)), frozenset(), stream, _LONGEST)
        else:
            write_rows(rows, columns, form, stream)
    if failed:
        ctx.exit(FAILED)


def documents(files: Iterable[str], failed: list[str]) -> Iterator[Document]:
    """Read the reports of files, folders, archives, tables and datasets one at a time; what cannot be read is complained about."""
    from govtext.reading import Document, iter_documents

    encoding = click.get_current_context().obj
    for file in files:
        tables = Path(file) / "reports"  # of a dataset
        try:
            for document in iter_documents(tables if tables.is_dir() else Path(file), encoding=encoding):
                if isinstance(document, Document):
                    yield document
                else:
                    complain(document.error)
                    failed.append(file)
        except GovtextError as error:
            complain(error)
            failed.append(file)
