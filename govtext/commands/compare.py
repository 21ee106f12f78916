"""``govtext compare``: two reports beside each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtext.cli import output, read

if TYPE_CHECKING:
    from govtext.wording import Language

FORMATS = ("table", "csv", "json", "jsonl")
TABLES = ("metrics", "sections", "passages")
_LONGEST = 40  # characters of a cell that the table shows


@click.command(short_help="Set two reports side by side.")
@click.argument("left", metavar="REPORT", type=click.Path(path_type=Path))
@click.argument("right", metavar="OTHER", type=click.Path(path_type=Path))
@click.option("--table", type=click.Choice(TABLES), default="metrics", show_default=True, help="What to compare.")
@click.option("--all", "everything", is_flag=True, help="Also what is the same in both.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="What to write.")
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), help="File to write; standard output if not given.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of the table's headings.")
def command(left: Path, right: Path, table: str, everything: bool, form: str, out: Path | None, lang: Language) -> None:
    """Compare REPORT with OTHER: numbers by indicator, sections by title and order, and passages that both share.

    Offsets are those of each text. `govtext view REPORT OTHER` shows the numbers on a page.
    """
    from govtext.comparing.comparison import compare
    from govtext.export.row_files import named, plain_rows, write_rows, write_table

    frame = compare(read(left), read(right)).frame(table)  # type: ignore[arg-type]  # one of the choices
    kept = frame if everything or table == "passages" or frame.empty else frame[frame["change"] != "same"]
    rows = plain_rows(kept)
    with output(out) as stream:
        if form == "table":
            shown = [name for name in map(str, kept.columns) if not name.endswith(("start", "end", "low", "high"))]
            cells = (["" if row[name] is None else str(row[name]) for name in shown] for row in rows)
            write_table(cells, list(named(shown, lang)), frozenset(), stream, _LONGEST)
        else:
            write_rows(rows, list(map(str, kept.columns)), form, stream)
