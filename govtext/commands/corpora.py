"""``govtext corpora``: the sample reports that come with the package."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from govtext.wording import Language


_WIDE = 1000  # columns; what does not go to a terminal is never wrapped


@click.group(invoke_without_command=True, short_help="List or print the sample reports that come with the package.")
@click.pass_context
def command(ctx: click.Context) -> None:
    """List or print the sample reports that come with the package; without a command, list them."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_samples)


@command.command("list", short_help="List the sample reports.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of headings and descriptions.")
def list_samples(lang: Language = "zh") -> None:
    """List the sample reports: name, level of government, length in characters and what each shows."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    from govtext.corpora import samples
    from govtext.wording import heading

    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in ("sample", "kind", "characters", "shows"):
        grid.add_column(heading(column, lang), justify="right" if column == "characters" else "left")
    for sample in samples():
        grid.add_row(sample.name, sample.kind, f"{len(sample.text):,}", sample.chinese if lang == "zh" else sample.english)
    Console(width=None if sys.stdout.isatty() else _WIDE).print(grid, markup=False, highlight=False)


@command.command(short_help="Print the text of a sample report.")
@click.argument("name", metavar="NAME")
def show(name: str) -> None:
    """Print the text of the sample report NAME, e.g. for `govtext corpora show county | govtext parse -`."""
    from govtext import corpora

    click.echo(corpora.text(name), nl=False)
