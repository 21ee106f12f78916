"""``govtext schema``: the JSON Schema of a parsed report."""

from pathlib import Path

import click

from govtext import schema
from govtext.cli import output


@click.command(short_help="Print the JSON Schema of a parsed report.")
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), help="File to write; standard output if not given.")
def command(out: Path | None) -> None:
    """Print the JSON Schema of what `govtext parse --format json` gives."""
    with output(out) as stream:
        stream.write(schema.text())
