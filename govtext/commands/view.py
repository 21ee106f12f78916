"""``govtext view``: reports as one self-contained page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtext.cli import FAILED, output, read

if TYPE_CHECKING:
    from govtext.wording import Language


@click.command(short_help="Make a page to read reports.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, exists=True))
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), help="Page to write; standard output if not given.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language that the page starts in; it has a switch.")
@click.option("--track", is_flag=True, help="Targets beside the results of the year after, from reports of several years.")
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], out: Path | None, lang: Language, track: bool) -> None:
    """Make one self-contained page of reports: outline, marked text, tables, and blanks to fill in.

    Two FILEs can be set side by side on it, with the metrics in which they differ. With --track the page shows what came of the targets; a FILE may
    then be a folder, an archive or a dataset, as for `govtext track`. The page needs no network and opens in any browser.
    """
    failed: list[str] = []
    content = _tracks(files, failed, lang) if track else _reports(files, lang)
    with output(out) as stream:
        stream.write(content)
    if failed:
        ctx.exit(FAILED)


def _reports(files: tuple[Path, ...], lang: Language) -> str:
    from govtext.export.viewer import page

    return page([read(file) for file in files], lang)


def _tracks(files: tuple[Path, ...], failed: list[str], lang: Language) -> str:
    from govtext.commands.track import tracked
    from govtext.export.viewer.track_page import track_page

    return track_page(tracked(map(str, files), failed), lang)
