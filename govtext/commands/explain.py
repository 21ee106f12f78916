"""``govtext explain``: why the items at a place of a report are what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from govtext.cli import read

if TYPE_CHECKING:
    from govtext.wording import Language


@click.command(short_help="Say which rules decided, at a place of a report.")
@click.argument("file", metavar="FILE")
@click.option("--at", "offset", type=click.IntRange(min=0), required=True, help="Offset in the text as archived, counted in characters from 0.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of labels and of the parser's own steps.")
def command(file: str, offset: int, lang: Language) -> None:
    """Explain every item that covers a place of a report, innermost first; a FILE of - is standard input.

    Each field of an item is given with its rule, what the rule means, the file that has the rule, and the text that it read with its offsets.
    """
    from govtext.explain import explain, items_at

    report = read(file)
    if offset >= len(report.text):
        raise click.BadParameter(f"{offset} is beyond the text, which has {len(report.text)} characters.", param_hint="--at")
    click.echo("\n\n".join(explain(report, item).render(lang) for item in items_at(report, offset)))
