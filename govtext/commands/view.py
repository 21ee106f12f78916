"""``govtext view``: reports as one self-contained page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtext.cli import output, read

if TYPE_CHECKING:
    from govtext.wording import Language


@click.command(short_help="Make a page to read reports.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), help="Page to write; standard output if not given.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language that the page starts in; it has a switch.")
def command(files: tuple[Path, ...], out: Path | None, lang: Language) -> None:
    """Make one self-contained page of reports: outline, marked text, tables, and blanks to fill in.

    Two FILEs can be set side by side on it, with the metrics in which they differ. The page needs no network and opens in any browser.
    """
    from govtext.export.viewer import page

    content = page([read(file) for file in files], lang)
    with output(out) as stream:
        stream.write(content)
