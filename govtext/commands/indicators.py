"""``govtext indicators``: the ids that indicators have."""

from __future__ import annotations

import json

import click

from govtext.cli import FAILED, complain


@click.command(short_help="List the ids of indicators.")
@click.argument("words", nargs=-1, metavar="[SEARCH]...")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="What to write.")
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], form: str) -> None:
    """List the canonical ids of indicators; SEARCH is a part of an id, of the English or of a Chinese name.

    Choices such as income_any take of several indicators the first that a report sets. An id in brackets counts many
    different things and is no column of a panel unless it is asked for.
    """
    from govtext.export.headings import indicator_name
    from govtext.indicators import choices, of_no_one_quantity, search

    wanted = " ".join(words)
    parts = wanted.lower().split()
    rows = [(f"({id})" if id in of_no_one_quantity() else id, indicator_name(id), entry.english, entry.unit) for id, entry in search(wanted)]
    for id, members in choices().items():
        if all(part in f"{id} {indicator_name(id)} {' '.join(members)}" for part in parts):
            rows.append((id, indicator_name(id), f"the first of {', '.join(members)}", ""))
    if not rows:
        complain(f"no indicator is called {wanted!r}; try a shorter word, in Chinese or English")
        ctx.exit(FAILED)
    if form == "json":
        names = ("id", "name", "english", "unit")
        click.echo(json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False, indent=1))
        return
    widest = max(len(row[0]) for row in rows)
    for id, name, english, unit in rows:
        click.echo(f"{id:<{widest}}  {name}  {english}" + (f"  [{unit}]" if unit and not id.strip("()").endswith("_growth") else ""))
